"""Days and times as people in the United Kingdom say them: one wording for pages and letters, on every floor."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

LONDON = ZoneInfo("Europe/London")


def day(value: date) -> str:
    """*Tuesday 24 November 2026*; a moment is taken on the day it has in the United Kingdom."""
    here = in_london(value) if isinstance(value, datetime) else value
    return f"{here:%A} {here.day} {here:%B %Y}"


def short_day(value: date) -> str:
    """*24 Nov 2026*, for tables and figures where the long form does not fit."""
    here = in_london(value) if isinstance(value, datetime) else value
    return f"{here.day} {here:%b %Y}"


def clock(value: datetime | time) -> str:
    """*11:59pm*, *9am*, *midday*, *midnight* in the United Kingdom; a time of day without a day is taken as it is."""
    here = in_london(value) if isinstance(value, datetime) else value
    if here.minute == 0 and here.hour in {0, 12}:
        return "midday" if here.hour else "midnight"
    minutes = f":{here.minute:02d}" if here.minute else ""
    return f"{here.hour % 12 or 12}{minutes}{'am' if here.hour < 12 else 'pm'}"


def moment(value: datetime) -> str:
    """*Tuesday 24 November 2026, 11:59pm* in the United Kingdom."""
    return f"{day(value)}, {clock(value)}"


def deadline(value: datetime) -> str:
    """A moment until which something can be done: *the end of Monday 14 December 2026* where it is the midnight after
    that day, so that nobody takes it for the night that follows; otherwise as any moment."""
    here = in_london(value)
    if (here.hour, here.minute) == (0, 0):
        return f"the end of {day(here.date() - timedelta(days=1))}"
    return moment(value)


def in_london(value: datetime) -> datetime:
    """The same moment on a clock in the United Kingdom; a moment without a zone is taken as UTC."""
    return (value if value.tzinfo else value.replace(tzinfo=UTC)).astimezone(LONDON)
