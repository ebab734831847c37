"""Timed jobs are due by the clock on a wall in the United Kingdom."""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goldenthread.ground.rules.timing import in_words, next_after, turn
from goldenthread.ground.types import WORKING_DAYS, Daily, Every, Turn

LONDON = ZoneInfo("Europe/London")
SEVEN = Daily(time(7, 0))


def utc(*parts: int) -> datetime:
    return datetime(*parts, tzinfo=UTC)


@pytest.mark.parametrize(
    ("timing", "after", "due"),
    [
        pytest.param(Every(10), utc(2026, 1, 5, 10, 0), utc(2026, 1, 5, 10, 10), id="on the mark, so the next one"),
        pytest.param(Every(10), utc(2026, 1, 5, 10, 9, 59), utc(2026, 1, 5, 10, 10), id="just before a mark"),
        pytest.param(Every(60), utc(2026, 1, 5, 23, 30), utc(2026, 1, 6, 0, 0), id="over midnight"),
        pytest.param(SEVEN, utc(2026, 1, 5, 6, 59), utc(2026, 1, 5, 7, 0), id="later today, in winter"),
        pytest.param(SEVEN, utc(2026, 1, 5, 7, 0), utc(2026, 1, 6, 7, 0), id="now, so tomorrow"),
        pytest.param(SEVEN, utc(2026, 7, 1, 6, 30), utc(2026, 7, 2, 6, 0), id="seven is six in UTC in summer"),
        pytest.param(SEVEN, utc(2026, 3, 28, 8, 0), utc(2026, 3, 29, 6, 0), id="the day the clocks go forward"),
        pytest.param(SEVEN, utc(2026, 10, 24, 8, 0), utc(2026, 10, 25, 7, 0), id="the day the clocks go back"),
        pytest.param(
            Daily(time(1, 30)), utc(2026, 3, 28, 12, 0), utc(2026, 3, 29, 1, 30), id="a time that is jumped over"
        ),
        pytest.param(
            Daily(time(1, 30)), utc(2026, 10, 24, 12, 0), utc(2026, 10, 25, 0, 30), id="a time that comes twice"
        ),
        pytest.param(
            Daily(time(1, 30)), utc(2026, 10, 25, 0, 30), utc(2026, 10, 26, 1, 30), id="and is not taken twice"
        ),
        pytest.param(
            Daily(time(7, 0), WORKING_DAYS), utc(2026, 1, 9, 8, 0), utc(2026, 1, 12, 7, 0), id="Friday, so Monday"
        ),
        pytest.param(
            Daily(time(7, 0), frozenset({0})), utc(2026, 1, 5, 7, 0), utc(2026, 1, 12, 7, 0), id="a week later"
        ),
    ],
)
def test_the_next_time(timing, after: datetime, due: datetime) -> None:
    assert next_after(timing, after) == due


def test_a_daily_job_without_a_day_is_nobodys() -> None:
    with pytest.raises(ValueError, match="at least one day"):
        next_after(Daily(time(7, 0), frozenset()), utc(2026, 1, 5))


MINUTES = 24 * 60
THREE_YEARS = 3 * 365 * MINUTES


@given(st.integers(0, THREE_YEARS), st.integers(0, MINUTES - 1), st.integers(1, 127))
def test_a_daily_job_is_always_ahead_and_keeps_its_time_on_the_wall(since: int, minute: int, week: int) -> None:
    after, at = utc(2025, 1, 1) + timedelta(minutes=since), time(minute // 60, minute % 60)
    days = {day for day in range(7) if week >> day & 1}

    due = next_after(Daily(at, frozenset(days)), after)

    assert after < due <= after + timedelta(days=8)
    here = due.astimezone(LONDON)
    is_jumped_over = datetime.combine(here.date(), at, LONDON).astimezone(UTC).astimezone(LONDON).time() != at
    assert here.time() == at or is_jumped_over
    assert here.date().weekday() in days


@pytest.mark.parametrize(
    ("next_at", "asked"),
    [
        pytest.param(None, Turn(False, utc(2026, 1, 6, 7, 0)), id="never seen: it waits for its time"),
        pytest.param(utc(2026, 1, 5, 7, 0), Turn(True, utc(2026, 1, 6, 7, 0)), id="due"),
        pytest.param(utc(2025, 12, 1, 7, 0), Turn(True, utc(2026, 1, 6, 7, 0)), id="missed for weeks: once"),
        pytest.param(utc(2026, 1, 6, 7, 0), None, id="planned"),
        pytest.param(utc(2026, 1, 5, 20, 0), None, id="planned earlier than the timing now says: it still comes"),
        pytest.param(utc(2027, 1, 6, 7, 0), Turn(False, utc(2026, 1, 6, 7, 0)), id="the clock was put back"),
    ],
)
def test_what_the_clock_asks(next_at: datetime | None, asked: Turn | None) -> None:
    assert turn(SEVEN, next_at, at=utc(2026, 1, 5, 10, 0)) == asked


@pytest.mark.parametrize(
    ("timing", "words"),
    [
        (Every(10), "Every 10 minutes"),
        (SEVEN, "Every day at 7am"),
        (Daily(time(12, 5)), "Every day at 12:05pm"),
        (Daily(time(0, 30), WORKING_DAYS), "Monday to Friday at 12:30am"),
        (Daily(time(16, 0), frozenset({2, 0})), "Monday, Wednesday at 4pm"),
    ],
)
def test_how_often_in_words(timing, words: str) -> None:
    assert in_words(timing) == words
