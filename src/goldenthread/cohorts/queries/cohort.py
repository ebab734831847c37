"""One cohort: what it is, its timetable, its people."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import datetime
from uuid import UUID

from django.db.models import Case, IntegerField, OuterRef, Subquery, Value, When

from goldenthread.cohorts.models import Cohort, Companion, Enrolment, EnrolmentStep
from goldenthread.cohorts.models.enrolments import EnrolmentSet
from goldenthread.cohorts.queries.board import Counted, as_line, counted
from goldenthread.cohorts.queries.reckoning import live_here
from goldenthread.cohorts.queries.timetable import timetable
from goldenthread.cohorts.rules.permitting import why_not_run
from goldenthread.cohorts.types import CohortLine, CohortPage, EnrolmentRef, PersonRow, Role, State
from goldenthread.people.types import Actor
from goldenthread.programmes.types import Route

PAGE = 30
# Those who can still be helped come first, and among them those furthest from the figure.
_NEED = (State.ACTIVE, State.ACCEPTED, State.OFFERED, State.DEFERRED, State.COMPLETED, State.WITHDRAWN)


def cohort_page(
    ref: UUID, *, by: Actor, at: datetime, state: State | None = None, short: bool = False, page: int = 1
) -> CohortPage:
    """A cohort with a page of its people, those furthest from the figure first; in nine statements.

    ``state`` and ``short`` (only active people below the figure) narrow the people, not the counts.

    :raises Cohort.DoesNotExist: if there is none, or it is not theirs to see.
    """
    row = Cohort.objects.seen_by(by).select_related("partner", "release__programme", "variant").get(ref=ref)
    states = counted([row.pk]).get(row.pk, {})
    people = Enrolment.objects.seen_by(by).filter(cohort=row)
    if state:
        people = people.filter(state=state.value)
    if short:
        people = people.filter(state=State.ACTIVE.value, engagement__is_met=False)
    total = people.count()
    pages = max(-(-total // PAGE), 1)
    page = min(max(page, 1), pages)
    sessions = timetable(row.pk, by=by, at=at)
    planned = {s.component for s in sessions}
    return CohortPage(
        line=as_line(row, today=at.date()),
        details=row.as_details(),
        states={s: told.people for s, told in states.items()},
        short=states.get(State.ACTIVE, Counted()).below,
        sessions=sessions,
        people=_people(people, skip=(page - 1) * PAGE),
        people_total=total,
        page=page,
        pages=pages,
        unplanned=sum(1 for c in live_here(row) if c.ref not in planned),
        why_not_run=why_not_run(by, row.partner_id),
        variant=row.variant.title if row.variant else "",
    )


def cohort_line(ref: UUID, *, by: Actor, at: datetime) -> CohortLine:
    """A cohort by name. :raises Cohort.DoesNotExist: if there is none, or it is not theirs to see."""
    row = Cohort.objects.seen_by(by).select_related("partner", "release__programme", "variant").get(ref=ref)
    return as_line(row, today=at.date())


def _people(people: EnrolmentSet, *, skip: int) -> tuple[PersonRow, ...]:
    need = Case(*(When(state=state.value, then=Value(n)) for n, state in enumerate(_NEED)), output_field=IntegerField())
    steps = EnrolmentStep.objects.filter(enrolment=OuterRef("pk")).order_by("-pk")
    people = people.annotate(returns_on=Subquery(steps.values("returns_on")[:1]))
    rows = list(
        people.select_related("participant", "school", "engagement").order_by(
            need, "engagement__millionths", "participant__name", "pk"
        )[skip : skip + PAGE]
    )
    beside = _beside(row.pk for row in rows)
    return tuple(
        PersonRow(
            ref=EnrolmentRef(row.ref),
            name=row.participant.name,
            school=row.school.name,
            route=Route(row.route),
            state=State(row.state),
            figure=row.engagement.as_figure(),
            sponsors=tuple(beside.get((row.pk, Role.SPONSOR.value), ())),
            coaches=tuple(beside.get((row.pk, Role.COACH.value), ())),
            returns_on=vars(row)["returns_on"],
        )
        for row in rows
    )


def _beside(enrolments: Iterable[int]) -> Mapping[tuple[int, str], list[str]]:
    """The names of those who walk beside some enrolments now, by enrolment and role; in one statement."""
    names: defaultdict[tuple[int, str], list[str]] = defaultdict(list)
    now = Companion.objects.filter(enrolment_id__in=list(enrolments), ended_at=None).order_by("person__name")
    for enrolment, role, name in now.values_list("enrolment_id", "role", "person__name"):
        names[enrolment, role].append(name)
    return names
