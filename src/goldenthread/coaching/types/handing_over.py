"""What goes over when the coach changes, and what does not."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from uuid import UUID

from goldenthread.coaching.types.proposing import LoadLine, Proposal, Weighed
from goldenthread.people.types import PersonRef


@dataclass(frozen=True)
class OpenAction:
    """Something agreed that is not done, with whose it is by name; what is a coach's goes over to the next."""

    words: str
    due_on: date | None
    is_overdue: bool
    owner: str
    is_coachs: bool


@dataclass(frozen=True)
class BookedMeeting:
    """A meeting still to come, or a time that is only suggested. ``next_where``: where it is held when it is kept,
    unless somebody says otherwise."""

    at: datetime
    place: str
    ref: UUID
    where: str
    next_where: str
    is_suggested: bool = False


@dataclass(frozen=True)
class NoteLine:
    """What somebody wrote for the next coach."""

    words: str
    by: str
    at: datetime


@dataclass(frozen=True)
class LeavingLine:
    """One participant of a coach who leaves: what is open, and who could come next. ``asked_at``: since when they ask
    for help."""

    pairing: UUID
    proposal: Proposal
    state: str
    actions: tuple[OpenAction, ...]
    booked: tuple[BookedMeeting, ...]
    notes: tuple[NoteLine, ...]
    met: int
    asked_at: datetime | None

    @property
    def is_finished(self) -> bool:
        """Whether nothing is ahead of them any more."""
        return self.proposal.seeker.is_finished


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
    the next coach, or called off; where nobody comes they are called off. ``places``: where those that are kept are
    held, by meeting. ``note`` goes to every next coach, beside what the leaving coach wrote.
    """

    coaches: dict[UUID, PersonRef | None]
    why: str
    keep_booked: bool
    note: str = ""
    places: Mapping[UUID, str] = field(default_factory=dict)

    def where(self, meeting: BookedMeeting) -> str:
        """Where a meeting that is kept is held."""
        return self.places.get(meeting.ref, meeting.next_where)


@dataclass(frozen=True)
class GoesOver:
    """One line of the page on which a hand-over is checked. ``kept``: what stays booked, and where it is held then."""

    line: LeavingLine
    next: Weighed | None
    kept: tuple[tuple[BookedMeeting, str], ...]

    @property
    def called_off(self) -> tuple[BookedMeeting, ...]:
        """What is called off."""
        kept = {meeting.ref for meeting, _ in self.kept}
        return tuple(meeting for meeting in self.line.booked if meeting.ref not in kept)


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
    """What a new coach finds: who came before and why they left, what is open, and what they worked on. ``asked_at``:
    since when the participant asks for help."""

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
    asked_at: datetime | None


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
    next_place: str
    next_where: str
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
    is_finished: bool
