"""The last chapter: what schools are told, what a participant wants of theirs, and how sessions were."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import time, timedelta
from uuid import NAMESPACE_URL, uuid5

from goldenthread.cli.demonstration.calendar import Calendar
from goldenthread.cli.demonstration.cohorts import Running
from goldenthread.people.queries.acting import actor_by_email
from goldenthread.people.types import Actor
from goldenthread.reporting.actions.consenting import ask_for_help
from goldenthread.reporting.actions.planning import set_plan
from goldenthread.reporting.actions.subscribing import choose
from goldenthread.reporting.actions.surveying import answer_survey, ask_after_sessions
from goldenthread.reporting.actions.updating import make_updates
from goldenthread.reporting.queries.surveying import surveys_to_answer
from goldenthread.reporting.types import Cause
from goldenthread.reporting.types.planning import Part, Plan, Rhythm
from goldenthread.reporting.types.subscribing import Pace, Stream

# What people of the story say of a session, in turn.
SAID: tuple[Mapping[str, str], ...] = (
    {
        "overall": "Very good",
        "use": "Agree strongly",
        "pitch": "About right",
        "comment": "The pairs were the best part.",
    },
    {"overall": "Good", "use": "Agree", "pitch": "About right"},
    {"overall": "Good", "use": "Agree", "pitch": "Too fast", "comment": "More time for the case, less for slides."},
    {"overall": "Neither good nor poor", "use": "Neither", "pitch": "Too fast"},
    {"overall": "Very good", "use": "Agree", "pitch": "About right", "comment": "I used the routine on Monday."},
    {"overall": "Good", "use": "Agree strongly", "pitch": "Too slow"},
    {"overall": "Poor", "use": "Disagree", "pitch": "Too fast", "comment": "The room was cold."},
)


def tell_schools(running: Running, *, calendar: Calendar, by: Actor) -> None:
    """A plan for one cohort, a letter to each who supports somebody on it, a line of help, and a reader's choice."""
    at = calendar.today
    plan = Plan(
        in_force_from=calendar.day(0),
        rhythm=Rhythm.TERMLY,
        day=15,
        events=frozenset({Cause.BEHIND, Cause.DEFERRED, Cause.RESUMED, Cause.COMPLETED}),
        optional=frozenset({Part.DONE, Part.HELP}),
    )
    set_plan(running.ref, plan, by=by, at=at)
    first = running.people[0]
    ask_for_help(first.enrolment, "A free hour on Thursdays until the end of term", by=first.actor, at=at)
    make_updates(running.ref, key=uuid5(NAMESPACE_URL, str(running.ref)), by=by, at=at)
    choose({Stream.REGULAR: Pace.TERMLY}, by=actor_by_email(first.story["mentor"]["email"]), at=at)


def ask_how_it_was(running: Running, *, calendar: Calendar) -> None:
    """Everybody who was at a session of the last months says how it was, but for the last one: that is still asked."""
    days = sorted(day for day in running.story["event_days"].values() if -100 < day < -1)
    for day in days:
        asked_at = calendar.moment(day, time(17, 0))
        ask_after_sessions(at=asked_at)
        for number, person in enumerate(running.people):
            for asked in surveys_to_answer(by=person.actor, at=asked_at):
                at = asked_at + timedelta(hours=number + 1)
                answer_survey(asked.ref, SAID[(number + day) % len(SAID)], by=person.actor, at=at)
