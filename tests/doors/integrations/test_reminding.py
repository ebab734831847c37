"""Reminders as they arrive at a real mail server."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest

from goldenthread.ground.types import Refusal
from goldenthread.integrations.mail.reminding import letter_about_booking, letter_about_session, letter_about_window
from goldenthread.integrations.mail.sync import send_once
from goldenthread.reporting.types import BookingReminder, Kind, SessionReminder, WindowReminder
from tests.doors.integrations.test_sending import post

__all__ = ["post"]
OPENED = WindowReminder(
    ref=UUID(int=1),
    kind=Kind.OPENED,
    address="parveen@castlehill.example",
    name="Parveen Begum",
    programme="Leading seniors",
    closes_at=datetime(2026, 7, 1, 22, 59, tzinfo=UTC),
    limit=1500,
    why_not=None,
)
STARTS = datetime(2026, 7, 3, 8, 0, tzinfo=UTC)
SESSION = SessionReminder(
    ref=UUID(int=2),
    address="parveen@castlehill.example",
    name="Parveen Begum",
    session=UUID(int=3),
    title="Event 1",
    starts_at=STARTS,
    ends_at=STARTS + timedelta(hours=6, minutes=30),
    place="Room 2, Harbour Hall",
    link="",
    facilitator="",
)
BOOKING = BookingReminder(
    ref=UUID(int=4),
    kind=Kind.BOOKING,
    address="parveen@castlehill.example",
    name="Parveen Begum",
    programme="Leading seniors",
    opens_at=STARTS + timedelta(days=30),
    closes_at=STARTS + timedelta(days=38),
    books_until=STARTS + timedelta(days=20),
    left=3,
    fee="",
    why_not=Refusal("help", "Somebody meets you first.", "Ask for a time."),
)


@pytest.mark.parametrize(
    ("letter", "subject", "words"),
    [
        (
            letter_about_window(OPENED, url="http://here.example/a"),
            "Your assessment window is open",
            ("Window closes: Wednesday 1 July 2026, 11:59pm", "At most: 1,500 words", "http://here.example/a"),
        ),
        (
            letter_about_window(
                replace(OPENED, kind=Kind.CLOSING, why_not=Refusal("gate", "Your engagement is 80 %.", "Catch up.")),
                url="http://here.example/a",
            ),
            "Your window closes on Wednesday 1 July 2026",
            ("You have not handed in a script for Leading seniors yet.", "80 %. Catch up."),
        ),
        (
            letter_about_window(replace(OPENED, is_project=True), url="http://here.example/a"),
            "Your assessment window is open",
            ("Check and hand in your project before it closes.",),
        ),
        (
            letter_about_booking(BOOKING, url="http://here.example/b"),
            "Book your project window",
            (
                "Booking closes: Thursday 23 July 2026, 9am",
                "Places left: 3",
                "Before you begin: Somebody meets you first. Ask for a time.",
            ),
        ),
        (
            letter_about_booking(replace(BOOKING, kind=Kind.BOOK_ENDS, why_not=None), url="http://here.example/b"),
            "Booking for your project closes on Thursday 23 July 2026",
            ("Without a booking you cannot hand it in.",),
        ),
        (
            letter_about_session(SESSION, url="http://here.example/s"),
            "Event 1 is on Friday 3 July 2026",
            ("When: Friday 3 July 2026, 9am to 3:30pm", "Where: Room 2, Harbour Hall"),
        ),
    ],
)
def test_a_reminder_arrives_once(db, at, post, letter, subject: str, words: tuple[str, ...]) -> None:
    assert send_once(letter, at=at)
    assert not send_once(letter, at=at)

    [(address, mail)] = post.inbox
    assert (address, mail["subject"]) == ("parveen@castlehill.example", subject)
    body = " ".join(mail.get_body(("plain",)).get_content().split())
    assert [word for word in words if word not in body] == []
