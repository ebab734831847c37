"""When somebody is reminded, by the clock on the wall."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from goldenthread.cohorts.types import KeptFigure
from goldenthread.ground.types.days import LONDON
from goldenthread.reporting.rules.reminding import has_fallen_behind, is_closing, is_near, is_open, reminder_moment


def here(*parts: int) -> datetime:
    return datetime(*parts, tzinfo=LONDON)


OPENS, CLOSES = here(2026, 3, 23, 9, 0), here(2026, 3, 30, 23, 59)


@pytest.mark.parametrize(
    ("at", "open_"),
    [
        (OPENS - timedelta(seconds=1), False),
        (OPENS, True),
        (CLOSES - timedelta(seconds=1), True),
        (CLOSES, False),
    ],
)
def test_a_window_is_told_of_while_it_is_open(at: datetime, open_: bool) -> None:
    assert is_open(OPENS, CLOSES, at=at) is open_


@pytest.mark.parametrize(
    ("closes_at", "hours", "moment"),
    [
        pytest.param(here(2026, 2, 9, 17, 0), 48, here(2026, 2, 7, 17, 0), id="in the afternoon"),
        pytest.param(here(2026, 2, 9, 23, 59), 48, here(2026, 2, 7, 20, 0), id="in the night: the evening before"),
        pytest.param(here(2026, 2, 9, 3, 0), 48, here(2026, 2, 6, 20, 0), id="before the morning: the evening before"),
        pytest.param(here(2026, 2, 9, 20, 0), 24, here(2026, 2, 8, 20, 0), id="at the last minute of the evening"),
        pytest.param(here(2026, 2, 9, 8, 0), 24, here(2026, 2, 8, 8, 0), id="at the first of the morning"),
        # 48 hours before half past eight in summer time is half past seven in winter time.
        pytest.param(here(2026, 3, 30, 8, 30), 48, here(2026, 3, 27, 20, 0), id="across the change of the clocks"),
    ],
)
def test_nobody_is_reminded_in_the_night(closes_at: datetime, hours: int, moment: datetime) -> None:
    assert reminder_moment(closes_at.astimezone(UTC), hours=hours) == moment


@pytest.mark.parametrize(
    ("at", "hours", "is_due"),
    [
        pytest.param(here(2026, 3, 28, 19, 59), 48, False, id="not yet"),
        pytest.param(here(2026, 3, 28, 20, 0), 48, True, id="now"),
        pytest.param(CLOSES - timedelta(seconds=1), 48, True, id="late, because no worker ran"),
        pytest.param(CLOSES, 48, False, id="closed"),
        pytest.param(here(2026, 3, 28, 20, 0), 0, False, id="never, says the policy"),
        pytest.param(here(2026, 3, 24, 9, 0), 24 * 9, False, id="longer than the window is open"),
    ],
)
def test_the_reminder_before_the_end(at: datetime, hours: int, is_due: bool) -> None:
    assert is_closing(OPENS, CLOSES, hours=hours, at=at) is is_due


@pytest.mark.parametrize(
    ("at", "near"),
    [
        pytest.param(here(2026, 3, 26, 23, 59), False, id="three days before"),
        pytest.param(here(2026, 3, 27, 0, 0), True, id="two days before, on the calendar"),
        pytest.param(here(2026, 3, 29, 9, 29), True, id="on the day"),
        pytest.param(here(2026, 3, 29, 9, 30), False, id="begun"),
    ],
)
def test_a_session_is_near_two_days_before(at: datetime, near: bool) -> None:
    assert is_near(here(2026, 3, 29, 9, 30).astimezone(UTC), at=at) is near


SOME = KeptFigure(millionths=100_000, threshold=90)
DATES = {"enrolled_on": date(2025, 8, 1), "starts_on": date(2025, 9, 1), "ends_on": date(2026, 8, 31)}


@pytest.mark.parametrize(
    ("figure", "on", "changes", "behind"),
    [
        pytest.param(SOME, date(2026, 3, 1), {}, True, id="half gone and a tenth done"),
        pytest.param(SOME, date(2025, 10, 12), {}, False, id="still settling in"),
        pytest.param(SOME, date(2026, 9, 1), {}, False, id="the cohort is over"),
        pytest.param(SOME, date(2026, 3, 1), {"enrolled_on": date(2026, 2, 1)}, False, id="came late"),
        pytest.param(KeptFigure(900_000, is_met=True, threshold=90), date(2026, 3, 1), {}, False, id="reached"),
        pytest.param(KeptFigure(400_000, threshold=90), date(2026, 3, 1), {}, False, id="near an even pace"),
        pytest.param(KeptFigure(), date(2026, 3, 1), {}, False, id="no policy, so no pace"),
    ],
)
def test_who_has_fallen_behind(figure: KeptFigure, on: date, changes: dict[str, date], behind: bool) -> None:
    assert has_fallen_behind(figure, **(DATES | changes), on=on) is behind
