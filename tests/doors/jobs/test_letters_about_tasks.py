"""Who hears that work waits, and who hears that it is answered."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core import mail

from goldenthread.coaching.actions.pairing import end_pairing
from goldenthread.coaching.models import Pairing
from goldenthread.cohorts.models import Session
from goldenthread.jobs.worker import carry_all
from goldenthread.learning.actions.catching_up import answer_catch_up, reopen_catch_up
from goldenthread.learning.actions.practising import ask_about_feedback
from goldenthread.learning.actions.reviewing import answer_question, reopen_work
from goldenthread.learning.actions.tasking import change_task, open_task
from goldenthread.learning.models import TaskVersion
from goldenthread.learning.types.practising import Verdict
from goldenthread.learning.types.tasking import TaskDraft
from goldenthread.programmes.actions.publishing import publish_release
from goldenthread.programmes.queries.releases import release_outline
from tests.makers.programmes import make_draft
from tests.makers.tasks import TASK, answer, catch_up, do_task, make_practice, miss


@pytest.fixture
def practice(cast, at):
    made = make_practice(cast, at=at)
    carry_all(lambda: at)
    mail.outbox.clear()
    return made


def letters(at) -> list[tuple[str, str]]:
    """Address and subject of what has gone out since the last look."""
    carry_all(lambda: at + timedelta(minutes=1))
    found = sorted((message.to[0].rpartition("<")[2].strip(">"), message.subject) for message in mail.outbox)
    mail.outbox.clear()
    return found


def test_reviewer_and_participant_hear_of_every_turn(cast, practice, at) -> None:
    title = practice.component.title
    coach, parveen = "colin@harbour.example", "parveen@castlehill.example"

    work = do_task(practice, cast.participant, at=at)
    assert letters(at) == [(coach, f"Parveen Begum handed in {title}")]
    feedback = answer(practice, work, Verdict.DO_AGAIN, by=cast.coach, at=at)
    assert letters(at) == [(parveen, f"Your feedback on {title} has come")]
    ask_about_feedback(feedback, "Which one?", by=cast.participant, at=at)
    assert letters(at) == [(coach, "Parveen Begum asks about your feedback")]
    answer_question(feedback, "The one at the door.", by=cast.coach, at=at)
    assert letters(at) == [(parveen, f"Your question about {title} is answered")]
    reopen_work(work, why="It is good enough.", by=cast.coach, at=at)
    carry_all(lambda: at + timedelta(minutes=1))
    assert "It is good enough." in mail.outbox[0].body
    assert letters(at) == [(parveen, f"{title} is being looked at again")]
    answer(practice, work, Verdict.GOOD_ENOUGH, by=cast.coach, at=at)
    assert letters(at) == [(parveen, f"Your feedback on {title} has come")]


def test_without_a_coach_the_facilitators_hear_of_it(cast, practice, at) -> None:
    end_pairing(Pairing.objects.get().ref, why="Left", by=cast.programme_manager, at=at)
    letters(at)

    do_task(practice, cast.participant, at=at)

    assert [to for to, _ in letters(at)] == ["farah@harbour.example"]


def test_the_partner_and_the_participant_hear_of_a_catch_up(cast, practice, at) -> None:
    session = miss(cast, practice.enrolled, at=at)
    farah, parveen = "farah@harbour.example", "parveen@castlehill.example"
    letters(at)

    ref = catch_up(session, cast.participant, at=at)
    assert letters(at) == [(farah, "Parveen Begum caught up on Event 1: leading culture")]
    answer_catch_up(ref, is_accepted=False, why="Cite something.", by=cast.facilitator, at=at)
    assert letters(at) == [(parveen, "Your reflection on Event 1: leading culture needs more")]
    reopen_catch_up(ref, why="It is enough.", by=cast.facilitator, at=at)
    assert letters(at) == [(parveen, "Your reflection on Event 1: leading culture is being looked at again")]
    answer_catch_up(ref, is_accepted=True, why="", by=cast.facilitator, at=at)
    assert letters(at) == [(parveen, "You have caught up on Event 1: leading culture")]


def test_where_nobody_leads_the_session_the_managers_hear_of_it(cast, practice, at) -> None:
    session = miss(cast, practice.enrolled, at=at)
    Session.objects.filter(ref=session).update(facilitator=None)
    letters(at)

    catch_up(session, cast.participant, at=at)

    assert [to for to, _ in letters(at)] == ["harriet@harbour.example"]


def test_tasks_go_with_their_release(cast, at) -> None:
    release = make_draft(cast, at=at)
    component = next(c for c in release_outline(release).components if c.title.startswith(TASK))
    task = open_task(component.ref, by=cast.curriculum_lead, at=at)
    change_task(task, TaskDraft(asks="Describe it."), by=cast.curriculum_lead, at=at)

    publish_release(release, by=cast.curriculum_lead, at=at)
    carry_all(lambda: at)

    assert TaskVersion.objects.get().state == "published"
