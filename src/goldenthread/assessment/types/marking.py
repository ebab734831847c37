"""Marks, who may give them, and how two sets of them compare."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from uuid import UUID

from goldenthread.assessment.types.words import AgreementWay, Outcome, ScriptRef


@dataclass(frozen=True)
class Mark:
    """A mark on one criterion and the reason for it; ``mark`` is ``None`` while it is not given yet."""

    mark: int | None = None
    reason: str = ""


@dataclass(frozen=True)
class MarkSheet:
    """Marks by criterion code, as one assessor or moderator gives them."""

    marks: Mapping[str, Mark] = field(default_factory=dict)
    comment: str = ""

    @property
    def given(self) -> dict[str, int]:
        """The marks that are given, by criterion code."""
        return {code: each.mark for code, each in self.marks.items() if each.mark is not None}


@dataclass(frozen=True)
class Trained:
    """Trained to mark a qualification (by its reference), on every day from the first to the last, if it has one."""

    qualification: UUID
    from_on: date
    until_on: date | None = None

    def holds(self, on: date) -> bool:
        """Whether it holds on a day."""
        return self.from_on <= on and (self.until_on is None or on <= self.until_on)


@dataclass(frozen=True)
class Away:
    """Days on which somebody does not mark, both included; without a last day until further notice."""

    from_on: date
    until_on: date | None = None

    def holds(self, on: date) -> bool:
        """Whether they are away on a day."""
        return self.from_on <= on and (self.until_on is None or on <= self.until_on)


@dataclass(frozen=True)
class Seen:
    """The draft as a page had it: how often it had been saved by then, and what stood in it."""

    number: int
    sheet: MarkSheet


@dataclass(frozen=True)
class Kept:
    """How a draft was kept. ``is_mixed``: something else had been saved since the page was drawn."""

    number: int
    is_mixed: bool


@dataclass(frozen=True)
class Marker:
    """Somebody who may be asked to mark: every organisation they hold any hat for, but the lead provider itself.

    ``declared_places`` and ``declared_people``: with which organisations and persons a conflict of interest is
    declared. ``phases``: of schooling that they know, as far as they said.
    """

    person_id: int
    organisation_ids: frozenset[int] = frozenset()
    declared_places: frozenset[int] = frozenset()
    declared_people: frozenset[int] = frozenset()
    trained: tuple[Trained, ...] = ()
    away: tuple[Away, ...] = ()
    phases: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Judged:
    """What a full sheet comes to under its scheme. ``short_of``: codes of criteria below their minimum.

    ``penalty`` is what the total has lost for words beyond the limit.
    """

    total: int
    outcome: Outcome
    short_of: tuple[str, ...] = ()
    penalty: int = 0

    @property
    def given(self) -> int:
        """What the marks came to before the penalty."""
        return self.total + self.penalty


@dataclass(frozen=True)
class CriterionComparison:
    """Two marks on one criterion. ``difference`` is in marks; ``shared`` is the mark both gave, if they did."""

    code: str
    title: str
    first: Mark
    second: Mark
    difference: int
    is_close: bool

    @property
    def shared(self) -> int | None:
        """The mark that both gave."""
        return self.first.mark if self.difference == 0 else None


@dataclass(frozen=True)
class Comparison:
    """Two markings of one script side by side."""

    rows: tuple[CriterionComparison, ...]
    first: Judged
    second: Judged
    is_agreed: bool
    sentence: str

    @property
    def difference(self) -> int:
        """Between the weighted totals."""
        return abs(self.first.total - self.second.total)


@dataclass(frozen=True)
class AgreementTerms:
    """How one mark follows from two. ``distance`` is in marks; ``boundaries`` are where a band begins."""

    way: AgreementWay
    distance: Decimal | None = None
    boundaries: tuple[Decimal, ...] = ()


@dataclass(frozen=True)
class Pairing:
    """One script for one marker, at a seat."""

    script: ScriptRef
    person_id: int
    seat: int
