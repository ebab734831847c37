"""Whether a release is ready, and everything it lacks said at once."""

from __future__ import annotations

from dataclasses import replace
from uuid import uuid4

from goldenthread.programmes.rules.publishing import shortcomings
from goldenthread.programmes.types import (
    ComponentFacts,
    ComponentKind,
    ModuleOutline,
    ReleaseLine,
    ReleaseOutline,
    ReleaseState,
    Route,
    RouteOffer,
    StatementPlace,
    Tie,
    Use,
)

LINE = ReleaseLine(
    1, uuid4(), 1, ReleaseState.DRAFT, uuid4(), "Ours", "NPQSL (2020)", "Senior leadership", "NPQSL (2020)", uuid4()
)
BLENDED = RouteOffer(Route.BLENDED, events=1)
ONLINE = RouteOffer(Route.ONLINE, events=0)


def component(pk: int = 1, **changes: object) -> ComponentFacts:
    facts = ComponentFacts(
        id=pk,
        ref=uuid4(),
        kind=ComponentKind.EVENT,
        title=f"Event {pk}",
        minutes=60,
        weight=1,
        routes=frozenset({Route.BLENDED}),
        is_required=True,
        position=pk,
        module="M",
        module_ref=uuid4(),
        release_id=1,
    )
    return replace(facts, **changes)


def release(*components: ComponentFacts) -> ReleaseOutline:
    return ReleaseOutline(LINE, (ModuleOutline(1, uuid4(), 1, "M", components),))


TIED = {1: {Tie(uuid4(), Use.TAUGHT)}}


def codes(outline: ReleaseOutline, *, ties=TIED, offers=(BLENDED,)) -> list[tuple[str, bool]]:
    return [(lack.code, lack.blocks) for lack in shortcomings(outline, ties=ties, offers=offers)]


def test_a_whole_release_lacks_nothing() -> None:
    assert codes(release(component())) == []


def test_an_empty_release_is_told_everything_at_once() -> None:
    assert codes(ReleaseOutline(LINE), offers=(BLENDED, ONLINE)) == [
        ("no_modules", True),
        ("empty_route", True),
        ("empty_route", True),
    ]


def test_a_module_without_components_blocks() -> None:
    assert ("empty_module", True) in codes(release())


def test_a_component_serves_statements_or_stands_apart() -> None:
    first, second = component(1), component(2, stands_apart=True)

    assert codes(release(first, second), ties={}) == [("untied", True)]
    assert shortcomings(release(first), ties={}, offers=())[0].component == first.ref


def test_a_route_needs_something_required() -> None:
    assert codes(release(component(is_required=False))) == [("nothing_required", True)]


def test_fewer_events_than_the_catalogue_names_are_said_and_block_only_where_they_must() -> None:
    outline = release(component(kind=ComponentKind.WEBINAR))
    strict = replace(BLENDED, events_required=True)

    assert codes(outline) == [("few_events", False)]
    assert codes(outline, offers=(strict,)) == [("few_events", True)]


def test_face_to_face_events_online_are_said() -> None:
    both = frozenset(Route)
    two = release(component(1, routes=both), component(2, routes=both, stands_apart=True))

    assert codes(two, offers=(ONLINE,)) == [("event_online", False)]
    assert "2 face-to-face events" in shortcomings(two, ties=TIED, offers=(ONLINE,))[0].says
    assert (
        "1 face-to-face event." in shortcomings(release(component(1, routes=both)), ties=TIED, offers=(ONLINE,))[0].says
    )


def test_what_blocks_comes_first() -> None:
    outline = release(component(kind=ComponentKind.WEBINAR))

    assert codes(outline, ties={}) == [("untied", True), ("few_events", False)]


def test_statements_that_a_route_never_teaches_are_said_and_do_not_block() -> None:
    (tie,) = TIED[1]
    statements = [StatementPlace(ref, "1. One", "1.1", "Words") for ref in (tie.statement, uuid4())]

    lacks = shortcomings(release(component()), ties=TIED, offers=(BLENDED, ONLINE), statements=statements)

    assert [(lack.code, lack.blocks) for lack in lacks] == [("empty_route", True), ("untaught", False)]
    assert lacks[1].says == "1 of 2 statements are never taught on the blended route."
