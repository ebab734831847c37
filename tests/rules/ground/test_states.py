"""Steps stand in the table or are refused."""

from __future__ import annotations

from datetime import timedelta

import pytest

from goldenthread.ground.rules.delivering import MOST_ATTEMPTS, STEPS, Event, State, after_failure, wait_before
from goldenthread.ground.rules.states import drawing, step
from goldenthread.ground.types import NoSuchStep


def test_a_step_in_the_table_is_taken() -> None:
    assert step(STEPS, State.WAITING, Event.TAKE) is State.TAKEN


def test_a_step_that_is_not_in_the_table_is_refused_with_the_ways_that_are() -> None:
    with pytest.raises(NoSuchStep) as refused:
        step(STEPS, State.STUCK, Event.FINISH)

    assert refused.value.refusal.code == "no_such_step"
    assert "try again" in refused.value.refusal.mend


def test_an_end_says_that_it_is_one() -> None:
    with pytest.raises(NoSuchStep) as refused:
        step(STEPS, State.DONE, Event.TAKE)

    assert refused.value.refusal.mend == "Nothing further can be done with it."


def test_a_drawing_holds_every_step() -> None:
    drawn = drawing(STEPS, title="Delivery", first=State.WAITING)

    assert "[*] --> waiting" in drawn
    assert all(f"{s.value} --> {after.value}: {e.value}" in drawn for (s, e), after in STEPS.items())


def test_a_delivery_is_given_up_only_after_its_last_attempt() -> None:
    assert [after_failure(n) for n in (1, MOST_ATTEMPTS - 1, MOST_ATTEMPTS)] == [Event.FAIL, Event.FAIL, Event.GIVE_UP]


def test_the_pause_grows_and_stays_below_an_hour() -> None:
    pauses = [wait_before(n) for n in range(1, 9)]

    assert pauses[0] == timedelta(seconds=5)
    assert pauses == sorted(pauses)
    assert pauses[-1] == timedelta(hours=1)
