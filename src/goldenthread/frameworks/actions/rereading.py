"""Read a document again to see what the present reader makes of it; then take that up as a new reading, or leave it."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from django.db.transaction import atomic

from goldenthread.frameworks.actions.reading import doubts_of_whole
from goldenthread.frameworks.models import Reading, ReadingDoubt, ReadingItem, ReadPage, Rereading
from goldenthread.frameworks.queries.reviewing import place_of
from goldenthread.frameworks.queries.versions import reader_version
from goldenthread.frameworks.rules.laying import laid_out
from goldenthread.frameworks.rules.rereading import compared, counted, why_not_read_again
from goldenthread.frameworks.rules.states import REREADING_STEPS, RereadingEvent
from goldenthread.frameworks.types import DocumentRead, Doubt, Kind, Progress, ReadingRef, ReadingState
from goldenthread.frameworks.types import Reading as ReadValue
from goldenthread.frameworks.types.rereading import RereadingState, Stood
from goldenthread.ground.actions.record import audit, post
from goldenthread.ground.rules.states import step
from goldenthread.ground.types import Notice, Refusal, Refused
from goldenthread.people.types import Actor

READER = "jobs"


@atomic
def ask_rereading(reading: UUID, *, by: Actor, at: datetime) -> UUID:
    """Have a reading's document read again by the worker. Asked twice, it waits once.

    :raises Refused: if it is neither under review nor published, or a provider's page.
    """
    row = Reading.objects.seen_by(by).select_for_update().get(ref=reading)
    is_page = ReadPage.objects.filter(reading=row).exists()
    refusal = why_not_read_again(ReadingState(row.state), is_page=is_page)
    if refusal:
        raise Refused(refusal)
    waiting = Rereading.objects.filter(reading=row, state=RereadingState.WAITING.value).first()
    if waiting is not None:
        return UUID(str(waiting.ref))
    made = Rereading.objects.create(
        reading=row, state=RereadingState.WAITING.value, made_at=at, made_by_id=by.person_id
    )
    audit(by=str(by), did="frameworks.ask_rereading", to=str(reading), at=at)
    post(Notice("frameworks.rereading_asked", {"rereading": str(made.ref)}), at=at)
    return UUID(str(made.ref))


def note_rereading(ref: UUID, progress: Progress) -> None:
    """Say how far it has come, in one statement; nothing where it waits no longer."""
    waiting = Rereading.objects.filter(ref=ref, state=RereadingState.WAITING.value)
    waiting.update(stage=progress.stage.value, stage_done=progress.done, stage_of=progress.of)


@atomic
def keep_comparison(ref: UUID, document: DocumentRead, *, at: datetime) -> bool:
    """Keep what would change, and nothing else of what was read; whether it was still waited for."""
    row = Rereading.objects.select_for_update().get(ref=ref)
    after = REREADING_STEPS.get((RereadingState(row.state), RereadingEvent.COMPARE))
    if after is None:
        return False
    doubts = list(ReadingDoubt.objects.filter(reading=row.reading_id))
    value = laid_out(document.reading)
    lines = compared(_stood(row.reading_id, doubts), _found(value))
    of_whole = (doubt for doubt in doubts if doubt.item_id is None and doubt.detail_id is None)
    had, has = {doubt.says for doubt in of_whole}, _says(doubts_of_whole(value))
    row.state, row.reader, row.is_reliable = after.value, reader_version(), document.reading.is_reliable
    row.counts = {change.value: many for change, many in counted(lines).items()}
    row.gained, row.lost = sorted(has - had), sorted(had - has)
    row.keep(lines)
    row.save()
    audit(by=READER, did="frameworks.compare_rereading", to=str(row.reading.ref), at=at, changes=str(len(row.lines)))
    return True


@atomic
def give_up_rereading(ref: UUID, why: Refusal, *, at: datetime) -> bool:
    """Say that the document cannot be read now, and why; whether it was still waited for."""
    row = Rereading.objects.select_for_update().get(ref=ref)
    after = REREADING_STEPS.get((RereadingState(row.state), RereadingEvent.GIVE_UP))
    if after is None:
        return False
    row.state = after.value
    row.unread_code, row.unread_says, row.unread_mend = why.code[:30], why.says[:300], why.mend[:300]
    row.save(update_fields=["state", "unread_code", "unread_says", "unread_mend"])
    audit(by=READER, did="frameworks.give_up_rereading", to=str(row.reading.ref), at=at, why=why.says)
    return True


@atomic
def take_rereading(ref: UUID, *, by: Actor, at: datetime) -> ReadingRef:
    """Start a new reading of the same document, for review beside the one that stands.

    :raises NoSuchStep: if it was not compared, or was taken up or left before.
    """
    row = Rereading.objects.seen_by(by).select_for_update(of=("self",)).select_related("reading").get(ref=ref)
    row.state = step(REREADING_STEPS, RereadingState(row.state), RereadingEvent.TAKE).value
    old = row.reading
    row.taken_as = Reading.objects.create(
        file_id=old.file_id,
        code=old.code,
        title=old.title,
        publisher=old.publisher,
        year=old.year,
        licence=old.licence,
        attribution=old.attribution,
        state=ReadingState.WAITING.value,
        made_at=at,
        made_by_id=by.person_id,
    )
    row.save(update_fields=["state", "taken_as"])
    audit(by=str(by), did="frameworks.take_rereading", to=str(old.ref), at=at, reading=str(row.taken_as.ref))
    post(Notice("frameworks.uploaded", {"reading": str(row.taken_as.ref)}), at=at)
    return ReadingRef(UUID(str(row.taken_as.ref)))


@atomic
def leave_rereading(ref: UUID, *, by: Actor, at: datetime) -> None:
    """Leave what stands as it is. :raises NoSuchStep: if it was not compared, or was taken up or left before."""
    row = Rereading.objects.seen_by(by).select_for_update(of=("self",)).select_related("reading").get(ref=ref)
    row.state = step(REREADING_STEPS, RereadingState(row.state), RereadingEvent.LEAVE).value
    row.save(update_fields=["state"])
    audit(by=str(by), did="frameworks.leave_rereading", to=str(row.reading.ref), at=at)


def _stood(reading: int, doubts: Iterable[ReadingDoubt]) -> list[Stood]:
    """The items as they stand, in the framework's order."""
    of_item: dict[int | None, set[str]] = {}
    for doubt in doubts:
        of_item.setdefault(doubt.item_id, set()).add(doubt.says)
    rows = ReadingItem.objects.filter(reading=reading, is_out=False).select_related("section")
    return [
        Stood(
            section=row.section.number,
            kind=Kind(row.kind),
            number=row.number,
            text=row.text,
            doubts=frozenset(of_item.get(row.pk, ())),
            was_corrected=row.text != row.original["text"],
            was_added=row.added_id is not None,
        )
        for row in sorted(rows, key=lambda row: (row.section.number, place_of(row)))
    ]


def _found(value: ReadValue) -> list[Stood]:
    return [
        Stood(item.section, item.kind, item.number, item.text, frozenset(doubt.says for doubt in item.doubts))
        for item in value.items
    ]


def _says(doubts: Iterable[Doubt]) -> set[str]:
    return {doubt.says for doubt in doubts}
