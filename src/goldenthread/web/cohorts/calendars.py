"""Sessions written as a calendar file (RFC 5545). Moments are in UTC, which every calendar shows in local time, on
either side of a change of clocks, without a description of time zones that could grow old."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import UTC, datetime, timedelta

from icalendar import Calendar, Event

from goldenthread.cohorts.types.timetables import FeedEntry

REFRESH = timedelta(hours=1)


def as_calendar(entries: Iterable[FeedEntry], *, at: datetime, pages: Mapping[str, str]) -> bytes:
    """The file. ``pages`` has the address of each kind of page, with ``{}`` for the reference of what it shows."""
    calendar = Calendar()
    calendar.add("prodid", "-//Golden Thread//Sessions//EN")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add("name", "NPQ sessions")
    calendar.add("x-wr-calname", "NPQ sessions")
    calendar.add("refresh-interval", REFRESH, parameters={"VALUE": "DURATION"})
    for entry in entries:
        calendar.add_component(_event(entry, at=at, pages=pages))
    return bytes(calendar.to_ical())


def _event(entry: FeedEntry, *, at: datetime, pages: Mapping[str, str]) -> Event:
    event = Event()
    event.add("uid", f"{entry.ref}@goldenthread")
    event.add("dtstamp", at.astimezone(UTC))
    event.add("last-modified", entry.changed_at.astimezone(UTC))
    event.add("sequence", entry.sequence)
    event.add("dtstart", entry.starts_at.astimezone(UTC))
    event.add("dtend", entry.ends_at.astimezone(UTC))
    event.add("summary", f"Cancelled: {entry.title}" if entry.is_cancelled else entry.title)
    stands = "TENTATIVE" if entry.is_tentative else "CONFIRMED"
    event.add("status", "CANCELLED" if entry.is_cancelled else stands)
    joins = f"\nJoin online: {entry.link}" if entry.link else ""
    event.add("description", f"{entry.about}{joins}")
    if entry.place or entry.link:
        event.add("location", entry.place or entry.link)
    if not entry.is_cancelled:
        event.add("url", pages[entry.page].format(entry.ref))
    return event
