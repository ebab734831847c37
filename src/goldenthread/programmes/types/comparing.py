"""What differs between two versions of a mark scheme."""

from __future__ import annotations

from dataclasses import dataclass

from goldenthread.frameworks.types import Change, StatementLine
from goldenthread.ground.types.wording import Run
from goldenthread.programmes.types.schemes import Criterion, MarkScheme
from goldenthread.programmes.types.words import MarkSchemeRef


@dataclass(frozen=True)
class Otherwise:
    """One thing that is said otherwise, by its name, with the words that were taken out and put in."""

    name: str
    was: str
    now: str
    runs: tuple[Run, ...]


@dataclass(frozen=True)
class LevelChange:
    """What became of the level with this mark."""

    mark: int
    change: Change
    said: tuple[Otherwise, ...]


@dataclass(frozen=True)
class CriterionChange:
    """What became of a criterion: added, removed, reworded, or moved among those that both versions have."""

    change: Change
    criterion: Criterion
    """As it is now; as it was, where it was removed."""
    said: tuple[Otherwise, ...] = ()
    levels: tuple[LevelChange, ...] = ()
    linked: tuple[StatementLine, ...] = ()
    unlinked: tuple[StatementLine, ...] = ()


@dataclass(frozen=True)
class SchemeComparison:
    """Two versions of a mark scheme, the earlier first, and all that differs. What is the same is left out."""

    before: MarkScheme
    after: MarkScheme
    said: tuple[Otherwise, ...]
    criteria: tuple[CriterionChange, ...]

    @property
    def differs(self) -> bool:
        """Whether anything does."""
        return bool(self.said or self.criteria)


@dataclass(frozen=True)
class ComparisonPage:
    """A mark scheme beside another version of it, and every pair that can be chosen."""

    ref: MarkSchemeRef
    slug: str
    name: str
    title: str
    comparison: SchemeComparison | None
    """None where there is no other version."""
    versions: tuple[tuple[int, MarkSchemeRef], ...]
