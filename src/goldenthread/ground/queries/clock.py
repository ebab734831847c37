"""The clock, read at the doors and nowhere else."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

from django.conf import settings


def now() -> datetime:
    """This moment in UTC.

    A demonstration's clock can be moved: the file named by ``CLOCK_FILE`` then holds the minutes to add. Settings
    refuse to start in production with such a file.
    """
    moved: Path | None = settings.CLOCK_FILE
    minutes = int(moved.read_text() or "0") if moved and moved.exists() else 0
    return datetime.now(UTC) + timedelta(minutes=minutes)
