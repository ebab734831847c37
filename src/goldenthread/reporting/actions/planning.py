"""Decide when schools are told, and tell them when it is time."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db.models import Max
from django.db.transaction import atomic

from goldenthread.ground.actions.record import audit
from goldenthread.ground.types import Refused
from goldenthread.ground.types.days import LONDON
from goldenthread.people.types import Actor
from goldenthread.reporting.actions.updating import make_for
from goldenthread.reporting.models import PlannedTelling, UpdatePlan
from goldenthread.reporting.queries.planning import tellings_due
from goldenthread.reporting.queries.telling import cohort_to_tell
from goldenthread.reporting.rules.planning import why_not_hold, why_not_plan
from goldenthread.reporting.types import Cause
from goldenthread.reporting.types.planning import DueTelling, Plan


@atomic
def set_plan(cohort: UUID | None, plan: Plan, *, by: Actor, at: datetime) -> int:
    """Put a plan in force from its day, for one cohort or (with ``None``) for all that have none of their own; its
    version.

    :raises Refused: if this actor may not, the day is past, or it names no date.
    """
    row = cohort_to_tell(cohort, by=by) if cohort else None
    refusal = why_not_plan(by, partner_id=row.partner_id if row else None) or why_not_hold(
        plan, today=at.astimezone(LONDON).date()
    )
    if refusal:
        raise Refused(refusal)
    version = (UpdatePlan.objects.aggregate(last=Max("version"))["last"] or 0) + 1
    made = UpdatePlan.objects.create(
        cohort_id=row.id if row else None,
        version=version,
        in_force_from=plan.in_force_from,
        rhythm=plan.rhythm.value,
        day=plan.day,
        dates=[day.isoformat() for day in sorted(plan.dates)],
        events=sorted(event.value for event in plan.events),
        optional=sorted(part.value for part in plan.optional),
        set_by_id=by.person_id,
        set_at=at,
    )
    audit(by=str(by), did="reporting.set_plan", to=str(made.ref), at=at, version=str(version))
    return version


def tell_as_planned(*, at: datetime) -> int:
    """Send the regular updates that are due; how many. What was missed is made up for once."""
    return sum(_tell(due, at=at) for due in tellings_due(at=at))


@atomic
def _tell(due: DueTelling, *, at: datetime) -> int:
    """All cohorts of one partner together, so that a head with people on several gets one letter."""
    rows = [PlannedTelling(cohort_id=cohort, day=day, told_at=at) for cohort, day in due.cohorts]
    PlannedTelling.objects.bulk_create(rows, ignore_conflicts=True)
    made = make_for(
        due.enrolments,
        cause=Cause.SCHEDULED,
        occasion=due.occasion,
        partner=due.partner_id,
        by_id=None,
        at=at,
    )
    audit(
        by="clock",
        did="reporting.tell_as_planned",
        to=str(due.partner),
        at=at,
        cohorts=str(len(due.cohorts)),
        updates=str(made),
    )
    return made
