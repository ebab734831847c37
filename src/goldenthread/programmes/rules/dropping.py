"""What would follow if components were dropped from a release."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence, Set
from dataclasses import replace
from uuid import UUID

from goldenthread.programmes.rules.coverage import hours
from goldenthread.programmes.rules.varying import composed
from goldenthread.programmes.types import (
    Clash,
    ComponentFacts,
    ComponentRef,
    Hours,
    HoursLeft,
    Loss,
    Outcome,
    ReleaseOutline,
    Route,
    Shortcoming,
    StatementPlace,
    Tie,
    Use,
    VariantLine,
)

Components = tuple[ComponentFacts, ...]
Ties = Mapping[int, Collection[Tie]]


def without(outline: ReleaseOutline, dropped: Collection[UUID]) -> ReleaseOutline:
    """Everything a release holds but these components. What stood for one in a variant stays, and is to be decided."""
    titles = {component.ref: component.title for component in outline.components if component.ref in dropped}
    return replace(
        outline,
        modules=tuple(
            replace(
                module,
                components=tuple(_bereft(c, titles) for c in module.components if c.ref not in dropped),
            )
            for module in outline.modules
        ),
    )


def _bereft(component: ComponentFacts, gone: Mapping[ComponentRef, str]) -> ComponentFacts:
    if component.instead_of is None or component.instead_of not in gone:
        return component
    return replace(component, instead_of=None, clash=Clash.REMOVED, stood_for=gone[component.instead_of])


def breaks(before: Iterable[Shortcoming], after: Iterable[Shortcoming]) -> tuple[Shortcoming, ...]:
    """What a release would lack that it does not lack now. Fewer events online are no loss to anybody."""
    known = {lack.says for lack in before}
    return tuple(lack for lack in after if lack.says not in known and lack.code != "event_online")


def left_over(outline: ReleaseOutline, dropped: Collection[UUID]) -> tuple[ComponentFacts, ...]:
    """The stand-ins whose component of the core would be gone."""
    return tuple(c for c in outline.components if c.instead_of in dropped and c.ref not in dropped)


def outcomes(
    outline: ReleaseOutline,
    dropped: Collection[UUID],
    *,
    variants: Iterable[VariantLine],
    statements: Sequence[StatementPlace],
    ties: Mapping[int, Collection[Tie]],
) -> tuple[Outcome, ...]:
    """What dropping components does to each route of the core and of each variant that has one of them."""
    found: list[Outcome] = []
    after_all = without(outline, dropped)
    for variant in (None, *variants):
        ref = variant.ref if variant else None
        before, after = composed(outline, ref), composed(after_all, ref)
        found += (
            _outcome(variant, route, before.on(route), after.on(route), statements, ties)
            for route in Route
            if any(component.ref in dropped for component in before.on(route))
        )
    return tuple(found)


def _outcome(
    variant: VariantLine | None,
    route: Route,
    was: Components,
    is_now: Components,
    statements: Sequence[StatementPlace],
    ties: Ties,
) -> Outcome:
    (sections, kinds), (sections_left, kinds_left) = (hours(statements, each, ties) for each in (was, is_now))
    return Outcome(
        variant=variant,
        route=route,
        losses=_losses(statements, _held(was, ties) - _held(is_now, ties)),
        before=sum(component.minutes for component in was),
        after=sum(component.minutes for component in is_now),
        by_section=_left(sections, sections_left),
        by_kind=_left(kinds, kinds_left),
    )


def _held(components: Components, ties: Ties) -> set[tuple[UUID, Use]]:
    return {(tie.statement, tie.use) for component in components for tie in ties.get(component.id, ())}


def _losses(statements: Sequence[StatementPlace], gone: Set[tuple[UUID, Use]]) -> tuple[Loss, ...]:
    lost = ((place, tuple(use for use in Use if (place.ref, use) in gone)) for place in statements)
    return tuple(Loss(place, uses) for place, uses in lost if uses)


def _left(was: Iterable[Hours], is_now: Iterable[Hours]) -> tuple[HoursLeft, ...]:
    after = {line.name: line.minutes for line in is_now}
    names = {line.name: line.minutes for line in was}
    return tuple(HoursLeft(name, before, after.get(name, 0)) for name, before in names.items()) + tuple(
        HoursLeft(name, 0, minutes) for name, minutes in after.items() if name not in names
    )
