"""What becomes of a file by when it arrived, whenever it is read."""

from __future__ import annotations

from datetime import timedelta

import pytest

from goldenthread.assessment.rules.arriving import (
    is_last_hour,
    is_told,
    may_be_read_again,
    what_follows,
    why_not_arrive,
)
from goldenthread.assessment.rules.submitting import CURRENT_DECLARATION
from goldenthread.assessment.types.arriving import ArrivalEvent, ArrivalState, Ended, Wish
from goldenthread.assessment.types.words import State
from goldenthread.ground.types import Refusal
from tests.makers.assessment import CLOSES, OPENS, a_script, a_window

JUST = timedelta(microseconds=1)
LONG = Refusal("too_many_words", "Too many words.")
TURN_AWAY, HAND_IN = ArrivalEvent.TURN_AWAY, ArrivalEvent.HAND_IN


@pytest.mark.parametrize(
    ("arrived", "read", "newest", "too_long", "state", "follows", "code"),
    [
        (-JUST, JUST, None, None, State.BEGUN, HAND_IN, ""),
        (-JUST, timedelta(hours=3), -2 * JUST, None, State.SUBMITTED, HAND_IN, ""),
        (timedelta(0), JUST, None, None, State.BEGUN, TURN_AWAY, "window_closed"),
        (-2 * JUST, JUST, -JUST, None, State.SUBMITTED, ArrivalEvent.REPLACE, ""),
        (-2 * JUST, -JUST, None, LONG, State.BEGUN, TURN_AWAY, "too_many_words"),
        (-2 * JUST, timedelta(0), None, LONG, State.BEGUN, HAND_IN, ""),
        (-JUST, JUST, None, None, State.ALLOCATED, TURN_AWAY, "being_marked"),
    ],
    ids=[
        "in time, read after the close",
        "replaces an older one",
        "at the very close",
        "something newer stands",
        "too long, and there is time",
        "too long, found once nobody can shorten it",
        "its script is being marked",
    ],
)
def test_a_file_counts_from_when_it_arrived(arrived, read, newest, too_long, state, follows, code) -> None:
    event, refusal = what_follows(
        a_script(state),
        arrived_at=CLOSES + arrived,
        newest=None if newest is None else CLOSES + newest,
        too_long=too_long,
        at=CLOSES + read,
    )

    assert (event, getattr(refusal, "code", "")) == (follows, code)


@pytest.mark.parametrize(
    ("wish", "at", "code"),
    [
        (Wish(), OPENS, ""),
        (Wish(hands_in=True, signed=1), CLOSES - JUST, ""),
        (Wish(hands_in=True), OPENS, "not_declared"),
        (Wish(hands_in=True, signed=1), CLOSES, "window_closed"),
        (Wish(), CLOSES, "window_closed"),
        (Wish(), OPENS - JUST, "window_to_come"),
    ],
)
def test_a_file_is_taken_only_while_the_window_is_open(wish, at, code) -> None:
    refusal = why_not_arrive(a_script(State.BEGUN), wish, declaration=CURRENT_DECLARATION, at=at)

    assert getattr(refusal, "code", "") == code


@pytest.mark.parametrize(
    ("state", "was_asked", "at", "told"),
    [
        (ArrivalState.TURNED_AWAY, False, OPENS, False),
        (ArrivalState.TURNED_AWAY, True, OPENS, True),
        (ArrivalState.TURNED_AWAY, False, CLOSES, True),
        (ArrivalState.HANDED_IN, True, CLOSES, False),
    ],
)
def test_who_is_not_looking_is_told(state, was_asked, at, told) -> None:
    assert is_told(a_window(), Ended(state), was_asked=was_asked, at=at) is told


def test_a_reading_that_was_ended_says_nothing_of_the_file_until_it_was_ended_three_times() -> None:
    ended, broken = Refusal("script_killed", "Ended."), Refusal("script_broken", "Broken.")

    assert [may_be_read_again(ended, tries=tries) for tries in range(3)] == [True, True, False]
    assert not may_be_read_again(broken, tries=0)


@pytest.mark.parametrize(
    ("at", "is_last"), [(CLOSES, False), (CLOSES - JUST, True), (CLOSES - timedelta(hours=1, seconds=1), False)]
)
def test_the_last_hour_ends_with_the_window(at, is_last) -> None:
    assert is_last_hour(a_window(), at=at) is is_last
