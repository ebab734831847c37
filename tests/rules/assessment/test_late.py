"""Until when a piece may be offered late, and what it takes that one counts."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from goldenthread.assessment.rules.late import can_offer_until, late_stands, late_until, why_not_accept, why_not_offer
from goldenthread.assessment.rules.submitting import why_not_take
from goldenthread.assessment.types.late import LateState
from goldenthread.assessment.types.words import State
from tests.makers.assessment import CLOSES, a_script

NONE: frozenset[LateState] = frozenset()
BEGUN = a_script(State.BEGUN)
SOON = CLOSES + timedelta(hours=1)


@pytest.mark.parametrize(
    ("script", "days", "before", "at", "code"),
    [
        (BEGUN, 2, NONE, CLOSES, None),
        (BEGUN, 2, NONE, CLOSES - timedelta(microseconds=1), "not_late"),
        (BEGUN, 0, NONE, SOON, "nothing_late"),
        (BEGUN, 2, NONE, CLOSES + timedelta(days=2), "late_is_over"),
        (BEGUN, 2, {LateState.TAKEN_BACK}, SOON, None),
        (BEGUN, 2, {LateState.OFFERED}, SOON, "offered_already"),
        (BEGUN, 2, {LateState.TAKEN_BACK, LateState.REFUSED}, SOON, "refused_already"),
        (replace(BEGUN, state=State.SUBMITTED), 2, NONE, SOON, "handed_in_already"),
        (replace(BEGUN, state=State.WITHDRAWN), 2, NONE, SOON, "taken_out"),
    ],
)
def test_who_handed_in_nothing_may_offer_a_piece_for_so_many_days(script, days, before, at, code) -> None:
    refusal = why_not_offer(script, days=days, before=frozenset(before), at=at)

    assert (refusal.code if refusal else None) == code
    if script.state is State.BEGUN and code != "not_late":
        until = can_offer_until(CLOSES, days=days, before=before, at=at)
        assert until == (None if code else late_until(CLOSES, days=days))
        assert "stands" not in why_not_take(script, at=at).mend


def test_days_are_counted_on_the_calendar_across_a_change_of_clocks() -> None:
    # The clocks go forward on 29 March 2026: two days are 47 hours.
    closes = datetime(2026, 3, 28, 23, 59, tzinfo=UTC)

    assert late_until(closes, days=2) == closes + timedelta(hours=47)
    assert late_until(closes, days=0) is None


@pytest.mark.parametrize(
    ("state", "is_here", "went_on", "has_passed", "code"),
    [
        (State.BEGUN, True, False, False, None),
        (State.SUBMITTED, True, False, False, "not_missed"),
        (State.WITHDRAWN, True, False, False, "taken_out"),
        (State.BEGUN, True, True, False, "went_on"),
        (State.BEGUN, True, False, True, "passed_already"),
        (State.BEGUN, False, False, False, "file_gone"),
    ],
)
def test_a_late_piece_is_accepted_only_for_a_window_that_was_missed(state, is_here, went_on, has_passed, code) -> None:
    refusal = why_not_accept(state, is_here=is_here, went_on=went_on, has_passed=has_passed)

    assert (refusal.code if refusal else None) == code


def test_where_a_late_piece_stands_is_said_unless_it_was_taken_back() -> None:
    assert late_stands([LateState.TAKEN_BACK, LateState.REFUSED]) == "Not accepted"
    assert late_stands([LateState.OFFERED]) == "Waits for a decision"
    assert late_stands([LateState.TAKEN_BACK]) == late_stands([]) == ""
