"""The evidence pack of an inspection week: what it is made from, and the tables that are kept of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from goldenthread.ground.types import Refusal


@dataclass(frozen=True)
class People:
    """A cell that names people. Only who they are is kept: their names are looked up whenever the pack is read."""

    refs: tuple[UUID, ...] = ()


Cell = str | int | People


@dataclass(frozen=True)
class PackTable:
    """One table of a pack. ``numbers`` are the columns with figures; ``says`` what one should know who reads it."""

    key: str
    title: str
    says: str
    heads: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    numbers: frozenset[int] = frozenset()


@dataclass(frozen=True)
class PartnerFacts:
    """A delivery partner in that week. ``modes``: in rooms, online, as its cohorts' sessions say."""

    name: str
    place: str
    specialism: str
    in_rooms: bool
    online: bool
    cohorts: int
    courses: Mapping[str, int]

    @property
    def participants(self) -> int:
        """How many take part with it."""
        return sum(self.courses.values())


@dataclass(frozen=True)
class CourseFacts:
    """A programme that runs in that week."""

    title: str
    qualification: str
    blended: int
    online: int
    partners: int


@dataclass(frozen=True)
class SessionFacts:
    """A session that is timetabled in that week."""

    starts_at: datetime
    ends_at: datetime
    title: str
    programme: str
    cohort: str
    partner: str
    place: str
    link: str
    facilitators: tuple[UUID, ...]
    expected: int


@dataclass(frozen=True)
class OutlineFacts:
    """A component of a release that some cohort is on in that week."""

    release: str
    module: str
    title: str
    kind: str
    minutes: int
    routes: str
    variant: str


@dataclass(frozen=True)
class CoverageFacts:
    """How much of the framework one route of a release covers."""

    release: str
    edition: str
    route: str
    minutes: int
    statements: int
    taught: int
    practised: int
    assessed: int


@dataclass(frozen=True)
class StatementFacts:
    """A statement that a session of that week serves, and how."""

    release: str
    session: str
    section: str
    number: str
    text: str
    uses: str


@dataclass(frozen=True)
class PolicyFacts:
    """A policy in force at the end of that week."""

    programme: str
    what: str
    in_force_from: date
    source: str
    is_illustrative: bool


@dataclass(frozen=True)
class WeekFacts:
    """Everything a pack of one week says."""

    week_on: date
    provider: str
    partners: tuple[PartnerFacts, ...] = ()
    courses: tuple[CourseFacts, ...] = ()
    sessions: tuple[SessionFacts, ...] = ()
    outline: tuple[OutlineFacts, ...] = ()
    coverage: tuple[CoverageFacts, ...] = ()
    statements: tuple[StatementFacts, ...] = ()
    policies: tuple[PolicyFacts, ...] = ()
    attributions: tuple[str, ...] = ()

    @property
    def participants(self) -> int:
        """How many take part, over all partners."""
        return sum(partner.participants for partner in self.partners)


@dataclass(frozen=True)
class PackLine:
    """A kept pack, as the list names it."""

    ref: UUID
    week_on: date
    version: int
    provider: str
    made_by: str
    made_at: datetime
    partners: int
    participants: int
    sessions: int

    @property
    def ends_on(self) -> date:
        """The Sunday of the week."""
        return self.week_on + timedelta(days=6)


@dataclass(frozen=True)
class ReadTable:
    """A table of a pack with names in place of people, ready for a page, a workbook or a PDF."""

    key: str
    title: str
    says: str
    heads: tuple[str, ...]
    rows: tuple[tuple[str | int, ...], ...]
    numbers: frozenset[int] = frozenset()


@dataclass(frozen=True)
class WeekPack:
    """A kept pack, as it stood when it was made."""

    line: PackLine
    tables: tuple[ReadTable, ...]
    attributions: tuple[str, ...] = ()
    newer: UUID | None = None


@dataclass(frozen=True)
class PacksPage:
    """The packs that were made, and why whoever looks may not make one."""

    packs: tuple[PackLine, ...]
    refusal: Refusal | None
    next_week: date
