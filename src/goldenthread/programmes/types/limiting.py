"""The assessment policies of a programme over time, for those who set how many words the work may have."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from goldenthread.ground.types import Refusal
from goldenthread.programmes.types.policies import AssessmentPolicy
from goldenthread.programmes.types.words import ProgrammeRef


@dataclass(frozen=True)
class LimitLine:
    """What came into force for a programme on a day. ``is_own``: set for the programme, not for its qualification."""

    on: date
    policy: AssessmentPolicy
    is_own: bool


@dataclass(frozen=True)
class LimitPage:
    """The assessment policies of a programme, the newest first."""

    programme: ProgrammeRef
    title: str
    qualification: str
    lines: tuple[LimitLine, ...]
    why_not_design: Refusal | None = None

    def on(self, day: date) -> LimitLine | None:
        """What is in force on a day."""
        return next((line for line in self.lines if line.on <= day), None)
