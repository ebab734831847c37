"""Windows open and close at exact moments of UK time, through changes of the clocks."""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta

import pytest

from goldenthread.assessment.rules.windows import (
    clock_of,
    left_in_words,
    length_in_words,
    stage,
    usual_close,
    why_books_longer,
    why_not_keep_window,
    why_not_move,
    why_shares,
)
from goldenthread.assessment.types.submitting import Stage
from goldenthread.ground.types.days import LONDON
from tests.makers.assessment import CLOSES, OPENS, a_window

INSTANT = timedelta(microseconds=1)


@pytest.mark.parametrize(
    ("at", "expected"),
    [
        (OPENS - INSTANT, Stage.TO_COME),
        (OPENS, Stage.OPEN),
        (CLOSES - INSTANT, Stage.OPEN),
        (CLOSES, Stage.CLOSED),
        (CLOSES + INSTANT, Stage.CLOSED),
    ],
    ids=[
        "just before",
        "the opening moment is inside",
        "just before the end",
        "the closing moment is outside",
        "after",
    ],
)
def test_a_window_takes_in_its_opening_moment_and_not_its_closing_one(at: datetime, expected: Stage) -> None:
    assert stage(a_window(), at=at) is expected


@pytest.mark.parametrize(
    ("opens", "closes_utc"),
    [
        (datetime(2026, 2, 2, 9, tzinfo=LONDON), datetime(2026, 2, 9, 23, 59, tzinfo=UTC)),
        (datetime(2026, 3, 25, 9, tzinfo=LONDON), datetime(2026, 4, 1, 22, 59, tzinfo=UTC)),
        (datetime(2026, 10, 21, 9, tzinfo=LONDON), datetime(2026, 10, 28, 23, 59, tzinfo=UTC)),
        (datetime(2026, 6, 30, 23, 30, tzinfo=UTC), datetime(2026, 7, 8, 22, 59, tzinfo=UTC)),
    ],
    ids=["winter", "clocks go forward", "clocks go back", "already tomorrow in London"],
)
def test_eight_days_end_just_before_midnight_on_the_eighth(opens: datetime, closes_utc: datetime) -> None:
    assert usual_close(opens, days=8).astimezone(UTC) == closes_utc


def test_a_window_closes_after_it_opens_and_after_now() -> None:
    before = OPENS - timedelta(days=1)

    assert why_not_keep_window(OPENS, CLOSES, at=before) is None
    assert getattr(why_not_keep_window(OPENS, OPENS, at=before), "code", "") == "closes_before_opening"
    assert getattr(why_not_keep_window(OPENS, CLOSES, at=CLOSES), "code", "") == "closes_in_the_past"


def test_a_window_that_has_opened_only_grows() -> None:
    later, inside, before = CLOSES + timedelta(days=1), OPENS + timedelta(days=1), OPENS - timedelta(days=1)

    assert why_not_move(a_window(), opens_at=before, closes_at=CLOSES, at=before - INSTANT) is None
    assert why_not_move(a_window(), opens_at=OPENS, closes_at=later, at=inside) is None
    for opens, closes in ((OPENS, CLOSES - INSTANT), (before, later)):
        refusal = why_not_move(a_window(), opens_at=opens, closes_at=closes, at=inside)
        assert refusal is not None
        assert refusal.code == "window_has_opened"
    assert getattr(why_not_move(a_window(), opens_at=OPENS, closes_at=OPENS, at=inside), "code", "") == (
        "closes_before_opening"
    )


@pytest.mark.parametrize(
    ("left", "words"),
    [
        (timedelta(days=2, hours=4, minutes=59), "2 days and 4 hours"),
        (timedelta(days=1), "1 day"),
        (timedelta(hours=1, minutes=1), "1 hour and 1 minute"),
        (timedelta(hours=3), "3 hours"),
        (timedelta(minutes=35, seconds=59), "35 minutes"),
        (timedelta(seconds=59), "less than a minute"),
        (timedelta(seconds=-5), "less than a minute"),
    ],
)
def test_the_time_left_is_said_in_words(left: timedelta, words: str) -> None:
    assert left_in_words(OPENS + left, at=OPENS) == words


@pytest.mark.parametrize(
    ("opens", "closes", "says", "clocks"),
    [
        (
            datetime(2026, 3, 23, 12, 1, tzinfo=LONDON),
            datetime(2026, 3, 30, 12, 1, tzinfo=LONDON),
            "6 days and 23 hours; the clocks go forward, so it is an hour shorter than the calendar says",
            ("Greenwich Mean Time", "British Summer Time"),
        ),
        (
            datetime(2026, 10, 19, 12, 1, tzinfo=LONDON),
            datetime(2026, 10, 26, 12, 1, tzinfo=LONDON),
            "7 days and 1 hour; the clocks go back, so it is an hour longer than the calendar says",
            ("British Summer Time", "Greenwich Mean Time"),
        ),
        (
            datetime(2026, 2, 2, 12, 1, tzinfo=LONDON),
            datetime(2026, 2, 9, 12, 0, tzinfo=LONDON),
            "6 days and 23 hours",
            ("Greenwich Mean Time", "Greenwich Mean Time"),
        ),
    ],
    ids=["clocks go forward", "clocks go back", "they stay"],
)
def test_the_length_says_where_the_clocks_change(opens, closes, says: str, clocks) -> None:
    assert length_in_words(opens, closes) == says
    assert (clock_of(opens), clock_of(closes)) == clocks


def test_a_policy_may_close_windows_at_noon() -> None:
    opens = datetime(2026, 3, 25, 12, 1, tzinfo=LONDON)

    assert usual_close(opens, days=8, closes=time(12)).astimezone(UTC) == datetime(2026, 4, 1, 11, tzinfo=UTC)


@pytest.mark.parametrize(
    ("opens_at", "closes_at", "is_refused"),
    [
        (OPENS - timedelta(days=9), OPENS, False),
        (CLOSES, CLOSES + timedelta(days=9), False),
        (OPENS - timedelta(days=9), OPENS + INSTANT, True),
        (CLOSES - INSTANT, CLOSES + timedelta(days=9), True),
        (OPENS - timedelta(days=9), CLOSES + timedelta(days=9), True),
    ],
    ids=["before, meeting it", "after, meeting it", "into its beginning", "out of its end", "round it"],
)
def test_two_windows_of_a_cohort_share_no_moment(opens_at, closes_at, is_refused) -> None:
    refusal = why_shares(opens_at, closes_at, [a_window()])

    assert (refusal is not None) is is_refused


@pytest.mark.parametrize(("books_until", "code"), [(None, None), (CLOSES, None), (CLOSES + INSTANT, "books_too_long")])
def test_a_window_does_not_close_while_it_can_be_booked(books_until, code) -> None:
    refusal = why_books_longer(books_until, CLOSES)

    assert (refusal and refusal.code) == code


def test_the_same_times_are_no_change() -> None:
    refusal = why_not_move(a_window(), opens_at=OPENS, closes_at=CLOSES, at=OPENS - INSTANT)

    assert refusal is not None
    assert refusal.code == "same_times"
