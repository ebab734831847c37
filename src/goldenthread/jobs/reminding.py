"""Letters that go out because their time has come, and the jobs of the clock that ask for them."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.conf import settings
from django.urls import reverse

from goldenthread.ground.types import Notice
from goldenthread.integrations.mail.messages import Letter
from goldenthread.integrations.mail.reminding import letter_about_booking, letter_about_session, letter_about_window
from goldenthread.integrations.mail.sync import send_once
from goldenthread.integrations.mail.working import letter_about_work
from goldenthread.jobs.housekeeping import counted
from goldenthread.reporting.actions.reminding import (
    remind_of_bookings,
    remind_of_catch_ups,
    remind_of_closings,
    remind_of_openings,
    remind_of_sessions,
    remind_of_tasks,
    tell_who_fell_behind,
)
from goldenthread.reporting.queries.reminding import reminder_to_send
from goldenthread.reporting.queries.subscribing import token_of
from goldenthread.reporting.queries.working import TASKS, work_reminder_to_send
from goldenthread.reporting.types import BookingReminder, SessionReminder, WindowReminder
from goldenthread.reporting.types.subscribing import Stream


def send(notice: Notice, at: datetime) -> None:
    """Send a reminder, unless it has become needless since it was made."""
    told = reminder_to_send(UUID(notice.facts["reminder"]), at=at)
    if told is not None:
        send_once(_letter(told), at=at)


def send_about_work(notice: Notice, at: datetime) -> None:
    """Send a reminder of a task or a catch-up, unless it has become needless or its reader wants none."""
    told = work_reminder_to_send(UUID(notice.facts["reminder"]), at=at)
    if told is None:
        return
    page = "learning:task" if told.kind in TASKS else "learning:catch-up"
    stop = settings.ADDRESS + reverse("reporting:choices", args=[told.person, token_of(told.person, Stream.WORK)])
    url = settings.ADDRESS + reverse(page, args=[told.subject])
    send_once(letter_about_work(told, url=url, unsubscribe=stop), at=at)


def work(at: datetime) -> str:
    """Write to those who have a task or a catch-up due."""
    return _said(remind_of_tasks(at=at) + remind_of_catch_ups(at=at), "letter")


def openings(at: datetime) -> str:
    """Write to those whose brief is open now."""
    return _said(remind_of_openings(at=at), "letter")


def closings(at: datetime) -> str:
    """Write to those who have handed in nothing while their window closes."""
    return _said(remind_of_closings(at=at), "letter")


def bookings(at: datetime) -> str:
    """Write to those who can book a window for their project and have not."""
    return _said(remind_of_bookings(at=at), "letter")


def sessions(at: datetime) -> str:
    """Write to those who have a session near at hand."""
    return _said(remind_of_sessions(at=at), "letter")


def behind(at: datetime) -> str:
    """Tell schools who has fallen behind."""
    return _said(tell_who_fell_behind(at=at), "participant")


def _letter(told: WindowReminder | SessionReminder | BookingReminder) -> Letter:
    mine = settings.ADDRESS + reverse("assessment:mine")
    if isinstance(told, BookingReminder):
        return letter_about_booking(told, url=mine)
    if isinstance(told, SessionReminder):
        return letter_about_session(told, url=settings.ADDRESS + reverse("cohorts:session", args=[told.session]))
    return letter_about_window(told, url=mine)


def _said(number: int, what: str) -> str:
    return counted(number, what) if number else ""
