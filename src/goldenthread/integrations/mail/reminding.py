"""The letters that remind: a window has opened or closes, a session is near."""

from __future__ import annotations

from goldenthread.ground.types.days import clock, day, deadline, moment
from goldenthread.integrations.mail.messages import Letter
from goldenthread.reporting.types import BookingReminder, Kind, SessionReminder, WindowReminder

CLOSING = "You get this letter because you take part in this programme."


def letter_about_window(told: WindowReminder, *, url: str) -> Letter:
    """That a window has opened, or that it closes and nothing is handed in; and what keeps the brief closed, if so."""
    has_opened = told.kind is Kind.OPENED
    does = "Check and hand in your project" if told.is_project else "Read the brief, and hand in your script"
    what = "project" if told.is_project else "script"
    closed = "Your project cannot be handed in yet." if told.is_project else "The brief is not open to you yet."
    first = (
        f"The window for {told.programme} is open. {does} before it closes."
        if has_opened
        else f"You have not handed in a {what} for {told.programme} yet. What arrives after the window is not taken."
    )
    return Letter(
        key=f"reporting.reminder:{told.ref}",
        kind=f"reporting.{told.kind.value}",
        address=told.address,
        name=told.name,
        subject="Your assessment window is open" if has_opened else f"Your window closes on {day(told.closes_at)}",
        paragraphs=(first, *((f"{closed} {told.why_not}",) if told.why_not else ())),
        facts=(("Window closes", deadline(told.closes_at)), ("At most", f"{told.limit:,} words")),
        button="Open your assessment",
        url=url,
        closing=CLOSING,
    )


def letter_about_booking(told: BookingReminder, *, url: str) -> Letter:
    """That a window for projects can be booked, or that booking closes soon; what it costs, and what comes first."""
    ends = told.kind is Kind.BOOK_ENDS
    first = (
        f"You have not booked a window for your project on {told.programme}. Without a booking you cannot hand it in."
        if ends
        else f"You can book a window for your project on {told.programme}, and then begin to put it together."
    )
    facts = (
        ("Booking closes", deadline(told.books_until)),
        ("Window opens", moment(told.opens_at)),
        ("Window closes", deadline(told.closes_at)),
        ("Places left", "" if told.left is None else str(told.left)),
        ("Fee", told.fee),
    )
    return Letter(
        key=f"reporting.reminder:{told.ref}",
        kind=f"reporting.{told.kind.value}",
        address=told.address,
        name=told.name,
        subject=f"Booking for your project closes on {day(told.books_until)}" if ends else "Book your project window",
        paragraphs=(first, *((f"Before you begin: {told.why_not}",) if told.why_not else ())),
        facts=tuple((name, value) for name, value in facts if value),
        button="Book a window",
        url=url,
        closing=CLOSING,
    )


def letter_about_session(told: SessionReminder, *, url: str) -> Letter:
    """When and where a session is, or its link."""
    facts = (
        ("When", f"{moment(told.starts_at)} to {clock(told.ends_at)}"),
        ("Where", told.place),
        ("Online", told.link),
        ("With", told.facilitator),
    )
    return Letter(
        key=f"reporting.reminder:{told.ref}",
        kind="reporting.session",
        address=told.address,
        name=told.name,
        subject=f"{told.title} is on {day(told.starts_at)}",
        paragraphs=("You are expected at this session. If you cannot come, tell your programme manager.",),
        facts=tuple((name, value) for name, value in facts if value),
        button="See the session",
        url=url,
        closing=CLOSING,
    )
