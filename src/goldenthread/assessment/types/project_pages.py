"""A participant's workspace for a project."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from goldenthread.assessment.types.carrying import Resumed
from goldenthread.assessment.types.projects import CheckLine, Standing, TermsRun, Weight
from goldenthread.assessment.types.submitting import Declaration, Stage, VersionLine
from goldenthread.assessment.types.words import ScriptRef
from goldenthread.ground.types import Refusal


@dataclass(frozen=True)
class ProjectPage:
    """A participant's workspace. ``late_until``: where it was missed and the policy takes late pieces; ``changed``:
    what is not as it was handed in last, by title."""

    ref: ScriptRef
    number: str
    title: str
    text: str
    standing: Standing
    opens_at: datetime
    closes_at: datetime
    stage: Stage
    left: str
    lines: tuple[CheckLine, ...]
    versions: tuple[VersionLine, ...]
    why_not_change: Refusal | None
    why_not_hand_in: Refusal | None
    declaration: Declaration | None
    kept: str
    terms: TermsRun | None
    is_released: bool
    resumed: Resumed
    late_until: datetime | None = None
    changed: tuple[str, ...] = ()

    @property
    def stops(self) -> tuple[CheckLine, ...]:
        """What stops handing in."""
        return tuple(line for line in self.lines if line.weight is Weight.STOP)

    @property
    def looks(self) -> tuple[CheckLine, ...]:
        """What does not, and should be looked at."""
        return tuple(line for line in self.lines if line.weight is Weight.LOOK)
