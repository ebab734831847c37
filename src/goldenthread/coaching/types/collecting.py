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
    """With whom an entry may be shared: those who walk beside its participant."""

    COACH = "coach"
    SPONSOR = "sponsor"
    MENTOR = "mentor"


READER_NAMES: Mapping[Reader, str] = MappingProxyType(
    {Reader.COACH: "Your coach", Reader.SPONSOR: "Your sponsor", Reader.MENTOR: "Your mentor"}
)


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

    @property
    def newest(self) -> EntryVersionLine:
        """The version that counts."""
        return self.versions[-1]

    @property
    def earlier(self) -> tuple[EntryVersionLine, ...]:
        """The versions before it, the newest first."""
        return self.versions[-2::-1]

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
class PickedPage:
    """The statements an entry may stand for, as many as were looked for, and which are chosen."""

    entry: EntryRef
    title: str
    offered: tuple[StatementLine, ...]
    chosen: frozenset[UUID]
    elsewhere: int
    """How many chosen ones the search does not show."""
