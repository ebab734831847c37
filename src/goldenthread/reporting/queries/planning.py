"""Plans of telling: which holds, what is due, and what a plan would do."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from datetime import date, datetime
from uuid import UUID

from django.db.models import Max

from goldenthread.cohorts.models import Cohort, Enrolment
from goldenthread.ground.types.days import LONDON
from goldenthread.people.models import Person
from goldenthread.people.types import Actor
from goldenthread.reporting.models import PlannedTelling, UpdatePlan
from goldenthread.reporting.queries.subscribing import those_who_want
from goldenthread.reporting.queries.updates import TOLD_OF, readers_of
from goldenthread.reporting.rules.planning import in_force, latest_due, next_days
from goldenthread.reporting.types import Cause, Reader
from goldenthread.reporting.types.planning import DueTelling, Plan, PlanLine, PlanPage

Plans = Mapping[int, tuple[Plan, ...]]


def plans_for(cohorts: Collection[int]) -> tuple[Plans, tuple[Plan, ...]]:
    """The plans of some cohorts by id, and the provider's for all; in one statement."""
    own: defaultdict[int, list[Plan]] = defaultdict(list)
    shared = []
    rows = UpdatePlan.objects.filter(cohort_id__in=list(cohorts)) | UpdatePlan.objects.filter(cohort=None)
    for row in rows.order_by("version"):
        if row.cohort_id is None:
            shared.append(row.as_plan())
        else:
            own[row.cohort_id].append(row.as_plan())
    return {pk: tuple(plans) for pk, plans in own.items()}, tuple(shared)


def plan_of(cohort: int, *, at: datetime) -> Plan:
    """The plan that holds for one cohort, in one statement."""
    own, shared = plans_for({cohort})
    return in_force(own.get(cohort, ()), shared, on=_day(at))


def plan_page(cohort: UUID | None, *, by: Actor, at: datetime, tried: Plan | None = None) -> PlanPage:
    """A cohort's plan, or the provider's; with who would get the next regular update. In at most eleven statements.

    ``tried`` is a plan that is looked at before it is put in force.

    :raises Cohort.DoesNotExist: if it is not theirs to see.
    """
    row = Cohort.objects.seen_by(by).get(ref=cohort) if cohort else None
    rows = UpdatePlan.objects.filter(cohort=row).select_related("set_by").order_by("-version")
    history = tuple(PlanLine(r.as_plan(), r.set_by.name, r.set_at) for r in rows)
    own, shared = plans_for({row.pk} if row else ())
    today = _day(at)
    now = tried or in_force(own.get(row.pk, ()) if row else (), shared, on=today)
    people = Enrolment.objects.filter(state__in=TOLD_OF)
    people = (
        people.filter(cohort=row) if row else people.filter(cohort__starts_on__lte=today, cohort__ends_on__gte=today)
    )
    readers, silent = readers_now(people.values_list("pk", flat=True), cause=Cause.SCHEDULED, at=at)
    return PlanPage(
        cohort=cohort,
        title=row.title if row else "All cohorts",
        now=now,
        is_own=any(line.plan.version == now.version for line in history),
        coming=next_days(now, on=max(today, now.in_force_from)),
        history=history,
        readers=readers,
        silent=silent,
    )


def readers_now(enrolments: Iterable[int], *, cause: Cause, at: datetime) -> tuple[tuple[Reader, ...], tuple[str, ...]]:
    """Who would be told now and about whom, and who has chosen not to be; both by name. In eight statements."""
    grouped = readers_of(enrolments, at=at)
    names = dict(Person.objects.filter(pk__in=grouped).values_list("pk", "name"))
    wanting = those_who_want(grouped, cause=cause, at=at)
    readers = [Reader(names[pk], tuple(s.name for s in people)) for pk, people in grouped.items() if pk in wanting]
    silent = [names[pk] for pk in grouped if pk not in wanting]
    return tuple(sorted(readers, key=lambda reader: reader.name)), tuple(sorted(silent))


def tellings_due(*, at: datetime) -> tuple[DueTelling, ...]:
    """The cohorts for which a regular update is due and did not go out, by partner; in four statements.

    Of several days that were missed only the newest is made up for.
    """
    today = _day(at)
    cohorts = {row.pk: row for row in _running(today)}
    own, shared = plans_for(cohorts)
    rows = PlannedTelling.objects.filter(cohort_id__in=cohorts).values_list("cohort_id").annotate(Max("day"))
    last: Mapping[int, date] = dict(rows)
    due: defaultdict[int, list[tuple[int, date]]] = defaultdict(list)
    partners: dict[int, UUID] = {}
    for pk, row in cohorts.items():
        day = latest_due(in_force(own.get(pk, ()), shared, on=today), on=today)
        if day is not None and row.starts_on <= day and (pk not in last or last[pk] < day):
            due[row.partner_id].append((pk, day))
            partners[row.partner_id] = row.partner.ref
    wanted = {pk for group in due.values() for pk, _ in group}
    people: defaultdict[int, list[int]] = defaultdict(list)
    for pk, cohort in Enrolment.objects.filter(cohort_id__in=wanted, state__in=TOLD_OF).values_list("pk", "cohort_id"):
        people[cohort].append(pk)
    return tuple(
        DueTelling(partner, partners[partner], tuple(group), tuple(pk for cohort, _ in group for pk in people[cohort]))
        for partner, group in due.items()
    )


def _running(today: date) -> Iterable[Cohort]:
    """The cohorts that are under way, with their partners."""
    return Cohort.objects.filter(starts_on__lte=today, ends_on__gte=today).select_related("partner").order_by("pk")


def _day(at: datetime) -> date:
    return at.astimezone(LONDON).date()
