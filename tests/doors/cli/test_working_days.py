"""Sessions of the demonstration are on working days, whenever it is loaded."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from goldenthread.cli.demonstration.calendar import Calendar

FIRST = datetime(2026, 9, 1, 12, 0, tzinfo=UTC)


def test_a_session_is_never_at_a_weekend_nor_on_the_days_that_everybody_is_at_home() -> None:
    for n in range(730):
        calendar = Calendar(FIRST + timedelta(days=n))
        for days in (-118, -90, -1, 0, 24, 95):
            found = calendar.working(days)
            day = calendar.day(found)
            assert day.weekday() < 5
            assert f"{day:%d %m}" not in {"25 12", "26 12", "01 01"}
            assert (found < 0) == (days < 0)
            assert abs(found - days) <= 4
            assert calendar.working(days, not_before=days) >= days
