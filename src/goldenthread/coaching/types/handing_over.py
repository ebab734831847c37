"""What goes over when the coach changes, and what does not."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from goldenthread.coaching.types.proposing import LoadLine, Proposal, Weighed
from goldenthread.people.types import PersonRef


@dataclass(frozen=True)
class OpenAction:
    """Something agreed that is not done."""

    words: str
    due_on: date | None
    is_overdue: bool


@dataclass(frozen=True)
class BookedMeeting:
    """A meeting still to come."""

    at: datetime
    place: str


@dataclass(frozen=True)
class NoteLine:
    """What somebody wrote for the next coach."""

    words: str
    by: str
    at: datetime


@dataclass(frozen=True)
class LeavingLine:
    """One participant of a coach who leaves: what is open, and who could come next."""

    pairing: UUID
    proposal: Proposal
    state: str
    actions: tuple[OpenAction, ...]
    booked: tuple[BookedMeeting, ...]
    notes: tuple[NoteLine, ...]
    met: int


@dataclass(frozen=True)
class LeavingPage:
    """A coach who leaves one participant or all of them, before anything happens."""

    coach: PersonRef
    name: str
    lines: tuple[LeavingLine, ...]
    loads: tuple[LoadLine, ...]
    is_all: bool


@dataclass(frozen=True)
class HandOver:
    """What was decided for the participants of a coach who leaves.

    ``coaches``: the next coach by pairing, or ``None`` where there is nobody yet. Meetings that are booked are kept for
    the next coach, or called off; where nobody comes they are called off. ``note`` goes to every next coach, beside
    what the leaving coach wrote.
    """

    coaches: dict[UUID, PersonRef | None]
    why: str
    keep_booked: bool
    note: str = ""


@dataclass(frozen=True)
class GoesOver:
    """One line of the page on which a hand-over is checked."""

    line: LeavingLine
    next: Weighed | None


@dataclass(frozen=True)
class CheckHandOver:
    """What would happen, said before it happens."""

    page: LeavingPage
    lines: tuple[GoesOver, ...]


@dataclass(frozen=True)
class SharedMeeting:
    """What was shared of a meeting that took place."""

    at: datetime
    coach: str
    shared: str
    component: str


@dataclass(frozen=True)
class HandedOver:
    """What a new coach finds: who came before and why they left, what is open, and what they worked on."""

    pairing: UUID
    participant: str
    school: str
    cohort: str
    before: str
    ended_on: datetime
    why: str
    notes: tuple[NoteLine, ...]
    actions: tuple[OpenAction, ...]
    booked: tuple[BookedMeeting, ...]
    called_off: tuple[BookedMeeting, ...]
    worked_on: tuple[SharedMeeting, ...]
    met: int


@dataclass(frozen=True)
class NotePage:
    """A pairing whose coach writes something for whoever comes next."""

    pairing: UUID
    participant: str
    note: NoteLine | None
    """What they wrote last."""


@dataclass(frozen=True)
class PairLetter:
    """What the letters about a new pairing say."""

    pairing: UUID
    participant: str
    participant_email: str
    coach: str
    coach_email: str
    school: str
    programme: str
    before: str
    before_email: str
    open_actions: int
    next_at: datetime | None
    called_off: int


@dataclass(frozen=True)
class EndLetter:
    """What the letters about a pairing that ended without another coach say."""

    pairing: UUID
    participant: str
    participant_email: str
    coach: str
    coach_email: str
    programme: str
    open_actions: int
    called_off: int
