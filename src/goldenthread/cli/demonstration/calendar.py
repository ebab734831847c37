"""Days of the story as real moments."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

UK = ZoneInfo("Europe/London")


@dataclass(frozen=True)
class Calendar:
    """Counts days from the day on which the demonstration is loaded."""

    today: datetime

    def day(self, days: int) -> date:
        """The date so many days from today, in the UK."""
        return self.today.astimezone(UK).date() + timedelta(days=days)

    def moment(self, days: int, at: time = time(10, 0)) -> datetime:
        """That day at a UK time of day, in UTC."""
        return datetime.combine(self.day(days), at, UK).astimezone(UTC)

    def is_past(self, days: int) -> bool:
        """Whether that day is over."""
        return days < 0
