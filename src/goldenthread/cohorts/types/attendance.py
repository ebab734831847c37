"""What a webinar platform says about who was there, and what the register makes of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from types import MappingProxyType
from typing import NewType
from uuid import UUID

from goldenthread.cohorts.types.words import EnrolmentRef, Mark, SessionRef

AttendanceRef = NewType("AttendanceRef", UUID)
Span = tuple[datetime, datetime]


class How(StrEnum):
    """How a name in the file came to somebody expected, or did not. ``asked``: a person has to say."""

    EMAIL = "email"
    NAME = "name"
    REMEMBERED = "remembered"
    CHOSEN = "chosen"
    ASKED = "asked"
    STRANGER = "stranger"
    NOBODY = "nobody"


HOW_NAMES: Mapping[How, str] = MappingProxyType(
    {
        How.EMAIL: "by e-mail address",
        How.NAME: "by name",
        How.REMEMBERED: "as you chose for an earlier file",
        How.CHOSEN: "chosen by you",
        How.ASKED: "not chosen yet",
        How.STRANGER: "nobody of this name is expected",
        How.NOBODY: "none of those expected, as you chose",
    }
)
# A person said so, or has to.
SAID_BY_HAND = frozenset({How.ASKED, How.REMEMBERED, How.CHOSEN, How.NOBODY, How.STRANGER})


@dataclass(frozen=True)
class Thresholds:
    """From which share of a session's minutes somebody was present, and from which partly; in per cent.

    What is shipped is illustrative: no official figures were found. Both are asked for with each file.
    """

    present: int = 80
    partly: int = 25


@dataclass(frozen=True)
class Attendee:
    """Somebody as a platform names them, over all their rows. ``seconds``: time told without from when to when."""

    line: int
    name: str
    email: str
    spans: tuple[Span, ...] = ()
    seconds: int = 0


@dataclass(frozen=True)
class UnreadRow:
    """A row of the file that could not be read, and why."""

    line: int
    reason: str


@dataclass(frozen=True)
class AttendanceSheet:
    """A platform's file as it was read."""

    attendees: tuple[Attendee, ...]
    unread: tuple[UnreadRow, ...] = ()


@dataclass(frozen=True)
class Expected:
    """Somebody expected at the session, as they are looked for in the file."""

    enrolment: EnrolmentRef
    name: str
    email: str


@dataclass(frozen=True)
class Match:
    """Whom a name in the file belongs to, and how that is known; or who it might be."""

    how: How
    enrolment: EnrolmentRef | None = None
    candidates: tuple[EnrolmentRef, ...] = ()


@dataclass(frozen=True)
class FileLine:
    """A file that was read for a session; under review until it is entered."""

    ref: AttendanceRef
    name: str
    by: str
    at: datetime
    confirmed_at: datetime | None


@dataclass(frozen=True)
class NameRow:
    """A name in the file. ``candidates``: who it might be, by name."""

    line: int
    name: str
    email: str
    minutes: int
    how: How
    enrolment: EnrolmentRef | None
    candidates: tuple[Expected, ...] = ()


@dataclass(frozen=True)
class PersonAttendance:
    """Somebody expected, with the minutes that the file gives them and the mark that comes of them, if any.

    ``standing``: the mark that the register has already; it stays.
    """

    enrolment: EnrolmentRef
    name: str
    minutes: int
    percent: int
    mark: Mark | None
    standing: Mark | None
    known_as: tuple[NameRow, ...] = ()

    @property
    def is_to_mark(self) -> bool:
        """Whether the import gives them a mark."""
        return self.mark is not None and self.standing is None


@dataclass(frozen=True)
class AttendancePage:
    """A file under review: whom it marks, whom it does not, what a person has to say, what could not be read."""

    ref: AttendanceRef
    session: SessionRef
    title: str
    cohort: str
    starts_at: datetime
    minutes: int
    thresholds: Thresholds
    file_name: str
    sha256: str
    by: str
    at: datetime
    confirmed_by: str
    confirmed_at: datetime | None
    people: tuple[PersonAttendance, ...]
    names: tuple[NameRow, ...]
    unread: tuple[UnreadRow, ...]

    @property
    def asked(self) -> tuple[NameRow, ...]:
        """The names about which somebody still has to say whose they are."""
        return tuple(row for row in self.names if row.how is How.ASKED)

    @property
    def by_hand(self) -> tuple[NameRow, ...]:
        """The names about which a person has said something, or may."""
        return tuple(row for row in self.names if row.how in SAID_BY_HAND)

    @property
    def others(self) -> tuple[NameRow, ...]:
        """The names that are nobody's who is expected."""
        return tuple(row for row in self.names if row.how in (How.STRANGER, How.NOBODY))

    @property
    def to_mark(self) -> tuple[PersonAttendance, ...]:
        """Who gets a mark when the import is confirmed."""
        return tuple(person for person in self.people if person.is_to_mark)

    @property
    def left(self) -> tuple[PersonAttendance, ...]:
        """Who gets none: too short, not in the file, or marked already."""
        return tuple(person for person in self.people if not person.is_to_mark)
