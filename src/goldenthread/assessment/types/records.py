"""Everything that was decided about one script, on one page; and what one window came to."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from types import MappingProxyType
from uuid import UUID

from goldenthread.assessment.types.carrying import StandingLine
from goldenthread.assessment.types.cases import NATURE_NAMES, Nature
from goldenthread.assessment.types.marking import Mark
from goldenthread.assessment.types.releasing import Cause, CorrectionLine
from goldenthread.assessment.types.reviewing import ReviewLine
from goldenthread.assessment.types.words import Outcome, ScriptRef, State
from goldenthread.ground.types import Refusal
from goldenthread.programmes.types import Criterion


class Stood(StrEnum):
    """How marks came to stand: they were settled, a correction changed them, or the decision of a case did as the
    result went out."""

    SETTLED = "settled"
    CORRECTED = "corrected"
    CASE = "case"


STOOD_NAMES: Mapping[Stood, str] = MappingProxyType(
    {
        Stood.SETTLED: "Settled",
        Stood.CORRECTED: "Corrected",
        Stood.CASE: "As a case was decided, released",
    }
)
CAUSE_NAMES: Mapping[Cause, str] = MappingProxyType(
    {
        Cause.REVIEW: "as a question about it was decided",
        Cause.CASE: "as a case was decided",
        Cause.CARRIED: "as it was decided which marks of an earlier attempt stand",
    }
)


@dataclass(frozen=True)
class RecordVersion:
    """What was handed in, with its count of words and the SHA-256 of the file as it came.

    ``late_on``: when a person decided that it counts though it came after the close; ``late_who``: who, for those who
    may read names.
    """

    number: int
    submitted_at: datetime
    words: int
    sha256: str
    stands: bool
    late_on: datetime | None = None
    late_who: str = ""


@dataclass(frozen=True)
class RecordSeat:
    """A seat from when it was given; ``who`` is a name for those who may read it, and else the seat."""

    seat: int
    who: str
    given_at: datetime
    ended_at: datetime | None
    finished_at: datetime | None
    marks: tuple[tuple[Criterion, Mark], ...]
    comment: str


@dataclass(frozen=True)
class RecordStruck:
    """Words of a marker that were struck out of what is told. ``words`` are for those who may read them; ``why`` is the
    reason that was settled with the criterion, where there is one."""

    seat: int
    where: str
    words: str
    why: str


@dataclass(frozen=True)
class RecordRuling:
    """What was decided about all of one marker's markings in a window, and which marks of this script it changed: the
    criterion, what was given and what counts."""

    seat: int
    who: str
    says: str
    reason: str
    at: datetime
    by: str
    changes: tuple[tuple[str, int, int], ...]


@dataclass(frozen=True)
class RecordEvent:
    """One thing that happened to a script, in a sentence, and who did it for those who may read names; no moment where
    it would lead to a name."""

    at: datetime | None
    says: str
    who: str = ""


@dataclass(frozen=True)
class RecordSettlement:
    """Marks that stood from a moment, what was taken off, how they follow from the markings, and whose words were
    struck out of what is told.

    ``who`` let them stand. ``settled_by``: whose marks they are, where that is somebody else: whoever lets the decision
    of a case or corrected marks of an earlier attempt be felt judges none.
    """

    settled_at: datetime
    who: str
    total: int
    outcome: Outcome
    penalty: int
    penalty_says: str
    agreed_says: str
    marks: tuple[tuple[Criterion, Mark], ...]
    struck: tuple[RecordStruck, ...]
    how: Stood = Stood.SETTLED
    settled_by: str = ""

    @property
    def says(self) -> str:
        """How they came to stand, in a word or two."""
        return STOOD_NAMES[self.how]


@dataclass(frozen=True)
class RecordCorrection:
    """A correction of the result: by whom, and what it comes from where that is known."""

    line: CorrectionLine
    who: str
    cause: Cause | None

    @property
    def because(self) -> str:
        """What it comes from, in words; nothing where somebody looked by themselves."""
        return CAUSE_NAMES.get(self.cause, "") if self.cause else ""


@dataclass(frozen=True)
class RecordCase:
    """A decided case about the script: what it does to the result, when, by whom, and whether an appeal set it aside.

    ``case`` and ``nature`` are for those who may read the case. ``is_confirmed``: whether the result has it.
    """

    case: UUID | None
    nature: Nature | None
    says: str
    decided_at: datetime
    who: str
    set_aside_at: datetime | None
    set_aside_by: str
    is_confirmed: bool

    @property
    def nature_says(self) -> str:
        """What was found, for those who may read the case."""
        return NATURE_NAMES[self.nature] if self.nature else ""


@dataclass(frozen=True)
class RecordTakenUp:
    """That the decision of a case was taken up as the result went out."""

    at: datetime
    outcome: Outcome
    total: int
    who: str


@dataclass(frozen=True)
class RecordReview:
    """A question about the result, with the reasons of its decision, and what was given where it was marked anew."""

    line: ReviewLine
    reasons: str
    who: str
    marks: tuple[tuple[Criterion, Mark], ...] = ()
    comment: str = ""


@dataclass(frozen=True)
class RecordCarryDecision:
    """What was decided where the earlier result was corrected since."""

    at: datetime
    says: str
    why: str
    who: str


@dataclass(frozen=True)
class RecordCarried:
    """What stands in a script from an earlier attempt: of which, told when, and each part with its marks. ``script``
    and ``number`` are the earlier script’s, for those who may read names."""

    title: str
    told_at: datetime
    script: UUID | None
    number: str
    parts: tuple[StandingLine, ...]
    decisions: tuple[RecordCarryDecision, ...]
    is_behind: bool


@dataclass(frozen=True)
class RecordPage:
    """The decision record of a script. ``hides``: why this reader sees no marks."""

    script: ScriptRef
    number: str
    window: UUID
    cohort: str
    state: State
    versions: tuple[RecordVersion, ...]
    seats: tuple[RecordSeat, ...]
    settlements: tuple[RecordSettlement, ...]
    held: tuple[tuple[str, str], ...]
    released_at: datetime | None
    outcome: Outcome | None
    total: int | None
    corrections: tuple[RecordCorrection, ...]
    reviews: tuple[RecordReview, ...]
    hides: Refusal | None
    rulings: tuple[RecordRuling, ...] = ()
    events: tuple[RecordEvent, ...] = ()
    carried: RecordCarried | None = None
    cases: tuple[RecordCase, ...] = ()
    taken_up: RecordTakenUp | None = None
    released_by: str = ""
    let_asks: tuple[RecordEvent, ...] = ()
    """Leave that was given to question the result after a last day, with why."""
    keeps_back: bool = False
    """Whether which versions came, and when, is told only once the result is out."""


@dataclass(frozen=True)
class Tally:
    """One outcome, or one mark on one criterion, and how many results have it."""

    what: str
    number: int


@dataclass(frozen=True)
class ResultsPage:
    """What the released results of a window came to. ``mean`` and ``criteria`` are of the results that are not voided:
    a voided one has no total and no marks that count. ``mean`` is of the totals, ``None`` where there are none.
    """

    window: UUID
    cohort: str
    released: int
    scripts: int
    outcomes: tuple[Tally, ...]
    mean: float | None
    criteria: tuple[tuple[str, tuple[Tally, ...]], ...]
    says: tuple[str, ...] = ()
    """On what the figures rest, where that is not plain."""
