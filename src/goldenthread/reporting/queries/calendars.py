"""Somebody's whole calendar: the sessions they come to or facilitate, and the meetings of coaching; as a feed, and as a
participant's own page."""

from __future__ import annotations

from datetime import datetime

from goldenthread.coaching.queries.feeding import calendar_meetings, own_meetings
from goldenthread.coaching.types.meetings import CalendarMeeting
from goldenthread.cohorts.queries.feeding import feed_behind, owner_behind
from goldenthread.cohorts.queries.seating import my_sessions
from goldenthread.cohorts.types.timetables import FeedEntry
from goldenthread.people.types import Actor
from goldenthread.reporting.rules.calendars import timetable
from goldenthread.reporting.types.calendars import MyTimetable, TimetableLine

LINKS = ("https://", "http://")


def calendar_behind(token: str, *, at: datetime) -> tuple[FeedEntry, ...]:
    """What a calendar shows to whoever holds its address, by time; in six statements.

    :raises CalendarFeed.DoesNotExist: if there is no such address any more, or its owner is not active.
    """
    meetings = tuple(_entry(each) for each in calendar_meetings(owner_behind(token), at=at))
    found = (*feed_behind(token, at=at), *meetings)
    return tuple(sorted(found, key=lambda entry: (entry.starts_at, str(entry.ref))))


def my_timetable(*, by: Actor, at: datetime) -> MyTimetable:
    """A participant's sessions and coaching meetings in one list; in ten statements."""
    page = my_sessions(by=by, at=at)
    sessions = (
        TimetableLine(
            title=mine.session.title,
            starts_at=mine.session.starts_at,
            ends_at=mine.session.ends_at,
            mine=mine,
            place=mine.session.place or ("Online" if mine.session.online_link else ""),
            clashes=mine.clashes,
        )
        for mine in page.sessions
    )
    meetings = (
        TimetableLine(
            title=f"Coaching meeting with {each.with_whom}",
            starts_at=each.starts_at,
            ends_at=each.ends_at,
            meeting=each,
            place=each.how if not each.where or each.where.startswith(LINKS) else each.where,
        )
        for each in own_meetings(by=by)
    )
    return timetable((*sessions, *meetings), page.unseated, at=at)


def _entry(told: CalendarMeeting) -> FeedEntry:
    title = f"Coaching meeting with {told.with_whom}" if told.is_coach else "Coaching meeting"
    about = "This time is suggested and not agreed yet." if told.is_suggested else "You meet about the programme."
    is_link = told.where.startswith(LINKS)
    return FeedEntry(
        ref=told.ref,
        title=f"Suggested: {title}" if told.is_suggested else title,
        starts_at=told.starts_at,
        ends_at=told.ends_at,
        place="" if is_link else told.where,
        link=told.where if is_link else "",
        about="This meeting was called off." if told.is_cancelled else about,
        sequence=told.sequence,
        changed_at=told.changed_at,
        is_cancelled=told.is_cancelled,
        is_tentative=told.is_suggested,
        page="meeting",
    )
