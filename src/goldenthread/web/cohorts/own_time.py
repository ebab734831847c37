"""What is done in one's own time, line by line: where it is done, how far it is, and when it is due."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.urls import reverse

from goldenthread.coaching.queries.ahead import coaching_ahead
from goldenthread.cohorts.types import MyPage, NextThing
from goldenthread.ground.types.days import LONDON
from goldenthread.learning.queries.own_time import own_work
from goldenthread.learning.types.own_time import OwnWork
from goldenthread.people.types import Actor
from goldenthread.programmes.types import ComponentFacts, ComponentKind
from goldenthread.web.shared.words import day, moment

PAGES = {"unit": "learning:unit", "task": "learning:task", "thread": "learning:thread"}
# Where each kind is done that has no page of its own yet, and why it has none.
ELSEWHERE: Mapping[ComponentKind, tuple[str, str]] = {
    ComponentKind.COMMUNITY: ("learning:communities", "Not open yet"),
    ComponentKind.FORMATIVE_TASK: ("", "To do in your school"),
}
NOT_READY = ("learning:study", "Not ready yet")
# The page of a meeting, how it stands, what there is to say about that, and whether it is booked.
Meeting = tuple[str, str, str, bool]


@dataclass(frozen=True)
class Line:
    """One component of somebody's own time. ``is_settled``: it is handed in or booked, so its day says nothing more."""

    component: ComponentFacts
    href: str
    standing: str
    more: str
    due_on: date | None
    is_late: bool = False
    is_settled: bool = False


def lines_of(page: MyPage, *, by: Actor, at: datetime) -> tuple[Line, ...]:
    """Every component in the order in which it is due."""
    things = [thing for thing in page.ahead if not thing.session]
    work = own_work(page.mine.ref, [thing.component for thing in things], by=by, at=at)
    meetings = _meetings(page.mine.ref, by=by, at=at)
    today = at.astimezone(LONDON).date()
    return tuple(_line(thing, work, meetings, today=today) for thing in things)


def _line(thing: NextThing, work: Mapping[UUID, OwnWork], meetings: Iterator[Meeting], *, today: date) -> Line:
    component, due = thing.component, thing.due_on
    own = work.get(component.ref)
    is_settled = own is not None and own.since is not None
    if component.kind is ComponentKind.COACHING:
        href, standing, more, is_settled = next(meetings, (reverse("coaching:mine"), "Not booked", "", False))
    elif own is not None:
        href, standing = reverse(PAGES[own.page], args=[own.ref]), own.standing
        more = f"Handed in on {day(own.since)}" if own.since else own.more
    else:
        where, standing = ELSEWHERE.get(component.kind, NOT_READY)
        href, more = reverse(where) if where else "", ""
    is_late = due is not None and due < today and not is_settled
    return Line(component, href, standing, more, due, is_late, is_settled)


def _meetings(enrolment: UUID, *, by: Actor, at: datetime) -> Iterator[Meeting]:
    """The meetings to come, the next one first: one counts for each component of coaching that is left, in order."""
    for ahead in coaching_ahead(by=by, at=at):
        if ahead.enrolment == enrolment:
            for meeting in ahead.booked:
                yield (
                    reverse("coaching:meeting", args=[meeting.ref]),
                    "Booked",
                    f"Booked for {moment(meeting.at)}",
                    True,
                )
            for meeting in ahead.suggested:
                says = f"{ahead.coach} suggests {moment(meeting.at)}"
                yield reverse("coaching:meeting", args=[meeting.ref]), "To answer", says, False


def settled(lines: Sequence[Line]) -> Mapping[UUID, str]:
    """What is handed in or booked already, in words, by component."""
    return {line.component.ref: line.more for line in lines if line.is_settled}
