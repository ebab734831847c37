"""The clock can be moved in a demonstration, and only by its file."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from goldenthread.ground.queries.clock import now


def test_the_clock_tells_the_time() -> None:
    assert abs(now() - datetime.now(UTC)) < timedelta(seconds=5)


def test_a_demonstration_moves_its_clock_by_the_minutes_in_its_file(settings, tmp_path) -> None:
    settings.CLOCK_FILE = tmp_path / "clock"
    still = now()
    settings.CLOCK_FILE.write_text(str(9 * 24 * 60))

    assert now() - still >= timedelta(days=9)
