"""Guided time by type of study: it adds up exactly, whatever the programme is made of."""

from __future__ import annotations

from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goldenthread.programmes.types import (
    ComponentFacts,
    ComponentKind,
    ComponentRef,
    ModuleOutline,
    ModuleRef,
    ReleaseLine,
    ReleaseOutline,
    ReleaseState,
    Route,
)
from goldenthread.reporting.rules.offering import routes_of
from goldenthread.reporting.rules.studying import TYPES, studied, type_of
from goldenthread.reporting.types.studying import StudyType

LINE = ReleaseLine(
    1, UUID(int=1), 1, ReleaseState.PUBLISHED, UUID(int=2), "Ours", "NPQX (2030)", "New", "MADE (2020)", UUID(int=3)
)


def component(kind: ComponentKind, minutes: int, routes: frozenset[Route]) -> ComponentFacts:
    return ComponentFacts(
        id=1, ref=ComponentRef(UUID(int=4)), kind=kind, title="X", minutes=minutes, weight=1, routes=routes,
        is_required=True, position=1, module="One", module_ref=ModuleRef(UUID(int=5)), release_id=1,
    )  # fmt: skip


COMPONENTS = st.lists(
    st.builds(
        component,
        st.sampled_from(ComponentKind),
        st.integers(0, 6000),
        st.frozensets(st.sampled_from(Route), min_size=1),
    ),
    max_size=60,
)


def test_every_kind_has_its_type() -> None:
    assert set(TYPES) == set(ComponentKind)


@pytest.mark.parametrize(
    ("kind", "route", "expected"),
    [
        (ComponentKind.EVENT, Route.BLENDED, StudyType.FACE_TO_FACE),
        (ComponentKind.EVENT, Route.ONLINE, StudyType.ONLINE),
        (ComponentKind.COMMUNITY, Route.ONLINE, StudyType.PEER),
    ],
)
def test_nobody_meets_in_a_room_on_the_online_only_route(kind, route, expected) -> None:
    assert type_of(kind, route=route) is expected


@given(COMPONENTS)
def test_the_types_of_a_route_and_the_kinds_of_a_type_add_up_to_the_minute(components) -> None:
    outline = ReleaseOutline(LINE, (ModuleOutline(1, ModuleRef(UUID(int=5)), 1, "One", tuple(components)),))

    routes = {route.name: route.minutes for route in routes_of(outline)}

    assert list(routes.values()) == [total.minutes for total in outline.totals]
    for told in studied(components, route=Route.BLENDED):
        assert told.minutes == sum(minutes for _, minutes in told.kinds)
        assert told.name
