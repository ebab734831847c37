"""Programmes, releases, modules and components as other rooms and pages read them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from goldenthread.frameworks.types import StatementLine
from goldenthread.ground.types import Refusal
from goldenthread.programmes.types.variants import VariantCard
from goldenthread.programmes.types.words import (
    Clash,
    ComponentKind,
    ComponentRef,
    ModuleRef,
    ProgrammeRef,
    ReleaseRef,
    ReleaseState,
    Route,
    Use,
    VariantRef,
)


@dataclass(frozen=True)
class Tie:
    """What a component does with one statement, named by the statement's reference."""

    statement: UUID
    use: Use


@dataclass(frozen=True)
class ComponentDraft:
    """What a designer decides about a component. ``stands_apart``: it serves no statement by design."""

    kind: ComponentKind
    title: str
    minutes: int
    routes: frozenset[Route]
    weight: int = 1
    is_required: bool = True
    stands_apart: bool = False
    about: str = ""
    ties: frozenset[Tie] = frozenset()


@dataclass(frozen=True)
class ComponentFacts:
    """A component as other rooms need it. ``id`` is for joins inside the house, ``ref`` for addresses.

    One of a local variant names it, and the core's component that it stands for. ``clash`` says that this was changed
    or removed since; ``stood_for`` is the title of one that was removed.
    """

    id: int
    ref: ComponentRef
    kind: ComponentKind
    title: str
    minutes: int
    weight: int
    routes: frozenset[Route]
    is_required: bool
    position: int
    module: str
    module_ref: ModuleRef
    release_id: int
    about: str = ""
    stands_apart: bool = False
    variant: VariantRef | None = None
    variant_title: str = ""
    instead_of: ComponentRef | None = None
    clash: Clash | None = None
    stood_for: str = ""

    @property
    def named(self) -> str:
        """Its title, with its variant where it is of one."""
        return f"{self.title} ({self.variant_title})" if self.variant else self.title

    @property
    def ways(self) -> tuple[Route, ...]:
        """The routes in their usual order."""
        return tuple(route for route in Route if route in self.routes)

    def is_on(self, route: Route) -> bool:
        """Whether somebody on this route does it."""
        return route in self.routes


@dataclass(frozen=True)
class ModuleOutline:
    """A module and its components in order."""

    id: int
    ref: ModuleRef
    position: int
    title: str
    components: tuple[ComponentFacts, ...] = ()


@dataclass(frozen=True)
class Shortcoming:
    """Something a release lacks. Where ``blocks`` is false it is only said, and publishing goes on."""

    code: str
    says: str
    mend: str
    blocks: bool = True
    component: ComponentRef | None = None


@dataclass(frozen=True)
class ReleaseLine:
    """A release as a list names it."""

    id: int
    ref: ReleaseRef
    number: int
    state: ReleaseState
    programme: ProgrammeRef
    title: str
    qualification: str
    qualification_title: str
    edition: str
    edition_ref: UUID
    published_at: datetime | None = None

    @property
    def name(self) -> str:
        """The programme with the number of its release."""
        return f"{self.title}, release {self.number}"


@dataclass(frozen=True)
class ReleaseOutline:
    """A release with everything in it, in order: its core, or what somebody in one of its variants does."""

    release: ReleaseLine
    modules: tuple[ModuleOutline, ...] = ()

    @property
    def components(self) -> tuple[ComponentFacts, ...]:
        """Every component, through the modules in order."""
        return tuple(component for module in self.modules for component in module.components)

    def on(self, route: Route) -> tuple[ComponentFacts, ...]:
        """The components of one route, in order."""
        return tuple(component for component in self.components if component.is_on(route))

    @property
    def totals(self) -> tuple[RouteTotal, ...]:
        """What each route adds up to, for routes that anything is on."""
        return tuple(
            RouteTotal(route, len(on), sum(component.minutes for component in on))
            for route in Route
            if (on := self.on(route))
        )


@dataclass(frozen=True)
class ComponentSheet:
    """A component with its ties, as its editor shows it.

    ``core`` is what it stands for in its variant; ``stand_ins`` is what stands for it in the variants one may see.
    """

    component: ComponentFacts
    release: ReleaseLine
    ties: frozenset[Tie] = frozenset()
    statements: tuple[tuple[StatementLine, frozenset[Use]], ...] = ()
    refusal: Refusal | None = None
    core: ComponentFacts | None = None
    stand_ins: tuple[ComponentFacts, ...] = ()

    @property
    def may_change(self) -> bool:
        """Whether this actor may change it now; ``refusal`` says why not."""
        return self.refusal is None

    def uses_of(self, statement: UUID) -> frozenset[Use]:
        """What the component does with a statement."""
        return frozenset(tie.use for tie in self.ties if tie.statement == statement)


@dataclass(frozen=True)
class ReleaseStepLine:
    """Something that happened to a release."""

    state: ReleaseState
    by: str
    at: datetime


@dataclass(frozen=True)
class RouteTotal:
    """How many components are on a route, and how many minutes they take."""

    route: Route
    components: int
    minutes: int


@dataclass(frozen=True)
class ReleasePage:
    """A release as its page shows it, with what may be done and, where not, why.

    ``ties`` counts each component's statements by component id. ``siblings`` are the programme's other releases.
    """

    outline: ReleaseOutline
    ties: Mapping[int, int]
    lacks: tuple[Shortcoming, ...]
    steps: tuple[ReleaseStepLine, ...]
    siblings: tuple[ReleaseLine, ...]
    refusal: Refusal | None
    may_design: bool
    variants: tuple[VariantCard, ...] = ()

    @property
    def blocks(self) -> tuple[Shortcoming, ...]:
        """What must be put right before publishing."""
        return tuple(lack for lack in self.lacks if lack.blocks)

    @property
    def warnings(self) -> tuple[Shortcoming, ...]:
        """What is only said before publishing."""
        return tuple(lack for lack in self.lacks if not lack.blocks)

    @property
    def may_change(self) -> bool:
        """Whether this actor may change it now."""
        return self.refusal is None

    @property
    def routes(self) -> tuple[RouteTotal, ...]:
        """What each route adds up to, for routes that anything is on."""
        return self.outline.totals

    @property
    def open_draft(self) -> ReleaseLine | None:
        """The programme's draft, where this is not it and this actor may see it."""
        return next((release for release in self.siblings if release.state is ReleaseState.DRAFT), None)


@dataclass(frozen=True)
class ProgrammeLine:
    """A programme as a list names it, with the releases this actor may see, the newest first."""

    ref: ProgrammeRef
    title: str
    qualification: str
    edition: str
    releases: tuple[ReleaseLine, ...] = ()


@dataclass(frozen=True)
class StatementUse:
    """A component that does something with a statement, and in which release."""

    release: ReleaseLine
    component: ComponentRef
    title: str
    module: str
    uses: frozenset[Use]
