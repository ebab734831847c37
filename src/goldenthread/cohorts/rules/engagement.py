"""Engagement: from a ledger of credits to one figure."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from fractions import Fraction

from goldenthread.cohorts.types import CreditEntry, DueComponent, Figure
from goldenthread.programmes.types import ComponentFacts, EngagementKind, EngagementPolicy, Measure, Part, Route

# By minutes, over every kind, with nothing to reach: how engagement is told while no policy is in force.
NO_POLICY = Part("", frozenset())


def counted(
    components: Iterable[ComponentFacts], *, route: Route, policy: EngagementPolicy | None
) -> tuple[tuple[ComponentFacts, Part], ...]:
    """The components that are part of the figure for this route, in order, each with the part of the policy that it is
    in; without a policy, all required ones."""
    found = []
    for c in components:
        part = policy.part_for(c.kind, is_required=c.is_required) if policy else NO_POLICY if c.is_required else None
        if part and c.is_on(route) and size_of(c, part.measure):
            found.append((c, part))
    return tuple(found)


def size_of(component: ComponentFacts, measure: Measure) -> int:
    """How much a component contributes, in a measure."""
    if measure is Measure.COMPONENTS:
        return 1
    return component.weight if measure is Measure.WEIGHT else component.minutes


def shares(entries: Iterable[CreditEntry]) -> Mapping[int, Fraction]:
    """The credited share of each component by its id, between nothing and all of it.

    The entries are added up first and cut off after: their order cannot matter, more evidence cannot lower the share,
    and taking back one of two sufficient pieces of evidence leaves the other standing.
    """
    sums = _sums(entry for entry in entries if not entry.waives)
    return {component: min(max(total, Fraction(0)), Fraction(1)) for component, total in sums.items()}


def waived(entries: Iterable[CreditEntry]) -> frozenset[int]:
    """The components, by id, of which nothing beyond what is credited is due."""
    return frozenset(c for c, total in _sums(entry for entry in entries if entry.waives).items() if total > 0)


def figure(
    components: Iterable[ComponentFacts],
    entries: Iterable[CreditEntry],
    *,
    route: Route,
    policy: EngagementPolicy | None,
) -> Figure:
    """The figure for one person: credited of due, exactly.

    What is left out of what is due is only what is not credited of it: so neither evidence nor being excused, in
    whatever order, ever lowers a figure. A part in which nothing is due is left out, and the others stand for it.
    """
    known = tuple(entries)
    done, left_out = shares(known), waived(known)
    due = counted(components, route=route, policy=policy)
    parts = policy.every_part if policy else (NO_POLICY,)
    told = tuple(_part(part, [c for c, its in due if its == part], done, left_out) for part in parts)
    if policy is None or policy.kind is EngagementKind.OVERALL_SHARE:
        return told[0]
    standing = tuple(part for part in told if part.due)
    weighs = policy.kind is EngagementKind.WEIGHTED_PARTS
    return (_weighed if weighs else _furthest_behind)(standing, policy.threshold)


def of_due(
    due: Iterable[DueComponent], entries: Iterable[CreditEntry], *, route: Route, policy: EngagementPolicy | None
) -> Figure:
    """The figure over components that come with their dates."""
    return figure((d.component for d in due), entries, route=route, policy=policy)


def _part(part: Part, due: Iterable[ComponentFacts], done: Mapping[int, Fraction], left_out: frozenset[int]) -> Figure:
    credited, asked = Fraction(0), Fraction(0)
    for component in due:
        size = size_of(component, part.measure)
        has = done.get(component.id, Fraction(0)) * size
        credited += has
        asked += has if component.id in left_out else size
    return Figure(credited, asked, part.threshold, part.measure, part.name, part.weight)


def _weighed(parts: tuple[Figure, ...], threshold: int) -> Figure:
    """Points out of the weights of those parts in which something is due."""
    weights = sum(part.weight or 0 for part in parts)
    points = sum((part.share * (part.weight or 0) for part in parts), Fraction(0))
    return Figure(points, weights, threshold, Measure.WEIGHT, parts=parts)


def _furthest_behind(parts: tuple[Figure, ...], threshold: int) -> Figure:
    """Out of a hundred: how far the part is that is furthest behind its own threshold, on the scale of the highest.

    Where all parts ask for the same, that is simply the lowest share; it reaches the highest threshold exactly when
    every part reaches its own.
    """
    ways = [part.share * 100 / (part.threshold or 100) for part in parts]
    return Figure(
        min(ways, default=Fraction(0)) * threshold, 100 if parts else 0, threshold, Measure.WEIGHT, parts=parts
    )


def _sums(entries: Iterable[CreditEntry]) -> Mapping[int, Fraction]:
    sums: defaultdict[int, Fraction] = defaultdict(Fraction)
    for entry in entries:
        sums[entry.component_id] += entry.share
    return sums
