"""One enrolment's record."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime
from uuid import UUID

from goldenthread.cohorts.models import Credit, Enrolment, EnrolmentStep, Session
from goldenthread.cohorts.queries.board import as_line
from goldenthread.cohorts.queries.engagement import explained
from goldenthread.cohorts.queries.expected import awaits
from goldenthread.cohorts.queries.reckoning import Yardstick, measure_of
from goldenthread.cohorts.queries.transferring import transfers_of
from goldenthread.cohorts.rules.enrolling import follows, why_not_return, why_not_since, why_not_step, why_not_step_by
from goldenthread.cohorts.rules.explaining import as_it_stands
from goldenthread.cohorts.rules.permitting import runs, sees_reasons
from goldenthread.cohorts.rules.states import REASONS
from goldenthread.cohorts.types import (
    CompanionLine,
    CreditRef,
    EnrolmentPage,
    EnrolmentRef,
    Event,
    LastStep,
    LedgerLine,
    Offer,
    Role,
    Source,
    State,
    StepLine,
    floor_percent,
    saying,
)
from goldenthread.ground.types import Refusal
from goldenthread.ground.types.days import LONDON
from goldenthread.people.types import Actor, PersonRef
from goldenthread.programmes.queries.releases import component_facts
from goldenthread.programmes.types import Route


def enrolment_page(ref: UUID, *, by: Actor, at: datetime) -> EnrolmentPage:
    """An enrolment with everything its record shows this actor; in eleven statements,
    and one more for somebody who came from another programme or variant.

    Why somebody deferred or withdrew is shown to themself and to those who run the cohort, and to nobody else.

    :raises Enrolment.DoesNotExist: if there is none, or it is not theirs to see.
    """
    row = (
        Enrolment.objects.seen_by(by)
        .select_related("participant", "school", "cohort__partner", "cohort__release__programme", "cohort__variant")
        .get(ref=ref)
    )
    measure = measure_of(row.cohort)
    is_own = row.participant_id == by.person_id
    may_read = is_own or sees_reasons(by, row.cohort.partner_id)
    state, steps = State(row.state), _steps(row, with_reasons=may_read, with_judges=may_read and not is_own)
    return EnrolmentPage(
        ref=EnrolmentRef(row.ref),
        name=row.participant.name,
        participant=PersonRef(row.participant.ref),
        school=row.school.name,
        route=Route(row.route),
        state=state,
        cohort=as_line(row.cohort, today=at.date()),
        engagement=as_it_stands(explained(row, measure, at=at), state, returns_on=steps[-1].returns_on),
        steps=steps,
        transfers=tuple(t if may_read else replace(t, why="") for t in transfers_of(row)),
        ledger=_ledger(row, measure, with_reasons=may_read),
        companions=_companions(row),
        offers=_offers(row, by=by),
        is_own=is_own,
    )


def follows_from(
    ref: UUID, event: Event, *, by: Actor, at: datetime, returns_on: date | None = None
) -> tuple[str, ...]:
    """What would follow from a step of an enrolment, in sentences; in three statements.

    :raises Enrolment.DoesNotExist: if there is none, or it is not theirs to see.
    """
    row = Enrolment.objects.seen_by(by).select_related("engagement").get(ref=ref)
    on = {"component__is_blended": True} if row.route == Route.BLENDED.value else {"component__is_online": True}
    ahead = Session.objects.filter(cohort_id=row.cohort_id, starts_at__gt=at, **on)
    theirs = ahead.with_places().filter(awaits(row.pk))
    moments = [(row.starts_at, vars(row)["by_place"]) for row in theirs.order_by("starts_at")]
    beside = list(row.companions.filter(ended_at=None).values_list("role", "person__name"))
    return follows(
        event,
        ahead=tuple(moment for moment, _ in moments),
        places=sum(by_place for _, by_place in moments),
        returns_on=returns_on,
        coach=next((name for role, name in beside if role == Role.COACH.value), ""),
        beside=sum(role != Role.COACH.value for role, _ in beside),
        percent=saying.in_words(row.engagement.as_figure()),
    )


def why_not_now(
    ref: UUID,
    event: Event,
    *,
    by: Actor,
    at: datetime,
    returns_on: date | None = None,
    since: date | None = None,
) -> Refusal | None:
    """Why an enrolment cannot take a step now, for a page that asks for a reason first; in two statements.

    :raises Enrolment.DoesNotExist: if there is none, or it is not theirs to see.
    """
    row = Enrolment.objects.seen_by(by).select_related("cohort").get(ref=ref)
    return (
        why_not_step_by(event, by=by, partner_id=row.cohort.partner_id, participant_id=row.participant_id)
        or why_not_step(State(row.state), event)
        or why_not_return(returns_on=returns_on, today=at.date())
        or why_not_since(since, last=last_day(row), today=at.astimezone(LONDON).date())
    )


def last_day(row: Enrolment) -> date:
    """The day from which the last step of an enrolment counts, in one statement."""
    step = row.steps.latest("pk")
    return step.since or step.at.astimezone(LONDON).date()


def last_step(ref: UUID) -> LastStep:
    """The newest step of an enrolment, in one statement, for a job that follows a notice about it.

    :raises EnrolmentStep.DoesNotExist: if there is no such enrolment.
    """
    step = EnrolmentStep.objects.filter(enrolment__ref=ref).latest("pk")
    return LastStep(step.enrolment_id, State(step.state), step.by_id)


# They follow from a result, and from its correction.
_NOT_BY_HAND = frozenset({Event.COMPLETE, Event.REOPEN, Event.REPAUSE})


def _offers(row: Enrolment, *, by: Actor) -> tuple[Offer, ...]:
    """Every step, for whoever runs the cohort; their own acceptance, for a participant; none for onlookers."""
    state = State(row.state)
    if runs(by, row.cohort.partner_id):
        return tuple(Offer(event, why_not_step(state, event)) for event in Event if event not in _NOT_BY_HAND)
    own = why_not_step_by(
        Event.ACCEPT, by=by, partner_id=row.cohort.partner_id, participant_id=row.participant_id
    ) or why_not_step(state, Event.ACCEPT)
    return () if own else (Offer(Event.ACCEPT, None),)


_BY_RESULTS = {Event.COMPLETE.value, Event.REOPEN.value, Event.REPAUSE.value}


def _steps(row: Enrolment, *, with_reasons: bool, with_judges: bool) -> tuple[StepLine, ...]:
    return tuple(
        StepLine(
            at=step.at,
            state=State(step.state),
            # Who released a result is named neither to whom it is about nor to those around them.
            by=step.by.name if with_judges or step.event not in _BY_RESULTS else "",
            reason=REASONS.get(Event(step.event), {}).get(step.reason, "") if step.event and with_reasons else "",
            why=step.why if with_reasons else "",
            returns_on=step.returns_on,
            since=step.since,
        )
        for step in row.steps.select_related("by").order_by("pk")
    )


def _ledger(row: Enrolment, measure: Yardstick, *, with_reasons: bool) -> tuple[LedgerLine, ...]:
    entries = list(Credit.objects.filter(enrolment=row).select_related("by", "corrects").order_by("-pk"))
    # Somebody who went elsewhere has entries for components that are not of this cohort's programme.
    titles = {c.id: c.title for c in measure.components}
    elsewhere = {entry.component_id for entry in entries} - titles.keys()
    titles |= {pk: c.title for pk, c in component_facts(elsewhere).items()}
    return tuple(
        LedgerLine(
            ref=CreditRef(entry.ref),
            at=entry.at,
            component=titles[entry.component_id],
            percent=floor_percent(abs(entry.share)),
            source=Source(entry.source),
            by=entry.by.name,
            why=entry.why if with_reasons else "",
            corrects=entry.corrects.ref if entry.corrects else None,
            waives=entry.waives,
        )
        for entry in entries
    )


def _companions(row: Enrolment) -> tuple[CompanionLine, ...]:
    return tuple(
        CompanionLine(PersonRef(c.person.ref), c.person.name, Role(c.role), c.began_at, c.ended_at)
        for c in row.companions.select_related("person").order_by("ended_at", "pk")
    )
