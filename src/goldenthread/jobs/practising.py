"""What follows when work is handed in or answered, and tasks that go with a release."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.conf import settings
from django.urls import reverse

from goldenthread.ground.types import Notice
from goldenthread.integrations.mail.practising import letter_about_catch_up, letter_about_task, letter_to_reviewer
from goldenthread.integrations.mail.sync import send_once
from goldenthread.learning.actions.tasking import publish_tasks_of_release
from goldenthread.learning.queries.letters import (
    Told,
    to_answered,
    to_asked,
    to_participant,
    to_partner,
    to_reopened,
    to_reviewers,
    to_who_caught_up,
)


def publish_tasks(notice: Notice, at: datetime) -> None:
    """With a release go the tasks that are ready; a second time there is none left."""
    publish_tasks_of_release(UUID(notice.facts["release"]), at=at)


def write_to_reviewers(notice: Notice, at: datetime) -> None:
    """Tell whoever is to review a version that it waits."""
    for told in to_reviewers(UUID(notice.facts["handin"])):
        url = _url("learning:review", told)
        send_once(letter_to_reviewer(told, url=url, kind="learning.task_submitted"), at=at)


def write_about_question(notice: Notice, at: datetime) -> None:
    """Tell a reviewer that somebody asked about their feedback."""
    told = to_asked(UUID(notice.facts["feedback"]))
    if told is not None:
        send_once(letter_to_reviewer(told, url=_url("learning:review", told), kind="learning.task_asked"), at=at)


def write_that_feedback_came(notice: Notice, at: datetime) -> None:
    """Tell a participant that their feedback has come."""
    _about_task(to_participant(UUID(notice.facts["feedback"])), at)


def write_about_reply(notice: Notice, at: datetime) -> None:
    """Tell a participant that their question is answered."""
    _about_task(to_answered(UUID(notice.facts["remark"])), at)


def write_that_it_is_open_again(notice: Notice, at: datetime) -> None:
    """Tell a participant that an answer was taken back, and why."""
    _about_task(to_reopened(UUID(notice.facts["step"])), at)


def write_to_partner(notice: Notice, at: datetime) -> None:
    """Tell whoever led a session, or runs the cohort, that a reflection waits."""
    for told in to_partner(UUID(notice.facts["catch_up"]), notice.facts["version"]):
        url = _url("learning:review-catch-up", told)
        send_once(letter_to_reviewer(told, url=url, kind="learning.catch_up_submitted"), at=at)


def write_about_catch_up(notice: Notice, at: datetime) -> None:
    """Tell a participant what became of their reflection."""
    told = to_who_caught_up(UUID(notice.facts["step"]))
    send_once(letter_about_catch_up(told, url=_url("learning:catch-up", told)), at=at)


def _about_task(told: Told, at: datetime) -> None:
    send_once(letter_about_task(told, url=_url("learning:task", told)), at=at)


def _url(name: str, told: Told) -> str:
    return settings.ADDRESS + reverse(name, args=[told.page])
