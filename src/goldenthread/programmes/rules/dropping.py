"""What would follow if components were dropped from a release."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from uuid import UUID

from goldenthread.programmes.rules.coverage import columns_of, coverage, held_by
from goldenthread.programmes.rules.varying import composed
from goldenthread.programmes.types import (
    Clash,
    ComponentFacts,
    ComponentRef,
    Coverage,
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
    found = []
    after_all = without(outline, dropped)
    for variant in (None, *variants):
        ref = variant.ref if variant else None
        before, after = composed(outline, ref), composed(after_all, ref)
        for route in Route:
            if any(c.ref in dropped for c in before.on(route)):
                was, is_now = (
                    coverage(statements, columns_of(each), held_by(each, ties), route=route) for each in (before, after)
                )
                found.append(_outcome(variant, route, was, is_now))
    return tuple(found)


def _outcome(variant: VariantLine | None, route: Route, was: Coverage, is_now: Coverage) -> Outcome:
    return Outcome(
        variant=variant,
        route=route,
        losses=_losses(was, is_now),
        before=was.minutes,
        after=is_now.minutes,
        by_section=_left(was.by_section, is_now.by_section),
        by_kind=_left(was.by_kind, is_now.by_kind),
    )


def _losses(was: Coverage, is_now: Coverage) -> tuple[Loss, ...]:
    pairs = zip(was.rows, is_now.rows, strict=True)
    lost = ((old.statement, old.all_uses - new.all_uses) for old, new in pairs)
    return tuple(Loss(statement, tuple(use for use in Use if use in gone)) for statement, gone in lost if gone)


def _left(was: Iterable[Hours], is_now: Iterable[Hours]) -> tuple[HoursLeft, ...]:
    after = {hours.name: hours.minutes for hours in is_now}
    names = {hours.name: hours.minutes for hours in was}
    return tuple(HoursLeft(name, before, after.get(name, 0)) for name, before in names.items()) + tuple(
        HoursLeft(name, 0, minutes) for name, minutes in after.items() if name not in names
    )
