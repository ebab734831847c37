"""When a timed job is due: moments from a clock that staff read on their wall, in the United Kingdom."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from goldenthread.ground.types import WORKING_DAYS, Daily, Every, Timing, Turn
from goldenthread.ground.types.days import LONDON

DAY_NAMES = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


def next_after(timing: Timing, moment: datetime) -> datetime:
    """The first moment after this one, in UTC.

    A daily job keeps its time on the wall when the clocks change: the day is then an hour shorter or longer. A time
    that the clocks jump over comes when they have jumped; one that comes twice is taken the first time.
    """
    if isinstance(timing, Every):
        return _next_mark(moment, minutes=timing.minutes)
    day = moment.astimezone(LONDON).date()
    for _ in range(8):
        found = datetime.combine(day, timing.at, LONDON).astimezone(UTC)
        if day.weekday() in timing.days and found > moment:
            return found
        day += timedelta(days=1)
    raise ValueError("A daily job has at least one day of the week.")


def turn(timing: Timing, next_at: datetime | None, *, at: datetime) -> Turn | None:
    """What the clock asks of a job that is due at ``next_at``, or ``None`` where there is nothing to do.

    * Never seen before: it waits for its first time.
    * Due, whether just now or while no worker ran: it runs once, and the times that were missed are not made up.
    * Due later than its timing could ever say, because the timing or the clock was changed: it is planned anew.
    """
    following = next_after(timing, at)
    if next_at is not None and next_at <= at:
        return Turn(is_due=True, next_at=following)
    if next_at is None or next_at > following:
        return Turn(is_due=False, next_at=following)
    return None


def in_words(timing: Timing) -> str:
    """How often, as people say it."""
    if isinstance(timing, Every):
        return f"Every {timing.minutes} minutes"
    hour = timing.at.hour % 12 or 12
    minutes = f":{timing.at.minute:02}" if timing.at.minute else ""
    said = f"at {hour}{minutes}{'am' if timing.at.hour < 12 else 'pm'}"
    return f"{_days(timing)} {said}"


def _days(timing: Daily) -> str:
    if len(timing.days) == len(DAY_NAMES):
        return "Every day"
    if timing.days == WORKING_DAYS:
        return "Monday to Friday"
    return ", ".join(DAY_NAMES[day] for day in sorted(timing.days))


def _next_mark(moment: datetime, *, minutes: int) -> datetime:
    midnight = moment.astimezone(UTC).replace(hour=0, minute=0, second=0, microsecond=0)
    apart = timedelta(minutes=minutes)
    return midnight + apart * ((moment - midnight) // apart + 1)
