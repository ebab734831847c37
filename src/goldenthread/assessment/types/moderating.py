"""What moderators see and decide. Scripts have numbers here and no names; markers are seats."""

from __future__ import annotations

from collections.abc import Mapping, Set
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from goldenthread.assessment.types.attempts import SupportLine
from goldenthread.assessment.types.carrying import StandingLine
from goldenthread.assessment.types.case_pages import StandingRuling
from goldenthread.assessment.types.marking import Agreement, Comparison, Judged, Mark, MarkSheet
from goldenthread.assessment.types.marking_pages import ScriptText
from goldenthread.assessment.types.pinning import DrawnBlock, Pin
from goldenthread.assessment.types.readiness import Doubt, HeldKind, PlannedLine, PlannedState
from goldenthread.assessment.types.releasing import CorrectionLine
from goldenthread.assessment.types.sampling import LookLine
from goldenthread.assessment.types.words import Outcome, ScriptRef, State
from goldenthread.ground.types import Refusal
from goldenthread.programmes.types import Criterion, MarkScheme

Struck = Set[tuple[int, str]]
"""Whose words (by seat) on which criterion are struck out; an empty code is what they said over all."""


@dataclass(frozen=True)
class SettlementSheet:
    """Agreed marks with reasons, what the participant is told on each criterion and over all, and what is left out of
    it: words that are neither told nor struck out are never settled."""

    sheet: MarkSheet
    feedback: Mapping[str, str] = field(default_factory=dict)
    struck: Struck = frozenset()


@dataclass(frozen=True)
class MarkersWords:
    """What a marker said on a criterion, or over all: whether it is told, or was struck out when it was settled.
    ``place`` is the marker's number on the page."""

    seat: int
    place: int
    words: str
    is_told: bool
    is_struck: bool


@dataclass(frozen=True)
class ModerationRow:
    """A script on the moderator's board. ``apart``: how far the totals that count are from one another.

    ``given`` are the totals as markers gave them, ``totals`` and ``outcomes`` those that count: decisions about whole
    markers may have corrected them.
    """

    ref: ScriptRef
    number: str
    window: UUID
    cohort: str
    state: State
    totals: tuple[int, ...]
    outcomes: tuple[Outcome, ...]
    given: tuple[int, ...]

    @property
    def is_corrected(self) -> bool:
        """Whether a decision about a marker changed a total."""
        return self.totals != self.given

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
    words: tuple[MarkersWords, ...] = ()

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
    corrected: tuple[str, ...] = ()
    """Marks that a decision about one marker’s markings has corrected, and how."""
    agreement: Agreement | None = None
    """What follows from the markings by the policy's rule, and why."""
    words: tuple[MarkersWords, ...] = ()
    """What the markers said over all."""
    third: int | None = None
    """The number of the marker who read what the others said, if there is one."""
    carried: tuple[StandingLine, ...] = ()
    """Parts that stand from an earlier attempt, with their marks, which count in every total."""
    look: LookLine | None = None
    """What was said of it in the sample for moderation, if anybody looked at it there."""

    @property
    def struck(self) -> tuple[tuple[str, MarkersWords], ...]:
        """What was left out of the feedback when the script was settled, with where it belongs."""
        each = [(f"{row.criterion.code} {row.criterion.title}", said) for row in self.rows for said in row.words]
        return tuple((where, said) for where, said in [*each, *(("Over all", w) for w in self.words)] if said.is_struck)


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
    corrected_at: datetime | None = None
    ruling: str = ""
    """What a decided case does to it when it goes out."""
    reasons: tuple[Refusal, ...] = ()
    """Everything that keeps its result in, for those it is told to."""
    case: UUID | None = None
    """The open case that keeps it in, for those who may see cases."""
    is_behind: bool = False
    """Something stands in it from a result that was corrected since, and nobody has decided what follows."""
    is_left: bool = False
    """It is out, and does not have yet what a case decided; ``left_case``: that case, for those who may see cases."""
    left_case: UUID | None = None


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
    held: tuple[HeldKind, ...] = ()
    """What keeps results in, by kind; ``holds_everybody`` where it is the whole window’s."""
    holds_everybody: bool = False
    doubts: tuple[Doubt, ...] = ()
    planned: tuple[PlannedLine, ...] = ()
    may_correct: bool = False
    pairs_unseen: int = 0
    """Pairs of its scripts with another that have words in common and that nobody has looked at, whether the policy
    holds results for them or not; ``most_alike``: the highest likeness among them, in whole per cent."""
    most_alike: int = 0
    passed_already: int = 0
    """How many of those that are ready are by somebody who has passed by another attempt."""
    stayed_away: int = 0
    """Those who booked it, for a project, and have nothing in it though it is over."""
    shows_marks: bool = True
    """Whether outcomes and totals are told before they are out, as in the record; nor are they counted for others: two
    looks, one before and one after a script was settled, would tell what that one came to."""

    @property
    def ready(self) -> tuple[ReleaseRow, ...]:
        """Those that can go out now."""
        return tuple(row for row in self.rows if row.why_not is None)

    @property
    def waiting(self) -> tuple[ReleaseRow, ...]:
        """Those that cannot yet."""
        return tuple(row for row in self.rows if row.why_not is not None and row.released_at is None)

    @property
    def planned_next(self) -> PlannedLine | None:
        """The release that is planned and has not come."""
        return next((line for line in self.planned if line.state is PlannedState.PLANNED), None)

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
    is_carried: bool = False


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
    corrected_at: datetime | None = None
    corrections: tuple[CorrectionLine, ...] = ()
    ruling: StandingRuling | None = None
    """What a decided case did to it."""
    supports: tuple[SupportLine, ...] = ()
    """What is guaranteed before a further attempt, and who gives it, where it failed and nothing else passed."""
    passed_by: ScriptRef | None = None
    """The script by which its participant has passed, where this one failed."""
    carried: str = ""
    """The parts that stand from an earlier attempt."""
    carried_from: datetime | None = None
    """When the result of that attempt was told."""
    is_behind: bool = False
    """That result was corrected since, and nobody has decided what follows for this one."""
    is_left: bool = False
    """It does not have yet what a case decided."""
    why_failed: tuple[str, ...] = ()
    """What was needed and not reached, where it failed."""
