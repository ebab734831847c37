"""Somebody's whole calendar: the sessions they come to or facilitate, and the meetings of coaching."""

from __future__ import annotations

from datetime import datetime

from goldenthread.coaching.queries.feeding import calendar_meetings
from goldenthread.coaching.types.meetings import CalendarMeeting
from goldenthread.cohorts.queries.feeding import feed_behind, owner_behind
from goldenthread.cohorts.types.timetables import FeedEntry

LINKS = ("https://", "http://")


def calendar_behind(token: str, *, at: datetime) -> tuple[FeedEntry, ...]:
    """What a calendar shows to whoever holds its address, by time; in six statements.

    :raises CalendarFeed.DoesNotExist: if there is no such address any more, or its owner is not active.
    """
    meetings = tuple(_entry(each) for each in calendar_meetings(owner_behind(token), at=at))
    found = (*feed_behind(token, at=at), *meetings)
    return tuple(sorted(found, key=lambda entry: (entry.starts_at, str(entry.ref))))


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
