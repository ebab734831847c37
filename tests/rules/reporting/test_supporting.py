"""Whom of their people an hour of a supporter would help most."""

from __future__ import annotations

from datetime import date

import pytest

from goldenthread.cohorts.types import State
from goldenthread.reporting.rules.supporting import REASONS, counted, need_of
from goldenthread.reporting.types.supporting import Need

TODAY, BEFORE, LATER = date(2026, 1, 5), date(2025, 9, 1), date(2026, 2, 1)


@pytest.mark.parametrize(
    ("state", "asks", "is_on_pace", "starts_on", "need"),
    [
        (State.COMPLETED, True, False, BEFORE, Need.FINISHED),
        (State.DEFERRED, True, False, BEFORE, Need.PAUSED),
        (State.ACTIVE, True, True, BEFORE, Need.ASKS),
        (State.ACCEPTED, True, True, LATER, Need.ASKS),
        (State.ACCEPTED, False, True, LATER, Need.BEGINS),
        (State.ACTIVE, False, True, TODAY, Need.NEAR),
        (State.ACTIVE, False, False, BEFORE, Need.BEHIND),
    ],
)
def test_why_somebody_stands_where_they_stand(state, asks, is_on_pace, starts_on, need) -> None:
    assert need_of(state, asks=asks, is_on_pace=is_on_pace, starts_on=starts_on, on=TODAY) is need
    assert list(REASONS) == sorted(REASONS)


def test_a_number_says_what_it_counts() -> None:
    assert counted([Need.BEHIND, Need.BEGINS, Need.NEAR, Need.FINISHED]) == "2 on it now, 1 still to begin, 1 finished"
    assert counted([]) == ""
