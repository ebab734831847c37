"""Engagement: from a ledger of credits to one figure."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from fractions import Fraction

from goldenthread.cohorts.types import CreditEntry, DueComponent, Figure
from goldenthread.programmes.types import ComponentFacts, EngagementPolicy, Measure, Route


def counted(
    components: Iterable[ComponentFacts], *, route: Route, policy: EngagementPolicy | None
) -> tuple[ComponentFacts, ...]:
    """The components that are part of the figure for this route, in order; without a policy, all required ones."""
    return tuple(
        c
        for c in components
        if c.is_on(route)
        and size_of(c, policy)
        and (policy.takes(c.kind, is_required=c.is_required) if policy else c.is_required)
    )


def measure_of(policy: EngagementPolicy | None) -> Measure:
    """What the figure is made of; minutes where no policy says."""
    return policy.measure if policy else Measure.MINUTES


def size_of(component: ComponentFacts, policy: EngagementPolicy | None) -> int:
    """How much a component contributes, in the policy's measure."""
    return component.weight if measure_of(policy) is Measure.WEIGHT else component.minutes


def shares(entries: Iterable[CreditEntry]) -> Mapping[int, Fraction]:
    """The credited share of each component by its id, between nothing and all of it.

    The entries are added up first and cut off after: their order cannot matter, more evidence cannot lower the share,
    and taking back one of two sufficient pieces of evidence leaves the other standing.
    """
    sums: defaultdict[int, Fraction] = defaultdict(Fraction)
    for entry in entries:
        sums[entry.component_id] += entry.share
    return {component: min(max(total, Fraction(0)), Fraction(1)) for component, total in sums.items()}


def figure(
    components: Iterable[ComponentFacts],
    entries: Iterable[CreditEntry],
    *,
    route: Route,
    policy: EngagementPolicy | None,
) -> Figure:
    """The figure for one person: credited of due, exactly."""
    done = shares(entries)
    due = counted(components, route=route, policy=policy)
    return Figure(
        credited=sum((done.get(c.id, Fraction(0)) * size_of(c, policy) for c in due), Fraction(0)),
        due=sum(size_of(c, policy) for c in due),
        threshold=policy.threshold if policy else None,
        measure=measure_of(policy),
    )


def of_due(
    due: Iterable[DueComponent], entries: Iterable[CreditEntry], *, route: Route, policy: EngagementPolicy | None
) -> Figure:
    """The figure over components that come with their dates."""
    return figure((d.component for d in due), entries, route=route, policy=policy)
