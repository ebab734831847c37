"""A participant's own timetable: the sessions they come to and the meetings with their coach, in one list."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from goldenthread.coaching.types.meetings import CalendarMeeting
from goldenthread.cohorts.types.timetables import MySession, Unseated


@dataclass(frozen=True)
class TimetableLine:
    """A session, or else a meeting. ``clashes`` names another at the same time."""

    title: str
    starts_at: datetime
    ends_at: datetime
    mine: MySession | None = None
    meeting: CalendarMeeting | None = None
    place: str = ""
    clashes: str = ""


@dataclass(frozen=True)
class MyTimetable:
    """What is ahead by time, what is behind the newest first, and the components without a place at any session."""

    ahead: tuple[TimetableLine, ...]
    past: tuple[TimetableLine, ...]
    unseated: tuple[Unseated, ...]
