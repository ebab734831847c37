"""Mark schemes as assessors use them."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from goldenthread.programmes.types.words import MarkSchemeRef, SchemeState


@dataclass(frozen=True)
class LevelDescriptor:
    """What one mark on a criterion means."""

    mark: int
    label: str
    description: str


@dataclass(frozen=True)
class Criterion:
    """One thing that is judged. ``minimum`` is the least mark with which a script can still pass."""

    code: str
    title: str
    weight: int
    minimum: int
    levels: tuple[LevelDescriptor, ...]
    asks: str = ""

    @property
    def lowest(self) -> int:
        """The least mark the scale has."""
        return min(level.mark for level in self.levels)

    @property
    def highest(self) -> int:
        """The greatest mark the scale has; 0 where it has none yet."""
        return max((level.mark for level in self.levels), default=0)

    @property
    def marks(self) -> tuple[int, ...]:
        """Every mark that can be given, rising."""
        return tuple(sorted(level.mark for level in self.levels))

    def level(self, mark: int) -> LevelDescriptor:
        """What this mark means. :raises KeyError: if the scale has no such mark."""
        for level in self.levels:
            if level.mark == mark:
                return level
        raise KeyError(mark)


@dataclass(frozen=True)
class MarkScheme:
    """Criteria, scales and the rule for passing, in one version.

    ``minimum_total`` is compared with the weighted total. ``is_illustrative`` must be shown wherever the scheme is:
    the marks and thresholds are then ours, not the Department's.
    """

    ref: MarkSchemeRef
    qualification: str
    version: int
    title: str
    state: SchemeState
    is_illustrative: bool
    minimum_total: int
    criteria: tuple[Criterion, ...]
    source: str = ""
    beside: tuple[tuple[Criterion, int], ...] = ()
    """Criteria that are not marked again, each with the mark that stands; they count in totals and outcomes."""

    def only(self, codes: Collection[str], *, beside: Mapping[str, int] | None = None) -> MarkScheme:
        """The scheme with these criteria alone. With the marks that stand ``beside`` them, by code, totals and outcomes
        are over the whole."""
        kept = tuple(criterion for criterion in self.criteria if criterion.code in codes)
        stands = tuple((self.criterion(code), mark) for code, mark in (beside or {}).items())
        return replace(self, criteria=kept, beside=stands)

    @property
    def highest_total(self) -> int:
        """The weighted total of a script with the greatest mark everywhere."""
        every = (*self.criteria, *(criterion for criterion, _ in self.beside))
        return sum(criterion.weight * criterion.highest for criterion in every)

    def criterion(self, code: str) -> Criterion:
        """The criterion with this code. :raises KeyError: if the scheme has none."""
        for criterion in self.criteria:
            if criterion.code == code:
                return criterion
        raise KeyError(code)

    def total(self, marks: Mapping[str, int]) -> int:
        """The weighted total of a full set of marks by criterion code. :raises KeyError: if one is missing."""
        stands = sum(criterion.weight * mark for criterion, mark in self.beside)
        return stands + sum(criterion.weight * marks[criterion.code] for criterion in self.criteria)

    def short_of(self, marks: Mapping[str, int]) -> tuple[Criterion, ...]:
        """The criteria on which these marks, or those beside them, are below the minimum. :raises KeyError: if one is
        missing."""
        stands = tuple(criterion for criterion, mark in self.beside if mark < criterion.minimum)
        return stands + tuple(criterion for criterion in self.criteria if marks[criterion.code] < criterion.minimum)

    def is_passed_by(self, marks: Mapping[str, int]) -> bool:
        """Whether these marks pass: no criterion below its minimum, and the total reached."""
        return not self.short_of(marks) and self.total(marks) >= self.minimum_total


@dataclass(frozen=True)
class SchemeLine:
    """A mark scheme as a list names it."""

    ref: MarkSchemeRef
    version: int
    title: str
    state: SchemeState
    is_illustrative: bool
    criteria: int
    source: str
    frozen_at: datetime | None = None
