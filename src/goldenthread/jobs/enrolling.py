"""What follows when an enrolment changes: its participant is told."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.conf import settings
from django.urls import reverse

from goldenthread.cohorts.queries.telling import news_of_step, news_of_transfer
from goldenthread.cohorts.types import EnrolmentNews
from goldenthread.ground.types import Notice
from goldenthread.integrations.mail.enrolling import letter_about_enrolment
from goldenthread.integrations.mail.sync import send_once


def write_about_step(notice: Notice, at: datetime) -> None:
    """Tell the participant that they have paused, are back, have left, or have not completed after all."""
    _send(news_of_step(UUID(notice.facts["enrolment"])), at=at)


def write_about_transfer(notice: Notice, at: datetime) -> None:
    """Tell the participant where they are now."""
    _send(news_of_transfer(UUID(notice.facts["enrolment"])), at=at)


def _send(news: EnrolmentNews | None, *, at: datetime) -> None:
    if news is not None:
        url = settings.ADDRESS + reverse("cohorts:record", args=[news.enrolment])
        send_once(letter_about_enrolment(news, url=url), at=at)
