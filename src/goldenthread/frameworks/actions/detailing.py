"""Review what stands beside the statements, one decision at a time: accept, correct, add, leave out, restore."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db.models import Max
from django.db.transaction import atomic

from goldenthread.frameworks.actions.reviewing import reading_under_review
from goldenthread.frameworks.models import Reading, ReadingDetail, ReadingDoubt, ReadingSection
from goldenthread.frameworks.rules.details import tidied, why_not_say
from goldenthread.frameworks.rules.reviewing import why_not_change
from goldenthread.frameworks.rules.states import ITEM_STEPS, ItemEvent
from goldenthread.frameworks.types import DetailKind, DetailRef, ItemState, Saying
from goldenthread.ground.actions.record import audit
from goldenthread.ground.rules.states import step
from goldenthread.ground.types import Refusal, Refused
from goldenthread.people.types import Actor


@atomic
def accept_detail(ref: UUID, *, version: int, by: Actor, at: datetime) -> None:
    """Accept a detail as it stands, and settle its doubts by name. :raises Refused: if it changed meanwhile."""
    row = _detail(ref, version=version, by=by)
    _decided(row, by=by, at=at)
    audit(by=str(by), did="frameworks.accept_detail", to=str(row.reading.ref), at=at, detail=str(ref))


@atomic
def correct_detail(ref: UUID, says: Saying, *, version: int, by: Actor, at: datetime) -> None:
    """Correct what a detail says, and the section of a reference; whoever corrects it accepts it.

    :raises Refused: if it changed meanwhile, or says too little. A detail stays what it is: its kind is not corrected.
    """
    row = _detail(ref, version=version, by=by)
    before = _told(row.saying())
    row.is_out = False
    _say(row, tidied(Saying(DetailKind(row.kind), *_words(says))))
    _decided(row, by=by, at=at)
    audit(
        by=str(by), did="frameworks.correct_detail", to=str(row.reading.ref), at=at, detail=str(ref), before=before,
        after=_told(row.saying()),
    )  # fmt: skip


@atomic
def add_detail(reading: UUID, says: Saying, *, by: Actor, at: datetime) -> DetailRef:
    """Add what the document says and the reader did not find. :raises Refused: if it says too little."""
    kept = reading_under_review(reading, by=by)
    last = ReadingDetail.objects.filter(reading=kept).aggregate(last=Max("position"))["last"]
    row = ReadingDetail(
        reading=kept, kind=says.kind.value, position=0 if last is None else last + 1, lines=[], original={},
        state=ItemState.WAITING.value, version=0,
    )  # fmt: skip
    _say(row, tidied(says))
    _decided(row, by=by, at=at)
    audit(
        by=str(by), did="frameworks.add_detail", to=str(reading), at=at, detail=str(row.ref), after=_told(row.saying())
    )
    return DetailRef(row.ref)


@atomic
def leave_out_detail(ref: UUID, *, version: int, by: Actor, at: datetime) -> None:
    """Leave out what the document does not say. Restoring brings it back. :raises Refused: if it changed meanwhile."""
    row = _detail(ref, version=version, by=by)
    row.is_out = True
    _decided(row, by=by, at=at)
    audit(
        by=str(by), did="frameworks.leave_out_detail", to=str(row.reading.ref), at=at, detail=str(ref),
        before=_told(row.saying()),
    )  # fmt: skip


@atomic
def restore_detail(ref: UUID, *, version: int, by: Actor, at: datetime) -> None:
    """Give a detail back what was read, and its doubts; one that a person added is only brought back.

    :raises Refused: if it changed meanwhile.
    """
    row = _detail(ref, version=version, by=by)
    row.is_out = False
    if row.original:
        _say(row, Saying(DetailKind(row.kind), *_words(Saying(**row.original))))
        row.state = step(ITEM_STEPS, ItemState(row.state), ItemEvent.RESTORE).value
        ReadingDoubt.objects.filter(detail=row).update(settled_by=None, settled_at=None)
    _touched(row, by=by, at=at)
    audit(by=str(by), did="frameworks.restore_detail", to=str(row.reading.ref), at=at, detail=str(ref))


def _detail(ref: UUID, *, version: int, by: Actor) -> ReadingDetail:
    """The detail in the version that somebody saw, its reading locked and under review."""
    found = ReadingDetail.objects.filter(reading__in=Reading.objects.seen_by(by)).select_related("reading").get(ref=ref)
    reading_under_review(found.reading.ref, by=by)
    row = ReadingDetail.objects.select_related("reading", "section", "changed_by").get(pk=found.pk)
    who = row.changed_by.name if row.changed_by is not None else ""
    refusal = why_not_change(version, now=row.version, changed_by=who)
    if refusal:
        raise Refused(refusal)
    return row


def _say(row: ReadingDetail, says: Saying) -> None:
    """Put it into the row. :raises Refused: if it says too little, or stands in a section that is not there."""
    sections = {section.number: section for section in ReadingSection.objects.filter(reading=row.reading_id)}
    refusal: Refusal | None = why_not_say(says, sections=frozenset(sections))
    if refusal:
        raise Refused(refusal)
    row.text, row.label, row.title, row.subtitle, row.more, row.figure, section = _words(says)
    row.section = sections[section] if section is not None else None


def _words(says: Saying) -> tuple[str, str, str, str, str, int | None, int | None]:
    return says.text, says.label, says.title, says.subtitle, says.more, says.figure, says.section


def _told(says: Saying) -> str:
    """All that a detail says, for the record."""
    section = f"section {says.section}" if says.section is not None else ""
    return "; ".join([f"{name}: {said}" for name, said in says.rows] + ([section] if section else []))[:500]


def _decided(row: ReadingDetail, *, by: Actor, at: datetime) -> None:
    row.state = step(ITEM_STEPS, ItemState(row.state), ItemEvent.ACCEPT).value
    _touched(row, by=by, at=at)
    ReadingDoubt.objects.filter(detail=row, settled_at=None).update(settled_by=by.person_id, settled_at=at)


def _touched(row: ReadingDetail, *, by: Actor, at: datetime) -> None:
    row.version += 1
    row.changed_by_id, row.changed_at = by.person_id, at
    row.save()
