"""A provider's page as JSON."""

from __future__ import annotations

from collections.abc import Sequence

from goldenthread.frameworks.types import Kind, ProviderPage
from goldenthread.frameworks.types.pages import Link, Offer, PageItem, PageSection
from goldenthread.integrations.reader.outlines.doubts import Json, doubts


def pages(page: ProviderPage) -> Json:
    """Its offer, the areas it names, the sections it has, and what was pasted there and is none of its own."""
    return {
        "programme": _offer(page.offer),
        "areas": list(page.areas),
        "sections": [_section(section) for section in page.sections if not section.is_foreign],
        "foreign": [_section(section) | {"times": section.times} for section in page.sections if section.is_foreign],
    }


def _offer(offer: Offer) -> Json:
    return {
        "delivery_models": [
            {"name": one.name, "made_of": list(one.made_of), "text": one.text, "lines": list(one.lines)}
            for one in offer.delivery
        ],
        "face_to_face_events": offer.events or None,
        "platform": offer.platform or None,
        "cost": offer.cost or None,
        "benefits": [{"for": one.whose, "items": list(one.items), "lines": list(one.lines)} for one in offer.benefits],
        "provider": offer.provider or None,
        "partners": offer.partners or None,
        "masters": offer.masters or None,
    }


def _section(section: PageSection) -> Json:
    return {
        "number": section.number or None,
        "title": section.title,
        "heading_line": section.line,
        "doubts": doubts(section.doubts),
        "learn_that": [{"number": item.number} | _item(item) for item in section.of_kind(Kind.LEARN_THAT)],
        "stems": [_item(item) for item in section.of_kind(Kind.STEM)],
        "loose_bullets": [_item(item) for item in section.of_kind(Kind.PRACTICE)],
    }


def _item(item: PageItem) -> Json:
    return {"text": item.text, "is_whole": item.is_whole, "lines": list(item.lines), "doubts": doubts(item.doubts)}


def linked(links: Sequence[Link]) -> list[Json]:
    """Which statement of a framework each whole statement is; ``to`` is null where none is near."""
    return [
        {
            "section": link.section,
            "number": link.number,
            "to": {"section": link.to_section, "number": link.to_number} if link.to_section else None,
            "is_exact": link.is_exact,
            "text": link.text or None,
        }
        for link in links
    ]
