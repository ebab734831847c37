"""Part of the third chapter: term dates, and an event on a second date with one place, one swap and one who waits."""

from __future__ import annotations

from datetime import datetime, time, timedelta

from goldenthread.cli.demonstration.calendar import Calendar
from goldenthread.cli.demonstration.cohorts import Running
from goldenthread.cohorts.actions.seating import join_waiting_list, take_seat
from goldenthread.cohorts.actions.terms import start_from_examples
from goldenthread.cohorts.actions.timetabling import add_session
from goldenthread.cohorts.queries.terms import owners
from goldenthread.cohorts.queries.timetable import live_components
from goldenthread.cohorts.types import SessionDetails
from goldenthread.people.types import Actor
from goldenthread.programmes.types import Route

TWICE, A_WEEK_LATER = "Event 3", 7


def enter_terms(*, by: Actor, at: datetime) -> None:
    """Illustrative term dates of the lead provider, marked as such."""
    start_from_examples(owners(by=by)[0].ref, by=by, at=at)


def repeat_an_event(running: Running, calendar: Calendar, *, by: Actor) -> None:
    """A second date for an event that is still to come, for one person; the next who wants it waits."""
    day = running.story["event_days"].get(TWICE, -1)
    people = [p for p in running.people if p.route is Route.BLENDED]
    if calendar.is_past(day) or len(people) < 2:
        return
    begins = calendar.moment(calendar.working(day + A_WEEK_LATER), time(9, 30))
    component = next(c for c in live_components(running.ref, by=by) if c.title.startswith(TWICE))
    again = SessionDetails(
        starts_at=begins,
        ends_at=begins + timedelta(hours=6),
        venue="Quayside Library",
        room="Upstairs",
        capacity=1,
        anyway="The demonstration counts its days from today",
    )
    session = add_session(running.ref, component.ref, again, by=by, at=calendar.today)
    first, second = people[:2]
    take_seat(session, first.enrolment, by=first.actor, at=calendar.today)
    join_waiting_list(session, second.enrolment, by=second.actor, at=calendar.today)
