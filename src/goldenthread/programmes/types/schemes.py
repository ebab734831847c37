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
class SchemePart:
    """Criteria that are reckoned together as well: their weighted marks have to reach a ``minimum`` of their own. It is
    how parts combine: each has to be reached, and the total over all. ``highest``: what they come to at most."""

    code: str
    title: str
    criteria: tuple[str, ...]
    minimum: int
    highest: int = 0


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
    parts: tuple[SchemePart, ...] = ()
    """Criteria that have a minimum together; each criterion is in one of them at most."""

    def only(self, codes: Collection[str], *, beside: Mapping[str, int] | None = None) -> MarkScheme:
        """The scheme with these criteria alone. With the marks that stand ``beside`` them, by code, totals and outcomes
        are over the whole."""
        kept = tuple(criterion for criterion in self.criteria if criterion.code in codes)
        stands = tuple((self.criterion(code), mark) for code, mark in (beside or {}).items())
        known = {*(each.code for each in kept), *(each.code for each, _ in stands)}
        # Of a part that is marked in pieces nobody can say whether it is reached.
        parts = tuple(part for part in self.parts if known.issuperset(part.criteria))
        return replace(self, criteria=kept, beside=stands, parts=parts)

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

    def reached(self, of: Criterion | SchemePart, marks: Mapping[str, int]) -> int:
        """The mark on a criterion, or what those of a part come to. :raises KeyError: if one is missing."""
        given = {**marks, **{criterion.code: mark for criterion, mark in self.beside}}
        if isinstance(of, Criterion):
            return given[of.code]
        weights = {each.code: each.weight for each in (*self.criteria, *(each for each, _ in self.beside))}
        return sum(weights[code] * given[code] for code in of.criteria)

    def short_of(self, marks: Mapping[str, int]) -> tuple[Criterion | SchemePart, ...]:
        """The criteria and parts on which these marks, with those beside them, are below the minimum. :raises KeyError:
        if one is missing."""
        stands = tuple(criterion for criterion, mark in self.beside if mark < criterion.minimum)
        short = tuple(criterion for criterion in self.criteria if marks[criterion.code] < criterion.minimum)
        return (*stands, *short, *(part for part in self.parts if self.reached(part, marks) < part.minimum))

    def is_passed_by(self, marks: Mapping[str, int]) -> bool:
        """Whether these marks pass: no criterion and no part below its minimum, and the total reached."""
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
