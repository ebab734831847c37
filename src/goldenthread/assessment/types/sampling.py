"""Samples of markings that a moderator looks at: what is drawn and why, what was found, and what was decided."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from goldenthread.assessment.types.marking import Mark, MarkSheet
from goldenthread.assessment.types.marking_pages import ScriptText
from goldenthread.assessment.types.pinning import DrawnBlock
from goldenthread.assessment.types.projects import MarkedPiece
from goldenthread.ground.types import Refusal
from goldenthread.programmes.types import MarkScheme, SamplingRule


class Decision(StrEnum):
    """What is decided about all of one marker's markings in a window.

    ``accept``: they stand. ``correct``: the same number of marks is added to or taken off what is not settled yet.
    ``re_mark``: somebody else marks them again.
    """

    ACCEPT = "accept"
    CORRECT = "correct"
    RE_MARK = "re_mark"


@dataclass(frozen=True)
class Markable:
    """A finished marking that could be drawn. ``key`` is its seat's number in the tables, ``marker`` the person's.

    ``centre`` is a code and names nobody; ``is_first``: the marker has marked in no window before.
    """

    key: int
    script: UUID
    marker: int
    total: int
    centre: str
    is_first: bool = False


@dataclass(frozen=True)
class Drawn:
    """A marking with its stratum, the step of growth at which it comes in (0: at once), and why."""

    key: int
    marker: int
    band: int
    centre: str
    step: int
    why: str


@dataclass(frozen=True)
class Verdict:
    """One marking of a marker's in a sample: at which step it comes in, and whether a moderator differed by more than
    the rule allows; ``None`` while nobody has looked."""

    step: int
    is_apart: bool | None


@dataclass(frozen=True)
class LookSheet:
    """A moderator's judgement of a sampled script: the marks of one seat are right, or other marks with reasons."""

    seat: int | None = None
    sheet: MarkSheet = field(default_factory=MarkSheet)


@dataclass(frozen=True)
class Correction:
    """So many marks more (or, below zero, fewer) on one criterion, on every one where ``code`` is empty, or
    ``on_total``: of the weighted total, spread over the criteria."""

    by_marks: int
    code: str = ""
    on_total: bool = False


@dataclass(frozen=True)
class RulingSheet:
    """A decision about one marker's markings, with its reason."""

    decision: Decision
    reason: str
    correction: Correction | None = None


@dataclass(frozen=True)
class StratumLine:
    """One marker's markings in one band of marks at one centre: how many there are, were drawn, and were looked at."""

    marker: str
    band: str
    centre: str
    all: int
    drawn: int
    looked_at: int = 0


@dataclass(frozen=True)
class SampledLine:
    """A script in the sample. ``step`` is the least step of growth by which it came in."""

    ref: UUID
    number: str
    why: tuple[str, ...]
    step: int
    drawn_at: datetime
    looked_at: datetime | None
    is_apart: bool
    is_settled: bool
    supplement: int = 0
    """By which supplement it came in; 0 is the sample itself."""


@dataclass(frozen=True)
class RulingLine:
    """A decision that was made."""

    decision: Decision
    says: str
    reason: str
    at: datetime
    changed: int


@dataclass(frozen=True)
class MarkerSample:
    """How one marker's part of a sample stands. ``says`` is that in a sentence; ``needs_ruling``: it grew, or is whole
    and still beyond what the rule allows."""

    ref: UUID
    name: str
    all: int
    drawn: int
    looked_at: int
    apart: int
    step: int
    needs_ruling: bool
    ruling: RulingLine | None
    says: str
    is_ruled: bool = False
    """Whether a decision reaches everything that was drawn of theirs."""

    @property
    def is_undecided(self) -> bool:
        """Whether a decision about them waits."""
        return self.needs_ruling and not self.is_ruled

    @property
    def is_looked_at(self) -> bool:
        """Whether every script of it has been looked at."""
        return self.looked_at == self.drawn


@dataclass(frozen=True)
class Preview:
    """What a draw would hold: scripts and markings of how many, by stratum."""

    scripts: int
    markings: int
    all_markings: int
    strata: tuple[StratumLine, ...]


@dataclass(frozen=True)
class SupplementLine:
    """A supplement that was drawn: of how many markings, and how many of them are in. ``seed``: what it was drawn by.
    ``by_itself``: nobody pressed."""

    number: int
    seed: str
    drawn_at: datetime
    by_itself: bool
    all: int
    drawn: int


@dataclass(frozen=True)
class SamplePage:
    """The sample of a window, drawn or not yet. ``why_not``: why the asker cannot draw it now."""

    window: UUID
    cohort: str
    brief: str
    rule: SamplingRule
    is_illustrative: bool
    seed: str
    drawn_at: datetime | None
    strata: tuple[StratumLine, ...]
    scripts: tuple[SampledLine, ...]
    markers: tuple[MarkerSample, ...]
    preview: Preview | None
    why_not: Refusal | None
    late: int = 0
    """Markings that were finished after the last draw, of scripts that nobody looks at yet."""
    waiting: int = 0
    """Scripts whose marking is not finished, and may add to these."""
    supplements: tuple[SupplementLine, ...] = ()
    why_not_more: Refusal | None = None
    """Why no supplement can be drawn now."""

    @property
    def looked_at(self) -> int:
        """How many of its scripts have been looked at."""
        return sum(each.looked_at is not None for each in self.scripts)

    @property
    def is_whole(self) -> bool:
        """Whether nothing of it is left to do."""
        waits = self.late > self.rule.unsampled or any(m.is_undecided for m in self.markers)
        return self.drawn_at is not None and self.looked_at == len(self.scripts) and not waits


@dataclass(frozen=True)
class SeatSide:
    """One marker's marks on a sampled script, by letter and never by name. ``is_sampled``: it is this seat's marking
    that was drawn."""

    seat: int
    letter: str
    sheet: MarkSheet
    total: int
    outcome: str
    is_sampled: bool


@dataclass(frozen=True)
class LookLine:
    """A judgement that was given."""

    says: str
    total: int
    marks: tuple[tuple[str, str, Mark], ...]
    comment: str
    at: datetime
    came_by_file: bool


@dataclass(frozen=True)
class LookPage:
    """A sampled script as a moderator, or somebody with access to this sample alone, looks at it."""

    ref: UUID
    number: str
    window: UUID
    guest: UUID | None
    scheme: MarkScheme
    brief_title: str
    brief_text: str
    text: ScriptText
    lines: tuple[DrawnBlock, ...]
    pieces: tuple[MarkedPiece, ...]
    sides: tuple[SeatSide, ...]
    rule: SamplingRule
    why: tuple[str, ...]
    look: LookLine | None
    why_not: Refusal | None
    next_ref: UUID | None
    beside: tuple[str, ...] = ()
    """The titles of parts that stand from an earlier attempt; their marks count in the totals."""


@dataclass(frozen=True)
class Change:
    """What a correction would do to one script: its mark on a criterion, now and then."""

    number: str
    code: str
    before: int
    after: int


@dataclass(frozen=True)
class RulingPage:
    """All of one marker's markings in a window: what was found, and what each decision would change."""

    window: UUID
    cohort: str
    line: MarkerSample
    scheme: MarkScheme
    found: tuple[tuple[str, int, int, str], ...]
    """For each script looked at, its number, the marker's total, the moderator's, and the criteria that are apart."""
    unsettled: int
    settled: int
    unreleased: int
    changes: tuple[Change, ...]
    totals: tuple[tuple[str, int, int], ...]
    """The number of each script that would change, with this marker's total now and then."""
    says: str
    why_not: Refusal | None
    refused: Refusal | None = None
    """Why the decision that was to be checked cannot be made so."""


@dataclass(frozen=True)
class Looked:
    """What a look came to: how many scripts were added by it, and the sentence that says so."""

    added: int
    says: str
