"""A cohort's timetable month by month, beside the term dates."""

from __future__ import annotations

from collections import defaultdict
from datetime import date, datetime, timedelta
from uuid import UUID

from goldenthread.cohorts.models import Cohort, Enrolment, Seat
from goldenthread.cohorts.queries.board import as_line
from goldenthread.cohorts.queries.reckoning import live_here
from goldenthread.cohorts.queries.terms import terms_for
from goldenthread.cohorts.queries.timetable import timetable
from goldenthread.cohorts.rules.permitting import why_not_run
from goldenthread.cohorts.rules.terms import stretches
from goldenthread.cohorts.types import TAKES_EVIDENCE, SessionRow
from goldenthread.cohorts.types.terms import TermDates
from goldenthread.cohorts.types.timetables import TimetableMonth, TimetablePage
from goldenthread.ground.types.days import LONDON
from goldenthread.people.types import Actor
from goldenthread.programmes.types import Route


def timetable_page(ref: UUID, *, by: Actor, at: datetime) -> TimetablePage:
    """The sessions of a cohort by month with what is still to be planned and seated; in at most ten statements.

    :raises Cohort.DoesNotExist: if there is none, or it is not theirs to see.
    """
    row = Cohort.objects.seen_by(by).select_related("partner", "release__programme", "variant").get(ref=ref)
    sessions = timetable(row.pk, by=by, at=at)
    planned = {s.component for s in sessions}
    terms = terms_for(row.partner_id)
    return TimetablePage(
        cohort=as_line(row, today=at.date()),
        months=_months(row, sessions, terms),
        sessions=sessions,
        terms=terms,
        unplanned=sum(c.ref not in planned for c in live_here(row)),
        unseated=_unseated(row, sessions),
        why_not_run=why_not_run(by, row.partner_id),
    )


def _months(row: Cohort, sessions: tuple[SessionRow, ...], terms: TermDates) -> tuple[TimetableMonth, ...]:
    """Every month from the cohort's first to its last."""
    by_month: defaultdict[date, list[SessionRow]] = defaultdict(list)
    for session in sessions:
        by_month[session.starts_at.astimezone(LONDON).date().replace(day=1)].append(session)
    found, first = [], row.starts_on.replace(day=1)
    while first <= row.ends_on:
        following = (first + timedelta(days=32)).replace(day=1)
        days = stretches(first, following - timedelta(days=1), terms)
        found.append(TimetableMonth(first, tuple(by_month[first]), days))
        first = following
    return tuple(found)


def _unseated(row: Cohort, sessions: tuple[SessionRow, ...]) -> int:
    """For how many people and components a place is still to be given: who waits for one is on a list. In two
    statements."""
    needed = {s.component: s.routes for s in sessions if s.by_place and not s.is_past}
    taking = [state.value for state in TAKES_EVIDENCE]
    people = list(Enrolment.objects.filter(cohort=row, state__in=taking).values_list("pk", "route"))
    there = Seat.objects.filter(session__cohort=row, component__ref__in=needed, enrolment__state__in=taking)
    has = set(there.values_list("enrolment_id", "component__ref"))
    return sum(
        Route(route) in routes and (pk, component) not in has
        for component, routes in needed.items()
        for pk, route in people
    )
