"""A portfolio: what a participant keeps to show what they have learnt, as values."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from types import MappingProxyType
from typing import NewType
from uuid import UUID

from goldenthread.frameworks.types import StatementLine
from goldenthread.ground.types import KeptFile

EntryRef = NewType("EntryRef", UUID)


class Reader(StrEnum):
    """With whom an entry may be shared: those who walk beside its participant, lead their sessions or their school."""

    COACH = "coach"
    FACILITATOR = "facilitator"
    SPONSOR = "sponsor"
    MENTOR = "mentor"
    HEADTEACHER = "headteacher"


READER_NAMES: Mapping[Reader, str] = MappingProxyType(
    {
        Reader.COACH: "Your coach",
        Reader.FACILITATOR: "Your tutors and facilitators",
        Reader.SPONSOR: "Your sponsor",
        Reader.MENTOR: "Your mentor",
        Reader.HEADTEACHER: "Your headteacher",
    }
)


class Origin(StrEnum):
    """What an entry was taken in from, where its participant did not begin it here."""

    TASK = "task"
    CATCH_UP = "catch_up"
    REFLECTION = "reflection"


ORIGIN_NAMES: Mapping[Origin, str] = MappingProxyType(
    {
        Origin.TASK: "A task that was accepted",
        Origin.CATCH_UP: "A session you caught up on",
        Origin.REFLECTION: "A reflection in a unit",
    }
)


@dataclass(frozen=True)
class Offered:
    """Something a participant has done elsewhere that can be taken in; ``at`` is when it was accepted or written."""

    origin: Origin
    ref: UUID
    title: str
    words: str
    statements: tuple[UUID, ...]
    files: tuple[UUID, ...]
    at: datetime

    @property
    def key(self) -> str:
        """What a form calls it."""
        return f"{self.origin.value}:{self.ref}"

    @property
    def origin_name(self) -> str:
        """Where it comes from, in words."""
        return ORIGIN_NAMES[self.origin]


@dataclass(frozen=True)
class OfferedLine:
    """Something that can be taken in. ``is_newer``: an older state of it stands in the portfolio already."""

    offered: Offered
    is_newer: bool


@dataclass(frozen=True)
class EntryDraft:
    """What a participant writes: a title, words, and an address where more is."""

    title: str
    words: str = ""
    link: str = ""


@dataclass(frozen=True)
class EntryVersionLine:
    """An entry as it was at one time."""

    number: int
    draft: EntryDraft
    at: datetime


@dataclass(frozen=True)
class CommentLine:
    """What a reader said of an entry, or its participant answered."""

    by: str
    words: str
    at: datetime


@dataclass(frozen=True)
class EntryLine:
    """One entry with all that belongs to it. Whoever it is shared with gets its newest version alone."""

    ref: EntryRef
    versions: tuple[EntryVersionLine, ...]
    statements: tuple[StatementLine, ...]
    files: tuple[KeptFile, ...]
    readers: tuple[Reader, ...]
    comments: tuple[CommentLine, ...]
    is_taken_away: bool = False
    files_away: tuple[KeptFile, ...] = ()
    """Files that were taken away; nobody else reads them, and they can be put back."""
    origin: Origin | None = None

    @property
    def newest(self) -> EntryVersionLine:
        """The version that counts."""
        return self.versions[-1]

    @property
    def earlier(self) -> tuple[EntryVersionLine, ...]:
        """The versions before it, the newest first."""
        return self.versions[-2::-1]

    @property
    def origin_name(self) -> str:
        """What it was taken in from, in words; empty where it was begun here."""
        return ORIGIN_NAMES[self.origin] if self.origin else ""

    @property
    def shared_with(self) -> str:
        """Who may read it, in words; empty for nobody else."""
        return ", ".join(READER_NAMES[reader].lower() for reader in self.readers)


@dataclass(frozen=True)
class StatementEvidence:
    """One statement, and the titles of the entries that stand for it."""

    statement: StatementLine
    entries: tuple[EntryLine, ...]


@dataclass(frozen=True)
class SectionEvidence:
    """One section of the framework, statement by statement."""

    number: int
    title: str
    lines: tuple[StatementEvidence, ...]

    @property
    def missing(self) -> tuple[StatementEvidence, ...]:
        """Its statements that have none."""
        return tuple(line for line in self.lines if not line.entries)

    @property
    def shown(self) -> int:
        """How many of its statements have evidence."""
        return sum(bool(line.entries) for line in self.lines)


@dataclass(frozen=True)
class PortfolioPage:
    """A portfolio as its participant sees it, or as far as somebody they share with may."""

    enrolment: UUID
    participant: str
    programme: str
    entries: tuple[EntryLine, ...]
    taken_away: tuple[EntryLine, ...]
    sections: tuple[SectionEvidence, ...]
    readers: tuple[tuple[Reader, str], ...] = ()
    """Who reads now what is shared with each, by name."""

    @property
    def statements(self) -> int:
        """How many statements the programme is held to."""
        return sum(len(section.lines) for section in self.sections)

    @property
    def shown(self) -> int:
        """How many of them have evidence."""
        return sum(section.shown for section in self.sections)


@dataclass(frozen=True)
class NewReader:
    """That somebody new reads what a participant has shared, for the letter about it."""

    key: str
    address: str
    name: str
    reader: str
    role: Reader
    entries: int
    reports: int


@dataclass(frozen=True)
class SharedPortfolio:
    """Somebody who shares entries with whoever asks, and how many."""

    enrolment: UUID
    participant: str
    entries: int


@dataclass(frozen=True)
class PickedSection:
    """The statements of one section, as many as were looked for."""

    number: int
    title: str
    lines: tuple[StatementLine, ...]


@dataclass(frozen=True)
class PickedPage:
    """The statements an entry may stand for: those that are chosen first, then the others by section, as many as were
    looked for."""

    entry: EntryRef
    title: str
    chosen: tuple[StatementLine, ...]
    sections: tuple[PickedSection, ...]
    every: int

    @property
    def found(self) -> int:
        """How many that are not chosen are shown."""
        return sum(len(section.lines) for section in self.sections)


@dataclass(frozen=True)
class EntryLetter:
    """That an entry was shared with somebody, or that something was said of it: to whom, and where it is read.

    ``is_own``: they are its participant. ``said_by`` is who commented, empty where it was shared.
    """

    key: str
    person: int
    ref: UUID
    to: str
    name: str
    participant: str
    title: str
    said_by: str
    is_own: bool
    entry: EntryRef
    enrolment: UUID
