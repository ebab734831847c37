"""Letters about coaching meetings, and what the clock does with them."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.conf import settings
from django.urls import reverse

from goldenthread.coaching.actions.meetings_in_time import remind_of_meetings
from goldenthread.coaching.queries.arranging import help_news, help_taken_back, meeting_news, meeting_reminders
from goldenthread.ground.types import Notice
from goldenthread.integrations.mail.meeting import (
    letter_about_help,
    letter_about_meeting,
    letter_before_meeting,
    letter_that_help_is_taken_back,
)
from goldenthread.integrations.mail.sync import send_once
from goldenthread.jobs.housekeeping import counted
from goldenthread.reporting.queries.letters import letter_went


def write_about_meeting(notice: Notice, at: datetime) -> None:
    """Tell the other one what has changed, unless it has changed again since."""
    facts = notice.facts
    news = meeting_news(UUID(facts["meeting"]), number=int(facts["number"]), by=UUID(facts["by"]))
    if news is not None:
        send_once(letter_about_meeting(news, url=_page(news.ref)), at=at)


def write_before_meeting(notice: Notice, at: datetime) -> None:
    """Remind both, unless it was moved or called off since."""
    for news in meeting_reminders(UUID(notice.facts["meeting"]), day=notice.facts["day"], at=at):
        send_once(letter_before_meeting(news, url=_page(news.ref)), at=at)


def write_about_help(notice: Notice, at: datetime) -> None:
    """Tell the coach that somebody asks for help."""
    news = help_news(UUID(notice.facts["call"]))
    if news is not None:
        url = settings.ADDRESS + reverse("coaching:record", args=[news.pairing])
        send_once(letter_about_help(news, url=url), at=at)


def write_that_help_is_taken_back(notice: Notice, at: datetime) -> None:
    """Tell the coach that somebody no longer asks for help, if they were told that they did."""
    call = UUID(notice.facts["call"])
    news = help_taken_back(call) if letter_went(f"coaching.help:{call}") else None
    if news is not None:
        url = settings.ADDRESS + reverse("coaching:record", args=[news.pairing])
        send_once(letter_that_help_is_taken_back(news, url=url), at=at)


def remind(at: datetime) -> str:
    """Remind of meetings that are near."""
    number = remind_of_meetings(at=at)
    return counted(number, "meeting") if number else ""


def _page(ref: UUID) -> str:
    return settings.ADDRESS + reverse("coaching:meeting", args=[ref])
