"""Letters that go out because their time has come, and the jobs of the clock that ask for them."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.conf import settings
from django.urls import reverse

from goldenthread.ground.types import Notice
from goldenthread.integrations.mail.messages import Letter
from goldenthread.integrations.mail.reminding import letter_about_session, letter_about_window
from goldenthread.integrations.mail.sync import send_once
from goldenthread.jobs.housekeeping import counted
from goldenthread.reporting.actions.reminding import (
    remind_of_closings,
    remind_of_openings,
    remind_of_sessions,
    tell_who_fell_behind,
)
from goldenthread.reporting.queries.reminding import reminder_to_send
from goldenthread.reporting.types import SessionReminder, WindowReminder


def send(notice: Notice, at: datetime) -> None:
    """Send a reminder, unless it has become needless since it was made."""
    told = reminder_to_send(UUID(notice.facts["reminder"]), at=at)
    if told is not None:
        send_once(_letter(told), at=at)


def openings(at: datetime) -> str:
    """Write to those whose brief is open now."""
    return _said(remind_of_openings(at=at), "letter")


def closings(at: datetime) -> str:
    """Write to those who have handed in nothing while their window closes."""
    return _said(remind_of_closings(at=at), "letter")


def sessions(at: datetime) -> str:
    """Write to those who have a session near at hand."""
    return _said(remind_of_sessions(at=at), "letter")


def behind(at: datetime) -> str:
    """Tell schools who has fallen behind."""
    return _said(tell_who_fell_behind(at=at), "participant")


def _letter(told: WindowReminder | SessionReminder) -> Letter:
    if isinstance(told, SessionReminder):
        return letter_about_session(told, url=settings.ADDRESS + reverse("cohorts:session", args=[told.session]))
    return letter_about_window(told, url=settings.ADDRESS + reverse("assessment:mine"))


def _said(number: int, what: str) -> str:
    return counted(number, what) if number else ""
