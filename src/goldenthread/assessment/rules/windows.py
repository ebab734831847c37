"""When a window is open, in exact moments; days and hours are those of the United Kingdom.

A window is open from its opening moment on, and until but not at its closing moment: two windows that meet share no
moment, and work that arrives exactly at the closing moment is late.
"""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from goldenthread.assessment.types.submitting import Stage, WindowFacts
from goldenthread.ground.types import Refusal

HERE = ZoneInfo("Europe/London")
CLOSES_AT = time(23, 59)


def stage(window: WindowFacts, *, at: datetime) -> Stage:
    """Where the window stands at this moment."""
    if at < window.opens_at:
        return Stage.TO_COME
    return Stage.OPEN if at < window.closes_at else Stage.CLOSED


def day_here(at: datetime) -> date:
    """The day it is in the United Kingdom at a moment."""
    return at.astimezone(HERE).date()


def usual_close(opens_at: datetime, *, days: int) -> datetime:
    """When a window of so many days closes: at 11:59pm on its last day, the day of opening being the first.

    Days are counted on the calendar, so a window across a change of the clocks is an hour shorter or longer.
    """
    last = opens_at.astimezone(HERE).date() + timedelta(days=days - 1)
    return datetime.combine(last, CLOSES_AT, tzinfo=HERE)


def why_not_keep_window(opens_at: datetime, closes_at: datetime, *, at: datetime) -> Refusal | None:
    """Why a window cannot have these moments."""
    if closes_at <= opens_at:
        return Refusal("closes_before_opening", "The window closes before it opens.", "Give a later closing time.")
    if closes_at <= at:
        return Refusal("closes_in_the_past", "The window would be closed already.", "Give a closing time to come.")
    return None


def why_not_move(window: WindowFacts, *, opens_at: datetime, closes_at: datetime, at: datetime) -> Refusal | None:
    """Why the moments of a window cannot be changed: once open, it can only be made longer."""
    refusal = why_not_keep_window(opens_at, closes_at, at=at)
    if refusal or stage(window, at=at) is Stage.TO_COME:
        return refusal
    if opens_at != window.opens_at or closes_at < window.closes_at:
        return Refusal(
            "window_has_opened",
            "The window has opened: people are working to its times.",
            "You can give it a later closing time, which everyone in it will have.",
        )
    return None


def left_in_words(until: datetime, *, at: datetime) -> str:
    """The time left, as people say it: the two largest units, rounded down."""
    minutes = max(int((until - at).total_seconds()) // 60, 0)
    days, hours, rest = minutes // 1440, minutes % 1440 // 60, minutes % 60
    if days:
        return _joined(_some(days, "day"), _some(hours, "hour"))
    if hours:
        return _joined(_some(hours, "hour"), _some(rest, "minute"))
    return _some(rest, "minute") or "less than a minute"


def _some(number: int, unit: str) -> str:
    return "" if not number else f"{number} {unit}" if number == 1 else f"{number} {unit}s"


def _joined(*said: str) -> str:
    return " and ".join(each for each in said if each)
