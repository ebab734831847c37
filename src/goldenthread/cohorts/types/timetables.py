"""What pages, letters and calendars show of timetables: proposals, places, a person's own sessions."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from types import MappingProxyType
from uuid import UUID

from goldenthread.cohorts.types.pages import CohortLine, SessionRow
from goldenthread.cohorts.types.plans import PlannedSession
from goldenthread.cohorts.types.terms import Stretch, TermDates
from goldenthread.cohorts.types.words import EnrolmentRef, SessionRef
from goldenthread.ground.types import Refusal


@dataclass(frozen=True)
class Proposal:
    """A timetable before it is accepted. ``mark`` changes with any of it, so that only what was seen is accepted."""

    cohort: CohortLine
    sessions: tuple[PlannedSession, ...]
    terms: TermDates
    mark: str
    why_not: Refusal | None

    @property
    def moved(self) -> int:
        """How many are not on the day first thought of."""
        return sum(1 for session in self.sessions if session.moved)


class Standing(StrEnum):
    """How a participant stands to a session that needs a place."""

    HELD = "held"
    WAITING = "waiting"
    NONE = "none"


STANDING_NAMES: Mapping[Standing, str] = MappingProxyType(
    {
        Standing.HELD: "You have a place",
        Standing.WAITING: "You are on the waiting list",
        Standing.NONE: "No place",
    }
)


@dataclass(frozen=True)
class SeatFacts:
    """A session as places know it. ``free`` is nothing where there is room for everybody."""

    id: int
    ref: SessionRef
    starts_at: datetime
    ends_at: datetime
    capacity: int | None
    seated: int
    waiting: int

    @property
    def free(self) -> int | None:
        """How many places are left."""
        return None if self.capacity is None else max(self.capacity - self.seated, 0)

    @property
    def is_open(self) -> bool:
        """Whether somebody can have a place now: there is room, and nobody waits for it."""
        return self.free is None or (self.free > 0 and not self.waiting)


@dataclass(frozen=True)
class SeatLine:
    """Somebody on a session's list of places, or in its waiting list at ``turn``, ``elsewhere`` with a place."""

    enrolment: EnrolmentRef
    name: str
    school: str
    since: datetime | None = None
    turn: int = 0
    elsewhere: bool = False


@dataclass(frozen=True)
class SeatsPage:
    """The places of one session: who has one, who waits, and who of the cohort has none for this component."""

    session: SessionRow
    held: tuple[SeatLine, ...]
    waiting: tuple[SeatLine, ...]
    without: tuple[SeatLine, ...]
    others: tuple[SessionRow, ...]
    why_not_run: Refusal | None


@dataclass(frozen=True)
class Option:
    """A session that a participant could come to instead, or why not. ``can_wait``: its waiting list is open."""

    session: SessionRow
    standing: Standing
    why_not: Refusal | None
    can_wait: bool = False
    clashes: str = ""
    turn: int = 0


@dataclass(frozen=True)
class SwapPage:
    """The sessions of one component that a participant can choose from."""

    enrolment: EnrolmentRef
    name: str
    title: str
    options: tuple[Option, ...]
    is_own: bool

    @property
    def held(self) -> Option | None:
        """Where they have a place now."""
        return next((option for option in self.options if option.standing is Standing.HELD), None)


@dataclass(frozen=True)
class MySession:
    """A session in a participant's own list. ``clashes`` names another at the same time."""

    session: SessionRow
    standing: Standing
    by_place: bool
    clashes: str = ""
    turn: int = 0


@dataclass(frozen=True)
class Week:
    """The days of a week, Monday first, each with its sessions."""

    first: date
    days: tuple[tuple[date, tuple[SessionRow, ...]], ...]
    before: date
    after: date

    @property
    def is_empty(self) -> bool:
        """Whether nothing is on any day."""
        return not any(sessions for _, sessions in self.days)


@dataclass(frozen=True)
class Unseated:
    """A component that somebody has to choose a session for."""

    component: UUID
    title: str
    session: SessionRef


@dataclass(frozen=True)
class MySessionsPage:
    """A participant's sessions in time, and the components for which they have no place yet."""

    sessions: tuple[MySession, ...]
    unseated: tuple[Unseated, ...]


@dataclass(frozen=True)
class TimetableMonth:
    """The sessions of one month, and its days from end to end in stretches that are open, or closed and why."""

    first: date
    sessions: tuple[SessionRow, ...]
    stretches: tuple[Stretch, ...]


@dataclass(frozen=True)
class TimetablePage:
    """A cohort's timetable month by month, beside the terms. ``unseated``: how many places are still to be given."""

    cohort: CohortLine
    months: tuple[TimetableMonth, ...]
    sessions: tuple[SessionRow, ...]
    terms: TermDates
    unplanned: int
    unseated: int
    why_not_run: Refusal | None


@dataclass(frozen=True)
class FeedEntry:
    """One entry of a calendar: a session, or a ``meeting`` that coaching puts beside it."""

    ref: UUID
    title: str
    starts_at: datetime
    ends_at: datetime
    place: str
    link: str
    about: str
    sequence: int
    changed_at: datetime
    is_cancelled: bool = False
    is_tentative: bool = False
    page: str = "session"


@dataclass(frozen=True)
class FeedPage:
    """Somebody's calendar address: since when, or that there is none."""

    made_at: datetime | None
    token: str = ""


@dataclass(frozen=True)
class SessionLetter:
    """What somebody is told about a session: ``person`` names the letter, ``leads`` that they facilitate it."""

    person: UUID
    address: str
    name: str
    leads: bool
    note: str = ""


@dataclass(frozen=True)
class SessionNews:
    """A session that was moved or taken out, or a place at one, and whom to tell. ``number`` tells one piece of news
    about a session from another."""

    ref: UUID
    title: str
    cohort: str
    starts_at: datetime
    ends_at: datetime
    place: str
    link: str
    letters: tuple[SessionLetter, ...]
    number: int
