"""Marks, who may give them, and how two sets of them compare."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import StrEnum
from uuid import UUID

from goldenthread.assessment.types.pinning import Unpinned
from goldenthread.assessment.types.words import Outcome, ScriptRef
from goldenthread.programmes.types import AgreementKind


@dataclass(frozen=True)
class Mark:
    """A mark on one criterion and the reason for it; ``mark`` is ``None`` while it is not given yet."""

    mark: int | None = None
    reason: str = ""


@dataclass(frozen=True)
class MarkSheet:
    """Marks by criterion code, as one assessor or moderator gives them. ``unpinned``: in a draft, the comment at a
    passage that is typed and not pinned."""

    marks: Mapping[str, Mark] = field(default_factory=dict)
    comment: str = ""
    unpinned: Unpinned = field(default_factory=Unpinned)

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
    """What a full sheet comes to under its scheme. ``short_of``: codes of criteria and parts below their
    minimum.

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

    @property
    def falls_short(self) -> str:
        """That a criterion or a part is below its minimum, which fails the whole whatever its total, in words;
        nothing where none is."""
        return f"below the minimum on {' and '.join(self.short_of)}" if self.short_of else ""


@dataclass(frozen=True)
class CriterionComparison:
    """The marks of several on one criterion. ``difference`` is in marks, between the lowest and the highest."""

    code: str
    title: str
    marks: tuple[Mark, ...]
    difference: int
    is_close: bool

    @property
    def shared(self) -> int | None:
        """The mark that all gave, if they did."""
        return self.marks[0].mark if self.difference == 0 else None


@dataclass(frozen=True)
class Comparison:
    """The markings of one script side by side. ``is_agreed``: nothing lies further apart than the policy allows."""

    rows: tuple[CriterionComparison, ...]
    judged: tuple[Judged, ...]
    is_agreed: bool
    sentence: str

    @property
    def difference(self) -> int:
        """Between the lowest and the highest weighted total."""
        totals = [each.total for each in self.judged]
        return max(totals) - min(totals)


@dataclass(frozen=True)
class AgreementTerms:
    """How one mark follows from several. ``distance`` is in marks; ``boundaries`` are where a band begins."""

    kind: AgreementKind
    distance: Decimal | None = None
    boundaries: tuple[Decimal, ...] = ()


class Third(StrEnum):
    """What a third marker's marking is among those that count, who read others because they lay too far apart.

    ``last``: they read all of them. ``overtaken``: one came after it, in the place of one that was set aside perhaps.
    """

    LAST = "last"
    OVERTAKEN = "overtaken"


@dataclass(frozen=True)
class Agreement:
    """What follows from the markings of a script by the policy's rule. ``sheet``: the marks that would stand, with the
    reason for each that not everybody gave; none where a person has to choose. ``says``: why, in a sentence.

    ``is_wide``: they lie further apart than the policy allows.
    """

    sheet: MarkSheet | None
    says: str
    is_wide: bool = False


@dataclass(frozen=True)
class Pairing:
    """One script for one marker, at a seat."""

    script: ScriptRef
    person_id: int
    seat: int
