"""Parts of a project that stand from an earlier attempt: which, with which marks, and why not where none do."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from goldenthread.assessment.types.projects import FormPart, TaskForm
from goldenthread.assessment.types.words import Outcome
from goldenthread.ground.types import Refusal
from goldenthread.programmes.types import MarkScheme


@dataclass(frozen=True)
class CarriedMark:
    """The mark on a criterion as it was settled before, and what its participant was told."""

    mark: int
    feedback: str = ""


@dataclass(frozen=True)
class Earlier:
    """The attempt before, as it stands: its form, if it was a project, its scheme, and the marks that were told."""

    settlement: UUID
    title: str
    told_at: datetime
    outcome: Outcome
    form: TaskForm | None
    scheme: MarkScheme
    result: UUID
    marks: Mapping[str, CarriedMark] = field(default_factory=dict)


@dataclass(frozen=True)
class Resumed:
    """What of a project stands before it is handed in again. ``why_all``: why everything is handed in where the policy
    would let parts stand; ``None`` also for a first attempt."""

    parts: tuple[FormPart, ...] = ()
    earlier: Earlier | None = None
    why_all: Refusal | None = None

    @property
    def keys(self) -> tuple[str, ...]:
        """The keys of the parts that stand."""
        return tuple(part.key for part in self.parts)

    @property
    def lines(self) -> tuple[StandingLine, ...]:
        """Each part that stands, with its marks."""
        scheme, marks = (self.earlier.scheme, self.earlier.marks) if self.earlier else (None, {})
        if scheme is None:
            return ()
        return tuple(lines_of(part, scheme, marks) for part in self.parts)


@dataclass(frozen=True)
class StandingLine:
    """A part that stands, and for each of its criteria what it is called and its mark."""

    title: str
    marks: tuple[tuple[str, int], ...]


@dataclass(frozen=True)
class Carried:
    """The parts that stood when a version was handed in, and their marks.

    ``told_at`` and ``title`` say of which attempt. ``uses`` is the settlement that holds the marks, ``answered`` the
    one on which the earlier result rested when somebody last looked, and ``stands`` the one by now: another one where
    it was corrected since. ``outcome``: of that result by now.
    """

    parts: tuple[FormPart, ...]
    marks: Mapping[str, CarriedMark]
    title: str
    told_at: datetime
    uses: UUID
    answered: UUID
    stands: UUID
    outcome: Outcome
    result: UUID

    @property
    def codes(self) -> frozenset[str]:
        """The criteria that are not marked again."""
        return frozenset(code for part in self.parts for code in part.criteria)

    @property
    def titles(self) -> str:
        """What the parts are called."""
        return ", ".join(part.title for part in self.parts)

    @property
    def is_behind(self) -> bool:
        """Whether the earlier result was corrected since, and nobody has decided what follows."""
        return self.answered != self.stands

    def lines(self, scheme: MarkScheme) -> tuple[StandingLine, ...]:
        """Each part, with its marks."""
        return tuple(lines_of(part, scheme, self.marks) for part in self.parts)


def lines_of(part: FormPart, scheme: MarkScheme, marks: Mapping[str, CarriedMark]) -> StandingLine:
    """One part with its marks under a scheme."""
    told = ((scheme.criterion(code), marks[code].mark) for code in part.criteria)
    return StandingLine(part.title, tuple((f"{each.code} {each.title}", mark) for each, mark in told))
