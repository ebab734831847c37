"""Statements that are the same or nearly the same in several frameworks, and the thread they make."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from types import MappingProxyType
from typing import NewType
from uuid import UUID

from goldenthread.frameworks.types.editions import StatementLine
from goldenthread.ground.types.wording import Run

AlignmentRef = NewType("AlignmentRef", UUID)


class CareerStage(StrEnum):
    """When in a career a framework is met: the order of the thread."""

    TRAINING = "training"
    EARLY = "early"
    SPECIALIST = "specialist"
    MIDDLE = "middle"
    SENIOR = "senior"
    HEADSHIP = "headship"
    EXECUTIVE = "executive"


STAGE_NAMES: Mapping[CareerStage, str] = MappingProxyType(
    {
        CareerStage.TRAINING: "Initial training",
        CareerStage.EARLY: "Early career",
        CareerStage.SPECIALIST: "Specialist",
        CareerStage.MIDDLE: "Middle leader",
        CareerStage.SENIOR: "Senior leader",
        CareerStage.HEADSHIP: "Headship",
        CareerStage.EXECUTIVE: "Executive leader",
    }
)


class AlignmentState(StrEnum):
    """Whether two statements say the same. The machine proposes; a person confirms or refuses, and may think again."""

    PROPOSED = "proposed"
    CONFIRMED = "confirmed"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class Alike:
    """Two statements by id and the share of words they have in common: 1 where they are the same."""

    one: int
    other: int
    score: float


@dataclass(frozen=True, slots=True)
class AlignmentLine:
    """Two statements of different frameworks with the evidence: the score and the words that differ."""

    ref: AlignmentRef
    state: AlignmentState
    score: float
    one: StatementLine
    other: StatementLine
    runs: tuple[Run, ...]
    decided_by: str = ""
    decided_at: datetime | None = None

    @property
    def is_same(self) -> bool:
        """Whether nothing but typesetting differs."""
        return self.score == 1.0


@dataclass(frozen=True, slots=True)
class ThreadFramework:
    """A framework on the thread: its place in a career, if somebody has said it."""

    ref: UUID
    code: str
    title: str
    stage: CareerStage | None

    @property
    def stage_name(self) -> str:
        """The stage in words."""
        return STAGE_NAMES[self.stage] if self.stage else "Stage not said"


@dataclass(frozen=True, slots=True)
class Strand:
    """One statement's thread: where it stands in each framework, from the earliest stage to the latest."""

    stops: tuple[tuple[ThreadFramework, tuple[StatementLine, ...]], ...]

    @property
    def codes(self) -> tuple[str, ...]:
        """The frameworks it runs through."""
        return tuple(framework.code for framework, _ in self.stops)

    @property
    def words(self) -> str:
        """The statement as the latest stage words it."""
        return self.stops[-1][1][0].text

    def at(self, code: str) -> tuple[StatementLine, ...]:
        """Where it stands in one framework."""
        return next((lines for framework, lines in self.stops if framework.code == code), ())


@dataclass(frozen=True, slots=True)
class ThreadPage:
    """The golden thread: frameworks in order of career, and every strand that joins two of them at least."""

    frameworks: tuple[ThreadFramework, ...]
    strands: tuple[Strand, ...]
    waiting: int
    may_decide: bool


@dataclass(frozen=True, slots=True)
class ProposalsPage:
    """Alignments to look through, the same before those nearly the same."""

    frameworks: tuple[ThreadFramework, ...]
    lines: tuple[AlignmentLine, ...]
    counts: Mapping[AlignmentState, int]
