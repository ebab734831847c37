"""A released result, as the room above needs it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
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
