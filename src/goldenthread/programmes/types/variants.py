"""Local variants: what a partner, phase or region adds to a programme's core or exchanges in it."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from goldenthread.ground.types import Refusal
from goldenthread.programmes.types.releases import ComponentFacts, ReleaseLine, ReleaseOutline, RouteTotal, Shortcoming
from goldenthread.programmes.types.words import VariantKind, VariantRef


@dataclass(frozen=True)
class VariantDraft:
    """What a designer says of a variant. ``partner``: the delivery partner it is for, where it is one's."""

    title: str
    kind: VariantKind
    about: str = ""
    partner: UUID | None = None


@dataclass(frozen=True)
class VariantLine:
    """A variant as a list names it."""

    id: int
    ref: VariantRef
    title: str
    kind: VariantKind
    about: str
    partner: str
    partner_ref: UUID | None


@dataclass(frozen=True)
class VariantCard:
    """A variant beside its release: how much it adds and exchanges there, and what clashes."""

    variant: VariantLine
    added: int
    exchanged: int
    clashes: int


@dataclass(frozen=True)
class Difference:
    """A component of a variant, and the core's that it stands for, where it is an exchange."""

    component: ComponentFacts
    core: ComponentFacts | None


@dataclass(frozen=True)
class VariantPage:
    """A variant of a release: where it differs, and the whole of what its people would do."""

    variant: VariantLine
    release: ReleaseLine
    differences: tuple[Difference, ...]
    core: ReleaseOutline
    outline: ReleaseOutline
    routes: tuple[RouteTotal, ...]
    lacks: tuple[Shortcoming, ...]
    refusal: Refusal | None

    @property
    def clashes(self) -> tuple[Difference, ...]:
        """What has to be decided before publishing."""
        return tuple(each for each in self.differences if each.component.clash)

    @property
    def added(self) -> tuple[Difference, ...]:
        """What the core does not have."""
        return tuple(each for each in self.differences if each.core is None)

    @property
    def exchanged(self) -> tuple[Difference, ...]:
        """What stands for a component of the core."""
        return tuple(each for each in self.differences if each.core is not None)

    @property
    def may_be_exchanged(self) -> tuple[ComponentFacts, ...]:
        """The core's components that nothing stands for in this variant."""
        gone = {each.core.ref for each in self.exchanged if each.core}
        return tuple(component for component in self.core.components if component.ref not in gone)
