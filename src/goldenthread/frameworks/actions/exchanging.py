"""What an edition takes along from the CASE package that it came as: what is said of it, and what things are called."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from uuid import UUID, uuid4

from goldenthread.frameworks.models import Edition, Reading, ReadingItem, ReadingSection, Section, Statement
from goldenthread.frameworks.rules.exchanging import name_for
from goldenthread.frameworks.rules.importing import said_otherwise
from goldenthread.frameworks.types import STANDS_UNDER, Doubt, Kind
from goldenthread.frameworks.types import Reading as ReadValue


@dataclass(frozen=True, slots=True)
class Names:
    """What an edition, its sections and its statements will be called for good; by the rows of the reading."""

    edition: UUID
    sections: Mapping[int, UUID]
    items: Mapping[int, UUID]


def take_about(row: Reading, value: ReadValue) -> tuple[Doubt, ...]:
    """Let a package's own title, publisher, licence and attribution go before what was typed, and say so."""
    if value.package is None:
        return ()
    about, doubt = said_otherwise(row.about(), value.title, value.package)
    row.case_id, row.title, row.publisher = value.package.identifier, about.title, about.publisher
    row.licence, row.attribution = about.licence, about.attribution
    row.save(update_fields=["case_id", "title", "publisher", "licence", "attribution"])
    return (doubt,) if doubt is not None else ()


def keep_what_stands_under_what(items: list[ReadingItem], value: ReadValue) -> None:
    """Keep what a package says of that, in one statement; in other documents it follows from the order."""
    if value.package is None:
        return
    by_position = {item.position: item for item in items}
    below = [(made, read.stem) for made, read in zip(items, value.items, strict=True) if read.stem is not None]
    for made, above in below:
        made.under = by_position[above]
    ReadingItem.objects.bulk_update([made for made, _ in below], ["under"])


def names_for(reading: Reading, items: Collection[ReadingItem], sections: Collection[ReadingSection]) -> Names:
    """Names for everything to be published; in three statements where any were brought along, else in none.

    One that is in use in this installation is not given again, nor one whose words were changed in the review.
    """
    brought = [reading.case_id, *(row.case_id for row in sections), *(row.case_id for row in items)]
    wanted = [name for name in brought if name is not None]
    taken: set[UUID] = set()
    if wanted:
        for rows in (Edition.objects.all(), Section.objects.all(), Statement.objects.all()):
            taken |= set(rows.filter(ref__in=wanted).values_list("ref", flat=True))
    edition = _name(reading.case_id, taken)
    return Names(
        edition,
        {row.pk: _name(row.case_id, taken) for row in sections},
        {row.pk: _name(row.case_id if row.text == row.original["text"] else None, taken) for row in items},
    )


def stand_under(reading: Reading, items: list[ReadingItem], above: Mapping[int, int]) -> dict[int, int]:
    """By index, what each item stands under: as the order has it (``above``), or as the package says."""
    if reading.case_id is None:
        return dict(above)
    places = {item.pk: at for at, item in enumerate(items)}
    found = {at: one for at, one in above.items() if items[at].kind == Kind.PRACTICE.value}
    for at, item in enumerate(items):
        one = places.get(item.under_id or 0)
        if one is not None and _may_hold(items[one], item):
            found[at] = one
    return found


def _may_hold(one: ReadingItem, item: ReadingItem) -> bool:
    return one.section_id == item.section_id and STANDS_UNDER.get(Kind(item.kind)) == Kind(one.kind)


def _name(brought: UUID | None, taken: set[UUID]) -> UUID:
    name = name_for(brought, taken) or uuid4()
    taken.add(name)
    return name
