"""What follows when the moment of a planned release comes, and when a result is questioned."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.conf import settings
from django.urls import reverse

from goldenthread.assessment.actions.planning_release import carry_releases_out
from goldenthread.assessment.queries.letting_ask import let_ask_letter
from goldenthread.assessment.queries.releasing import planned_letter
from goldenthread.assessment.queries.reviewing import late_questions, review_letter
from goldenthread.ground.types import Notice
from goldenthread.integrations.mail.releasing import letter_about_late_ask, letter_about_planned, letter_about_review
from goldenthread.integrations.mail.sync import send_once
from goldenthread.jobs.housekeeping import counted


def as_planned(at: datetime) -> str:
    """Let results go out that were planned for now, where nothing keeps them in."""
    seen = carry_releases_out(at=at)
    return f"{counted(seen, 'planned release')} seen to" if seen else ""


def write_to_planner(notice: Notice, at: datetime) -> None:
    """Tell whoever planned a release what came of it: that results went out, or why they did not."""
    planned = planned_letter(UUID(notice.facts["planned"]))
    url = settings.ADDRESS + reverse("assessment:release", args=[planned.window])
    send_once(letter_about_planned(planned, url=url), at=at)


def write_about_review(notice: Notice, at: datetime) -> None:
    """Tell a participant of a step of what they asked about their result."""
    letter = review_letter(UUID(notice.facts["review"]), at=at)
    url = settings.ADDRESS + reverse("assessment:my_review", args=[letter.ref])
    send_once(letter_about_review(letter, step=notice.kind.partition(".")[2], url=url), at=at)


def write_that_answers_are_late(at: datetime) -> int:
    """Tell those who wait for a decision past its day, once for each, that it is not forgotten; how many were told."""
    sent = 0
    for ref in late_questions(at=at):
        url = settings.ADDRESS + reverse("assessment:my_review", args=[ref])
        sent += send_once(letter_about_review(review_letter(ref, at=at), step="review_late", url=url), at=at)
    return sent


def write_that_it_can_be_asked(notice: Notice, at: datetime) -> None:
    """Tell a participant that they can question their result after the last day."""
    letter = let_ask_letter(UUID(notice.facts["let"]))
    url = settings.ADDRESS + reverse("assessment:question", args=[letter.script])
    send_once(letter_about_late_ask(letter, url=url), at=at)
