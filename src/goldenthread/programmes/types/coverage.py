"""What a release covers: the matrix of statements and components, and what follows from it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from goldenthread.ground.types import Refusal
from goldenthread.programmes.types.releases import ComponentFacts, ModuleOutline, ReleaseLine, Shortcoming, Tie
from goldenthread.programmes.types.variants import VariantLine
from goldenthread.programmes.types.words import ROUTE_NAMES, ComponentKind, ComponentRef, Route, Use


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
    """A component as coverage needs it. ``variant`` names the variant that brings it, where one does."""

    ref: ComponentRef
    kind: ComponentKind
    title: str
    minutes: int
    routes: frozenset[Route]
    stands_apart: bool
    module: str = ""
    variant: str = ""

    @property
    def ways(self) -> tuple[Route, ...]:
        """The routes in their usual order."""
        return tuple(route for route in Route if route in self.routes)


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
class OverWeight:
    """When a statement takes far more than the others: so many times the middle one's time, and so long at least.

    Illustrative: ``set_on`` is the day on which we set it.
    """

    times: float
    least_minutes: int
    set_on: date


@dataclass(frozen=True)
class Heavy:
    """A statement that takes far more time than the others on a route, and how many components take it."""

    statement: StatementPlace
    route: Route
    minutes: int
    components: int


@dataclass(frozen=True)
class Hours:
    """Minutes under one heading, and the share of all minutes as a percentage; those of a list add up to 100."""

    name: str
    minutes: int
    share: int


@dataclass(frozen=True)
class Coverage:
    """What one route of a release covers."""

    route: Route | None
    columns: tuple[CoverageColumn, ...]
    rows: tuple[CoverageRow, ...]
    gaps: tuple[StatementPlace, ...]
    unpractised: tuple[StatementPlace, ...]
    unassessed: tuple[StatementPlace, ...]
    heavy: tuple[Heavy, ...]
    over_weight: OverWeight
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
class Summary:
    """What one route covers in the core or in a variant, in numbers."""

    variant: VariantLine | None
    route: Route
    components: int
    minutes: int
    statements: int
    lacking: Mapping[Use, int]

    def held(self, use: Use) -> int:
        """How many statements are used so at least once."""
        return self.statements - self.lacking[use]

    @property
    def taught(self) -> int:
        """How many statements are taught at least once."""
        return self.held(Use.TAUGHT)

    @property
    def practised(self) -> int:
        """How many statements are practised at least once."""
        return self.held(Use.PRACTISED)

    @property
    def assessed(self) -> int:
        """How many statements are assessed at least once."""
        return self.held(Use.ASSESSED)


@dataclass(frozen=True)
class CoveragePage:
    """What one route of a release covers, or both, with the names a page needs; and the hours, route by route.

    ``variant`` is the one that is looked at, where it is not the core; ``summaries`` has the core and every variant;
    ``aside`` says what of the edition is not counted, and why.
    """

    release: ReleaseLine
    coverage: Coverage
    by_route: tuple[Coverage, ...]
    may_change: bool
    variants: tuple[VariantLine, ...] = ()
    variant: VariantLine | None = None
    summaries: tuple[Summary, ...] = ()
    aside: str = ""


@dataclass(frozen=True)
class ClosingLine:
    """A component, what it does with the statement by now, and how many statements it serves."""

    component: CoverageColumn
    uses: frozenset[Use]
    served: int


@dataclass(frozen=True)
class ClosingPage:
    """The components that may be chosen for a statement that nothing teaches, in order."""

    release: ReleaseLine
    statement: StatementPlace
    variant: VariantLine | None
    lines: tuple[ClosingLine, ...]
    refusal: Refusal | None

    def titled(self, ref: UUID | None) -> str:
        """The title of one of the components; nothing where it is none of them."""
        return next((line.component.title for line in self.lines if line.component.ref == ref), "")


@dataclass(frozen=True)
class Variation:
    """The core, or a variant, route by route."""

    variant: VariantLine | None
    by_route: tuple[Coverage, ...]

    @property
    def name(self) -> str:
        """What a list calls it."""
        return self.variant.title if self.variant else "Core"


@dataclass(frozen=True)
class CoverageBook:
    """Everything a spreadsheet of coverage holds: one matrix, and gaps and hours of the core and every variant."""

    release: ReleaseLine
    name: str
    matrix: Coverage
    variations: tuple[Variation, ...]
    aside: str = ""


@dataclass(frozen=True)
class Loss:
    """A statement, and what would no longer be done with it anywhere."""

    statement: StatementPlace
    uses: tuple[Use, ...]


@dataclass(frozen=True)
class HoursLeft:
    """Minutes under one heading before and after something is dropped."""

    name: str
    before: int
    after: int


@dataclass(frozen=True)
class Outcome:
    """What dropping components does to one route of the core or of a variant."""

    variant: VariantLine | None
    route: Route
    losses: tuple[Loss, ...]
    before: int
    after: int
    by_section: tuple[HoursLeft, ...]
    by_kind: tuple[HoursLeft, ...]

    @property
    def name(self) -> str:
        """The variant and the route as a heading says them."""
        route = f"{ROUTE_NAMES[self.route]} route"
        return f"{self.variant.title}: {route.lower()}" if self.variant else route


@dataclass(frozen=True)
class DroppingPage:
    """What would follow if components were dropped. Nothing is changed by looking.

    ``breaks`` is what the release would lack that it does not lack now; ``left_over`` the stand-ins of variants whose
    core would be gone.
    """

    release: ReleaseLine
    modules: tuple[ModuleOutline, ...]
    dropped: tuple[ComponentFacts, ...]
    outcomes: tuple[Outcome, ...]
    breaks: tuple[Shortcoming, ...]
    left_over: tuple[ComponentFacts, ...]
    may_change: bool

    @property
    def dropped_refs(self) -> frozenset[UUID]:
        """What is chosen."""
        return frozenset(component.ref for component in self.dropped)

    @property
    def lost(self) -> int:
        """How many different statements lose something somewhere."""
        return len({loss.statement.ref for outcome in self.outcomes for loss in outcome.losses})


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
    aside: str = ""

    @property
    def shown(self) -> tuple[StatementPlace, ...]:
        """The statements on the page."""
        return tuple(line.statement for section in self.sections for line in section.lines)

    @property
    def ticked(self) -> frozenset[Tie]:
        """What is chosen for the statements on the page."""
        lines = (line for section in self.sections for line in section.lines)
        return frozenset(Tie(line.statement.ref, use) for line in lines for use in line.uses)

    @property
    def size(self) -> int:
        """How many statements there are."""
        return sum(section.size for section in self.sections)

    @property
    def chosen(self) -> int:
        """How many statements are chosen, on the page or not."""
        return sum(section.chosen for section in self.sections)
