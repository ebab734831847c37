"""What registers are made of besides their marks: claims, check-ins, and what is left to do on them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import NewType
from uuid import UUID

from goldenthread.cohorts.types.words import EnrolmentRef, Mark, SessionRef
from goldenthread.ground.types import Refusal

CheckInRef = NewType("CheckInRef", UUID)


class ClaimSource(StrEnum):
    """Who says it: another sheet of the same register, or the participant, who checked in."""

    SHEET = "sheet"
    SELF = "self"


@dataclass(frozen=True)
class ClaimLine:
    """What was said about somebody at a session beside the mark that stands.

    ``opened_at``: when the page was opened on which a sheet was filled in. Of a settled one, who settled it, when, why.
    """

    mark: Mark
    source: ClaimSource
    by: str
    at: datetime
    opened_at: datetime | None = None
    settled_by: str = ""
    settled_at: datetime | None = None
    why: str = ""

    @property
    def is_settled(self) -> bool:
        """Whether somebody has decided about it."""
        return self.settled_at is not None


@dataclass(frozen=True)
class Merged:
    """What a sheet adds to a register: new marks, and marks that differ from what was said meanwhile."""

    marks: Mapping[EnrolmentRef, Mark]
    claims: Mapping[EnrolmentRef, Mark]


@dataclass(frozen=True)
class CheckInLine:
    """A check-in that is open: until when, and after how many minutes of the session somebody came only partly."""

    ref: CheckInRef
    opened_by: str
    opened_at: datetime
    closes_at: datetime
    partly_after: int


@dataclass(frozen=True)
class CheckInPage:
    """The check-in of a session. While one is open: its code as it is now, until when, and how many have come.

    ``why_not`` says why none can be opened now.
    """

    session: SessionRef
    title: str
    cohort: str
    starts_at: datetime
    line: CheckInLine | None
    code: str
    changes_at: datetime
    arrived: int
    expected: int
    why_not: Refusal | None


@dataclass(frozen=True)
class OwnCheckIn:
    """Whether somebody can check in at a session now, and what they said when they did."""

    is_open: bool
    line: ClaimLine | None = None


@dataclass(frozen=True)
class CheckedIn:
    """What checking in did. ``is_new`` is false for who had done it before, or stands on the register already."""

    session: SessionRef
    title: str
    mark: Mark
    is_new: bool
    is_on_register: bool = False


@dataclass(frozen=True)
class OpenRegister:
    """A session whose register somebody has still to look after."""

    session: SessionRef
    title: str
    cohort: str
    partner: str
    facilitator: str
    ended_at: datetime
    disputed: int = 0


@dataclass(frozen=True)
class OpenRegisters:
    """Registers that wait, the oldest first: with marks to settle, not taken, and taken in part."""

    disputed: tuple[OpenRegister, ...]
    bare: tuple[OpenRegister, ...]
    part: tuple[OpenRegister, ...]
    is_cut: bool = False
