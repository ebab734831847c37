"""Whom letters about work go to, and what they are about."""

from __future__ import annotations

import pytest

from goldenthread.coaching.actions.pairing import end_pairing
from goldenthread.coaching.models import Pairing
from goldenthread.cohorts.models import Session
from goldenthread.learning.actions.catching_up import answer_catch_up, reopen_catch_up
from goldenthread.learning.actions.practising import ask_about_feedback
from goldenthread.learning.actions.reviewing import answer_question, reopen_work, save_feedback, take_over
from goldenthread.learning.models import CatchUpStep, Handin, Remark, Work, WorkStep
from goldenthread.learning.queries.letters import (
    to_answered,
    to_asked,
    to_participant,
    to_partner,
    to_reopened,
    to_reviewers,
    to_who_caught_up,
)
from goldenthread.learning.queries.reviewing import others_for
from goldenthread.learning.types.practising import Person, ReviewSheet, Verdict
from goldenthread.people.actions.membership import bring_in, give_hat
from goldenthread.people.queries.acting import actor_for
from goldenthread.people.types import Duty
from tests.makers.leaving import leave
from tests.makers.tasks import answer, catch_up, do_task, make_practice, miss


@pytest.fixture
def practice(cast, at):
    return make_practice(cast, at=at)


def test_the_coach_hears_of_work_then_whoever_has_it_then_the_facilitators(cast, practice, at) -> None:
    work = do_task(practice, cast.participant, at=at)
    handin = Handin.objects.get().ref

    assert [(one.name, one.page) for one in to_reviewers(handin)] == [("Colin Marsh", work)]
    end_pairing(Pairing.objects.get().ref, why="Left", by=cast.programme_manager, at=at)
    assert [one.name for one in to_reviewers(handin)] == ["Farah Aziz"]
    take_over(work, why="I can today.", by=cast.partner_manager, at=at)
    assert [one.name for one in to_reviewers(handin)] == ["Harriet Boyd"]


def test_nobody_whose_duty_has_ended_is_written_to(cast, practice, at) -> None:
    work = do_task(practice, cast.participant, at=at)
    handin = Handin.objects.get().ref
    save_feedback(work, ReviewSheet(), by=cast.coach, at=at)
    for who, duty in ((cast.coach, Duty.COACH), (cast.facilitator, Duty.FACILITATOR)):
        there = str(cast.other_partner.ref)
        give_hat(who.person, duty=duty, place=there, urn="", by=cast.administrator, at=at)
        assert Work.objects.read_by(actor_for(who.person_id)).exists()

    leave(cast.coach, Duty.COACH, cast, at=at)
    assert [one.name for one in to_reviewers(handin)] == ["Farah Aziz"]
    assert others_for(Work.objects.get(), by=cast.partner_manager) == (Person(cast.facilitator.person, "Farah Aziz"),)
    leave(cast.facilitator, Duty.FACILITATOR, cast, at=at)
    assert to_reviewers(handin) == ()
    for who in (cast.coach, cast.facilitator):
        assert not Work.objects.read_by(actor_for(who.person_id)).exists()


def test_a_question_goes_to_nobody_who_may_no_longer_review(cast, practice, at) -> None:
    work = do_task(practice, cast.participant, at=at)
    feedback = answer(practice, work, Verdict.DO_AGAIN, by=cast.coach, at=at)
    ask_about_feedback(feedback, "What is missing?", by=cast.participant, at=at)
    assert to_asked(feedback).name == "Colin Marsh"

    leave(cast.coach, Duty.COACH, cast, at=at)

    assert to_asked(feedback) is None


def test_nobody_at_the_school_is_written_to(cast, practice, at) -> None:
    do_task(practice, cast.participant, at=at)
    bring_in(
        name="Colin Marsh",
        email="colin@harbour.example",
        duty=Duty.MENTOR,
        place=cast.school.ref,
        by=cast.programme_manager,
        at=at,
    )

    assert to_reviewers(Handin.objects.get().ref) == ()


def test_both_sides_hear_of_feedback_and_questions(cast, practice, at) -> None:
    work = do_task(practice, cast.participant, at=at)
    feedback = answer(practice, work, Verdict.DO_AGAIN, by=cast.coach, at=at)
    ask_about_feedback(feedback, "Which one?", by=cast.participant, at=at)
    answer_question(feedback, "The first.", by=cast.coach, at=at)
    reopen_work(work, why="It is good enough.", by=cast.coach, at=at)
    better = answer(practice, work, Verdict.GOOD_ENOUGH, by=cast.coach, at=at)

    told = [
        to_participant(feedback),
        to_asked(feedback),
        to_answered(Remark.objects.order_by("id")[1].ref),
        to_reopened(WorkStep.objects.get(event="reopen").ref),
        to_participant(better),
    ]
    assert [(one.name, one.answer, one.why) for one in told] == [
        ("Parveen Begum", "again", ""),
        ("Colin Marsh", "", ""),
        ("Parveen Begum", "replied", ""),
        ("Parveen Begum", "reopened", "It is good enough."),
        ("Parveen Begum", "accepted", ""),
    ]
    assert len({one.key for one in told}) == 5


def test_who_led_the_session_hears_of_a_catch_up_and_else_who_manages(cast, practice, at) -> None:
    session = miss(cast, practice.enrolled, at=at)
    ref = catch_up(session, cast.participant, at=at)
    assert [one.name for one in to_partner(ref, "1")] == ["Farah Aziz"]
    Session.objects.filter(ref=session).update(facilitator=None)
    assert [one.name for one in to_partner(ref, "1")] == ["Harriet Boyd"]

    answer_catch_up(ref, is_accepted=True, why="", by=cast.partner_manager, at=at)
    reopen_catch_up(ref, why="The wrong person.", by=cast.partner_manager, at=at)
    answer_catch_up(ref, is_accepted=False, why="Cite something.", by=cast.partner_manager, at=at)

    said = [to_who_caught_up(step.ref) for step in CatchUpStep.objects.exclude(event="submit").order_by("id")]
    assert [(one.name, one.answer, one.page) for one in said] == [
        ("Parveen Begum", "accepted", session),
        ("Parveen Begum", "reopened", session),
        ("Parveen Begum", "again", session),
    ]
