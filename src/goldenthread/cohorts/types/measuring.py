"""By which policy a cohort is measured, as a page shows it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from goldenthread.cohorts.types.pages import CohortLine
from goldenthread.ground.types import Refusal
from goldenthread.programmes.types import EngagementPolicy, PolicyHistory


@dataclass(frozen=True)
class MeasuringPage:
    """The policy that measures a cohort, and all there are. ``policy_on``: the day that was decided on, if any was."""

    line: CohortLine
    policy: EngagementPolicy | None
    policy_on: date | None
    history: PolicyHistory
    why_not: Refusal | None
