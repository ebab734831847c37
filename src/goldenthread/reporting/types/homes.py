"""A home page: what is next, what changed, and the figure that matters, for each hat somebody wears."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from goldenthread.cohorts.types import Engagement
from goldenthread.people.types import Duty

MOST = 3


@dataclass(frozen=True)
class Thing:
    """Something to do, one action away. ``place`` names the page that does it, ``ref`` whose; the door knows addresses.

    ``at`` is when it happens or is due, and orders things that are equally pressing.
    """

    title: str
    why: str
    place: str = ""
    ref: UUID | None = None
    at: datetime | None = None
    meta: str = ""


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
    """One member of staff as a head, sponsor or mentor sees them."""

    enrolment: UUID
    name: str
    programme: str
    state: str
    words: str
    is_on_pace: bool
    following: str
    help_wanted: str


@dataclass(frozen=True)
class Block:
    """The part of a home page that belongs to one hat."""

    duty: Duty
    title: str
    things: tuple[Thing, ...] = ()
    changes: tuple[Change, ...] = ()
    counts: tuple[Count, ...] = ()
    engagement: Engagement | None = None
    people: tuple[PersonLine, ...] = ()
    when_empty: str = "Nothing waits for you."


@dataclass(frozen=True)
class Home:
    """Everything a home page shows."""

    name: str
    blocks: tuple[Block, ...] = field(default=())
