"""Standards as those who lead marking see them, and as markers meet them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from goldenthread.assessment.types.counting import Block
from goldenthread.assessment.types.marking import MarkSheet
from goldenthread.assessment.types.standing import (
    PURPOSE_NAMES,
    STANDING_NAMES,
    Decision,
    ExemplarState,
    Purpose,
    Standing,
)
from goldenthread.assessment.types.words import AllocationRef, WindowRef
from goldenthread.ground.types import Refusal
from goldenthread.people.types import PersonRef
from goldenthread.programmes.types import MarkScheme, StandardRule


@dataclass(frozen=True)
class StandardLine:
    """A standard in the list of all. ``published``: exemplars in use; ``cleared`` of ``markers`` who began; ``stops``:
    those that wait for somebody to decide."""

    ref: UUID
    brief: str
    scheme: str
    published: int
    drafts: int
    markers: int
    cleared: int
    stops: int


@dataclass(frozen=True)
class ExemplarLine:
    """An exemplar in the list of its standard. ``signed``: by how many people its newest marks are; ``had``: how often
    it was marked, of which ``close`` were near what was agreed."""

    ref: UUID
    title: str
    use: Purpose
    state: ExemplarState
    signed: int
    had: int
    close: int

    @property
    def use_name(self) -> str:
        """What it is marked for, in words."""
        return PURPOSE_NAMES[self.use]


@dataclass(frozen=True)
class MarkerLine:
    """A marker and where they stand. ``close`` of ``seeds`` that they finished were near what was agreed.

    ``has_run_out``: live scripts can be given to them, and no hidden one is left that they have not met."""

    person: PersonRef
    name: str
    state: Standing
    since: datetime | None
    failed: int
    seeds: int
    close: int
    stop: UUID | None = None
    has_run_out: bool = False

    @property
    def state_name(self) -> str:
        """Where they stand, in words."""
        return STANDING_NAMES[self.state]


@dataclass(frozen=True)
class StandardPage:
    """A standard: what the policy asks, its exemplars, and where markers stand. ``names``: whether this reader may
    know who marks; ``forms``: those on which its windows take projects, with what they are called."""

    ref: UUID
    brief: str
    scheme: str
    rule: StandardRule
    is_illustrative: bool
    exemplars: tuple[ExemplarLine, ...]
    forms: tuple[tuple[UUID, str], ...]
    markers: tuple[MarkerLine, ...]
    names: bool
    short: tuple[str, ...]
    why_not_lead: Refusal | None


@dataclass(frozen=True)
class ExemplarPlace:
    """A place of an exemplar of a project: a file or words, and what stands there. ``is_needed``: nobody hands a
    project in without it; ``is_first``: it was begun with this account, which stays."""

    place: str
    label: str
    title: str
    is_text: bool = False
    is_needed: bool = False
    is_first: bool = False
    file_name: str = ""
    text: str = ""

    @property
    def is_there(self) -> bool:
        """Whether something stands there."""
        return bool(self.file_name or self.text)


@dataclass(frozen=True)
class ExemplarPage:
    """An exemplar with the marks that are put forward for it. ``version`` is 0 where there are none yet. ``form``: on
    which form it is a project, empty for a text by itself; ``places``: what it is made of then."""

    ref: UUID
    standard: UUID
    brief: str
    title: str
    use: Purpose
    state: ExemplarState
    blocks: tuple[Block, ...]
    scheme: MarkScheme
    sheet: MarkSheet
    version: int
    signed_by: tuple[str, ...]
    has_signed: bool
    why_not_agree: Refusal | None
    why_not_publish: Refusal | None
    form: str = ""
    places: tuple[ExemplarPlace, ...] = ()
    why_not_change: Refusal | None = None

    @property
    def use_name(self) -> str:
        """What it is marked for, in words."""
        return PURPOSE_NAMES[self.use]


@dataclass(frozen=True)
class PieceLine:
    """A standard script that somebody finished. ``difference``: marks more in total than agreed."""

    title: str
    purpose: Purpose
    finished_at: datetime
    is_close: bool
    difference: int
    apart: tuple[str, ...]

    @property
    def purpose_name(self) -> str:
        """What it was marked for, in words."""
        return PURPOSE_NAMES[self.purpose]


@dataclass(frozen=True)
class StepLine:
    """Something that happened to where a marker stands. Without ``by`` it followed from the rule."""

    says: str
    by: str
    at: datetime
    why: str


@dataclass(frozen=True)
class MarkerStandingPage:
    """One marker under one standard: where they stand, how close they were over time, and what happened."""

    standard: UUID
    brief: str
    person: PersonRef
    name: str
    state: Standing
    total: int
    pieces: tuple[PieceLine, ...]
    steps: tuple[StepLine, ...]
    stop: UUID | None
    may: tuple[str, ...]
    why_not: Refusal | None

    @property
    def state_name(self) -> str:
        """Where they stand, in words."""
        return STANDING_NAMES[self.state]


@dataclass(frozen=True)
class StopPage:
    """Somebody's marking was stopped: why, what came back, and what was decided. ``out``: the numbers of scripts that
    they finished since one of theirs last agreed and that do not come back, for their results were out already."""

    ref: UUID
    standard: UUID
    brief: str
    person: PersonRef
    name: str
    at: datetime
    why: str
    seats: int
    numbers: tuple[str, ...]
    pieces: tuple[PieceLine, ...]
    total: int
    decision: Decision | None
    decided_by: str
    decided_at: datetime | None
    decided_why: str
    why_not: Refusal | None
    out: tuple[str, ...] = ()


@dataclass(frozen=True)
class RoundPiece:
    """A script of a round, as its marker sees it. ``look_at``: criteria to look at again, once it is finished."""

    ref: AllocationRef
    number: str
    is_finished: bool
    is_close: bool | None
    look_at: tuple[str, ...]


@dataclass(frozen=True)
class RoundLine:
    """A round of a marker. ``is_passed`` is ``None`` for practice, and while a test is open."""

    purpose: Purpose
    begun_at: datetime
    ended_at: datetime | None
    is_passed: bool | None
    pieces: tuple[RoundPiece, ...]

    @property
    def is_test(self) -> bool:
        """Whether it clears somebody."""
        return self.purpose is Purpose.TEST

    @property
    def look_at(self) -> tuple[str, ...]:
        """The criteria to look at again, each once."""
        return tuple(dict.fromkeys(code for piece in self.pieces for code in piece.look_at))


@dataclass(frozen=True)
class BeforeLine:
    """A standard as a marker meets it before they mark. ``is_again``: a stop was confirmed, and they have not passed
    the test since."""

    ref: UUID
    brief: str
    scheme: str
    state: Standing
    tries_left: int
    test: int
    agree: int
    rounds: tuple[RoundLine, ...]
    why_not_practise: Refusal | None
    why_not_test: Refusal | None
    is_again: bool = False
    titles: Mapping[str, str] = field(default_factory=dict)
    """The titles of the criteria, by code."""

    @property
    def state_name(self) -> str:
        """Where they stand, in words."""
        if self.is_again:
            return "Test to be passed again"
        has_failed = any(each.is_test and each.is_passed is False for each in self.rounds)
        return "Not passed yet" if has_failed and self.state is Standing.PRACTISING else STANDING_NAMES[self.state]


@dataclass(frozen=True)
class PractisedPage:
    """A practice script that its marker has finished, beside what was agreed."""

    number: str
    scheme: MarkScheme
    given: MarkSheet
    agreed: MarkSheet
    is_close: bool
    difference: int
    apart: tuple[str, ...]


@dataclass(frozen=True)
class WindowStandard:
    """A window and the standard that it is marked by, if one was begun."""

    window: WindowRef
    cohort: str
    brief: str
    standard: UUID | None
    asks: bool
    why_not_lead: Refusal | None
