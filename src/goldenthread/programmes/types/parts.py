"""What an engagement policy is made of: its parts, and its rules for catching up, being excused, and due dates."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType

from goldenthread.programmes.types.words import ComponentKind


class EngagementKind(StrEnum):
    """How a policy turns credits into one figure.

    ``overall_share``: one share of everything that counts. ``each_part``: every part has a threshold of its own, and
    all must be reached. ``weighted_parts``: the shares of the parts are weighed into one, with one threshold.
    """

    OVERALL_SHARE = "overall_share"
    EACH_PART = "each_part"
    WEIGHTED_PARTS = "weighted_parts"


class Measure(StrEnum):
    """What each component contributes: its minutes, the weight its designer gave it, or simply one."""

    MINUTES = "minutes"
    WEIGHT = "weight"
    COMPONENTS = "components"


class ExcusedRule(StrEnum):
    """What becomes of a session from which somebody was excused.

    ``credits``: it credits the policy's percentage, from nothing to all of it. ``left_out``: what is not credited of it
    is not due from them.
    """

    CREDITS = "credits"
    LEFT_OUT = "left_out"


class OwnTime(StrEnum):
    """When a component without sessions is due: by the cohort's last day, so many days after its first, or evenly
    spread between both in the order of the programme."""

    BY_THE_END = "by_the_end"
    AFTER_START = "after_start"
    SPREAD = "spread"


@dataclass(frozen=True)
class Part:
    """Some kinds of component that are measured together.

    No ``kinds`` means every kind. ``threshold`` is the part's own, as a whole percentage; ``weight`` is what the part
    weighs among the others. A policy has the one or the other, by its kind.
    """

    name: str
    kinds: frozenset[ComponentKind]
    measure: Measure = Measure.MINUTES
    threshold: int | None = None
    weight: int | None = None

    def takes(self, kind: ComponentKind) -> bool:
        """Whether a component of this kind is in this part."""
        return not self.kinds or kind in self.kinds

    @property
    def in_order(self) -> tuple[ComponentKind, ...]:
        """Its kinds in their usual order."""
        return tuple(kind for kind in ComponentKind if kind in self.kinds)


@dataclass(frozen=True)
class CatchUpRule:
    """What a reviewed catch-up credits, as a whole percentage of the component, and how many there may be."""

    share: int = 100
    most: int | None = None


@dataclass(frozen=True)
class DueRule:
    """When components are due: so many days after their last session; without sessions, as ``own_time`` says."""

    after_session: int = 0
    own_time: OwnTime = OwnTime.BY_THE_END
    after_start: int = 0


ENGAGEMENT_NAMES: Mapping[EngagementKind, str] = MappingProxyType(
    {
        EngagementKind.OVERALL_SHARE: "One share of everything that counts",
        EngagementKind.EACH_PART: "Each part by itself",
        EngagementKind.WEIGHTED_PARTS: "Weighted parts, added up",
    }
)
MEASURE_NAMES: Mapping[Measure, str] = MappingProxyType(
    {Measure.MINUTES: "Minutes", Measure.WEIGHT: "Weight of each component", Measure.COMPONENTS: "Number of components"}
)
