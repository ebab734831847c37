"""Meetings before and after: times that are suggested, what is prepared, what was worked on, what was agreed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from types import MappingProxyType
from uuid import UUID

from goldenthread.coaching.types.walking import ActionLine, Instead, MeetingLine, PairingRef, Place
from goldenthread.cohorts.types import BusyHour
from goldenthread.frameworks.types import StatementLine

USUAL_MINUTES = 60


class Side(StrEnum):
    """Which of the two somebody is."""

    COACH = "coach"
    PARTICIPANT = "participant"


class Change(StrEnum):
    """What can be said of an agreed action besides that it is done."""

    DO = "do"
    MOVE = "move"
    DROP = "drop"
    REOPEN = "reopen"


CHANGE_NAMES: Mapping[Change, str] = MappingProxyType(
    {
        Change.DO: "Done",
        Change.MOVE: "Moved to another day",
        Change.DROP: "Dropped",
        Change.REOPEN: "Opened again",
    }
)


@dataclass(frozen=True)
class Appointment:
    """When, how long and where two people meet. ``where``: a place or the address of an online room."""

    starts_at: datetime
    minutes: int = USUAL_MINUTES
    place: Place = Place.ONLINE
    where: str = ""

    @property
    def ends_at(self) -> datetime:
        """When it is over."""
        return self.starts_at + timedelta(minutes=self.minutes)


@dataclass(frozen=True)
class Engaged:
    """An hour at which one of the two is somewhere else already; ``is_mine``: the one who asks."""

    hour: BusyHour
    is_mine: bool


@dataclass(frozen=True)
class Prepared:
    """What a participant wrote before a meeting. ``number`` of the version, nothing for what is not shared."""

    wants: str = ""
    did: str = ""
    at: datetime | None = None
    number: int = 0

    @property
    def says_something(self) -> bool:
        """Whether there is a word in it."""
        return bool(self.wants.strip() or self.did.strip())


@dataclass(frozen=True)
class FocusLine:
    """One statement in the chooser, or in the summary. ``times`` coaching worked on it, ``last_on`` the newest of them;
    ``why`` it is proposed, in words."""

    statement: StatementLine
    is_chosen: bool = False
    times: int = 0
    last_on: date | None = None
    why: str = ""


@dataclass(frozen=True)
class FocusSection:
    """The statements of one section."""

    number: int
    title: str
    lines: tuple[FocusLine, ...]

    @property
    def worked_on(self) -> int:
        """How many of them coaching has worked on."""
        return sum(1 for line in self.lines if line.times)


@dataclass(frozen=True)
class FocusPage:
    """The statements a meeting may be about: those proposed first, then all of them by section."""

    meeting: UUID
    starts_at: datetime
    participant: str
    is_held: bool
    proposed: tuple[FocusLine, ...]
    sections: tuple[FocusSection, ...]
    elsewhere: int = 0

    @property
    def chosen(self) -> int:
        """How many are chosen, of those shown and those that are not."""
        return sum(line.is_chosen for section in self.sections for line in section.lines) + self.elsewhere

    @property
    def shown(self) -> int:
        """How many are shown."""
        return sum(len(section.lines) for section in self.sections)


@dataclass(frozen=True)
class FocusSummary:
    """Which statements coaching has worked on, for the participant and their coach."""

    enrolment: UUID
    participant: str
    programme: str
    is_own: bool
    pairing: PairingRef
    sections: tuple[FocusSection, ...]

    @property
    def worked_on(self) -> int:
        """How many statements were the focus of a meeting that took place."""
        return sum(section.worked_on for section in self.sections)

    @property
    def statements(self) -> int:
        """How many there are."""
        return sum(len(section.lines) for section in self.sections)


@dataclass(frozen=True)
class MeetingPage:
    """One meeting for one of the two: what stands, what was prepared, and what can be done.

    ``own`` are the asker's private notes; nobody else's are here. ``draft`` is the participant's own, not shared yet.
    ``lately``: what was credited last, from where and when. ``reports``: the reviews that the coach may read.
    ``is_before``: it was held in another pairing, by the coach before or by the same one at another time; it is read.
    """

    line: MeetingLine
    pairing: PairingRef
    enrolment: UUID
    participant: str
    coach: str
    side: Side
    is_active: bool
    is_theirs_to_answer: bool
    own: str
    shared: Prepared
    draft: Prepared
    open_actions: tuple[ActionLine, ...]
    before: MeetingLine | None
    has_begun: bool
    lately: tuple[tuple[str, str, datetime], ...]
    reports: tuple[tuple[UUID, str, int], ...]
    is_before: bool = False

    @property
    def is_coach(self) -> bool:
        """Whether the coach looks at it."""
        return self.side is Side.COACH

    @property
    def other(self) -> str:
        """The name of the other one."""
        return self.participant if self.is_coach else self.coach

    @property
    def can_change(self) -> bool:
        """Whether it is still to come and can be moved or called off."""
        return self.is_active and self.line.state in {"booked", "proposed"}

    @property
    def is_proposed(self) -> bool:
        """Whether a time is suggested and the other has not answered."""
        return self.line.state == "proposed"

    @property
    def is_over(self) -> bool:
        """Whether it is past, or off: nothing is prepared for it any more."""
        return self.has_begun or not self.line.is_ahead

    @property
    def is_off(self) -> bool:
        """Whether it did not take place, so that the two need another."""
        return self.is_active and not self.line.is_ahead and not self.line.is_held

    @property
    def is_unrecorded(self) -> bool:
        """Whether it was booked, is past, and nobody has said what became of it."""
        return self.can_change and self.line.is_booked and self.has_begun

    @property
    def has_new_words(self) -> bool:
        """Whether the participant wrote something since they last shared."""
        said = (self.draft.wants.strip(), self.draft.did.strip())
        return self.draft.says_something and said != (self.shared.wants.strip(), self.shared.did.strip())


@dataclass(frozen=True)
class ActionPage:
    """An agreed action and what was said of it, newest first."""

    line: ActionLine
    said: tuple[ActionSaid, ...]
    participant: str
    coach: str


@dataclass(frozen=True)
class ActionSaid:
    """Something that was said of an agreed action."""

    what: str
    by: str
    at: datetime
    note: str
    due_on: date | None


@dataclass(frozen=True)
class MeetingNews:
    """What a letter about a meeting says to one of the two. Nothing of what is written in or for a meeting is in it.

    ``event`` happened last; ``instead`` is suggested in place of when they meet.
    """

    ref: UUID
    number: int
    person: UUID
    address: str
    name: str
    other: str
    is_coach: bool
    state: str
    is_theirs_to_answer: bool
    starts_at: datetime
    minutes: int
    place: str
    where: str
    why: str
    event: str = ""
    instead: Instead | None = None


@dataclass(frozen=True)
class CalendarMeeting:
    """A meeting in somebody's own calendar. ``how`` they meet, and ``where``, which may be a link."""

    ref: UUID
    with_whom: str
    is_coach: bool
    starts_at: datetime
    ends_at: datetime
    how: str
    where: str
    is_suggested: bool
    is_cancelled: bool
    sequence: int
    changed_at: datetime


@dataclass(frozen=True)
class HelpLine:
    """A call for help that waits, or was answered."""

    ref: UUID
    words: str
    at: datetime
    answered_at: datetime | None = None
    answer: str = ""


@dataclass(frozen=True)
class HelpNews:
    """Whom a coach is told of who asks for help; what they ask is not in it."""

    ref: UUID
    pairing: UUID
    address: str
    name: str
    participant: str
