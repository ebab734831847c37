"""What stands in a script from an earlier attempt, as those who run assessment read it: by number, without a name."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from goldenthread.assessment.types.carrying import StandingLine
from goldenthread.assessment.types.words import Outcome, ScriptRef, State
from goldenthread.ground.types import Refusal


@dataclass(frozen=True)
class CarriedPage:
    """The parts with their marks, and where the earlier result was corrected since, the marks it has now.

    ``answers`` is the settlement on which it rests; ``why_not``: why this reader decides nothing.
    """

    script: ScriptRef
    number: str
    cohort: str
    state: State
    title: str
    told_at: datetime
    lines: tuple[StandingLine, ...]
    is_behind: bool
    outcome: Outcome
    corrected: tuple[StandingLine, ...]
    answers: UUID
    why_not: Refusal | None

    @property
    def compared(self) -> tuple[tuple[str, tuple[tuple[str, int, int | None], ...]], ...]:
        """Each part with its criteria: the mark that stood when it was handed in, and the one it has by now."""
        now = {name: mark for part in self.corrected for name, mark in part.marks}
        return tuple(
            (part.title, tuple((name, mark, now.get(name)) for name, mark in part.marks)) for part in self.lines
        )

    @property
    def may_take_up(self) -> bool:
        """Whether there are corrected marks that could stand."""
        return self.outcome is not Outcome.VOIDED
