"""When a window is open, in exact moments; days and hours are those of the United Kingdom.

A window is open from its opening moment on, and until but not at its closing moment: two windows that meet share no
moment, and work that arrives exactly at the closing moment is late.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, date, datetime, time, timedelta

from goldenthread.assessment.types.submitting import Stage, WindowFacts
from goldenthread.ground.types import Refusal
from goldenthread.ground.types.days import LONDON, moment

CLOSES_AT = time(23, 59)
CLOCK_NAMES = {"GMT": "Greenwich Mean Time", "BST": "British Summer Time"}


def stage(window: WindowFacts, *, at: datetime) -> Stage:
    """Where the window stands at this moment."""
    if at < window.opens_at:
        return Stage.TO_COME
    return Stage.OPEN if at < window.closes_at else Stage.CLOSED


def day_here(at: datetime) -> date:
    """The day it is in the United Kingdom at a moment."""
    return at.astimezone(LONDON).date()


def usual_close(opens_at: datetime, *, days: int, closes: time = CLOSES_AT) -> datetime:
    """When a window of so many days closes: at this hour on its last day, the day of opening being the first.

    Days are counted on the calendar, so a window across a change of the clocks is an hour shorter or longer.
    """
    last = opens_at.astimezone(LONDON).date() + timedelta(days=days - 1)
    return datetime.combine(last, closes, tzinfo=LONDON)


def clock_of(moment: datetime) -> str:
    """By which clock the United Kingdom lives at a moment."""
    return CLOCK_NAMES[moment.astimezone(LONDON).strftime("%Z")]


def length_in_words(opens_at: datetime, closes_at: datetime) -> str:
    """How long a window is, and by how much that differs from the calendar where the clocks change in between."""
    # In one zone Python would count by the clock on the wall.
    long = left_in_words(closes_at.astimezone(UTC), at=opens_at.astimezone(UTC))
    before, after = clock_of(opens_at), clock_of(closes_at)
    if before == after:
        return long
    change = "back, so it is an hour longer" if after == CLOCK_NAMES["GMT"] else "forward, so it is an hour shorter"
    return f"{long}; the clocks go {change} than the calendar says"


def why_not_keep_window(opens_at: datetime, closes_at: datetime, *, at: datetime) -> Refusal | None:
    """Why a window cannot have these moments."""
    if closes_at <= opens_at:
        return Refusal("closes_before_opening", "The window closes before it opens.", "Give a later closing time.")
    if closes_at <= at:
        return Refusal("closes_in_the_past", "The window would be closed already.", "Give a closing time to come.")
    return None


def why_shares(opens_at: datetime, closes_at: datetime, others: Iterable[WindowFacts]) -> Refusal | None:
    """Why a cohort has no window at these moments: two of its windows share none. A second press meets this too."""
    shared = next((each for each in others if opens_at < each.closes_at and each.opens_at < closes_at), None)
    if shared is None:
        return None
    return Refusal(
        "cohort_has_window",
        f"The cohort has a window from {moment(shared.opens_at)} to {moment(shared.closes_at)}.",
        "Choose times before it opens or after it closes.",
    )


def why_books_longer(books_until: datetime | None, closes_at: datetime) -> Refusal | None:
    """Why a window cannot close at this moment: it could still be booked then."""
    if books_until is None or books_until <= closes_at:
        return None
    return Refusal(
        "books_too_long",
        f"It can be booked until {moment(books_until)}, which would be after it has closed.",
        "First let booking close earlier, on the page of projects in this window.",
    )


def why_not_move(window: WindowFacts, *, opens_at: datetime, closes_at: datetime, at: datetime) -> Refusal | None:
    """Why the moments of a window cannot be changed: once open, it can only be made longer."""
    refusal = why_not_keep_window(opens_at, closes_at, at=at)
    if (opens_at, closes_at) == (window.opens_at, window.closes_at):
        refusal = refusal or Refusal("same_times", "These are the times that it has.", "Change one of them.")
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
