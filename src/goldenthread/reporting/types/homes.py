"""A home page: what is next, what changed, and the figure that matters, for each hat somebody wears."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from uuid import UUID

from goldenthread.cohorts.types import Engagement
from goldenthread.people.types import Duty

MOST = 3


@dataclass(frozen=True)
class Thing:
    """Something to do, one action away. ``place`` names the page that does it, ``ref`` whose; the door knows addresses.

    ``at`` is when it happens, ``due_on`` the day on which it is due; they order things that are equally pressing.
    """

    title: str
    why: str
    place: str = ""
    ref: UUID | None = None
    at: datetime | None = None
    due_on: date | None = None


@dataclass(frozen=True)
class Change:
    """Something that happened lately."""

    title: str
    at: datetime
    why: str = ""


@dataclass(frozen=True)
class Count:
    """A number with its base."""

    label: str
    number: int
    base: str = ""
    place: str = ""
    ref: UUID | None = None


@dataclass(frozen=True)
class PersonLine:
    """One member of staff as a head, sponsor or mentor sees them. ``help_asked``: what they ask their school for;
    ``reason``: why they stand where they stand; ``begins_on``: their cohort is still to begin."""

    enrolment: UUID
    name: str
    programme: str
    state: str
    words: str
    is_on_pace: bool
    following: str
    help_wanted: str
    help_asked: str = ""
    reason: str = ""
    begins_on: date | None = None


@dataclass(frozen=True)
class WeekSession:
    """A session of a facilitator's week: where, how its register and check-in stand, and its seats."""

    ref: UUID
    title: str
    kind: str
    cohort: str
    starts_at: datetime
    ends_at: datetime
    place: str
    online_link: str
    expected: int
    marked: int
    capacity: int | None
    waiting: int
    is_over: bool
    is_check_in_open: bool

    @property
    def needs_register(self) -> bool:
        """Whether it has begun, somebody is expected, and nobody was marked."""
        return bool(self.expected) and not self.marked


@dataclass(frozen=True)
class WeekDay:
    """The sessions of one day, in time."""

    on: date
    sessions: tuple[WeekSession, ...]


@dataclass(frozen=True)
class CohortGlance:
    """A cohort in a line: its people, those at risk, the registers it lacks, and when it meets next."""

    ref: UUID
    title: str
    partner: str
    people: int
    capacity: int
    at_risk: int
    registers: int
    next_at: datetime | None
    begins_on: date | None


@dataclass(frozen=True)
class CaseGlance:
    """One of a coach's people in a line."""

    pairing: UUID
    name: str
    school: str
    why: str
    last_at: datetime | None
    next_at: datetime | None


@dataclass(frozen=True)
class PeopleGroup:
    """Members of staff of whom the same is to be said."""

    title: str
    people: tuple[PersonLine, ...]


@dataclass(frozen=True)
class FirstStep:
    """A step before the first cohort. ``place`` where this reader takes it, empty where it is done or others do it."""

    title: str
    place: str
    is_done: bool
    who: str


@dataclass(frozen=True)
class Block:
    """The part of a home page that belongs to one hat."""

    duty: Duty
    title: str
    things: tuple[Thing, ...] = ()
    changes: tuple[Change, ...] = ()
    counts: tuple[Count, ...] = ()
    engagement: Engagement | None = None
    groups: tuple[PeopleGroup, ...] = ()
    week: tuple[WeekDay, ...] = ()
    cohorts: tuple[CohortGlance, ...] = ()
    cases: tuple[CaseGlance, ...] = ()
    more: Count | None = None
    steps: tuple[FirstStep, ...] = ()
    when_empty: str = "Nothing waits for you."


@dataclass(frozen=True)
class Home:
    """Everything a home page shows."""

    name: str
    blocks: tuple[Block, ...] = field(default=())
