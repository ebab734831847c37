"""Review a reading, one decision at a time: accept, correct, split, merge, move, restore, settle."""

from __future__ import annotations

from datetime import datetime
from typing import Literal
from uuid import UUID

from django.db.models import F, Max, QuerySet
from django.db.transaction import atomic

from goldenthread.frameworks.models import (
    Reading,
    ReadingDetail,
    ReadingDoubt,
    ReadingItem,
    ReadingSection,
    ReadingSuggestion,
)
from goldenthread.frameworks.rules import reviewing
from goldenthread.frameworks.rules.shape import join
from goldenthread.frameworks.rules.states import ITEM_STEPS, READING_STEPS, ItemEvent, ReadingEvent
from goldenthread.frameworks.types import About, Correction, ItemState, Kind, ReadingState
from goldenthread.ground.actions.record import audit
from goldenthread.ground.rules.states import step
from goldenthread.ground.types import Refusal, Refused
from goldenthread.people.types import Actor

NOT_UNDER_REVIEW = Refusal(
    "not_under_review", "This reading is not under review.", "Upload the document again to correct it."
)


@atomic
def accept_item(ref: UUID, *, version: int, by: Actor, at: datetime) -> None:
    """Accept an item as it stands, and settle its doubts by name. :raises Refused: if it changed meanwhile."""
    item = _item(ref, version=version, by=by)
    _decided(item, by=by, at=at)
    _settle(item, by=by, at=at)
    _audit(item, "accept", by=by, at=at)


@atomic
def accept_clear(ref: UUID, *, by: Actor, at: datetime) -> int:
    """Accept all that waits and carries no open doubt, items and details in one statement each; how many there were."""
    reading = reading_under_review(ref, by=by)
    accepted = 0
    for model, about in ((ReadingItem, "item"), (ReadingDetail, "detail")):
        open_doubts = ReadingDoubt.objects.filter(reading=reading, settled_at=None).exclude(**{about: None})
        clear = model.objects.filter(reading=reading, is_out=False, state=ItemState.WAITING.value)
        accepted += clear.exclude(pk__in=open_doubts.values(f"{about}_id")).update(
            state=step(ITEM_STEPS, ItemState.WAITING, ItemEvent.ACCEPT).value,
            version=F("version") + 1,
            changed_by=by.person_id,
            changed_at=at,
        )
    audit(by=str(by), did="frameworks.accept_clear", to=str(ref), at=at, items=str(accepted))
    return accepted


@atomic
def correct_item(ref: UUID, correction: Correction, *, version: int, by: Actor, at: datetime) -> None:
    """Correct what an item says and where it belongs; whoever corrects it accepts it.

    :raises Refused: if it changed meanwhile, or the correction is not one.
    """
    item = _item(ref, version=version, by=by)
    sections = {section.number: section for section in ReadingSection.objects.filter(reading=item.reading_id)}
    refusal = reviewing.why_not_correct(correction, sections=frozenset(sections))
    if refusal:
        raise Refused(refusal)
    before = _told(item)
    item.text = " ".join(correction.text.split())
    item.kind = correction.kind.value
    _name(item, correction)
    item.number = correction.number if correction.kind in (Kind.LEARN_THAT, Kind.STANDARD) else None
    if sections[correction.section].pk != item.section_id:
        item.section = sections[correction.section]
        item.position = _end_of(item)
    _decided(item, by=by, at=at)
    _settle(item, by=by, at=at)
    _audit(item, "correct", by=by, at=at, before=before[:500], after=_told(item)[:500])


@atomic
def split_item(ref: UUID, parts: tuple[str, str], *, version: int, by: Actor, at: datetime) -> None:
    """Split an item in two; the second part follows it and is of the same kind, without a number.

    :raises Refused: if it changed meanwhile, or the parts are not its words.
    """
    item = _item(ref, version=version, by=by)
    refusal = reviewing.why_not_split(item.text, parts)
    if refusal:
        raise Refused(refusal)
    after = ReadingItem.objects.filter(reading=item.reading_id, position__gt=item.position)
    after.update(position=F("position") + 1)
    first, second = (" ".join(part.split()) for part in parts)
    second_row = ReadingItem.objects.create(
        reading_id=item.reading_id,
        section_id=item.section_id,
        position=item.position + 1,
        kind=item.kind,
        number=None,
        text=second,
        part=item.part,
        lines=item.lines,
        original=item.original
        | {"text": second, "number": None, "printed": "", "title": "", "documents": ""}
        | {"kind": item.kind, "part": item.part},
        state=ItemState.WAITING.value,
        changed_by_id=by.person_id,
        changed_at=at,
        split_from=item,
    )
    item.text = first
    _decided(item, by=by, at=at)
    _settle(item, by=by, at=at)
    _audit(item, "split", by=by, at=at, second=str(second_row.ref))


@atomic
def merge_item(ref: UUID, *, version: int, by: Actor, at: datetime) -> None:
    """Join an item to the end of the one before it in its section.

    :raises Refused: if it changed meanwhile, or is the first of its section.
    """
    item = _item(ref, version=version, by=by)
    before = _neighbours(item).filter(position__lt=item.position).order_by("-position", "-pk").first()
    if before is None:
        raise Refused(Refusal("first_item", "This is the first item of its section.", "Merge the next one into it."))
    before.text = join(before.text, item.text)
    before.lines = list(dict.fromkeys([*before.lines, *item.lines]))
    item.is_out, item.merged_into = True, before
    _decided(item, by=by, at=at)
    _decided(before, by=by, at=at)
    _settle(item, by=by, at=at)
    _settle(before, by=by, at=at)
    _audit(before, "merge", by=by, at=at, merged=str(item.ref))


@atomic
def move_item(ref: UUID, way: Literal["up", "down"], *, version: int, by: Actor, at: datetime) -> None:
    """Change places with the item before or after it in its section.

    :raises Refused: if it changed meanwhile, or there is none on that side.
    """
    item = _item(ref, version=version, by=by)
    beside = _neighbours(item)
    other = (
        beside.filter(position__lt=item.position).order_by("-position", "-pk").first()
        if way == "up"
        else beside.filter(position__gt=item.position).order_by("position", "pk").first()
    )
    if other is None:
        raise Refused(Refusal("at_the_edge", f"There is nothing to move {way} past in this section.", ""))
    item.position, other.position = other.position, item.position
    ReadingItem.objects.bulk_update([item, other], ["position"])
    _touched(item, by=by, at=at)
    _audit(item, "move", by=by, at=at, way=way)


@atomic
def restore_item(ref: UUID, *, version: int, by: Actor, at: datetime) -> None:
    """Give an item back what was read, and its doubts; what was merged into it or split off it is undone.

    :raises Refused: if it changed meanwhile.
    """
    item = _item(ref, version=version, by=by)
    gone = _offshoots(item)
    if any(part.merged_into_id not in (None, item.pk, *(one.pk for one in gone)) for part in gone):
        raise Refused(
            Refusal("part_elsewhere", "A part of this was merged into another item.", "Restore that item first.")
        )
    back = [item.pk, *(part.pk for part in gone)]
    swallowed = ReadingItem.objects.filter(merged_into__in=back)
    swallowed.update(is_out=False, merged_into=None, version=F("version") + 1)
    for part in reversed(gone):
        part.delete()
    read = item.original
    item.text, item.kind, item.number = read["text"], read["kind"], read["number"]
    for field in ("printed", "title", "part", "documents"):
        setattr(item, field, read.get(field, ""))
    item.state = step(ITEM_STEPS, ItemState(item.state), ItemEvent.RESTORE).value
    item.section = ReadingSection.objects.get(reading=item.reading_id, number=read["section"])
    _touched(item, by=by, at=at)
    ReadingDoubt.objects.filter(item=item).update(settled_by=None, settled_at=None)
    ReadingSuggestion.objects.filter(item=item).update(is_taken=False, decided_by=None, decided_at=None)
    _audit(item, "restore", by=by, at=at)


@atomic
def settle_doubt(ref: UUID, *, by: Actor, at: datetime) -> None:
    """Settle one doubt by name. Settling it twice keeps the first name."""
    doubt = ReadingDoubt.objects.filter(reading__in=Reading.objects.seen_by(by)).select_for_update().get(ref=ref)
    reading_under_review(doubt.reading.ref, by=by)
    if doubt.settled_at is None:
        doubt.settled_by_id, doubt.settled_at = by.person_id, at
        doubt.save(update_fields=["settled_by", "settled_at"])
        audit(by=str(by), did="frameworks.settle_doubt", to=str(doubt.reading.ref), at=at, code=doubt.code)


@atomic
def rename_section(ref: UUID, number: int, *, title: str, by: Actor, at: datetime) -> None:
    """Correct a section's title. :raises Refused: if it is empty."""
    reading = reading_under_review(ref, by=by)
    section = ReadingSection.objects.get(reading=reading, number=number)
    if not title.strip():
        raise Refused(Refusal("no_title", "A section has a title.", "Enter it as the document has it."))
    before, section.title = section.title, " ".join(title.split())[:300]
    section.save(update_fields=["title"])
    audit(by=str(by), did="frameworks.rename_section", to=str(ref), at=at, number=str(number), before=before)


@atomic
def change_about(ref: UUID, about: About, *, by: Actor, at: datetime) -> None:
    """Correct what is said about the document, its licence among it. :raises Refused: if it is amiss."""
    reading = reading_under_review(ref, by=by)
    refusal = reviewing.why_not_about(about)
    if refusal:
        raise Refused(refusal)
    reading.code, reading.title, reading.publisher = about.code, about.title.strip(), about.publisher.strip()
    reading.year, reading.licence, reading.attribution = about.year, about.licence.strip(), about.attribution.strip()
    reading.save(update_fields=["code", "title", "publisher", "year", "licence", "attribution"])
    audit(by=str(by), did="frameworks.change_about", to=str(ref), at=at, licence=about.licence, code=about.code)


@atomic
def discard_reading(ref: UUID, *, why: str, by: Actor, at: datetime) -> None:
    """Put a reading away unpublished, read or not. The file and what was decided stay on record.

    :raises Refused: if it is published, or was put away before.
    """
    reading = Reading.objects.seen_by(by).select_for_update().get(ref=ref)
    after = READING_STEPS.get((ReadingState(reading.state), ReadingEvent.DISCARD))
    if after is None:
        raise Refused(NOT_UNDER_REVIEW)
    reading.state = after.value
    reading.save(update_fields=["state"])
    audit(by=str(by), did="frameworks.discard", to=str(ref), at=at, why=why)


def _name(item: ReadingItem, correction: Correction) -> None:
    """The code, the name, the part and the documents that an item has; what only criteria have goes with the kind."""
    for field in ("printed", "title", "part"):
        said = getattr(correction, field)
        if said is not None:
            setattr(item, field, " ".join(said.split()))
    if correction.documents is not None:
        item.documents = "\n".join(name for each in correction.documents if (name := " ".join(each.split())))
    if correction.kind is not Kind.CRITERION:
        item.part = item.documents = ""


def _told(item: ReadingItem) -> str:
    """All that an item says, for the record."""
    part = f"part {item.part}" if item.part else ""
    return "; ".join(said for said in (item.text, item.printed, item.title, part, item.documents) if said)


def reading_under_review(ref: UUID, *, by: Actor) -> Reading:
    """The reading, locked, still under review. Locking it makes decisions on its items wait for one another."""
    reading = Reading.objects.seen_by(by).select_for_update().get(ref=ref)
    if reading.state != ReadingState.REVIEWED.value:
        raise Refused(NOT_UNDER_REVIEW)
    return reading


def _item(ref: UUID, *, version: int, by: Actor) -> ReadingItem:
    seen = Reading.objects.seen_by(by)
    found = ReadingItem.objects.filter(reading__in=seen, is_out=False).select_related("reading").get(ref=ref)
    reading_under_review(found.reading.ref, by=by)
    item = ReadingItem.objects.select_related("reading", "changed_by").get(pk=found.pk)
    who = item.changed_by.name if item.changed_by is not None else ""
    refusal = reviewing.why_not_change(version, now=item.version, changed_by=who)
    if refusal:
        raise Refused(refusal)
    return item


def _offshoots(item: ReadingItem) -> list[ReadingItem]:
    """What was split off the item, and off that, and so on: each after the one it came from."""
    found, fresh = list[ReadingItem](), [item.pk]
    while fresh:
        parts = list(ReadingItem.objects.filter(split_from__in=fresh))
        found += parts
        fresh = [part.pk for part in parts]
    return found


def _neighbours(item: ReadingItem) -> QuerySet[ReadingItem]:
    return ReadingItem.objects.filter(reading=item.reading_id, section=item.section_id, is_out=False).exclude(
        pk=item.pk
    )


def _end_of(item: ReadingItem) -> int:
    """The place after the last item of the item's (new) section, with room made for it."""
    others = ReadingItem.objects.filter(reading=item.reading_id)
    last = others.filter(section=item.section_id).aggregate(last=Max("position"))["last"]
    place = 0 if last is None else int(last) + 1
    others.filter(position__gte=place).update(position=F("position") + 1)
    return place


def _decided(item: ReadingItem, *, by: Actor, at: datetime) -> None:
    item.state = step(ITEM_STEPS, ItemState(item.state), ItemEvent.ACCEPT).value
    _touched(item, by=by, at=at)


def _touched(item: ReadingItem, *, by: Actor, at: datetime) -> None:
    item.version += 1
    item.changed_by_id, item.changed_at = by.person_id, at
    item.save()


def _settle(item: ReadingItem, *, by: Actor, at: datetime) -> None:
    ReadingDoubt.objects.filter(item=item, settled_at=None).update(settled_by=by.person_id, settled_at=at)


def _audit(item: ReadingItem, did: str, *, by: Actor, at: datetime, **facts: str) -> None:
    audit(by=str(by), did=f"frameworks.{did}_item", to=str(item.reading.ref), at=at, item=str(item.ref), **facts)
