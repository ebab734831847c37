"""The engagement policies of a programme over time, and drafts of new ones."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from goldenthread.ground.types import Refusal
from goldenthread.programmes.types.policies import EngagementPolicy
from goldenthread.programmes.types.words import ProgrammeRef


@dataclass(frozen=True)
class PolicyLine:
    """What came into force for a programme on a day. ``is_own``: set for the programme, not for its qualification."""

    on: date
    policy: EngagementPolicy
    is_own: bool


@dataclass(frozen=True)
class DraftLine:
    """A policy that somebody drafted. Its terms name the day on which it was drafted, and no other."""

    ref: UUID
    about: str
    policy: EngagementPolicy
    by: str
    at: datetime


@dataclass(frozen=True)
class PolicyHistory:
    """The engagement policies of a programme, the newest first, and the drafts for it."""

    programme: ProgrammeRef
    id: int
    title: str
    qualification: str
    lines: tuple[PolicyLine, ...]
    drafts: tuple[DraftLine, ...] = ()
    why_not_design: Refusal | None = None

    def on(self, day: date) -> PolicyLine | None:
        """What is in force on a day."""
        return next((line for line in self.lines if line.on <= day), None)
