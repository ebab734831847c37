"""Due dates as a page shows them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from goldenthread.cohorts.types.pages import CohortLine
from goldenthread.ground.types import Refusal
from goldenthread.programmes.types import ComponentFacts, DueRule


@dataclass(frozen=True)
class DueLine:
    """When a component is due. ``by_rule``: the day that the policy gives it; ``why`` and ``by`` where it was set."""

    component: ComponentFacts
    due_on: date
    by_rule: date
    last_session: datetime | None
    why: str = ""
    by: str = ""

    @property
    def is_set(self) -> bool:
        """Whether the day was set by hand."""
        return bool(self.why)


@dataclass(frozen=True)
class DuePage:
    """The due dates of a cohort, and the rule they come from."""

    line: CohortLine
    rule: DueRule
    lines: tuple[DueLine, ...]
    why_not_run: Refusal | None
