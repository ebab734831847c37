"""Letters to those who are asked to answer a review, and what the clock does with reviews."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.conf import settings
from django.urls import reverse

from goldenthread.coaching.actions.reviews_in_time import close_due_reviews, forget_raters, remind_raters
from goldenthread.coaching.queries.raters import rater_letter, report_letter
from goldenthread.ground.types import Notice
from goldenthread.integrations.mail.reviewing import letter_about_report, letter_to_rater
from goldenthread.integrations.mail.sync import send_once
from goldenthread.jobs.housekeeping import counted


def write_to_rater(notice: Notice, at: datetime) -> None:
    """Ask or remind a rater; nothing is sent once they have answered, declined, or the review is over."""
    told = rater_letter(UUID(notice.facts["rater"]), reminder=int(notice.facts["reminder"]))
    if told is not None:
        send_once(letter_to_rater(told, url=settings.ADDRESS + reverse("coaching:rate", args=[told.token])), at=at)


def write_about_report(notice: Notice, at: datetime) -> None:
    """Tell the participant that their report is there; what it says is not in the letter."""
    told = report_letter(UUID(notice.facts["review"]))
    url = settings.ADDRESS + reverse("coaching:report", args=[told.review])
    send_once(letter_about_report(told, url=url), at=at)


def close_due(at: datetime) -> str:
    """Close reviews whose day has come."""
    return _said(close_due_reviews(at=at), "review")


def remind(at: datetime) -> str:
    """Remind those who have not answered."""
    return _said(remind_raters(at=at), "letter")


def forget(at: datetime) -> str:
    """Erase who was asked in reviews that are long over."""
    return _said(forget_raters(at=at), "review")


def _said(number: int, what: str) -> str:
    return counted(number, what) if number else ""
