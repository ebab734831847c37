"""Samples that others look at: access to one alone, and what goes out of one as files and comes back."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID


@dataclass(frozen=True)
class GuestScript:
    """A script as somebody with access to the sample alone finds it in their list."""

    ref: UUID
    number: str
    looked_at: datetime | None


@dataclass(frozen=True)
class EndedAccess:
    """Access to a sample that somebody had: when it ended, and who gave it, whom they may ask."""

    at: datetime
    asked_by: str


@dataclass(frozen=True)
class GuestPage:
    """A sample as somebody with access to it alone sees it, until a moment. Cohort and provider are not there."""

    ref: UUID
    brief: str
    until: datetime
    scripts: tuple[GuestScript, ...]


@dataclass(frozen=True)
class GuestLine:
    """Access that somebody has or had to a sample."""

    ref: UUID
    name: str
    place: str
    until: datetime
    ended_at: datetime | None
    is_open: bool


@dataclass(frozen=True)
class FileLine:
    """A file of judgements that was taken in."""

    source: str
    scripts: int
    sha256: str
    taken_at: datetime


@dataclass(frozen=True)
class HandOverPage:
    """What goes out of a sample and comes back. ``waiting``: scripts that nobody has looked at. ``left_out``: how many
    are not in this reader's file, because they are to mark them themselves."""

    window: UUID
    cohort: str
    scripts: int
    waiting: int
    left_out: int
    files: tuple[FileLine, ...]
    guests: tuple[GuestLine, ...]
    may_hand_over: bool


@dataclass(frozen=True)
class Pack:
    """A hand-over as one file."""

    name: str
    content: bytes
    scripts: int


@dataclass(frozen=True)
class Taken:
    """What taking a file of judgements in came to: of how many scripts, and the sentence that says so. ``is_again``:
    it was taken in before, and this time nothing was."""

    scripts: int
    says: str
    is_again: bool = False


@dataclass(frozen=True)
class GuestAsked:
    """What the letter to somebody with access to a sample needs."""

    ref: UUID
    address: str
    name: str
    until: datetime


@dataclass(frozen=True)
class NewGuest:
    """Somebody of another organisation who is to look at a sample, through a day."""

    name: str
    email: str
    place: str
    until: date
