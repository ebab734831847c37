"""How well markers agree, how severe each is and how hard each criterion: figures, each with how sure it is.

Estimates inform people; nothing in the house moves a mark because of one. A marker is a number here, and a script its
number: no participant stands behind either.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import NewType
from uuid import UUID

EstimateRef = NewType("EstimateRef", UUID)


@dataclass(frozen=True)
class Between:
    """A figure and the interval in which it lies, nineteen times in twenty."""

    value: float
    low: float
    high: float


@dataclass(frozen=True)
class Agreed:
    """How often and how far markings of the same scripts agree.

    ``exact`` and ``adjacent``: the share of pairs that are the same, and at most one step apart. ``kappa``: weighted
    by squares. ``nominal``, ``ordinal``, ``interval``: Krippendorff's alpha. A figure is ``None`` where it has no
    meaning: everybody gave the same mark to everything, so that agreement and chance cannot be told apart.
    """

    scripts: int
    exact: Between
    adjacent: Between
    kappa: Between | None
    nominal: Between | None
    ordinal: Between | None
    interval: Between | None


@dataclass(frozen=True)
class Fit:
    """Whether marks are as scattered as the model expects: 1 where they are, more where they are less predictable.

    ``low`` and ``high``: where chance alone keeps ``infit``, nineteen times in twenty.
    """

    infit: float
    outfit: float
    low: float
    high: float


@dataclass(frozen=True)
class MarkerFigures:
    """One marker. ``group``: markers are compared within one and never across. ``None``: too few to say.

    ``severity`` is in logits above the middle of the group, ``fair`` the total that this marker would be expected to
    give to the average script, ``at_pass`` to one that stands on the pass mark.
    """

    marker: int
    group: int
    scripts: int
    doubled: int
    agreed: Agreed | None
    severity: Between | None = None
    error: float | None = None
    fit: Fit | None = None
    fair: float | None = None
    at_pass: float | None = None


@dataclass(frozen=True)
class CriterionFigures:
    """One criterion. ``steps``: where, in logits, each mark becomes likelier than the one below it."""

    code: str
    title: str
    agreed: Agreed | None
    difficulty: Between | None = None
    fit: Fit | None = None
    steps: tuple[float, ...] = ()


@dataclass(frozen=True)
class AtPass:
    """A script that the middle marker would place on the pass mark: what others would give it.

    ``least`` and ``most``: expected from the most severe and the most lenient marker. ``low`` and ``high``: where one
    marking of it lies, nineteen times in twenty.
    """

    total: int
    least: float
    most: float
    low: float
    high: float


@dataclass(frozen=True)
class Unexpected:
    """A mark far from what this marker and this script's other marks let one expect."""

    script: UUID
    number: str
    marker: int
    code: str
    mark: int
    expected: float
    away: float


@dataclass(frozen=True)
class Bar:
    """Scripts, as many as stand between two places of the scale."""

    low: float
    high: float
    scripts: int


@dataclass(frozen=True)
class Estimates:
    """Everything that the markings of a window, or of all windows under one scheme, say about how marks are given.

    ``doubled``: scripts that two or more marked. ``groups``: how many sets of markers share no script with one
    another. ``separation`` and ``reliability``: how far markers differ beyond chance (0 where they do not).
    """

    scripts: int
    doubled: int
    markings: int
    overall: Agreed | None
    result: Agreed | None
    apart: Between | None
    groups: int
    markers: tuple[MarkerFigures, ...]
    criteria: tuple[CriterionFigures, ...]
    separation: float | None
    reliability: float | None
    at_pass: AtPass | None
    bars: tuple[Bar, ...]
    unexpected: tuple[Unexpected, ...]
    more_unexpected: int
    is_modelled: bool
    """Whether there are figures of the model: not for too few scripts, nor where the search for it came to no rest."""
