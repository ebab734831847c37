"""Add to a reading what the document lost, in words that say for good where they come from; and remove it again."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID, uuid4

from django.db.transaction import atomic

from goldenthread.frameworks.actions.correcting import end_of, make_room, name_as, told_of, undo_parts
from goldenthread.frameworks.actions.reviewing import audit_item, decide, item_under_review, reading_under_review
from goldenthread.frameworks.models import AddedWords, ReadingDoubt, ReadingItem, ReadingSection
from goldenthread.frameworks.rules.adding import place_among, taken_under, why_not_add
from goldenthread.frameworks.types import ItemState, Kind
from goldenthread.frameworks.types.adding import Addition, Neighbour, Way
from goldenthread.ground.types import Refusal, Refused
from goldenthread.people.types import Actor

# What the reader doubts about a bullet that has no stem above it.
LOST_STEM = "no_stem"
# What is kept of an item as it was added, for whoever wants that back.
_KEPT = ("text", "kind", "number", "printed", "title", "part", "documents")


@atomic
def add_item(reading: UUID, addition: Addition, *, by: Actor, at: datetime) -> UUID:
    """Add an item that the document lost; whoever adds it accepts it. The account of the document's words stays.

    Where it is a stem for bullets that had none, their doubt about that is settled by the same name.

    :raises Refused: if the reading is not under review, nobody says where the words come from, they are not an item, or
        its place is gone.
    """
    kept = reading_under_review(reading, by=by)
    sections = {section.number: section for section in ReadingSection.objects.filter(reading=kept)}
    refusal = why_not_add(addition, sections=frozenset(sections))
    if refusal:
        raise Refused(refusal)
    says, section = addition.says, sections[addition.says.section]
    there = list(
        ReadingItem.objects.filter(reading=kept, section=section, is_out=False)
        .exclude(kind=Kind.LEARN_THAT.value)
        .order_by("position", "pk")
    )
    beside = [Neighbour(row.ref, Kind(row.kind), row.number) for row in there]
    place = place_among(beside, addition)
    if isinstance(place, Refusal):
        raise Refused(place)
    source = " ".join(addition.source.split())
    item = ReadingItem(
        ref=uuid4(),
        reading=kept,
        section=section,
        kind=says.kind.value,
        number=says.number if says.kind in (Kind.LEARN_THAT, Kind.STANDARD) else None,
        text=" ".join(says.text.split()),
        lines=[],
        state=ItemState.WAITING.value,
        version=0,
        added=AddedWords.objects.create(by_id=by.person_id, at=at, source=source),
    )
    name_as(item, says)
    item.position = make_room(kept.pk, there[place].position) if place < len(there) else end_of(item)
    item.under = _above(there, addition)
    item.original = {name: getattr(item, name) for name in _KEPT} | {"section": section.number}
    decide(item, by=by, at=at)
    bullets = ReadingDoubt.objects.filter(item__ref__in=taken_under(beside, place, says.kind), code=LOST_STEM)
    bullets.filter(settled_at=None).update(settled_by=by.person_id, settled_at=at)
    facts = {"kind": item.kind, "added": told_of(item)[:500], "source": source}
    audit_item(item, "add", by=by, at=at, **facts)
    return item.ref


@atomic
def remove_added(ref: UUID, *, version: int, by: Actor, at: datetime) -> None:
    """Remove an item that was added, with what was split off it; bullets that lose their stem are in doubt again.

    What the document says is never removed.

    :raises Refused: if it changed meanwhile, or is the document's own.
    """
    item = item_under_review(ref, version=version, by=by)
    if item.added is None:
        says = "The document says this: it was read, and not added."
        raise Refused(Refusal("not_added", says, "Correct it, or merge it with the item before."))
    undo_parts(item)
    # What the act of adding settled is open again.
    settled = ReadingDoubt.objects.filter(reading=item.reading_id, code=LOST_STEM)
    settled.filter(settled_by=item.added.by_id, settled_at=item.added.at).update(settled_by=None, settled_at=None)
    audit_item(item, "remove", by=by, at=at, removed=told_of(item)[:500], source=item.added.source)
    item.delete()


def _above(there: list[ReadingItem], addition: Addition) -> ReadingItem | None:
    """What it stands under where the order does not say that, as in a CASE package."""
    beside = next((row for row in there if row.ref == addition.beside), None)
    if beside is None or addition.way is Way.END:
        return None
    if addition.way is Way.UNDER:
        return beside
    return beside.under if beside.kind == addition.says.kind.value else None
