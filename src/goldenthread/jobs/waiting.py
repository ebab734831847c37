"""Letters about what waits in assessment, to those who may do something about it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from types import MappingProxyType
from uuid import UUID

from django.conf import settings
from django.urls import reverse

from goldenthread.assessment.queries.telling import (
    case_to_judge,
    question_to_tell,
    questions_due,
    sample_to_look_at,
    seats_to_mark,
    stop_to_tell,
)
from goldenthread.assessment.queries.to_help import help_to_give
from goldenthread.assessment.types.telling import TOLD_ALWAYS, Waiting, Waits
from goldenthread.ground.types import Notice
from goldenthread.integrations.mail.messages import Letter
from goldenthread.integrations.mail.sync import send_once
from goldenthread.integrations.mail.waiting import letter_about_waiting
from goldenthread.jobs.housekeeping import counted
from goldenthread.jobs.releasing import write_that_answers_are_late
from goldenthread.reporting.queries.subscribing import token_of, who_wants
from goldenthread.reporting.types.subscribing import Stream

# Where each is done. Those with a place of their own are given it.
_PAGES: Mapping[Waits, str] = MappingProxyType(
    {
        Waits.QUESTION: "assessment:reviews",
        Waits.QUESTION_NEAR: "assessment:reviews",
        Waits.QUESTION_LATE: "assessment:reviews",
        Waits.QUESTION_STUCK: "assessment:reviews",
        Waits.QUESTION_STUCK_LATE: "assessment:reviews",
        Waits.CASE: "assessment:cases",
        Waits.CASE_DECIDED: "assessment:cases",
        Waits.SAMPLE: "assessment:sample",
        Waits.STOP: "assessment:stopped",
        Waits.PAUSED: "assessment:before_marking",
        Waits.STOP_DECIDED: "assessment:before_marking",
        Waits.SEATS: "assessment:queue",
        Waits.HELP: "assessment:attempts",
    }
)
_HAVE_PLACES = frozenset({Waits.SAMPLE, Waits.STOP, Waits.HELP})


def write_about_question(notice: Notice, at: datetime) -> None:
    """Tell those who may take up what was asked about a result."""
    _write(question_to_tell(UUID(notice.facts["review"]), at=at), at=at)


def write_about_case(notice: Notice, at: datetime) -> None:
    """Tell those who judge cases that there is one, or that it is decided."""
    _write(case_to_judge(UUID(notice.facts["case"])), at=at)


def write_about_sample(notice: Notice, at: datetime) -> None:
    """Tell moderators that scripts of a sample wait for them."""
    _write(sample_to_look_at(UUID(notice.facts["window"]), at=at), at=at)


def write_about_seats(notice: Notice, at: datetime) -> None:
    """Tell assessors that scripts were given to them, once a day for each window. Notices from before this was told do
    not say when that was."""
    given = datetime.fromisoformat(notice.facts["at"]) if "at" in notice.facts else at
    _write(seats_to_mark(UUID(notice.facts["window"]), given_at=given), at=given)


def write_about_stop(notice: Notice, at: datetime) -> None:
    """Tell whoever was stopped, and those who decide about it; later whoever it was about, that it is decided."""
    _write(stop_to_tell(UUID(notice.facts["stop"])), at=at)


def write_about_help(notice: Notice, at: datetime) -> None:
    """Tell whoever coaches or mentors somebody who failed that support of theirs comes before the next attempt."""
    _write(help_to_give(UUID(notice.facts["script"])), at=at)


def questions_due_now(at: datetime) -> str:
    """Write to those who owe an answer about a result that is due soon or late, to those who run assessment where
    nobody may give it, and to those who wait for one that is late."""
    sent = _write(questions_due(at=at), at=at) + write_that_answers_are_late(at)
    return counted(sent, "letter") if sent else ""


def _write(told: Iterable[Waiting], *, at: datetime) -> int:
    """Send what its readers want, each once; how many went out."""
    letters = list(told)
    wanted = who_wants([each.person_id for each in letters if each.what not in TOLD_ALWAYS], Stream.WAITING)
    return sum(
        send_once(_letter(each, at=at), at=at)
        for each in letters
        if each.what in TOLD_ALWAYS or each.person_id in wanted
    )


def _letter(told: Waiting, *, at: datetime) -> Letter:
    place = [told.place] if told.what in _HAVE_PLACES else []
    url = settings.ADDRESS + reverse(_PAGES[told.what], args=place)
    stop = ""
    if told.what not in TOLD_ALWAYS:
        token = token_of(told.person, Stream.WAITING)
        stop = settings.ADDRESS + reverse("reporting:choices", args=[told.person, token])
    return letter_about_waiting(told, url=url, unsubscribe=stop, at=at)
