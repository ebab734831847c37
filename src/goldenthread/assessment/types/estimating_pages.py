"""What pages show of how well markers agree."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from goldenthread.assessment.types.estimating import CriterionFigures, Estimates, MarkerFigures, Unexpected
from goldenthread.programmes.types import AccuracyRule, MarkScheme


@dataclass(frozen=True)
class Scope:
    """Whose markings: those of one window, or of every window under one mark scheme."""

    scheme: UUID
    window: UUID | None = None


@dataclass(frozen=True)
class Working:
    """A working that is asked for or under way. ``step`` of ``steps``, which is called ``name``."""

    asked_at: datetime
    step: int
    steps: int
    name: str


@dataclass(frozen=True)
class EstimateLine:
    """A scope with its newest figures. ``now``: finished markings there are by now; ``used``: those in the figures."""

    scope: Scope
    title: str
    brief: str
    figures: Estimates | None
    used: int
    now: int
    made_at: datetime | None
    working: Working | None
    is_current: bool


@dataclass(frozen=True)
class AccuracyBoard:
    """Every mark scheme and every window with finished markings, the newest windows first."""

    schemes: tuple[EstimateLine, ...]
    windows: tuple[EstimateLine, ...]
    may_ask: bool


@dataclass(frozen=True)
class MarkerLine:
    """A marker as this reader knows them, and in words how they stand."""

    name: str
    figures: MarkerFigures
    stands: str
    fits: str


@dataclass(frozen=True)
class CriterionLine:
    """A criterion, and in words whether its marks follow the others."""

    figures: CriterionFigures
    fits: str


@dataclass(frozen=True)
class UnexpectedLine:
    """An unexpected mark and who gave it, as this reader knows them."""

    mark: Unexpected
    marker: str


@dataclass(frozen=True)
class EstimatePage:
    """Everything about one scope. ``says``: what the figures mean, a sentence each."""

    line: EstimateLine
    scheme: MarkScheme
    rule: AccuracyRule
    says: tuple[str, ...]
    markers: tuple[MarkerLine, ...]
    criteria: tuple[CriterionLine, ...]
    unexpected: tuple[UnexpectedLine, ...]
    names_markers: bool
    may_ask: bool


@dataclass(frozen=True)
class OwnLine:
    """How one marker stands under one mark scheme. ``says``: in words; ``least``: scripts before figures are shown."""

    title: str
    figures: MarkerFigures
    says: tuple[str, ...]
    fits: str
    made_at: datetime
    least: int
    highest: int
    is_illustrative: bool


@dataclass(frozen=True)
class OwnPage:
    """A marker's own figures, a line for each mark scheme."""

    lines: tuple[OwnLine, ...]
