"""What stands in a calendar file is what its standard allows."""

from __future__ import annotations

from datetime import timedelta
from uuid import uuid4

from goldenthread.cohorts.types.timetables import FeedEntry
from goldenthread.web.cohorts.calendars import as_calendar


def test_marks_that_the_standard_forbids_do_not_reach_the_file(at) -> None:
    entry = FeedEntry(
        uuid4(), "Event\x07 1", at, at + timedelta(hours=1), "Hall\x0b\x1d", "", "Bring\x00 a pen\nand paper", 0, at
    )

    content = as_calendar([entry], at=at, pages={"session": "https://x.example/{}"}).decode()

    assert not {letter for letter in content if letter < " "} - set("\r\n")
    assert "LOCATION:Hall\r\n" in content
    assert r"Bring a pen\nand paper" in content
