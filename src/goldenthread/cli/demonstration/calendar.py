"""Days of the story as real moments."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from goldenthread.ground.types.days import LONDON

SATURDAY = 5
# Christmas, Boxing Day and New Year's Day.
AT_HOME = frozenset({(12, 25), (12, 26), (1, 1)})


@dataclass(frozen=True)
class Calendar:
    """Counts days from the day on which the demonstration is loaded."""

    today: datetime

    def day(self, days: int) -> date:
        """The date so many days from today, in the UK."""
        return self.today.astimezone(LONDON).date() + timedelta(days=days)

    def moment(self, days: int, at: time = time(10, 0)) -> datetime:
        """That day at a UK time of day, in UTC."""
        return datetime.combine(self.day(days), at, LONDON).astimezone(UTC)

    def working(self, days: int, *, not_before: int | None = None) -> int:
        """The working day nearest to that day which is over or to come as it is, and not before a first one."""
        step = -1 if days < 0 else 1
        found = days
        while not self._works(found):
            found += step
        if not_before is not None and found < not_before:
            return self.working_after(days)
        return found

    def working_after(self, days: int) -> int:
        """That day, or the first working day after it."""
        return days if self._works(days) else self.working_after(days + 1)

    def _works(self, days: int) -> bool:
        day = self.day(days)
        return day.weekday() < SATURDAY and (day.month, day.day) not in AT_HOME

    def is_past(self, days: int) -> bool:
        """Whether that day is over."""
        return days < 0
