"""The letters that remind: a window has opened or closes, a session is near."""

from __future__ import annotations

from goldenthread.integrations.mail.messages import Letter
from goldenthread.integrations.mail.wording import clock, day, moment
from goldenthread.reporting.types import Kind, SessionReminder, WindowReminder

CLOSING = "You get this letter because you take part in this programme."


def letter_about_window(told: WindowReminder, *, url: str) -> Letter:
    """That a window has opened, or that it closes and nothing is handed in; and what keeps the brief closed, if so."""
    has_opened = told.kind is Kind.OPENED
    first = (
        f"The window for {told.programme} is open. Read the brief, and hand in your script before it closes."
        if has_opened
        else f"You have not handed in a script for {told.programme} yet. What arrives after the window is not taken."
    )
    return Letter(
        key=f"reporting.reminder:{told.ref}",
        kind=f"reporting.{told.kind.value}",
        address=told.address,
        name=told.name,
        subject="Your assessment window is open" if has_opened else f"Your window closes on {day(told.closes_at)}",
        paragraphs=(first, *((f"The brief is not open to you yet. {told.why_not}",) if told.why_not else ())),
        facts=(("Window closes", moment(told.closes_at)), ("At most", f"{told.limit:,} words")),
        button="Open your assessment",
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
