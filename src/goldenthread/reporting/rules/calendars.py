"""One list of a participant's sessions and meetings, with what is at the same time."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from goldenthread.cohorts.types.timetables import Unseated
from goldenthread.reporting.types.calendars import MyTimetable, TimetableLine


def timetable(lines: Sequence[TimetableLine], unseated: Sequence[Unseated], *, at: datetime) -> MyTimetable:
    """The lines in time, those that are over apart; sessions say already which other session clashes."""
    every = sorted(lines, key=lambda line: (line.starts_at, line.title))
    told = [replace(line, clashes=line.clashes or _clash(line, every)) for line in every]
    return MyTimetable(
        ahead=tuple(line for line in told if line.ends_at > at),
        past=tuple(line for line in reversed(told) if line.ends_at <= at),
        unseated=tuple(unseated),
    )


def _clash(line: TimetableLine, others: Sequence[TimetableLine]) -> str:
    """What of the other kind is at the same time: a meeting beside a session, or a session beside a meeting."""
    at_once = (
        other.title
        for other in others
        if (other.meeting is None) is not (line.meeting is None)
        and other.starts_at < line.ends_at
        and line.starts_at < other.ends_at
    )
    return next(at_once, "")
