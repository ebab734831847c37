"""Report a suspicion: from a seat, from moderation, from a pair of scripts, or by those who run assessment."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.transaction import atomic

from goldenthread.assessment.models import Allocation, Case, CaseEntry, PairLook, Script
from goldenthread.assessment.queries.alike import suspicion
from goldenthread.assessment.rules.briefing import why_not_run
from goldenthread.assessment.rules.cases import why_not_report, why_not_write_down
from goldenthread.assessment.rules.moderating import why_not_seat_moderator
from goldenthread.assessment.types.cases import CaseState, EntryKind, Source
from goldenthread.assessment.types.words import State
from goldenthread.ground.actions.record import audit, post
from goldenthread.ground.types import Notice, Refusal, Refused
from goldenthread.people.types import Actor


@atomic
def report_at_seat(seat: UUID, text: str, *, by: Actor, at: datetime) -> None:
    """A marker reports what they suspect, and hears no more of it: they go on marking. The same twice is once.

    :raises Refused: if it says too little.
    :raises Allocation.DoesNotExist: if the seat is not theirs.
    """
    row = Allocation.objects.kept_by(by).select_related("script").get(ref=seat)
    # The same is asked of a text that is nobody's, or a marker could tell it by what is not refused.
    refusal = _why_not(row.script, text)
    if refusal:
        raise Refused(refusal)
    if row.script.standard:
        note_on_standard(row.script, by=by, at=at)
        return
    _report(row.script, _Suspicion(text, Source.MARKER, by.person_id, str(by), seat=row), at=at)


@atomic
def report_script(script: UUID, text: str, *, by: Actor, at: datetime) -> None:
    """A moderator, or somebody who runs assessment, reports what they suspect of a script.

    :raises Refused: if this actor may not, or it says too little.
    :raises Script.DoesNotExist: if it is not there, or not theirs to see.
    """
    row = Script.objects.seen_by(by).get(ref=script)
    refusal = why_not_run(by)
    if refusal and why_not_seat_moderator(by):
        raise Refused(refusal)
    source = Source.MODERATOR if refusal else Source.RUNNING
    _report(row, _Suspicion(text, source, by.person_id, str(by)), at=at)


@atomic
def open_from_look(look: UUID, *, at: datetime) -> int:
    """Open what somebody who looked at a pair asked for: a case for each of the two, or for the later one where both
    are one person's. Says how many were opened; told of the same look again, none is.

    :raises PairLook.DoesNotExist: if there is none, or it says that there is nothing in the pair.
    """
    told = suspicion(look)
    row = PairLook.objects.select_related("pair__first", "pair__second", "by").get(ref=look)
    pair = row.pair
    opened = 0
    for script in (pair.second,) if pair.is_own else (pair.first, pair.second):
        if Case.objects.filter(script=script, look=row).exists():
            continue
        text = f"{told.reason}\n\nScripts {told.numbers[0]} and {told.numbers[1]}: {told.sentence}"
        opened += _open(script, _Suspicion(text, Source.PAIR, row.by_id, str(row.by.ref), look=row), at=at)
    return opened


def note_on_standard(script: Script, *, by: Actor, at: datetime) -> None:
    """Somebody reports something of a text that is nobody's, and must not learn that it is: the record alone has it."""
    audit(by=str(by), did="assessment.report_on_standard", to=str(script.ref), at=at)


@dataclass(frozen=True)
class _Suspicion:
    """What somebody said, who they are, and where they saw it."""

    text: str
    source: Source
    by_id: int
    by: str
    seat: Allocation | None = None
    look: PairLook | None = None


def _why_not(script: Script, text: str) -> Refusal | None:
    return why_not_report(State(script.state)) or why_not_write_down(text)


def _report(script: Script, said: _Suspicion, *, at: datetime) -> None:
    refusal = _why_not(script, said.text)
    if refusal:
        raise Refused(refusal)
    _open(script, said, at=at)


def _open(script: Script, said: _Suspicion, *, at: datetime) -> bool:
    """Put a suspicion into the open case of a script, or open one; whether one was opened."""
    Script.objects.select_for_update().get(pk=script.pk)
    case = Case.objects.open().filter(script=script).first()
    text, kind = said.text.strip(), EntryKind.SUSPICION.value
    if case and case.entries.filter(kind=kind, by_id=said.by_id, text=text).exists():
        return False
    is_new = case is None
    if case is None:
        case = Case.objects.create(
            script=script, source=said.source.value, look=said.look, state=CaseState.REPORTED.value, opened_at=at
        )
    CaseEntry.objects.create(case=case, kind=kind, text=text, is_shown=False, seat=said.seat, by_id=said.by_id, at=at)
    audit(by=said.by, did="assessment.report_suspicion", to=str(case.ref), at=at)
    post(Notice("assessment.suspicion_reported", {"case": str(case.ref)}), at=at)
    return is_new
