"""Coaching: a meeting that is prepared, one that was suggested, one that was missed, and what became of actions."""

from __future__ import annotations

from datetime import time, timedelta
from uuid import uuid4

from goldenthread.cli.demonstration.calendar import Calendar
from goldenthread.cli.demonstration.cohorts import Running
from goldenthread.cli.demonstration.studying import Placed
from goldenthread.coaching.actions.agreeing import change_action
from goldenthread.coaching.actions.booking import miss_meeting, propose_meeting
from goldenthread.coaching.actions.focusing import choose_focus
from goldenthread.coaching.actions.meeting import book_meeting, correct_meeting, record_meeting
from goldenthread.coaching.actions.preparing import (
    ask_for_help,
    keep_own_notes,
    keep_preparation,
    share_preparation,
)
from goldenthread.coaching.queries.focusing import focus_page
from goldenthread.coaching.queries.records import coach_record
from goldenthread.coaching.types import AgreedAction, MeetingNotes, MeetingRef, Place
from goldenthread.coaching.types.meetings import Appointment, Change

ROOM = "https://meet.example/colin-marsh"


def prepare_meetings(running: Running, calendar: Calendar) -> None:
    """Whatever the two in the story have between two meetings."""
    people = {person.actor.name: person for person in running.people}
    if "Parveen Begum" in people:
        parveen = people["Parveen Begum"]
        _meet(parveen, calendar)
        _prepare(parveen, calendar)
        others = [p for p in running.people if p is not parveen and p.coach.person == parveen.coach.person]
        if len(others) > 1:
            _suggest(others[0], calendar)
            _miss(others[1], calendar)
            ask_for_help(
                others[1].enrolment,
                "My first staff survey came back worse than I hoped. Can we talk before the next event?",
                by=others[1].actor,
                at=calendar.moment(-1, time(20, 15)),
            )


def _meet(person: Placed, calendar: Calendar) -> None:
    """The last meeting, about statements, corrected once, with actions done, moved and still open."""
    at = calendar.moment(-12, time(17, 0))
    notes = MeetingNotes(
        held_at=at - timedelta(minutes=50),
        minutes=50,
        place=Place.ONLINE,
        shared="We looked at how the phase team plans together, and chose one change for each half-term.",
        private="She takes on too much. Ask what she will leave out.",
        actions=(
            AgreedAction("Try the planning agenda with the Year 4 team", calendar.day(-3)),
            AgreedAction("Visit Tim’s class and note two routines", calendar.day(9)),
            AgreedAction("Send the paper on habits", calendar.day(-10), is_coachs=True),
        ),
    )
    meeting = record_meeting(person.pairing, notes, key=uuid4(), by=person.coach, at=at).meeting
    _focus(meeting, person, calendar, day=-12, first=0, many=2)
    correct_meeting(
        meeting,
        shared=notes.shared.replace("half-term", "term"),
        minutes=notes.minutes,
        why="We said each term.",
        by=person.coach,
        at=calendar.moment(-11),
    )
    actions = {a.words: a.ref for a in coach_record(person.pairing, by=person.coach, at=at).open_actions}
    change_action(
        actions["Send the paper on habits"], Change.DO, note="By e-mail", by=person.coach, at=calendar.moment(-10)
    )
    change_action(
        actions["Visit Tim’s class and note two routines"],
        Change.MOVE,
        note="Tim is away until then.",
        due_on=calendar.day(16),
        by=person.actor,
        at=calendar.moment(-4),
    )


def _prepare(person: Placed, calendar: Calendar) -> None:
    """The next meeting, booked, prepared by both, about one statement."""
    starts = calendar.moment(5, time(16, 30))
    meeting = book_meeting(
        person.pairing, starts_at=starts, place=Place.ONLINE, where=ROOM, by=person.coach, at=calendar.moment(-11)
    )
    done = "I tried the agenda twice. The second time we finished ten minutes early."
    keep_preparation(
        meeting,
        wants="How to say no to a colleague who always has one more idea, without putting them off.",
        did=done,
        private="Do not forget to ask about the deputy post.",
        by=person.actor,
        at=calendar.moment(-2, time(20, 30)),
    )
    share_preparation(meeting, by=person.actor, at=calendar.moment(-2, time(20, 40)))
    keep_own_notes(
        meeting, "Start with what went well. Leave time for the deputy post.", by=person.coach, at=calendar.moment(-1)
    )
    _focus(meeting, person, calendar, day=-2, first=3, many=1)


def _focus(meeting: MeetingRef, person: Placed, calendar: Calendar, *, day: int, first: int, many: int) -> None:
    """Choose some statements of the framework, in its order."""
    sections = focus_page(meeting, by=person.coach).sections
    every = [line.statement.ref for section in sections for line in section.lines]
    chosen = every[first : first + many]
    choose_focus(meeting, chosen=chosen, shown=every, by=person.coach, at=calendar.moment(day, time(17, 10)))


def _suggest(person: Placed, calendar: Calendar) -> None:
    """A time that a participant suggests, and that waits for the coach."""
    wanted = Appointment(calendar.moment(6, time(16, 0)), 45, Place.PHONE)
    propose_meeting(person.pairing, wanted, by=person.actor, at=calendar.moment(-1, time(19, 0)))


def _miss(person: Placed, calendar: Calendar) -> None:
    """A meeting to which the participant did not come."""
    starts = calendar.moment(-6, time(16, 0))
    meeting = book_meeting(person.pairing, starts_at=starts, place=Place.PHONE, by=person.coach, at=calendar.moment(-9))
    why = "No answer at the agreed time. I left a message and wrote."
    miss_meeting(meeting, why=why, by=person.coach, at=starts + timedelta(hours=1))
