"""Days and times as they are said on pages and in letters: by the clock in the United Kingdom."""

from __future__ import annotations

from datetime import UTC, date, datetime, time

import pytest

from goldenthread.ground.types.days import clock, day, deadline, moment, short_day

LATE = datetime(2026, 7, 1, 23, 30, tzinfo=UTC)


def test_a_moment_is_said_on_the_day_it_has_in_the_united_kingdom() -> None:
    assert (day(LATE), short_day(LATE)) == ("Thursday 2 July 2026", "2 Jul 2026")
    assert moment(LATE) == "Thursday 2 July 2026, 12:30am"
    assert (day(date(2026, 10, 5)), short_day(date(2026, 10, 5))) == ("Monday 5 October 2026", "5 Oct 2026")


@pytest.mark.parametrize(
    ("value", "said"),
    [
        (time(12, 0), "midday"),
        (time(0, 0), "midnight"),
        (time(9, 0), "9am"),
        (time(14, 5), "2:05pm"),
        (datetime(2026, 7, 2, 11, 0, tzinfo=UTC), "midday"),
        (datetime(2026, 1, 5, 9, 0), "9am"),  # noqa: DTZ001  a moment without a zone is UTC
    ],
)
def test_a_time_is_said_by_the_twelve_hour_clock(value: datetime | time, said: str) -> None:
    assert clock(value) == said


@pytest.mark.parametrize(
    ("value", "said"),
    [
        (datetime(2026, 12, 15, 0, 0, tzinfo=UTC), "the end of Monday 14 December 2026"),
        (datetime(2026, 7, 1, 23, 0, tzinfo=UTC), "the end of Wednesday 1 July 2026"),
        (datetime(2026, 7, 2, 0, 0, tzinfo=UTC), "Thursday 2 July 2026, 1am"),
        (datetime(2026, 12, 15, 12, 0, tzinfo=UTC), "Tuesday 15 December 2026, midday"),
    ],
)
def test_a_midnight_until_which_something_can_be_done_is_the_end_of_the_day_before(value: datetime, said: str) -> None:
    assert deadline(value) == said
