"""Sessions written as a calendar file (RFC 5545). Moments are in UTC, which every calendar shows in local time, on
either side of a change of clocks, without a description of time zones that could grow old."""

from __future__ import annotations

import unicodedata
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
    title, place = _plain(entry.title), _plain(entry.place)
    event.add("summary", f"Cancelled: {title}" if entry.is_cancelled else title)
    stands = "TENTATIVE" if entry.is_tentative else "CONFIRMED"
    event.add("status", "CANCELLED" if entry.is_cancelled else stands)
    joins = f"\nJoin online: {entry.link}" if entry.link else ""
    event.add("description", _plain(f"{entry.about}{joins}"))
    if place or entry.link:
        event.add("location", place or entry.link)
    if not entry.is_cancelled:
        event.add("url", pages[entry.page].format(entry.ref))
    return event


def _plain(words: str) -> str:
    """Words without the marks that RFC 5545 forbids: what was kept before forms refused them."""
    return "".join(letter for letter in words if letter == "\n" or unicodedata.category(letter) != "Cc")
