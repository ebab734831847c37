"""What coaching puts on a first page: meetings that are booked, what was agreed, who needs their coach."""

from __future__ import annotations

from datetime import datetime

from django.urls import reverse

from goldenthread.coaching.queries.ahead import coaching_ahead
from goldenthread.coaching.queries.caseload import caseload
from goldenthread.coaching.types import CaseLine
from goldenthread.coaching.types.ahead import Ahead
from goldenthread.people.types import Actor, Duty
from goldenthread.web.coaching.reviews_ahead import reviews_to_go_on_with
from goldenthread.web.shared.next_things import HomePart, NextThing
from goldenthread.web.shared.words import moment


def part(actor: Actor, *, at: datetime) -> HomePart | None:
    """A participant's meetings and agreed actions, a coach's meetings and those who need them."""
    things: list[NextThing] = []
    if actor.wears(Duty.PARTICIPANT):
        every = coaching_ahead(by=actor, at=at)
        things += [thing for ahead in every for thing in _mine(ahead, at=at)] + reviews_to_go_on_with(every)
    if actor.wears(Duty.COACH):
        things += [thing for line in caseload(by=actor, at=at) for thing in _theirs(line)]
    return HomePart(tuple(things)) if things else None


def _mine(ahead: Ahead, *, at: datetime) -> list[NextThing]:
    here, coach = reverse("coaching:mine"), ahead.coach
    meetings = [
        NextThing(
            f"Meet {coach}, your coach",
            reverse("coaching:meeting", args=[meeting.ref]),
            f"{meeting.place}.{' Write what you want to work on.' if meeting.at > at else ''}",
            moment(meeting.at),
            by=meeting.at,
            is_set=True,
        )
        for meeting in ahead.booked
    ]
    meetings += [
        NextThing(
            f"Answer {coach}, who suggests a time to meet",
            reverse("coaching:meeting", args=[meeting.ref]),
            moment(meeting.at),
            by=meeting.at,
        )
        for meeting in ahead.suggested
    ]
    meetings += [
        NextThing(
            f"Answer {coach}, who suggests another time to meet",
            reverse("coaching:meeting", args=[meeting.ref]) + "#answer",
            f"{moment(meeting.at)}. What is booked stands until you accept.",
            by=meeting.at,
        )
        for meeting in ahead.instead
    ]
    agreed = [
        NextThing(action.words, here, f"You agreed this with {coach}.").due_on(action.due_on, at=at)
        for action in ahead.agreed
    ]
    return [*meetings, *agreed]


def _theirs(line: CaseLine) -> list[NextThing]:
    """Who waits for an answer comes before all else, as in the caseload; then meetings at their hour, then the others
    with something out of order."""
    here = reverse("coaching:record", args=[line.pairing])
    why = f"{line.why[:1].upper()}{line.why[1:]}." if line.why else ""
    things: list[NextThing] = []
    if line.need.asked_at or line.need.waits_for_answer:
        does = f"Turn to {line.name}, who asks for help" if line.need.asked_at else f"Answer {line.name}"
        things, why = [NextThing(does, here, why, line.school, presses=True)], ""
    if line.next_at:
        meeting, when = reverse("coaching:meeting", args=[line.next_meeting]), moment(line.next_at)
        return [
            *things,
            NextThing(f"Meet {line.name}", meeting, why, when, by=line.next_at, is_set=True),
        ]
    return things or ([NextThing(f"Look at how {line.name} is doing", here, why, line.school)] if why else [])
