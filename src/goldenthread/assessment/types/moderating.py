"""What moderators see and decide. Scripts have numbers here and no names; markers are seats."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from goldenthread.assessment.types.case_pages import StandingRuling
from goldenthread.assessment.types.marking import Comparison, Judged, Mark, MarkSheet
from goldenthread.assessment.types.marking_pages import ScriptText
from goldenthread.assessment.types.pinning import DrawnBlock, Pin
from goldenthread.assessment.types.words import Outcome, ScriptRef, State
from goldenthread.ground.types import Refusal
from goldenthread.programmes.types import Criterion, MarkScheme


@dataclass(frozen=True)
class SettlementSheet:
    """Agreed marks with reasons, and what the participant is told on each criterion and over all."""

    sheet: MarkSheet
    feedback: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class ModerationRow:
    """A script on the moderator's board. ``apart``: how far the totals are from one another."""

    ref: ScriptRef
    number: str
    window: UUID
    cohort: str
    state: State
    totals: tuple[int, ...]
    outcomes: tuple[Outcome, ...]

    @property
    def apart(self) -> int:
        """The distance between the totals."""
        return max(self.totals) - min(self.totals) if self.totals else 0

    @property
    def is_split(self) -> bool:
        """Whether one marker passes it and the other does not."""
        return len(set(self.outcomes)) > 1


@dataclass(frozen=True)
class CriterionSides:
    """One criterion with every marker's mark, the settled mark if there is one, and the feedback as it would go out."""

    criterion: Criterion
    marks: tuple[Mark, ...]
    is_close: bool
    settled: Mark
    feedback: str

    @property
    def is_shared(self) -> bool:
        """Whether every marker gave the same mark."""
        return len({each.mark for each in self.marks}) == 1


@dataclass(frozen=True)
class ComparisonPage:
    """Both markings of a script side by side. ``why_not``: why the asker cannot settle it."""

    ref: ScriptRef
    number: str
    cohort: str
    window: UUID
    state: State
    scheme: MarkScheme
    comparison: Comparison | None
    judged: tuple[Judged, ...]
    comments: tuple[str, ...]
    rows: tuple[CriterionSides, ...]
    comment: str
    settlement: UUID | None
    settled_at: datetime | None
    why_not: Refusal | None
    agreed: Judged | None
    """What the agreed marks come to, where the markings agree and the script can be settled by accepting them."""
    text: ScriptText
    lines: tuple[DrawnBlock, ...] = ()
    pins: tuple[Pin, ...] = ()
    used_ai: tuple[str, str, str] = ("", "", "")
    """What the declaration asked about tools, what its signer answered, and what for. Markers do not see it."""
    settled: Judged | None = None
    """What the settled marks come to, the penalty for words taken off."""


@dataclass(frozen=True)
class ReleaseRow:
    """A script on the release board; ``why_not`` says why its result cannot go out, ``settlement`` what would."""

    ref: ScriptRef
    number: str
    state: State
    outcome: Outcome | None
    total: int | None
    settlement: UUID | None
    why_not: Refusal | None
    released_at: datetime | None
    penalty: int = 0
    ruling: str = ""
    """What a decided case does to it when it goes out."""


@dataclass(frozen=True)
class ReleaseBoard:
    """The results of one window: what is ready, what is not and why, what is out."""

    window: UUID
    cohort: str
    brief: str
    closes_at: datetime
    highest: int
    rows: tuple[ReleaseRow, ...]
    may_release: bool

    @property
    def ready(self) -> tuple[ReleaseRow, ...]:
        """Those that can go out now."""
        return tuple(row for row in self.rows if row.why_not is None)

    @property
    def waiting(self) -> tuple[ReleaseRow, ...]:
        """Those that cannot yet."""
        return tuple(row for row in self.rows if row.why_not is not None and row.released_at is None)

    @property
    def released(self) -> tuple[ReleaseRow, ...]:
        """Those that are out."""
        return tuple(row for row in self.rows if row.released_at is not None)


@dataclass(frozen=True)
class CriterionResult:
    """What a participant is told on one criterion."""

    criterion: Criterion
    mark: int
    label: str
    feedback: str


@dataclass(frozen=True)
class ResultPage:
    """A released result as its participant reads it."""

    script: ScriptRef
    ref: UUID
    number: str
    title: str
    programme: str
    outcome: Outcome
    total: int
    scheme: MarkScheme
    criteria: tuple[CriterionResult, ...]
    comment: str
    released_at: datetime
    penalty: int = 0
    penalty_says: str = ""
    lines: tuple[DrawnBlock, ...] = ()
    """Their own text, where something was said about passages of it."""
    pins: tuple[Pin, ...] = ()
    ruling: StandingRuling | None = None
    """What a decided case did to it."""
