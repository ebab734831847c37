"""Days and times as people read them in the United Kingdom."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

LONDON = ZoneInfo("Europe/London")


def day(at: datetime) -> str:
    """*Tuesday 24 November 2026*."""
    here = at.astimezone(LONDON)
    return f"{here:%A} {here.day} {here:%B %Y}"


def clock(at: datetime) -> str:
    """*11:59pm*, *9am*."""
    here = at.astimezone(LONDON)
    minutes = f":{here.minute:02}" if here.minute else ""
    return f"{here.hour % 12 or 12}{minutes}{'am' if here.hour < 12 else 'pm'}"


def moment(at: datetime) -> str:
    """*Tuesday 24 November 2026, 11:59pm*."""
    return f"{day(at)}, {clock(at)}"
