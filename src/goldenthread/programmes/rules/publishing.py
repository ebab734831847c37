"""Whether a release is ready: everything that is missing, said at once."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Set
from dataclasses import replace
from uuid import UUID

from goldenthread.ground.types import Refusal
from goldenthread.programmes.rules.varying import clash_of, composed, differences
from goldenthread.programmes.types import (
    ROUTE_NAMES,
    ComponentFacts,
    ModuleOutline,
    ReleaseOutline,
    ReleaseState,
    Route,
    RouteOffer,
    Shortcoming,
    StatementPlace,
    Tie,
    Use,
    VariantLine,
)


def why_not_publish(state: ReleaseState, *, number: int) -> Refusal | None:
    """Why a release in this state is not published, or ``None``; what it lacks is another matter."""
    if state is ReleaseState.DRAFT:
        return None
    if state is ReleaseState.PUBLISHED:
        return Refusal(
            "published_already",
            f"Release {number} is published already.",
            "You need do nothing. To change something, begin the next draft.",
        )
    return Refusal(
        "retired",
        f"Release {number} is retired, so it is not published again.",
        "Begin the next draft from it, and publish that.",
    )


def shortcomings(
    outline: ReleaseOutline,
    *,
    ties: Mapping[int, Collection[Tie]],
    offers: Iterable[RouteOffer],
    statements: Iterable[StatementPlace] = (),
) -> tuple[Shortcoming, ...]:
    """What the release lacks; those that block come first. ``ties`` by component id."""
    wanted = {place.ref for place in statements}
    found = [
        *_modules(outline.modules),
        *_untied(outline.components, ties),
        *(
            lack
            for offer in offers
            for lack in (*_route(outline.on(offer.route), offer), *_gaps(outline, offer.route, ties, wanted))
        ),
    ]
    return tuple(sorted(found, key=lambda lack: not lack.blocks))


def all_shortcomings(
    outline: ReleaseOutline,
    variants: Iterable[VariantLine],
    *,
    ties: Mapping[int, Collection[Tie]],
    offers: Collection[RouteOffer],
    statements: Collection[StatementPlace] = (),
) -> tuple[Shortcoming, ...]:
    """What the core lacks, and then what each variant lacks beyond it. ``outline`` holds everything."""
    core = shortcomings(composed(outline, None), ties=ties, offers=offers, statements=statements)
    known = {(lack.code, lack.says) for lack in core}
    found = list(core)
    for variant in variants:
        found += _clashes(outline, variant)
        theirs = shortcomings(composed(outline, variant.ref), ties=ties, offers=offers, statements=statements)
        found += (_in(variant, lack) for lack in theirs if (lack.code, lack.says) not in known)
    return tuple(sorted(found, key=lambda lack: not lack.blocks))


def _clashes(outline: ReleaseOutline, variant: VariantLine) -> Iterable[Shortcoming]:
    for each in differences(outline, variant.ref):
        if each.component.clash:
            says = clash_of(each.component, each.core)
            lack = Shortcoming(
                "clash", says, "Keep it as it is, change it, or remove it.", component=each.component.ref
            )
            yield _in(variant, lack)


def _in(variant: VariantLine, lack: Shortcoming) -> Shortcoming:
    return replace(lack, says=f"In the variant “{variant.title}”: {lack.says}")


def _modules(modules: Collection[ModuleOutline]) -> Iterable[Shortcoming]:
    if not modules:
        yield Shortcoming("no_modules", "The release has no modules.", "Add a module and its components.")
    for module in modules:
        if not module.components:
            yield Shortcoming(
                "empty_module",
                f"The module “{module.title}” has no components.",
                "Add a component to it, or remove the module.",
            )


def _untied(components: Iterable[ComponentFacts], ties: Mapping[int, Collection[Tie]]) -> Iterable[Shortcoming]:
    for component in components:
        if not component.stands_apart and not ties.get(component.id):
            yield Shortcoming(
                "untied",
                f"“{component.title}” serves no statement.",
                "Choose its statements, or mark it as serving none by design.",
                component=component.ref,
            )


def _gaps(
    outline: ReleaseOutline, route: Route, ties: Mapping[int, Collection[Tie]], wanted: Set[UUID]
) -> Iterable[Shortcoming]:
    """Statements that nothing on the route teaches; none are named for a route that nothing is on."""
    on = outline.on(route)
    taught = {tie.statement for c in on for tie in ties.get(c.id, ()) if tie.use is Use.TAUGHT}
    missing = len(wanted - taught)
    if on and missing:
        name = ROUTE_NAMES[route].lower()
        yield Shortcoming(
            "untaught",
            f"{missing} of {len(wanted)} statements are never taught on the {name} route.",
            "See the coverage for which they are, or publish with the gaps if that is what you mean.",
            blocks=False,
        )


def _route(components: Collection[ComponentFacts], offer: RouteOffer) -> Iterable[Shortcoming]:
    name = ROUTE_NAMES[offer.route].lower()
    if not components:
        yield Shortcoming(
            "empty_route", f"Nothing is on the {name} route.", f"Put at least one component on the {name} route."
        )
        return
    if not any(component.is_required for component in components):
        yield Shortcoming(
            "nothing_required",
            f"Nothing on the {name} route is required, so engagement could not be reckoned.",
            "Mark at least one component as required.",
        )
    events = sum(1 for component in components if component.kind.is_face_to_face)
    if offer.events and events < offer.events:
        yield Shortcoming(
            "few_events",
            f"The {name} route has {events} of the {offer.events} face-to-face events the catalogue names.",
            "Add the missing events, or publish with fewer if that is what you mean."
            if not offer.events_required
            else "Add the missing events.",
            blocks=offer.events_required,
        )
    if offer.route is Route.ONLINE and events:
        yield Shortcoming(
            "event_online",
            f"The online-only route has {events} face-to-face event{'s' if events > 1 else ''}.",
            "Take them off this route, unless people on it do travel.",
            blocks=False,
        )
