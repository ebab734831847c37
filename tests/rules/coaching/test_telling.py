"""What a report says in plain sentences, whichever end of the scale is good."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goldenthread.coaching.rules.telling import (
    changed,
    changes,
    is_comparable,
    low_items,
    reading,
    suggestions,
)
from goldenthread.coaching.types.reports import GroupResult, Reading, Results
from tests.makers.instruments import FOUR_IS_HIGH, ONE_IS_HIGH, make_instrument

ONE, FOUR = make_instrument(), make_instrument(scale=FOUR_IS_HIGH)


def came_to(*pairs: tuple[float | None, float | None]) -> Results:
    """Own and others' figures for the three groups of questions."""
    keys = [group.key for group in ONE.groups]
    groups = tuple(GroupResult(k, own, (), others, False, ()) for k, (own, others) in zip(keys, pairs, strict=False))
    return Results(groups, 5, True, {})


def test_the_same_figures_mean_the_opposite_on_a_scale_turned_round() -> None:
    figures = came_to((2, 1.2), (1, 2.5), (3, 3.5))

    assert reading(ONE, figures) == Reading(
        (
            "Drive: others gave 1.2 on average, you gave yourself 2.",
            "Respect: others gave 2.5 on average, you gave yourself 1.",
        ),
        ("Honesty: others gave 3.5 on average, you gave yourself 3.",),
        ("Respect: you see more strength in yourself than others do (1 against 2.5).",),
    )
    assert reading(FOUR, figures).strengths[0].startswith("Honesty")
    assert reading(FOUR, figures).to_develop[0].startswith("Drive")
    assert reading(FOUR, figures).seen_differently == (
        "Respect: you see less strength in yourself than others do (1 against 2.5).",
    )


@pytest.mark.parametrize(
    ("figures", "strengths", "to_develop"),
    [
        (came_to((None, 1), (None, 2), (None, 4)), ["Drive", "Respect"], ["Honesty"]),
        (came_to((1, None), (4, None), (4, None)), ["Drive"], ["Respect", "Honesty"]),
        (came_to((2, None), (2, None), (2, None)), [], []),
        (came_to((None, None), (None, None), (None, None)), [], []),
        (came_to((None, 3), (None, 3.5), (None, 4)), [], ["Honesty", "Respect"]),
    ],
)
def test_what_is_named(figures, strengths, to_develop) -> None:
    told = reading(ONE, figures)

    assert [said.split(":")[0] for said in told.strengths] == strengths
    assert sorted(said.split(":")[0] for said in told.to_develop) == sorted(to_develop)


def test_ones_own_figure_is_said_where_others_may_not_be_shown() -> None:
    assert reading(ONE, came_to((1, None), (3.5, None), (None, 2))).strengths == (
        "Drive: you gave yourself 1.",
        "Honesty: others gave 2 on average.",
    )


@given(st.lists(st.tuples(st.integers(10, 40), st.integers(10, 40)), min_size=3, max_size=3))
def test_turning_a_scale_and_the_answers_round_says_the_same(pairs) -> None:
    here = came_to(*((a / 10, b / 10) for a, b in pairs))
    there = came_to(*((5 - a / 10, 5 - b / 10) for a, b in pairs))

    one, four = reading(ONE, here), reading(FOUR, there)

    for name in ("strengths", "to_develop", "seen_differently"):
        first, second = getattr(one, name), getattr(four, name)
        assert [said.split(":")[0] for said in first] == [said.split(":")[0] for said in second]


def test_what_moved_by_half_a_point_is_said_with_its_direction() -> None:
    before, after = came_to((2, 3), (1, None), (2, 2)), came_to((2.4, 2.5), (2, 1), (2, 3))

    compared = changes(ONE, before, after)

    assert [(c.title, c.others_before, c.others_after) for c in compared] == [
        ("Drive", 3, 2.5), ("Respect", None, 1), ("Honesty", 2, 3),
    ]  # fmt: skip
    assert changed(ONE, compared) == (
        "Others see more drive than in the first review: 3 then, 2.5 now.",
        "You see less respect than in the first review: 1 then, 2 now.",
        "Others see less honesty than in the first review: 2 then, 3 now.",
    )
    assert changes(ONE, Results((), 0, False, {}), after) == ()


def test_only_the_same_scale_can_be_compared() -> None:
    assert is_comparable(ONE, make_instrument(title="Other words"))
    assert not is_comparable(ONE, FOUR)


def test_low_answers_point_to_statements_or_else_to_modules() -> None:
    own = {"drive-1": 4, "drive-2": 1, "respect-1": 3}
    event, task = ("Event 2", "Teaching"), ("Task", "Developing people")

    by_statement = suggestions(ONE, own, by_statement={"1.2": (event, event)}, by_module={"developing people": (task,)})
    by_module = suggestions(ONE, own, by_statement={}, by_module={"developing people": (task,)})

    assert [item.key for item in low_items(ONE, own)] == ["drive-1", "respect-1"]
    assert [item.key for item in low_items(FOUR, own)] == ["drive-2"]
    assert [(s.prompt, s.answer, s.components) for s in by_statement] == [
        ("Starts things", "4 Low", ()), ("Listens", "3", (event,)),
    ]  # fmt: skip
    assert by_module[1].components == (task,)


@pytest.mark.parametrize(("scale", "says"), [(ONE_IS_HIGH, "1 (high)"), (FOUR_IS_HIGH, "4 (high)")])
def test_a_scale_says_its_direction(scale, says) -> None:
    assert scale.says.startswith(f"{says} is the best answer")
    assert [scale.goodness(point.value) for point in scale.from_worst] == [
        0,
        pytest.approx(1 / 3),
        pytest.approx(2 / 3),
        1,
    ]
    assert scale.label(9) == ""
