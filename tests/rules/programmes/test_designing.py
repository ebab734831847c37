"""What a draft may become, and what it may not."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from uuid import uuid4

import pytest

from goldenthread.frameworks.types import EditionLine, EditionState
from goldenthread.programmes.rules.designing import (
    moved,
    why_not_build_on,
    why_not_change,
    why_not_component,
    why_not_name,
    why_not_tie,
)
from goldenthread.programmes.types import ComponentDraft, ComponentKind, Direction, ReleaseState, Route, Tie, Use

GOOD = ComponentDraft(kind=ComponentKind.EVENT, title="Event", minutes=60, routes=frozenset({Route.BLENDED}))


def test_a_good_component_is_not_refused() -> None:
    assert why_not_component(GOOD) is None


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"title": "  "}, "no_title"),
        ({"title": "x" * 201}, "long_title"),
        ({"routes": frozenset()}, "no_route"),
        ({"minutes": 0}, "odd_minutes"),
        ({"minutes": 6001}, "odd_minutes"),
        ({"weight": 0}, "odd_weight"),
        ({"weight": 1001}, "odd_weight"),
        ({"stands_apart": True, "ties": frozenset({Tie(uuid4(), Use.TAUGHT)})}, "apart_and_tied"),
    ],
)
def test_a_component_that_cannot_be_is_refused_with_its_reason(changes, code) -> None:
    refusal = why_not_component(replace(GOOD, **changes))

    assert refusal is not None
    assert refusal.code == code
    assert refusal.mend


@pytest.mark.parametrize("state", [ReleaseState.PUBLISHED, ReleaseState.RETIRED])
def test_only_a_draft_changes(state) -> None:
    assert why_not_change(ReleaseState.DRAFT, number=1) is None
    assert (
        why_not_change(state, number=3).says
        == f"Release 3 is {state.value}, and a {state.value} release never changes."
    )


def test_a_name_is_some_words() -> None:
    assert why_not_name("Module", of="module") is None
    assert why_not_name("", of="module").says == "The module has no title."


@pytest.mark.parametrize(
    ("what", "way", "order"),
    [
        ("b", Direction.UP, "bac"),
        ("b", Direction.DOWN, "acb"),
        ("a", Direction.UP, "abc"),
        ("c", Direction.DOWN, "abc"),
    ],
)
def test_a_thing_moves_one_place_and_stops_at_the_ends(what, way, order) -> None:
    assert "".join(moved("abc", what, way)) == order


def test_statements_are_chosen_from_the_edition() -> None:
    known, other = uuid4(), uuid4()

    assert why_not_tie([Tie(known, Use.TAUGHT)], {known}) is None
    assert why_not_tie([Tie(known, Use.TAUGHT), Tie(other, Use.TAUGHT)], {known}).code == "not_of_the_edition"


def test_a_programme_is_begun_on_the_edition_in_force() -> None:
    at = datetime(2026, 1, 5, tzinfo=UTC)
    line = EditionLine(1, uuid4(), "MADE", "Made", "2020", "Nobody", "Made", "", EditionState.PUBLISHED, at)

    assert why_not_build_on(line) is None
    refusal = why_not_build_on(replace(line, state=EditionState.SUPERSEDED))
    assert refusal.says == "MADE (2020) has been superseded by a later edition."
