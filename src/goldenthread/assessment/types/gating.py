"""What opens a brief for somebody, condition by condition, and what is recorded for it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from goldenthread.ground.types import Refusal


@dataclass(frozen=True)
class Beside:
    """What else than engagement is asked of somebody: surveys that wait for their answer, and their fees."""

    surveys: int = 0
    fees_in_order: bool = True


@dataclass(frozen=True)
class Condition:
    """Something that must hold before a brief opens, and why it does not if so."""

    says: str
    why_not: Refusal | None

    @property
    def is_met(self) -> bool:
        """Whether it holds."""
        return self.why_not is None


@dataclass(frozen=True)
class FeesNote:
    """What a programme manager says of somebody's fees: since which day, and why."""

    is_in_order: bool
    since: date
    why: str


@dataclass(frozen=True)
class FeesLine:
    """What was said of somebody's fees, by whom and when."""

    note: FeesNote
    by: str
    at: datetime


@dataclass(frozen=True)
class FeesPage:
    """Somebody's fees as they stand, and everything that was said of them, newest first."""

    enrolment: UUID
    name: str
    lines: tuple[FeesLine, ...]

    @property
    def in_order(self) -> bool:
        """How they stand; in order where nothing was said."""
        return not self.lines or self.lines[0].note.is_in_order
