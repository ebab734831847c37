"""Days and times as people read them in the United Kingdom."""

from __future__ import annotations

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

LONDON = ZoneInfo("Europe/London")


def day(at: datetime) -> str:
    """*Tuesday 24 November 2026*."""
    here = at.astimezone(LONDON)
    return f"{here:%A} {here.day} {here:%B %Y}"


def clock(at: datetime) -> str:
    """*11:59pm*, *9am*, *midday*, *midnight*."""
    here = at.astimezone(LONDON)
    if here.minute == 0 and here.hour in {0, 12}:
        return "midday" if here.hour else "midnight"
    minutes = f":{here.minute:02}" if here.minute else ""
    return f"{here.hour % 12 or 12}{minutes}{'am' if here.hour < 12 else 'pm'}"


def moment(at: datetime) -> str:
    """*Tuesday 24 November 2026, 11:59pm*."""
    return f"{day(at)}, {clock(at)}"


def deadline(at: datetime) -> str:
    """A moment until which something can be done: *the end of Monday 14 December 2026* for the midnight after it."""
    here = at.astimezone(LONDON)
    if (here.hour, here.minute) == (0, 0):
        return f"the end of {day(here - timedelta(hours=12))}"
    return moment(at)
