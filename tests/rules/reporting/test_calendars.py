"""One list of a participant's sessions and meetings."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from uuid import uuid4

from goldenthread.coaching.types.meetings import CalendarMeeting
from goldenthread.reporting.rules.calendars import timetable
from goldenthread.reporting.types.calendars import TimetableLine

AT = datetime(2026, 1, 5, 10, 0, tzinfo=UTC)
HOUR = timedelta(hours=1)


def line(title: str, starts_at: datetime, *, is_meeting: bool = False, clashes: str = "") -> TimetableLine:
    ends_at = starts_at + HOUR
    meeting = CalendarMeeting(
        uuid4(), "Colin Marsh", False, starts_at, ends_at, "Online", "", False, False, 0, AT
    )  # fmt: skip
    return TimetableLine(title, starts_at, ends_at, meeting=meeting if is_meeting else None, clashes=clashes)


def test_what_is_ahead_stands_in_time_and_what_is_behind_the_newest_first() -> None:
    before, long_before = line("Met", AT - HOUR, is_meeting=True), line("Event 1", AT - 5 * HOUR)
    now, later = line("Event 2", AT - HOUR / 2), line("Meet", AT + HOUR, is_meeting=True)

    page = timetable([later, long_before, now, before], [], at=AT)

    assert [one.title for one in page.ahead] == ["Event 2", "Meet"]
    assert [one.title for one in page.past] == ["Met", "Event 1"]


def test_a_meeting_in_the_hour_of_a_session_names_it_and_the_other_way_round() -> None:
    session, meeting = line("Event 2", AT), line("Meet", AT + HOUR / 2, is_meeting=True)
    after, known = line("Event 3", AT + 1.5 * HOUR), line("Event 4", AT, clashes="Event 2")

    page = timetable([session, meeting, after, known], [], at=AT)

    assert {one.title: one.clashes for one in page.ahead} == {
        "Event 2": "Meet", "Meet": "Event 2", "Event 3": "", "Event 4": "Event 2",
    }  # fmt: skip
