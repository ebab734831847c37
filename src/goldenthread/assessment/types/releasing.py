"""A released result, as the room above needs it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from goldenthread.assessment.types.words import Outcome, ResultRef, ScriptRef


@dataclass(frozen=True)
class ReleasedResult:
    """What was told, to whom, and for which qualification. ``name`` is the participant's, as it is written now."""

    ref: ResultRef
    script: ScriptRef
    enrolment_id: int
    enrolment: UUID
    participant_id: int
    name: str
    email: str
    qualification: str
    outcome: Outcome
    released_at: datetime
    released_by_id: int


@dataclass(frozen=True)
class CorrectedResult:
    """A released result as it stands once it was corrected. ``was``: what had been told before."""

    told: ReleasedResult
    was: Outcome
    corrected_at: datetime
    corrected_by_id: int


def _marks(number: int) -> str:
    return f"{number} mark{'' if number == 1 else 's'}"


class Cause(StrEnum):
    """What a correction comes from: somebody’s own look, the decision of a question or of a case, or that marks of an
    earlier attempt, which stand in the script, were corrected."""

    HAND = "hand"
    REVIEW = "review"
    CASE = "case"
    CARRIED = "carried"


@dataclass(frozen=True)
class CorrectionLine:
    """That a released result was corrected, when, from what, and why."""

    at: datetime
    before: Outcome
    before_total: int
    outcome: Outcome
    total: int
    reason: str

    @property
    def says(self) -> str:
        """From what to what; a voided result has no marks."""
        marks = "" if self.outcome is Outcome.VOIDED else f", {_marks(self.total)}"
        return f"{self.before.value}, {_marks(self.before_total)}, to {self.outcome.value}{marks}"
