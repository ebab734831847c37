"""What a participant sees of what is told about them, and what they decide about it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from goldenthread.reporting.types.planning import Part, Plan
from goldenthread.reporting.types.updates import Cause, Told


@dataclass(frozen=True)
class PartLine:
    """One part: whether it can be kept back, and whether it is told now."""

    part: Part
    words: str
    is_optional: bool
    is_told: bool


@dataclass(frozen=True)
class DecisionLine:
    """One decision about one part, with the version of the plan it was made under."""

    words: str
    is_told: bool
    version: int
    at: datetime


@dataclass(frozen=True)
class ToldLine:
    """One telling: to whom, why, when, and its words. ``reached`` says how it went."""

    to: str
    cause: Cause
    made_at: datetime
    reached: str
    told: Told | None


@dataclass(frozen=True)
class AboutPage:
    """Everything that is told about one participant. ``readers`` are pairs of a name and what they are to them."""

    enrolment: UUID
    name: str
    programme: str
    is_own: bool
    plan: Plan
    readers: tuple[tuple[str, str], ...]
    parts: tuple[PartLine, ...]
    decisions: tuple[DecisionLine, ...]
    help_words: str
    help_by: str
    may_write: bool
    told: tuple[ToldLine, ...]
    tells_outcome: bool = False
    """The rules of assessment tell their school what came of it, so it is not theirs to keep back."""
