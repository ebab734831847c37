"""Correct a reading, one item at a time: what it says and where it belongs, split, merge, move, restore."""

from __future__ import annotations

from datetime import datetime
from typing import Literal
from uuid import UUID

from django.db.models import F, Max, Q, QuerySet
from django.db.transaction import atomic

from goldenthread.frameworks.actions.reviewing import audit_item, decide, item_under_review, settle_doubts_of, touch
from goldenthread.frameworks.models import ReadingDoubt, ReadingItem, ReadingSection, ReadingSuggestion
from goldenthread.frameworks.rules import reviewing
from goldenthread.frameworks.rules.adding import why_not_join
from goldenthread.frameworks.rules.shape import join
from goldenthread.frameworks.rules.states import ITEM_STEPS, ItemEvent
from goldenthread.frameworks.types import Correction, ItemState, Kind
from goldenthread.frameworks.types.correcting import Reshaped
from goldenthread.ground.rules.states import step
from goldenthread.ground.types import Refusal, Refused
from goldenthread.people.types import Actor


@atomic
def correct_item(ref: UUID, correction: Correction, *, version: int, by: Actor, at: datetime) -> None:
    """Correct what an item says and where it belongs; whoever corrects it accepts it.

    :raises Refused: if it changed meanwhile, or the correction is not one.
    """
    item = item_under_review(ref, version=version, by=by)
    sections = {section.number: section for section in ReadingSection.objects.filter(reading=item.reading_id)}
    refusal = reviewing.why_not_correct(correction, sections=frozenset(sections))
    if refusal:
        raise Refused(refusal)
    before = told_of(item)
    item.text = " ".join(correction.text.split())
    item.kind = correction.kind.value
    name_as(item, correction)
    item.number = correction.number if correction.kind in (Kind.LEARN_THAT, Kind.STANDARD) else None
    if sections[correction.section].pk != item.section_id:
        item.section = sections[correction.section]
        item.position = end_of(item)
    decide(item, by=by, at=at)
    settle_doubts_of(item, by=by, at=at)
    audit_item(item, "correct", by=by, at=at, before=before[:500], after=told_of(item)[:500])


@atomic
def split_item(ref: UUID, parts: tuple[str, str], *, version: int, by: Actor, at: datetime) -> Reshaped:
    """Split an item in two; the second part follows it and is of the same kind, without a number.

    Neither part is accepted by that. Both carry the doubts that are open: nobody knows which of them those are about.

    :raises Refused: if it changed meanwhile, or the parts are not its words.
    """
    item = item_under_review(ref, version=version, by=by)
    refusal = reviewing.why_not_split(item.text, parts)
    if refusal:
        raise Refused(refusal)
    first, second = (" ".join(part.split()) for part in parts)
    second_row = ReadingItem.objects.create(
        reading_id=item.reading_id,
        section_id=item.section_id,
        position=make_room(item.reading_id, item.position + 1),
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
        added_id=item.added_id,
    )
    item.text = first
    _wait(item, ItemEvent.SPLIT, by=by, at=at)
    open_doubts = list(ReadingDoubt.objects.filter(item=item, settled_at=None).order_by("pk"))
    ReadingDoubt.objects.bulk_create(
        ReadingDoubt(reading_id=item.reading_id, item=second_row, code=one.code, says=one.says, lines=one.lines)
        for one in open_doubts
    )
    audit_item(item, "split", by=by, at=at, second=str(second_row.ref), open_doubts=str(len(open_doubts)))
    return Reshaped(item.ref, len(open_doubts))


@atomic
def merge_item(ref: UUID, *, version: int, by: Actor, at: datetime) -> Reshaped:
    """Join an item to the end of the one before it in its section, which then waits with the doubts of both.

    :raises Refused: if it changed meanwhile, is the first of its section, or only one of the two was added by a person.
    """
    item = item_under_review(ref, version=version, by=by)
    before = _neighbours(item).filter(position__lt=item.position).order_by("-position", "-pk").first()
    if before is None:
        raise Refused(Refusal("first_item", "This is the first item of its section.", "Merge the next one into it."))
    refusal = why_not_join(before.added_id, item.added_id)
    if refusal:
        raise Refused(refusal)
    before.text = join(before.text, item.text)
    before.lines = list(dict.fromkeys([*before.lines, *item.lines]))
    item.is_out, item.merged_into = True, before
    touch(item, by=by, at=at)
    _wait(before, ItemEvent.MERGE, by=by, at=at)
    doubts = ReadingDoubt.objects.filter(item=item)
    doubts.filter(read_with=None).update(read_with=item)
    doubts.update(item=before)
    open_doubts = ReadingDoubt.objects.filter(item=before, settled_at=None).count()
    audit_item(before, "merge", by=by, at=at, merged=str(item.ref), open_doubts=str(open_doubts))
    return Reshaped(before.ref, open_doubts)


@atomic
def move_item(ref: UUID, way: Literal["up", "down"], *, version: int, by: Actor, at: datetime) -> str:
    """Change places with the item before or after it in its section; the words of that one.

    :raises Refused: if it changed meanwhile, there is none on that side, or its number says where it stands.
    """
    item = item_under_review(ref, version=version, by=by)
    refusal = reviewing.why_not_move(Kind(item.kind))
    if refusal:
        raise Refused(refusal)
    beside = _neighbours(item).exclude(kind=Kind.LEARN_THAT.value)
    other = (
        beside.filter(position__lt=item.position).order_by("-position", "-pk").first()
        if way == "up"
        else beside.filter(position__gt=item.position).order_by("position", "pk").first()
    )
    if other is None:
        raise Refused(Refusal("at_the_edge", f"There is nothing to move {way} past in this section.", ""))
    item.position, other.position = other.position, item.position
    ReadingItem.objects.bulk_update([item, other], ["position"])
    touch(item, by=by, at=at)
    audit_item(item, "move", by=by, at=at, way=way)
    return other.text


@atomic
def restore_item(ref: UUID, *, version: int, by: Actor, at: datetime) -> int:
    """Give an item back what was read, and its doubts; what was merged into it or split off it is undone.

    What was merged into it waits by itself again, with all its doubts; how many items those are.

    :raises Refused: if it changed meanwhile.
    """
    item = item_under_review(ref, version=version, by=by)
    back = undo_parts(item)
    read = item.original
    item.text, item.kind, item.number = read["text"], read["kind"], read["number"]
    for field in ("printed", "title", "part", "documents"):
        setattr(item, field, read.get(field, ""))
    item.state = step(ITEM_STEPS, ItemState(item.state), ItemEvent.RESTORE).value
    item.section = ReadingSection.objects.get(reading=item.reading_id, number=read["section"])
    touch(item, by=by, at=at)
    ReadingDoubt.objects.filter(item=item).update(settled_by=None, settled_at=None)
    ReadingSuggestion.objects.filter(item=item).update(is_taken=False, decided_by=None, decided_at=None)
    audit_item(item, "restore", by=by, at=at, back=", ".join(str(one.ref) for one in back))
    return len(back)


def _wait(item: ReadingItem, event: ItemEvent, *, by: Actor, at: datetime) -> None:
    """Let the item wait for somebody to accept what it says now."""
    item.state = step(ITEM_STEPS, ItemState(item.state), event).value
    touch(item, by=by, at=at)


def name_as(item: ReadingItem, correction: Correction) -> None:
    """The code, the name, the part and the documents that an item has; what only criteria have goes with the kind."""
    for field in ("printed", "title", "part"):
        said = getattr(correction, field)
        if said is not None:
            setattr(item, field, " ".join(said.split()))
    if correction.documents is not None:
        item.documents = "\n".join(name for each in correction.documents if (name := " ".join(each.split())))
    if correction.kind is not Kind.CRITERION:
        item.part = item.documents = ""


def told_of(item: ReadingItem) -> str:
    """All that an item says, for the record."""
    part = f"part {item.part}" if item.part else ""
    return "; ".join(said for said in (item.text, item.printed, item.title, part, item.documents) if said)


def undo_parts(item: ReadingItem) -> list[ReadingItem]:
    """Take back what was merged into the item, or split off it; what stands by itself again, with its doubts.

    :raises Refused: if a part of it was merged into another.
    """
    gone = _offshoots(item)
    if any(part.merged_into_id not in (None, item.pk, *(one.pk for one in gone)) for part in gone):
        raise Refused(
            Refusal("part_elsewhere", "A part of this was merged into another item.", "Restore that item first.")
        )
    within = [item.pk, *(part.pk for part in gone)]
    swallowed = ReadingItem.objects.filter(merged_into__in=within)
    back = list(swallowed.exclude(pk__in=within))
    swallowed.update(is_out=False, merged_into=None, version=F("version") + 1)
    for one in back:
        # Whoever accepted the whole accepted the doubts of this with it, and the whole is no more.
        one.state = step(ITEM_STEPS, ItemState(one.state), ItemEvent.RESTORE).value
        ReadingItem.objects.filter(pk=one.pk).update(state=one.state)
        its_own = ReadingDoubt.objects.filter(Q(read_with__in=_within(one)) | Q(item=one))
        its_own.update(item=one, settled_by=None, settled_at=None)
    for part in reversed(gone):
        part.delete()
    return back


def _within(item: ReadingItem) -> list[int]:
    """The item, what was merged into it, into that, and so on."""
    found, fresh = list[int](), [item.pk]
    while fresh:
        found += fresh
        fresh = list(ReadingItem.objects.filter(merged_into__in=fresh).values_list("pk", flat=True))
    return found


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


def end_of(item: ReadingItem) -> int:
    """The place after the last item of the item's (new) section, with room made for it."""
    others = ReadingItem.objects.filter(reading=item.reading_id)
    last = others.filter(section=item.section_id).aggregate(last=Max("position"))["last"]
    place = 0 if last is None else int(last) + 1
    return make_room(item.reading_id, place)


def make_room(reading: int, place: int) -> int:
    """The same place, free: what stands there or later moves on by one."""
    ReadingItem.objects.filter(reading=reading, position__gte=place).update(position=F("position") + 1)
    return place
