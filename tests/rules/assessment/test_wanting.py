"""Which seats a script needs, and where one more is put."""

from __future__ import annotations

import pytest

from goldenthread.assessment.rules.wanting import seat_for, seats_needed, why_not_want
from goldenthread.assessment.types.words import State


@pytest.mark.parametrize(
    ("each", "wanted", "needed"), [(1, (), (1,)), (2, (3,), (1, 2, 3)), (1, (3, 2), (1, 2, 3)), (2, (1,), (1, 2))]
)
def test_a_script_needs_the_seats_of_its_policy_and_those_wanted(each: int, wanted, needed) -> None:
    assert seats_needed(each, wanted) == needed


@pytest.mark.parametrize(
    ("used", "aside", "wanted", "seat"),
    [
        pytest.param((1, 2), (), (), 3, id="the next"),
        pytest.param((1,), (), (), 3, id="after those of the policy"),
        pytest.param((1, 2), (), (3,), 4, id="after what is wanted"),
        pytest.param((1, 2, 3), (), (), 4, id="after all that were ever used"),
        pytest.param((1, 2), (1,), (), 1, id="where a marking was set aside"),
        pytest.param((1, 2), (1, 2), (1,), 2, id="where another was set aside"),
        pytest.param((1, 2, 3), (3,), (), 4, id="a seat beside the policy is not used again"),
    ],
)
def test_one_more_gets_a_seat_of_its_own(used, aside, wanted, seat: int) -> None:
    assert seat_for(2, used=used, set_aside=aside, wanted=wanted) == seat


@pytest.mark.parametrize("state", list(State))
def test_more_markings_are_wanted_between_handing_in_and_release(state: State) -> None:
    refusal = why_not_want("100-000-001", state)

    assert (refusal.code if refusal else "") == {State.BEGUN: "not_handed_in", State.RELEASED: "released"}.get(
        state, ""
    )
