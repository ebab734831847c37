"""Questions about a released result, and what became of them. Reviewers meet a number and no name."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from types import MappingProxyType
from typing import NewType
from uuid import UUID

from goldenthread.assessment.types.briefing import GivenFile
from goldenthread.assessment.types.carrying import StandingLine
from goldenthread.assessment.types.case_pages import AppealedCase
from goldenthread.assessment.types.marking import Judged, Mark
from goldenthread.assessment.types.marking_pages import ScriptText
from goldenthread.assessment.types.moderating import SettlementSheet
from goldenthread.assessment.types.pinning import DrawnBlock
from goldenthread.assessment.types.projects import MarkedPiece
from goldenthread.assessment.types.words import Outcome, ScriptRef
from goldenthread.ground.types import Refusal
from goldenthread.programmes.types import Criterion, Ground, MarkScheme, ReviewKind

ReviewRef = NewType("ReviewRef", UUID)
CorrectionRef = NewType("CorrectionRef", UUID)


class ReviewState(StrEnum):
    """Where a review stands.

    ``asked``: nobody has it yet. ``taken``: somebody who was not involved before is looking. ``decided``: its effect
    and reasons stand. ``withdrawn``: whoever asked no longer wants it.
    """

    ASKED = "asked"
    TAKEN = "taken"
    DECIDED = "decided"
    WITHDRAWN = "withdrawn"


class ReviewEvent(StrEnum):
    """What can happen to a review."""

    TAKE = "take"
    DECIDE = "decide"
    WITHDRAW = "withdraw"


class Effect(StrEnum):
    """What a decision changes: nothing, the result, or that somebody new marks the script."""

    STANDS = "stands"
    CORRECTED = "corrected"
    RE_MARK = "re_mark"


EFFECT_NAMES: Mapping[Effect, str] = MappingProxyType(
    {
        Effect.STANDS: "The result stands",
        Effect.CORRECTED: "The result is corrected",
        Effect.RE_MARK: "The script is marked again by somebody new",
    }
)
REVIEW_STATE_NAMES: Mapping[ReviewState, str] = MappingProxyType(
    {
        ReviewState.ASKED: "Waiting for a reviewer",
        ReviewState.TAKEN: "Being looked at",
        ReviewState.DECIDED: "Decided",
        ReviewState.WITHDRAWN: "Withdrawn",
    }
)


@dataclass(frozen=True)
class NewReview:
    """What is asked for: codes of grounds, the participant's own words, and files as evidence."""

    kind: ReviewKind
    grounds: tuple[str, ...]
    statement: str
    files: tuple[GivenFile, ...] = ()


@dataclass(frozen=True)
class PastReview:
    """An earlier review of the same result, as far as rules need it. ``closed_at``: when it was decided or withdrawn;
    from ``asked_at`` until then nothing else could be asked."""

    kind: ReviewKind
    state: ReviewState
    decided_at: datetime | None
    asked_at: datetime
    closed_at: datetime | None = None


@dataclass(frozen=True)
class LateAsk:
    """Leave to ask for a kind of review after its last day, until a moment."""

    kind: ReviewKind
    until: datetime
    at: datetime


@dataclass(frozen=True)
class NewLateAsk:
    """Leave that is to be given: to whoever wrote the script of this number, for a kind, until the end of a day."""

    number: str
    kind: ReviewKind
    until_on: date
    why: str


@dataclass(frozen=True)
class LateAskLetter:
    """Whom to write to that they can ask after the last day, for what, and until when."""

    ref: UUID
    script: ScriptRef
    address: str
    name: str
    kind: str
    until: datetime


@dataclass(frozen=True)
class Decision:
    """How a review is decided. ``settled``: the marks from now on, where the result is corrected; in a re-mark the
    reviewer's own, whatever follows from them. ``sets_aside``: the cases whose decisions no longer bear on it."""

    effect: Effect
    reasons: str
    settled: SettlementSheet | None = None
    sets_aside: tuple[UUID, ...] = ()


@dataclass(frozen=True)
class ReviewFileLine:
    """A file of evidence. Its size and its fingerprint are of the file as it was given; whoever knows a number opens a
    cleaned copy of it, under another name, where one can be made (``is_open``).
    """

    number: int
    name: str
    size: int
    sha256: str
    is_open: bool = True


@dataclass(frozen=True)
class ReviewLine:
    """A review as its participant and the record list it."""

    ref: ReviewRef
    kind: ReviewKind
    name: str
    state: ReviewState
    state_name: str
    asked_at: datetime
    answer_by: datetime
    effect: Effect | None
    effect_name: str
    decided_at: datetime | None


@dataclass(frozen=True)
class ReviewOffer:
    """A kind that can be asked for until a moment, or why it cannot; ``takes_files``: with evidence."""

    kind: ReviewKind
    name: str
    grounds: tuple[Ground, ...]
    until: datetime | None
    why_not: Refusal | None
    takes_files: bool = True


@dataclass(frozen=True)
class AskNext:
    """What a participant can ask for beside what they asked: ``now``, each until a moment, and ``later``, once what is
    open is decided, each for so many days from then. By their names."""

    now: tuple[tuple[str, datetime], ...] = ()
    later: tuple[tuple[str, int], ...] = ()


@dataclass(frozen=True)
class QuestionPage:
    """A participant's result as they may question it."""

    script: ScriptRef
    number: str
    title: str
    outcome: Outcome
    told_at: datetime
    offers: tuple[ReviewOffer, ...]
    reviews: tuple[ReviewLine, ...]
    is_illustrative: bool
    now: datetime
    next: AskNext = AskNext()

    @property
    def open(self) -> tuple[ReviewOffer, ...]:
        """Those that can be asked for now."""
        return tuple(each for each in self.offers if each.why_not is None)

    @property
    def shut(self) -> Refusal | None:
        """Why none of them can be asked for, where that is the same for all."""
        said = {each.why_not for each in self.offers}
        return said.pop() if len(said) == 1 else None


@dataclass(frozen=True)
class AnewLine:
    """What was given anew on one criterion; ``counts``: whether no decided case leaves it out of account."""

    name: str
    mark: int
    reason: str
    counts: bool


@dataclass(frozen=True)
class MyReview:
    """A participant's own review."""

    line: ReviewLine
    script: ScriptRef
    number: str
    grounds: tuple[str, ...]
    statement: str
    files: tuple[ReviewFileLine, ...]
    reasons: str
    may_withdraw: bool
    outcome: Outcome
    total: int
    next: AskNext = AskNext()
    is_late: bool = False
    """Whether it is not decided though its day is over."""
    anew: tuple[AnewLine, ...] = ()
    """What was given where the script was marked anew, whatever came of it."""
    anew_comment: str = ""


@dataclass(frozen=True)
class ReviewRow:
    """A review on the list of those who decide; ``why_not`` says why this reader cannot decide it."""

    ref: ReviewRef
    number: str
    cohort: str
    name: str
    state: ReviewState
    state_name: str
    asked_at: datetime
    answer_by: datetime
    is_late: bool
    is_mine: bool
    effect_name: str
    why_not: Refusal | None
    nobody: Refusal | None = None
    """For those who run assessment: that nobody may decide it as things are, and what helps."""


@dataclass(frozen=True)
class BearingCase:
    """A decided case that bears on a questioned result: what it does to it, and whether all of it is voided."""

    case: UUID
    says: str
    parts: tuple[str, ...]
    decided_at: datetime


@dataclass(frozen=True)
class ReviewedCriterion:
    """One criterion with what each marker gave, what stands, and what its participant reads."""

    criterion: Criterion
    marks: tuple[Mark, ...]
    stands: Mark
    feedback: str
    counted: Mark | None = None
    """Where a case leaves its mark out of account: what was settled last while it counted."""
    told_before: str = ""


@dataclass(frozen=True)
class ReviewPage:
    """A review as somebody decides it. A re-mark shows no marks that were given before, nor what was said of them."""

    row: ReviewRow
    kind: ReviewKind
    marks_anew: bool
    script: ScriptRef
    window: UUID
    grounds: tuple[str, ...]
    statement: str
    files: tuple[ReviewFileLine, ...]
    scheme: MarkScheme
    text: ScriptText | None
    criteria: tuple[ReviewedCriterion, ...]
    comment: str
    stands: Judged | None
    settlement: UUID
    reasons: str
    steps: tuple[tuple[str, datetime], ...]
    holder: str = ""
    """Who else is looking at it, from whom it can be taken over."""
    lines: tuple[DrawnBlock, ...] = ()
    pieces: tuple[MarkedPiece, ...] = ()
    brief_text: str = ""
    beside: tuple[str, ...] = ()
    """The titles of parts that were marked in an earlier attempt and are not marked now."""
    standing: tuple[StandingLine, ...] = ()
    """The same with their marks, for those who mark nothing anew: what is decided is decided over the whole."""
    bearing: tuple[BearingCase, ...] = ()
    """The decided cases that bear on the result, where whoever decides can set them aside."""
    anew: tuple[AnewLine, ...] = ()
    """What was given where the script was marked anew, once it is decided."""
    anew_comment: str = ""
    cases: tuple[AppealedCase, ...] = ()
    """Every decided case about the script, for whoever decides an appeal."""

    earlier: tuple[ReviewLine, ...] = ()
    """What was decided about the same result before, but for whoever marks anew."""

    @property
    def may_decide(self) -> bool:
        """Whether this reader has taken it and nothing keeps them from deciding."""
        return self.row.is_mine and self.row.state is ReviewState.TAKEN and self.row.why_not is None


@dataclass(frozen=True)
class ReviewLetter:
    """Whom to write to about a step of a review. No letter says what the result is."""

    ref: ReviewRef
    script: ScriptRef
    address: str
    name: str
    kind: str
    answer_by: datetime
    is_decided: bool
    next: AskNext = AskNext()
