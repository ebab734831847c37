"""Tell of circumstances, take that back, and decide about it."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db.transaction import atomic

from goldenthread.assessment.actions.attempts import put_off
from goldenthread.assessment.actions.own_times import give_time
from goldenthread.assessment.models import Circumstance, CircumstanceFile, OwnTime, PutOff, Window
from goldenthread.assessment.models.circumstances import NOTHING
from goldenthread.assessment.queries.circumstances import decides
from goldenthread.assessment.queries.facts import policy_of
from goldenthread.assessment.queries.own_times import own_window
from goldenthread.assessment.rules.circumstances import why_not_answer, why_not_ask_for, why_not_ask_now, why_not_grant
from goldenthread.assessment.rules.states import CIRCUMSTANCE_STEPS
from goldenthread.assessment.types.attempts import NewPutOff, PutOffKind
from goldenthread.assessment.types.circumstances import (
    AskedEvent,
    AskedState,
    CircumstanceRef,
    NewCircumstance,
    NewGrant,
)
from goldenthread.assessment.types.own_times import NewTime, TimeEntry
from goldenthread.cohorts.queries.engagement import my_places
from goldenthread.ground.actions.files import keep_file
from goldenthread.ground.actions.record import audit, post
from goldenthread.ground.rules.states import step
from goldenthread.ground.rules.uploads import MEGABYTE, Kind, examine
from goldenthread.ground.types import Notice, Refusal, Refused
from goldenthread.people.types import Actor
from goldenthread.programmes.types.granting import GrantKind

EVIDENCE_KINDS = frozenset({Kind.PDF, Kind.DOCX, Kind.ODT})
EVIDENCE_MOST_BYTES = 10 * MEGABYTE


@atomic
def ask_for(window: UUID, new: NewCircumstance, *, by: Actor, at: datetime) -> CircumstanceRef:
    """Tell of circumstances in a window of one's own, and ask for something.

    :raises Refused: if the window has closed for them, nothing is said, the same waits already, or the file cannot be
        taken.
    :raises Window.DoesNotExist: if it is not of a cohort they are on.
    """
    row = Window.objects.get(pk=Window.objects.met_by(by).values_list("pk", flat=True).distinct().get(ref=window))
    mine = next(each for each in my_places(by=by) if each.cohort_id == row.cohort_id)
    _refuse(why_not_ask_now(own_window(row, mine.id).closes_at, at=at))
    same = Circumstance.objects.filter(window=row, enrolment_id=mine.id, asks=new.asks.value)
    _refuse(why_not_ask_for(new, waits=same.filter(state=AskedState.ASKED.value).exists()))
    made = Circumstance.objects.create(
        window=row,
        enrolment_id=mine.id,
        asks=new.asks.value,
        account=new.account.strip(),
        state=AskedState.ASKED.value,
        asked_at=at,
    )
    if new.file is not None:
        kinds, most = EVIDENCE_KINDS, EVIDENCE_MOST_BYTES
        found = examine(new.file.content, name=new.file.name, kinds=kinds, most_bytes=most)
        if isinstance(found, Refusal):
            raise Refused(found)
        file = keep_file(new.file.content, name=found.name, media_type=found.media_type, at=at)
        CircumstanceFile.objects.create(circumstance=made, file_id=file.ref, at=at)
    audit(by=str(by), did="assessment.ask_for_circumstances", to=str(row.ref), at=at)
    post(Notice("assessment.circumstances_told", {"circumstance": str(made.ref)}), at=at)
    return CircumstanceRef(made.ref)


@atomic
def take_circumstances_back(ref: UUID, *, by: Actor, at: datetime) -> None:
    """Ask for it no longer; it is kept. :raises NoSuchStep: if it was decided.

    :raises Circumstance.DoesNotExist: if it is not theirs.
    """
    mine = Circumstance.objects.select_related("window").filter(enrolment__participant=by.person_id)
    row = mine.select_for_update(of=("self",)).get(ref=ref)
    _step(row, AskedEvent.TAKE_BACK, by=by, at=at)
    audit(by=str(by), did="assessment.take_circumstances_back", to=str(row.window.ref), at=at)


@atomic
def decide_circumstances(
    ref: UUID, *, grants: bool, answer: str, by: Actor, at: datetime, gives: NewGrant | None = None
) -> None:
    """Grant what was asked for, or do not, with an answer that whoever asked reads; and give what follows, at once.

    ``gives``: what follows from granting it, which has to be said, be it nothing. All of it happens, or none. Another
    format is the answer itself.

    :raises Refused: if it does not wait any more, there is no answer, it is not said what follows, the policy does not
        let it follow, or it would be of no use.
    :raises Circumstance.DoesNotExist: if there is none, or this actor does not decide about it.
    """
    rows = Circumstance.objects.select_related("window__cohort__release", "enrolment")
    row = rows.select_for_update(of=("self",)).exclude(enrolment__participant=by.person_id).get(ref=ref)
    if not decides(row.window, by):
        raise Circumstance.DoesNotExist
    _refuse(why_not_answer(answer, waits=row.state == AskedState.ASKED.value))
    row.answer = answer.strip()
    if grants:
        _refuse(why_not_grant(gives, policy_of(row.window).grants))
        row.gives = _give(row, gives, by=by, at=at) if gives and gives.kind else NOTHING
    _step(row, AskedEvent.GRANT if grants else AskedEvent.REFUSE, by=by, at=at)
    audit(by=str(by), did="assessment.decide_circumstances", to=str(row.window.ref), at=at, gives=row.gives or "no")
    post(Notice("assessment.circumstances_decided", {"circumstance": str(row.ref)}), at=at)


def _give(row: Circumstance, gives: NewGrant, *, by: Actor, at: datetime) -> str:
    """Give it by the action that gives it without circumstances, too; says of which kind it was."""
    window, enrolment = row.window.ref, row.enrolment.ref
    if gives.kind in {GrantKind.MINUTES, GrantKind.LATER_CLOSE}:
        is_minutes = gives.kind is GrantKind.MINUTES
        entry = TimeEntry(gives.minutes) if is_minutes else TimeEntry(closes_at=gives.closes_at)
        time = give_time(window, enrolment, NewTime(entry, row.answer), by=by, at=at)
        row.own_time = OwnTime.objects.get(ref=time)
    else:
        kind = PutOffKind.WITHDRAWN if gives.kind is GrantKind.WITHDRAWAL else PutOffKind.DEFERRED
        to = gives.to_window if gives.kind is GrantKind.LATER_WINDOW else None
        put_off(window, enrolment, NewPutOff(kind, gives.reason, row.answer, to), by=by, at=at)
        row.put_off = PutOff.objects.get(window=row.window_id, enrolment=row.enrolment_id)
    return str(gives.kind)


def _step(row: Circumstance, event: AskedEvent, *, by: Actor, at: datetime) -> None:
    row.state = step(CIRCUMSTANCE_STEPS, AskedState(row.state), event).value
    row.decided_at, row.decided_by_id = at, by.person_id
    row.save(update_fields=["state", "answer", "decided_at", "decided_by", "gives", "own_time", "put_off"])


def _refuse(refusal: Refusal | None) -> None:
    if refusal:
        raise Refused(refusal)
