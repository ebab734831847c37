"""Portfolios: what somebody wrote, with a file and statements, what they took in, and what was said of it."""

from __future__ import annotations

from datetime import timedelta
from uuid import uuid4

from goldenthread.cli.demonstration.calendar import Calendar
from goldenthread.cli.demonstration.cohorts import Running
from goldenthread.cli.demonstration.studying import Placed
from goldenthread.coaching.actions.collecting import (
    add_entry,
    attach_to_entry,
    change_entry,
    comment_on_entry,
    share_entry,
    tie_entry,
)
from goldenthread.coaching.actions.taking_in import take_in
from goldenthread.coaching.queries.collecting import picked_page, to_take_in
from goldenthread.coaching.types.collecting import EntryDraft, Offered, Origin, Reader
from goldenthread.learning.queries.keeping import done_by

AGENDA = """Item 1: what we said last time (5 minutes)
Item 2: one lesson, looked at together (20 minutes)
Item 3: what each of us tries before we meet again (10 minutes)
"""
FIRST = EntryDraft(
    "How our year team now plans together",
    "We used to share out the planning. Now we look at one lesson together first.",
)
# Title, words, how many days ago, the places of the statements it stands for, and who reads it.
PARVEEN = (
    (FIRST, -40, (0, 4), (Reader.COACH, Reader.HEADTEACHER)),
    (
        EntryDraft(
            "Corridor routine, first half-term",
            "Three adults, three places, the same greeting. I wrote down on ten mornings who stood where.",
            "https://castlehill.example/staff/routines",
        ),
        -24,
        (1,),
        (Reader.COACH, Reader.FACILITATOR),
    ),
    (EntryDraft("Notes from visiting another school", "To be written up: how they induct new colleagues."), -5, (), ()),
)


def keep_portfolios(running: Running, calendar: Calendar) -> None:
    """What two people of one cohort have kept by today."""
    people = {person.actor.name: person for person in running.people}
    parveen = people["Parveen Begum"]
    for draft, day, places, readers in PARVEEN:
        _keep(parveen, draft, places, readers, calendar, day=day)
    for person in people.values():
        _take_in(person, calendar, leaves_one=person is parveen)


def _keep(
    person: Placed,
    draft: EntryDraft,
    places: tuple[int, ...],
    readers: tuple[Reader, ...],
    calendar: Calendar,
    *,
    day: int,
) -> None:
    at, who = calendar.moment(day), person.actor
    ref = add_entry(person.enrolment, draft, key=uuid4(), by=who, at=at)
    every = [line.ref for section in picked_page(ref, by=who).sections for line in section.lines]
    tie_entry(ref, chosen=[every[place] for place in places], shown=every, by=who, at=at)
    if draft is FIRST:
        attach_to_entry(ref, AGENDA.encode(), name="agenda.txt", by=who, at=at)
        newer = EntryDraft(draft.title, f"{draft.words} After six weeks two of us ask for it when it is left out.")
        change_entry(ref, newer, since=1, by=who, at=at + timedelta(days=9))
    if readers:
        share_entry(ref, readers, by=who, at=at + timedelta(days=10))
        words = "You say what you did. What did a lesson look like before, and what does it look like now?"
        comment_on_entry(ref, words, by=person.coach, at=at + timedelta(days=12))
    if draft is FIRST:
        comment_on_entry(ref, "I will add two lessons next week.", by=who, at=at + timedelta(days=13))


def _take_in(person: Placed, calendar: Calendar, *, leaves_one: bool) -> None:
    """What they have done so far; ``leaves_one``: but for the newest, which is still to be taken in."""
    at, who = calendar.moment(-1), person.actor
    done = done_by(person.enrolment, by=who)
    offered = [Offered(Origin(d.kind.value), d.ref, d.title, d.words, d.statements, d.files, d.at) for d in done]
    lines = to_take_in(person.enrolment, offered, by=who)
    chosen = [line.offered for line in (lines[1:] if leaves_one else lines)]
    take_in(person.enrolment, chosen, by=who, at=at)
