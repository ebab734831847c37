"""What a release covers: the matrix of statements and components, and what follows from it."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from goldenthread.ground.types import Refusal
from goldenthread.programmes.types.releases import ComponentFacts, ReleaseLine
from goldenthread.programmes.types.words import ComponentKind, ComponentRef, Route, Use


@dataclass(frozen=True)
class StatementPlace:
    """A statement as coverage needs it: which one, and in which section it stands."""

    ref: UUID
    section: str
    number: str
    text: str
    section_number: int = 0


@dataclass(frozen=True)
class CoverageColumn:
    """A component as coverage needs it."""

    ref: ComponentRef
    kind: ComponentKind
    title: str
    minutes: int
    routes: frozenset[Route]
    stands_apart: bool


@dataclass(frozen=True)
class CoverageRow:
    """One statement and what each component does with it; ``uses`` follows the columns."""

    statement: StatementPlace
    uses: tuple[frozenset[Use], ...]

    @property
    def all_uses(self) -> frozenset[Use]:
        """Everything done with it by any component."""
        return frozenset(use for cell in self.uses for use in cell)

    @property
    def components(self) -> int:
        """How many components touch it."""
        return sum(1 for cell in self.uses if cell)


@dataclass(frozen=True)
class Hours:
    """Minutes under one heading, and the share of all minutes as a percentage."""

    name: str
    minutes: int
    share: float


@dataclass(frozen=True)
class Coverage:
    """What one route of a release covers."""

    route: Route | None
    columns: tuple[CoverageColumn, ...]
    rows: tuple[CoverageRow, ...]
    gaps: tuple[StatementPlace, ...]
    unpractised: tuple[StatementPlace, ...]
    unassessed: tuple[StatementPlace, ...]
    heavy: tuple[CoverageRow, ...]
    orphans: tuple[CoverageColumn, ...]
    by_section: tuple[Hours, ...]
    by_kind: tuple[Hours, ...]

    @property
    def minutes(self) -> int:
        """All minutes of the route; none for both, which nobody takes together."""
        return sum(column.minutes for column in self.columns) if self.route else 0

    @property
    def taught(self) -> int:
        """How many statements are taught at least once."""
        return len(self.rows) - len(self.gaps)

    @property
    def practised(self) -> int:
        """How many statements are practised at least once."""
        return len(self.rows) - len(self.unpractised)

    @property
    def assessed(self) -> int:
        """How many statements are assessed at least once."""
        return len(self.rows) - len(self.unassessed)


@dataclass(frozen=True)
class CoveragePage:
    """What one route of a release covers, or both, with the names a page needs; and the hours, route by route."""

    release: ReleaseLine
    coverage: Coverage
    by_route: tuple[Coverage, ...]
    may_change: bool

    @property
    def gaps_first(self) -> tuple[CoverageRow, ...]:
        """The rows, those that nothing teaches before the others; otherwise as the framework has them."""
        return tuple(sorted(self.coverage.rows, key=lambda row: Use.TAUGHT in row.all_uses))


@dataclass(frozen=True)
class PickerLine:
    """A statement on offer for a component, and what is chosen."""

    statement: StatementPlace
    uses: frozenset[Use]


@dataclass(frozen=True)
class PickerSection:
    """A section on offer: the lines that are shown, how many it has, and how many of those are chosen."""

    number: int
    title: str
    lines: tuple[PickerLine, ...]
    size: int
    chosen: int


@dataclass(frozen=True)
class PickerPage:
    """What a component may be tied to."""

    component: ComponentFacts
    release: ReleaseLine
    sections: tuple[PickerSection, ...]
    refusal: Refusal | None

    @property
    def shown(self) -> tuple[StatementPlace, ...]:
        """The statements on the page."""
        return tuple(line.statement for section in self.sections for line in section.lines)

    @property
    def size(self) -> int:
        """How many statements there are."""
        return sum(section.size for section in self.sections)

    @property
    def chosen(self) -> int:
        """How many statements are chosen, on the page or not."""
        return sum(section.chosen for section in self.sections)
