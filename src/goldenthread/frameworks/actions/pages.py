"""Keep what a provider's page says, and link the statements on it to the published ones that they are."""

from __future__ import annotations

from dataclasses import asdict
from datetime import datetime
from uuid import UUID

from django.db.transaction import atomic

from goldenthread.frameworks.models import PageStatement, Reading, ReadPage, Statement
from goldenthread.frameworks.rules.matching import matched
from goldenthread.frameworks.types import EditionState, Kind, ProviderPage, ReadingState
from goldenthread.frameworks.types.page_views import Published
from goldenthread.frameworks.types.pages import Offer
from goldenthread.ground.actions.record import audit
from goldenthread.people.types import Actor


def keep_page(reading: Reading, page: ProviderPage, *, at: datetime) -> None:
    """Keep a page with its reading, and link it. Only within a transaction of this room's own."""
    row = ReadPage.objects.create(reading=reading, offer=_kept(page.offer), areas=list(page.areas), linked_at=at)
    every = [(section, item) for section in page.sections for item in section.items]
    PageStatement.objects.bulk_create(
        PageStatement(
            page=row,
            position=position,
            section=section.number,
            section_title=section.title[:300],
            kind=item.kind.value,
            number=item.number,
            text=item.text,
            is_whole=item.is_whole,
            is_foreign=section.is_foreign,
            lines=list(item.lines),
            doubts=[[doubt.code, doubt.says, list(doubt.lines)] for doubt in item.doubts],
        )
        for position, (section, item) in enumerate(every)
    )
    _link([row], at=at)


@atomic
def link_page(ref: UUID, *, by: Actor, at: datetime) -> None:
    """Look once more for a page's statements in every edition in force.

    :raises ReadPage.DoesNotExist: if this actor sees no such page.
    """
    row = ReadPage.objects.select_for_update().get(reading__in=Reading.objects.seen_by(by), reading__ref=ref)
    _link([row], at=at)
    audit(by=str(by), did="frameworks.link_page", to=str(ref), at=at)


@atomic
def link_pages(*, at: datetime) -> int:
    """Look for the statements of every page that is kept in every edition in force, as one is published; how many."""
    pages = ReadPage.objects.exclude(reading__state=ReadingState.DISCARDED.value).select_related("reading")
    rows = list(pages.select_for_update(of=("self",)))
    _link(rows, at=at)
    for row in rows:
        audit(by="jobs", did="frameworks.link_page", to=str(row.reading.ref), at=at)
    return len(rows)


def _link(pages: list[ReadPage], *, at: datetime) -> None:
    """Link these pages, in two reads and two writes for however many there are."""
    asked: dict[int, list[PageStatement]] = {page.pk: [] for page in pages}
    for row in PageStatement.objects.filter(page__in=pages, is_foreign=False, is_whole=True).order_by("position"):
        asked[row.page_id].append(row)
    published = _in_force()
    for page in pages:
        found, edition = matched([row.as_asked() for row in asked[page.pk]], published)
        links = {one.on_page: one for one in found}
        for row in asked[page.pk]:
            link = links.get(row.pk)
            row.statement_id, row.is_exact = (link.statement, link.is_exact) if link else (None, False)
        page.edition_id, page.linked_at = edition, at
    every = [row for rows in asked.values() for row in rows]
    PageStatement.objects.bulk_update(every, ["statement", "is_exact"])
    ReadPage.objects.bulk_update(pages, ["edition", "linked_at"])


def _in_force() -> list[Published]:
    rows = Statement.objects.filter(edition__state=EditionState.PUBLISHED.value).order_by("edition_id", "position")
    fields = rows.values_list("pk", "edition_id", "kind", "section__title", "text")
    return [Published(pk, edition, Kind(kind), title, text) for pk, edition, kind, title, text in fields]


def _kept(offer: Offer) -> dict[str, object]:
    """The offer as it is kept."""
    kept: dict[str, object] = asdict(offer)
    kept["delivery"] = [[one.name, list(one.made_of), one.text, list(one.lines)] for one in offer.delivery]
    kept["benefits"] = [[one.whose, list(one.items), list(one.lines)] for one in offer.benefits]
    return kept
