"""A reading as JSON, in the shape in which people write down readings by hand, so that the two can be compared."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from goldenthread.frameworks.types import DocumentRead, Kind, Reading, ReadItem, ReadSection
from goldenthread.integrations.reader.outlines.contents import contents
from goldenthread.integrations.reader.outlines.doubts import Json, doubts
from goldenthread.integrations.reader.outlines.pages import pages
from goldenthread.integrations.reader.outlines.standards import is_list, standards


def outlined(document: DocumentRead) -> Json:
    """Everything that was read. Every item has its lines and its doubts; ``account`` counts words by their use."""
    reading = document.reading
    head = {
        "code": reading.code or None,
        "title": reading.title,
        "year": reading.year,
        "kind": kind_of(reading),
        "is_reliable": reading.is_reliable,
        "doubts": doubts(reading.doubts),
    }
    if reading.page:
        return head | pages(reading.page) | {"account": _account(reading)}
    if reading.content:
        return head | contents(reading.content) | {"account": _account(reading)}
    return head | {
        "sections": [_section(section, is_list=is_list(reading)) for section in reading.sections],
        "references": [
            {
                "section": entry.section,
                "group": entry.group,
                "text": entry.text,
                "lines": list(entry.lines),
                "doubts": doubts(entry.doubts),
            }
            for entry in reading.references
        ],
        "suggestions": [
            {"was": one.was, "suggests": one.suggests, "says": one.says, "lines": list(reading.items[one.item].lines)}
            for one in reading.suggestions
        ],
        "account": _account(reading),
    }


def kind_of(reading: Reading) -> str:
    """What the document is."""
    if reading.page:
        return "provider page"
    if reading.content:
        return "content and assessment framework"
    if is_list(reading):
        return "list of standards"
    return "framework" if reading.sections else "no framework"


def _section(section: ReadSection, *, is_list: bool) -> Json:
    head = {
        "number": section.number,
        "title": section.title,
        "heading_line": section.line,
        "intro": [paragraph for paragraph in section.intro.split("\n\n") if paragraph],
        "doubts": doubts(section.doubts),
    }
    if is_list:
        return head | {"standards": standards(section.items)}
    return head | {
        "learn_that": [
            {"number": item.number, "text": item.text, "lines": list(item.lines), "doubts": doubts(item.doubts)}
            for item in section.items
            if item.kind is Kind.LEARN_THAT
        ],
        "learn_how_to": _learn_how_to(section.items),
    }


def _learn_how_to(items: Sequence[ReadItem]) -> list[Json]:
    """Each stem with its bullets; bullets whose stem is lost stand first, under ``null``."""
    groups: dict[int | None, Json] = {}
    for item in items:
        if item.kind is Kind.STEM:
            stem = {"stem": item.text, "stem_lines": list(item.lines), "doubts": doubts(item.doubts)}
            groups[item.position] = stem | {"items": [], "items_meta": []}
        elif item.kind is Kind.PRACTICE:
            lost = {"stem": None, "stem_lines": [], "doubts": doubts(item.doubts), "uncertain": True}
            group = groups.setdefault(item.stem, lost | {"items": [], "items_meta": []})
            group["items"].append(item.text)
            group["items_meta"].append({"lines": list(item.lines), "doubts": doubts(item.doubts)})
    return list(groups.values())


def _account(reading: Reading) -> dict[str, int]:
    """How many words of the document went to each use."""
    words: Counter[str] = Counter()
    for piece in reading.account:
        words[piece.use.value] += len(piece.text.split())
    return dict(sorted(words.items()))
