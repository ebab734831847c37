"""By when tasks and catch-ups are due, for many people at once."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db.models import QuerySet

from goldenthread.cohorts.queries.due import days_due
from goldenthread.cohorts.queries.missing import missed_between, place_at_session
from goldenthread.learning.models import CatchUp, Task, Work
from goldenthread.learning.queries.catching_up import terms_for, why_not_begin_or_write
from goldenthread.learning.queries.places import done_there
from goldenthread.learning.rules.catching_up import ILLUSTRATIVE, due_by
from goldenthread.learning.rules.states import IS_WRITTEN
from goldenthread.learning.rules.states import State as VersionState
from goldenthread.programmes.types import Route

_WRITTEN = [state.value for state in IS_WRITTEN]
_COHORT = "component__module__release__cohorts"


@dataclass(frozen=True)
class DueTask:
    """A task of one cohort, for those on one of its routes, with the day by which it is due."""

    task: UUID
    title: str
    cohort_id: int
    route: Route
    due_on: date


@dataclass(frozen=True)
class DueCatchUp:
    """A missed session that somebody has not made up for, with the day by which they are to."""

    session: UUID
    enrolment_id: int
    due_on: date


def tasks_due(first: date, last: date) -> tuple[DueTask, ...]:
    """The published tasks that are due from one day to another, of every cohort that has begun by then.

    In one statement and those of the cohorts' days.
    """
    rows = list(
        Task.objects.filter(
            done_there(Task.objects.all()),
            versions__state=VersionState.PUBLISHED.value,
            **{f"{_COHORT}__starts_on__lte": last},
        )
        .order_by("pk")
        .values(
            *("ref", "component__title", "component_id", "component__is_blended", "component__is_online"),
            f"{_COHORT}__id",
        )
    )
    days = days_due(row[f"{_COHORT}__id"] for row in rows)
    found = []
    for row in rows:
        cohort = row[f"{_COHORT}__id"]
        day = days.get((cohort, row["component_id"]))
        on = {Route.BLENDED: row["component__is_blended"], Route.ONLINE: row["component__is_online"]}
        if day is not None and first <= day <= last:
            title = row["component__title"]
            found += [DueTask(row["ref"], title, cohort, route, day) for route, has_it in on.items() if has_it]
    return tuple(found)


def handed_in_already(tasks: set[UUID]) -> frozenset[tuple[UUID, int]]:
    """Which of these tasks wait for feedback or are accepted, by whom (the id of the enrolment); in one statement."""
    rows = Work.objects.filter(task__ref__in=tasks).exclude(state__in=_WRITTEN)
    return frozenset(rows.values_list("task__ref", "enrolment_id"))


def catch_ups_due(first: date, last: date) -> tuple[DueCatchUp, ...]:
    """The missed sessions that are to be made up for from one day to another, and are not; in three statements."""
    days = timedelta(days=ILLUSTRATIVE.days)
    missed = missed_between(first - days, last - days)
    done = CatchUp.objects.filter(session__ref__in={one.session for one in missed}).exclude(state__in=_WRITTEN)
    is_done = set(done.values_list("session__ref", "enrolment_id"))
    return tuple(
        DueCatchUp(one.session, one.enrolment_id, due_by(one.ends_at, ILLUSTRATIVE))
        for one in missed
        if (one.session, one.enrolment_id) not in is_done
    )


def is_still_due(session: UUID, enrolment: UUID, *, at: datetime) -> bool:
    """Whether somebody may still catch up on a session and has not handed anything in; in eight statements."""
    place = place_at_session(session, enrolment)
    row = CatchUp.objects.filter(session_id=place.session_id, enrolment_id=place.enrolment_id).first()
    return why_not_begin_or_write(place, row, terms_for(place), at=at) is None


def works_due(works: QuerySet[Work]) -> dict[int, date | None]:
    """By when each of some works was due on its cohort, by id; in one statement and those of the cohorts' days."""
    rows = list(works.values_list("pk", "enrolment__cohort_id", "task__component_id"))
    days = days_due(cohort for _, cohort, _ in rows)
    return {pk: days.get((cohort, component)) for pk, cohort, component in rows}
