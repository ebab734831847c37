"""When somebody is reminded. Hours and days are those of the United Kingdom.

How long before, and how often, is ours: no source gives a figure. What belongs to assessment is dated policy; the rest
stands here, illustrative.
"""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

from goldenthread.cohorts.types import KeptFigure
from goldenthread.ground.types.days import LONDON
from goldenthread.reporting.rules.telling import is_on_pace

# Nobody is written to between these hours because of the clock alone.
EVENING, MORNING = time(20, 0), time(8, 0)
SESSION_DAYS = 2
# A task or a catch-up is called to mind so many days before it is due; and once after, but not for what is long past.
WORK_DAYS = 3
LATE_DAYS = 7
# A school hears that somebody has fallen behind at most once in so many days, and not in their first weeks.
QUIET = timedelta(days=14)
SETTLING_IN = timedelta(weeks=6)


def is_open(opens_at: datetime, closes_at: datetime, *, at: datetime) -> bool:
    """Whether a window that opened is still worth a letter."""
    return opens_at <= at < closes_at


def reminder_moment(closes_at: datetime, *, hours: int) -> datetime:
    """So many hours before a window closes, or the evening before that moment where it falls in the night."""
    moment = (closes_at - timedelta(hours=hours)).astimezone(LONDON)
    if moment.time() >= EVENING:
        return datetime.combine(moment.date(), EVENING, LONDON)
    if moment.time() < MORNING:
        return datetime.combine(moment.date() - timedelta(days=1), EVENING, LONDON)
    return moment


def is_closing(opens_at: datetime, closes_at: datetime, *, hours: int, at: datetime) -> bool:
    """Whether the reminder before the end is due. No hours: there is none.

    A window that is shorter than those hours has none either: the letter that it opened has just gone out.
    """
    due_at = reminder_moment(closes_at, hours=hours)
    return hours > 0 and opens_at < due_at <= at < closes_at


def is_told(set_at: datetime, *, at: datetime) -> bool:
    """Whether it is the morning after a window was opened for booking, or later: until then whoever set it can still
    put it right."""
    day = set_at.astimezone(LONDON).date() + timedelta(days=1)
    return at >= datetime.combine(day, MORNING, LONDON)


def is_near(starts_at: datetime, *, at: datetime) -> bool:
    """Whether a session is still to come and at most two days ahead on the calendar."""
    ahead = starts_at.astimezone(LONDON).date() - at.astimezone(LONDON).date()
    return at < starts_at and ahead <= timedelta(days=SESSION_DAYS)


def has_fallen_behind(figure: KeptFigure, *, enrolled_on: date, starts_on: date, ends_on: date, on: date) -> bool:
    """Whether somebody stands so far below an even pace that those who support them are told.

    Only while the cohort runs, and once they have been on it for six weeks: before that the figure says more about the
    timetable than about them.
    """
    begun = max(enrolled_on, starts_on)
    if on < begun + SETTLING_IN or on > ends_on:
        return False
    return not is_on_pace(figure, starts_on=begun, ends_on=ends_on, on=on)


def work_days(on: date) -> tuple[date, date]:
    """The first and the last day on which something may be due that is called to mind on a day."""
    return on - timedelta(days=LATE_DAYS), on + timedelta(days=WORK_DAYS)


def is_late(due_on: date, *, on: date) -> bool:
    """Whether the day by which something is due is over."""
    return due_on < on
