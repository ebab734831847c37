"""Which statements of a framework the criteria of a mark scheme judge."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from goldenthread.frameworks.types import EditionLine, EditionState, StatementLine
from goldenthread.ground.types import Refusal
from goldenthread.programmes.types.coverage import StatementPlace
from goldenthread.programmes.types.schemes import Criterion, MarkScheme
from goldenthread.programmes.types.words import MarkSchemeRef, SchemeState


@dataclass(frozen=True)
class EditionTally:
    """How many of an edition's statements no criterion is linked to, and whether a later edition has come."""

    edition: EditionLine
    statements: int
    unlinked: tuple[StatementPlace, ...]
    is_linked: bool
    """Whether any is linked."""

    @property
    def is_superseded(self) -> bool:
        """Whether another edition has taken its place."""
        return self.edition.state is EditionState.SUPERSEDED


@dataclass(frozen=True)
class SchemeLinks:
    """The statements under each criterion, by its code, and what is left over."""

    by_code: Mapping[str, tuple[StatementLine, ...]]
    editions: tuple[EditionTally, ...] = ()


@dataclass(frozen=True)
class LinkLine:
    """A statement that a criterion may be linked to, and whether it is."""

    statement: StatementPlace
    is_linked: bool


@dataclass(frozen=True)
class LinkSection:
    """One area of an edition in a picker."""

    title: str
    lines: tuple[LinkLine, ...]

    @property
    def linked(self) -> int:
        """How many are linked."""
        return sum(1 for line in self.lines if line.is_linked)


@dataclass(frozen=True)
class LinkingPage:
    """A criterion with the statements of one edition, by area."""

    scheme: MarkScheme
    name: str
    id: int
    criterion: Criterion
    edition: EditionLine | None
    """None where the qualification has no framework here yet."""
    editions: tuple[EditionLine, ...]
    sections: tuple[LinkSection, ...]
    elsewhere: int
    """How many statements of other editions it is linked to."""
    refusal: Refusal | None

    @property
    def shown(self) -> tuple[LinkLine, ...]:
        """Every statement on the page."""
        return tuple(line for section in self.sections for line in section.lines)


@dataclass(frozen=True)
class Judged:
    """A criterion that judges a statement, and whose it is."""

    scheme: MarkSchemeRef
    scheme_title: str
    qualification: str
    version: int
    state: SchemeState
    code: str
    title: str
