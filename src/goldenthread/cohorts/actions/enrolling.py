"""Give somebody a place on a cohort, and take the steps of their enrolment."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from django.db.transaction import atomic

from goldenthread.cohorts.actions.crediting import keep_figures
from goldenthread.cohorts.models import Cohort, Enrolment, EnrolmentStep
from goldenthread.cohorts.queries.reckoning import measure_of
from goldenthread.cohorts.queries.record import last_day
from goldenthread.cohorts.rules.enrolling import (
    after,
    completes_by_award,
    reopens,
    walks_on,
    why_not_enrol,
    why_not_return,
    why_not_since,
    why_not_step_by,
)
from goldenthread.cohorts.rules.permitting import why_not_run
from goldenthread.cohorts.types import CohortRef, EnrolmentRef, Event, NewEnrolment, State
from goldenthread.ground.actions.record import audit, post
from goldenthread.ground.types import Notice, Refused
from goldenthread.ground.types.days import LONDON
from goldenthread.people.queries.directory import organisation, person_ids
from goldenthread.people.types import Actor
from goldenthread.programmes.types import Route


@atomic
def enrol(cohort: UUID, new: NewEnrolment, *, by: Actor, at: datetime) -> EnrolmentRef:
    """Offer somebody a place. Whoever calls this has brought the person in as a participant.

    :raises Refused: if this actor does not run the cohort, it is full, the person has a place already, or the release
        has nothing for the route.
    """
    row = (
        Cohort.objects.seen_by(by).select_related("release", "variant").select_for_update(of=("self",)).get(ref=cohort)
    )
    person = person_ids([new.participant])[new.participant]
    school, route = organisation(new.school, by=by), Route(new.route)
    measure = measure_of(row)
    placed = row.enrolments.with_a_place()
    refusal = why_not_run(by, row.partner_id) or why_not_enrol(
        capacity=row.capacity,
        taken=placed.count(),
        has_place=placed.filter(participant_id=person).exists(),
        route=route,
        routes=frozenset(r for c in measure.components for r in c.routes),
        takes=row.routes,
    )
    if refusal:
        raise Refused(refusal)

    enrolment = Enrolment.objects.create(
        cohort=row,
        participant_id=person,
        school_id=school.id,
        route=route.value,
        state=State.OFFERED.value,
        enrolled_at=at,
    )
    EnrolmentStep.objects.create(enrolment=enrolment, state=State.OFFERED.value, by_id=by.person_id, at=at)
    keep_figures([enrolment], measure, at=at)
    audit(by=str(by), did="cohorts.enrol", to=str(enrolment.ref), at=at, cohort=str(row.ref))
    post(Notice("cohorts.enrolled", {"enrolment": str(enrolment.ref)}), at=at)
    return EnrolmentRef(enrolment.ref)


def accept(ref: UUID, *, by: Actor, at: datetime) -> State:
    """The participant takes the place. :raises Refused: if it was not offered."""
    return _step(ref, Event.ACCEPT, Notice("cohorts.accepted", {"enrolment": str(ref)}), by=by, at=at)


def start(ref: UUID, *, since: date | None = None, by: Actor, at: datetime) -> State:
    """The participant begins. :raises Refused: if they have not accepted, or ``since`` does not fit."""
    return _step(ref, Event.START, Notice("cohorts.started", {"enrolment": str(ref)}), since=since, by=by, at=at)


def defer(
    ref: UUID,
    *,
    reason: str,
    why: str = "",
    returns_on: date | None = None,
    since: date | None = None,
    by: Actor,
    at: datetime,
) -> State:
    """The participant pauses, for one of DfE's reasons, until a day if it is known. Everything credited is kept.

    ``since``: the day from which it counts, where it is entered later.

    :raises Refused: if they are not active, or the reason or a day is missing or wrong.
    """
    return _step(
        ref,
        Event.DEFER,
        Notice("cohorts.deferred", {"enrolment": str(ref)}),
        reason=reason,
        why=why,
        returns_on=returns_on,
        since=since,
        by=by,
        at=at,
    )


def resume(ref: UUID, *, since: date | None = None, by: Actor, at: datetime) -> State:
    """The participant comes back. :raises Refused: if they were not deferred, or ``since`` does not fit."""
    return _step(ref, Event.RESUME, Notice("cohorts.resumed", {"enrolment": str(ref)}), since=since, by=by, at=at)


def withdraw(ref: UUID, *, reason: str, why: str = "", since: date | None = None, by: Actor, at: datetime) -> State:
    """The participant leaves, for one of DfE's reasons. The place is free again; the record is kept.

    :raises Refused: if the enrolment has ended already, the reason is missing, or ``since`` does not fit.
    """
    return _step(
        ref,
        Event.WITHDRAW,
        Notice("cohorts.withdrawn", {"enrolment": str(ref)}),
        reason=reason,
        why=why,
        since=since,
        by=by,
        at=at,
    )


def complete(ref: UUID, *, by: Actor, at: datetime) -> State:
    """The participant has an outcome. :raises Refused: if they are not active."""
    return _step(ref, Event.COMPLETE, Notice("cohorts.completed", {"enrolment": str(ref)}), by=by, at=at)


@atomic
def complete_by_award(ref: UUID, *, why: str, released_by: int, at: datetime) -> State:
    """An award completes its enrolment; says where the enrolment stands now. A second time nothing is written.

    The step is written down for whoever released the result, by their person's id: it follows from what they did.
    One that cannot be completed (see :func:`completes_by_award`) stays as it is.
    """
    row = Enrolment.objects.select_for_update().get(ref=ref)
    state = State(row.state)
    if not completes_by_award(state):
        return state
    reached = after(state, Event.COMPLETE)

    step = EnrolmentStep(
        enrolment=row, event=Event.COMPLETE.value, state=reached.value, why=why, by_id=released_by, at=at
    )
    _write(row, step, doer="jobs", notice=Notice("cohorts.completed", {"enrolment": str(ref)}))
    return reached


@atomic
def reopen_by_correction(ref: UUID, *, why: str, corrected_by: int, at: datetime) -> State:
    """A correction that fails what had passed takes a completion back; says where the enrolment stands now. A second
    time nothing is written.

    It is back where it stood before it was completed. The step is written down for whoever corrected the result, by
    their person's id. Whose company ended with the completion does not come back by itself.
    """
    row = Enrolment.objects.select_for_update().get(ref=ref)
    states = [State(each) for each in row.steps.order_by("pk").values_list("state", flat=True)]
    before = next((each for each in reversed(states) if each is not State.COMPLETED), None)
    event = reopens(State(row.state), before=before)
    if event is None:
        return State(row.state)
    reached = after(State(row.state), event)

    step = EnrolmentStep(enrolment=row, event=event.value, state=reached.value, why=why, by_id=corrected_by, at=at)
    _write(row, step, doer="jobs", notice=Notice("cohorts.reopened", {"enrolment": str(ref)}))
    return reached


@atomic
def start_everyone(cohort: UUID, *, since: date | None = None, by: Actor, at: datetime) -> int:
    """Start everybody on a cohort who has accepted; says how many. A second time there is nobody left to start.

    ``since``: the day from which they have started, where it is entered later.

    :raises Refused: if this actor does not run the cohort, or the day has not come or is before somebody accepted.
    """
    row = Cohort.objects.seen_by(by).get(ref=cohort)
    refusal = why_not_run(by, row.partner_id)
    if refusal:
        raise Refused(refusal)
    waiting = list(row.enrolments.filter(state=State.ACCEPTED.value).select_for_update(of=("self",)))
    reached = after(State.ACCEPTED, Event.START)
    last = max((last_day(e) for e in waiting), default=date.min) if since else date.min
    refusal = why_not_since(since, last=last, today=at.astimezone(LONDON).date())
    if refusal:
        raise Refused(refusal)

    EnrolmentStep.objects.bulk_create(
        EnrolmentStep(enrolment=e, event=Event.START.value, state=reached.value, since=since, by_id=by.person_id, at=at)
        for e in waiting
    )
    row.enrolments.filter(pk__in=[e.pk for e in waiting]).update(state=reached.value)
    audit(by=str(by), did="cohorts.start_everyone", to=str(CohortRef(row.ref)), at=at, started=str(len(waiting)))
    post(Notice("cohorts.started", {"cohort": str(row.ref)}), at=at)
    return len(waiting)


@atomic
def _step(
    ref: UUID,
    event: Event,
    notice: Notice,
    *,
    by: Actor,
    at: datetime,
    reason: str = "",
    why: str = "",
    returns_on: date | None = None,
    since: date | None = None,
) -> State:
    row = Enrolment.objects.seen_by(by).select_related("cohort").select_for_update(of=("self",)).get(ref=ref)
    refusal = (
        why_not_step_by(event, by=by, partner_id=row.cohort.partner_id, participant_id=row.participant_id)
        or why_not_return(returns_on=returns_on, today=at.date())
        or why_not_since(since, last=last_day(row), today=at.astimezone(LONDON).date())
    )
    if refusal:
        raise Refused(refusal)
    reached = after(State(row.state), event, reason=reason, why=why)

    step = EnrolmentStep(
        enrolment=row,
        event=event.value,
        state=reached.value,
        reason=reason,
        why=why.strip(),
        returns_on=returns_on,
        since=since,
        by_id=by.person_id,
        at=at,
    )
    _write(row, step, doer=str(by), notice=notice)
    return reached


def _write(row: Enrolment, step: EnrolmentStep, *, doer: str, notice: Notice) -> None:
    """Write a step down, and end the company of those who do not walk on."""
    step.save()
    row.state = step.state
    row.save(update_fields=["state"])
    staying = [role.value for role in walks_on(State(step.state))]
    ended = row.companions.filter(ended_at=None).exclude(role__in=staying).update(ended_at=step.at)
    told = {"companions_ended": str(ended)} if ended else {}
    audit(by=doer, did=f"cohorts.{step.event}", to=str(row.ref), at=step.at, **told)
    post(notice, at=step.at)
