"""A local variant as it stands in a release, as its page shows it."""

from __future__ import annotations

from dataclasses import dataclass

from goldenthread.ground.types import Refusal
from goldenthread.programmes.types.releases import ComponentFacts, ReleaseLine, ReleaseOutline, RouteTotal, Shortcoming
from goldenthread.programmes.types.variants import VariantLine


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
