"""Feedback on tasks: who may give it, what it credits, and how an answer is taken back."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from goldenthread.cohorts.actions.accompanying import add_companion, end_companion
from goldenthread.cohorts.actions.enrolling import withdraw
from goldenthread.cohorts.models import Cohort, Credit
from goldenthread.cohorts.queries.engagement import enrolment_seen
from goldenthread.cohorts.types import Role
from goldenthread.ground.models import AuditEntry, NoticeRow
from goldenthread.ground.types import Refused
from goldenthread.learning.actions.practising import ask_about_feedback, attach_file
from goldenthread.learning.actions.reviewing import (
    answer_question,
    follow_coach,
    pass_on,
    reopen_work,
    save_feedback,
    send_feedback,
    take_over,
)
from goldenthread.learning.models import Feedback, FeedbackDraft, Handin, Work, WorkFile
from goldenthread.learning.queries.practising import accepted_tasks, my_task
from goldenthread.learning.queries.reviewing import (
    handed_in_file,
    review_page,
    review_queue,
    reviews_waiting,
    waiting_for_feedback,
)
from goldenthread.learning.types.practising import GivenFile, Judgement, ReviewSheet, Verdict
from goldenthread.people.actions.membership import bring_in
from goldenthread.people.models import Person
from goldenthread.people.queries.acting import actor_by_email
from goldenthread.people.queries.privacy import held_about
from goldenthread.people.types import Duty
from tests.makers.coaching import bring_coach
from tests.makers.cohorts import enrol_many
from tests.makers.counting import statements_of
from tests.makers.tasks import answer, do_task, make_practice, make_task, sheet_for

GOOD, AGAIN = Verdict.GOOD_ENOUGH, Verdict.DO_AGAIN


@pytest.fixture
def practice(cast, at):
    return make_practice(cast, at=at)


@pytest.fixture
def work(cast, practice, at):
    return do_task(practice, cast.participant, at=at)


def code_of(deed) -> str:
    with pytest.raises(Refused) as refused:
        deed()
    return refused.value.refusal.code


def test_what_waits_is_seen_by_those_who_may_answer_and_by_nobody_else(cast, work) -> None:
    for reviewer in (cast.coach, cast.facilitator, cast.partner_manager, cast.programme_manager, cast.administrator):
        assert [row.work for row in review_queue(by=reviewer).rows] == [work]
        assert review_page(work, by=reviewer).can_write
    assert waiting_for_feedback(by=cast.coach) == 1
    assert reviews_waiting(by=cast.coach) == (1, 0)
    assert not review_page(work, by=cast.quality_lead).can_write
    for stranger in (cast.outsider, cast.outside_participant, cast.sponsor, cast.headteacher, cast.participant):
        assert review_queue(by=stranger).rows == ()
        with pytest.raises(Work.DoesNotExist):
            review_page(work, by=stranger)
        with pytest.raises(Work.DoesNotExist):
            save_feedback(work, ReviewSheet(), by=stranger, at=Work.objects.get().submitted_at)
    assert not FeedbackDraft.objects.exists()


def test_a_draft_of_work_is_its_writers_alone(cast, practice, work, at) -> None:
    Work.objects.update(state="drafted", submitted_at=None)

    assert review_queue(by=cast.coach).total == 0
    with pytest.raises(Work.DoesNotExist):
        review_page(work, by=cast.programme_manager)


def test_good_enough_credits_the_component_once_and_says_so(cast, practice, work, at) -> None:
    feedback = answer(practice, work, GOOD, by=cast.coach, at=at)
    again = send_feedback(work, by=cast.coach, at=at)

    assert feedback == again
    credit = Credit.objects.get()
    assert (credit.source, credit.share, credit.by_id) == ("task", 1, cast.coach.person_id)
    assert enrolment_seen(practice.enrolment, by=cast.participant).figure.credited == 60
    page = my_task(practice.task, by=cast.participant, at=at)
    assert (page.state_name, page.last_feedback.verdict_name, page.reviewer) == (
        "Accepted", "Good enough", "Colin Marsh",
    )  # fmt: skip
    assert [one.label for one in page.last_feedback.judged] == ["Secure", "Developing"]
    assert [step.says for step in page.steps] == ["Handed in", "Accepted and credited"]
    assert NoticeRow.objects.filter(kind="learning.task_answered").count() == 1
    assert not FeedbackDraft.objects.exists()
    (accepted,) = accepted_tasks(practice.enrolment)
    assert (accepted.words, [one.comment for one in accepted.judged]) == (
        "We greet every child at the door.", ["Because of line 0.", "Because of line 1."],
    )  # fmt: skip


def test_doing_it_again_keeps_every_version_with_its_feedback(cast, practice, work, at) -> None:
    answer(practice, work, AGAIN, by=cast.coach, at=at)
    assert accepted_tasks(practice.enrolment) == ()
    do_task(practice, cast.participant, at=at + timedelta(days=3), words="Now I saw it for two weeks.")
    page = my_task(practice.task, by=cast.participant, at=at)
    assert (page.waiting.number, page.answered.number, [one.number for one in page.earlier]) == (2, 1, [1])
    answer(practice, work, GOOD, by=cast.coach, at=at + timedelta(days=4))

    first, second = review_page(work, by=cast.facilitator).handins
    assert (first.words, second.words) == ("We greet every child at the door.", "Now I saw it for two weeks.")
    assert [one.next_step for one in first.feedback] == ["Say what changed."]
    assert [one.verdict for one in second.feedback] == [GOOD]
    assert Credit.objects.count() == 1


def test_an_answer_taken_back_takes_its_credit_back_and_another_credits_anew(cast, practice, work, at) -> None:
    answer(practice, work, GOOD, by=cast.coach, at=at)
    assert code_of(lambda: reopen_work(work, why=" ", by=cast.coach, at=at)) == "no_reason"

    reopen_work(work, why="I read the wrong version.", by=cast.facilitator, at=at)

    assert enrolment_seen(practice.enrolment, by=cast.participant).figure.credited == 0
    page = my_task(practice.task, by=cast.participant, at=at)
    assert (page.state, page.steps[-1].why, page.reviewer) == (
        "submitted", "I read the wrong version.", "Farah Aziz",
    )  # fmt: skip
    assert (page.waiting, page.answered, page.earlier) == (page.handins[0], page.handins[0], page.handins)
    answer(practice, work, GOOD, by=cast.facilitator, at=at)
    assert enrolment_seen(practice.enrolment, by=cast.participant).figure.credited == 60
    assert Credit.objects.count() == 3
    assert Feedback.objects.filter(handin=Handin.objects.get()).count() == 2
    assert NoticeRow.objects.filter(kind="learning.task_reopened").count() == 1


def test_an_answer_to_do_it_again_can_be_taken_back_too(cast, practice, work, at) -> None:
    answer(practice, work, AGAIN, by=cast.coach, at=at)

    reopen_work(work, why="It is good enough after all.", by=cast.coach, at=at)

    assert my_task(practice.task, by=cast.participant, at=at).state == "submitted"
    assert code_of(lambda: reopen_work(work, why="Once more", by=cast.coach, at=at)) == "nothing_to_reopen"


def test_a_draft_of_feedback_is_nobody_elses_before_it_is_sent(cast, practice, work, at) -> None:
    save_feedback(work, replace(sheet_for(practice, GOOD), verdict=None), by=cast.coach, at=at)

    page = my_task(practice.task, by=cast.participant, at=at)
    assert (page.last_feedback, page.handins[0].feedback) == (None, ())
    assert review_page(work, by=cast.facilitator).sheet == ReviewSheet()
    mine = review_page(work, by=cast.coach)
    assert (mine.sheet.overall, mine.is_mine, [lack.code for lack in mine.lacks]) == (
        "You saw it yourself.", True, ["no_verdict"],
    )  # fmt: skip
    assert [one.label for one in mine.judged] == ["Secure", "Developing"]
    told, _ = held_about(Person.objects.get(pk=cast.participant.person_id))
    assert "kept back" in told["learning.FeedbackDraft"]
    assert code_of(lambda: send_feedback(work, by=cast.coach, at=at)) == "no_verdict"
    assert not Feedback.objects.exists()


def test_feedback_that_makes_no_sense_or_was_never_drafted_is_refused(cast, practice, work, at) -> None:
    wrong = ReviewSheet({practice.statements[0]: Judgement(7)})
    assert code_of(lambda: save_feedback(work, wrong, by=cast.coach, at=at)) == "other_label"
    assert code_of(lambda: send_feedback(work, by=cast.coach, at=at)) == "no_label"
    assert not FeedbackDraft.objects.exists()


def test_who_takes_it_has_it_until_it_is_taken_over_or_passed_on_with_a_reason(cast, practice, work, at) -> None:
    save_feedback(work, ReviewSheet(overall="Mine"), by=cast.coach, at=at)
    assert [(row.reviewer, row.is_mine) for row in review_queue(by=cast.coach, only_mine=True).rows] == [
        ("Colin Marsh", True)
    ]
    assert review_queue(by=cast.facilitator, only_mine=True).rows == ()
    assert code_of(lambda: save_feedback(work, ReviewSheet(), by=cast.facilitator, at=at)) == "taken"
    assert code_of(lambda: take_over(work, why="", by=cast.facilitator, at=at)) == "no_reason"

    take_over(work, why="Colin is ill.", by=cast.facilitator, at=at)
    assert review_page(work, by=cast.coach).held_by == "Farah Aziz"
    assert review_page(work, by=cast.coach).sheet.overall == "Mine"
    others = review_page(work, by=cast.facilitator).others
    assert [one.name for one in others] == ["Colin Marsh"]
    stranger = cast.outsider.person
    assert code_of(lambda: pass_on(work, stranger, why="Why not", by=cast.facilitator, at=at)) == "cannot_review"
    assert code_of(lambda: pass_on(work, cast.coach.person, why="", by=cast.facilitator, at=at)) == "no_reason"
    assert code_of(lambda: send_feedback(work, by=cast.coach, at=at)) == "taken"
    pass_on(work, cast.coach.person, why="He is back.", by=cast.facilitator, at=at)

    assert review_page(work, by=cast.coach).is_mine
    assert AuditEntry.objects.get(did="learning.pass_work_on").why == "He is back."
    assert NoticeRow.objects.filter(kind="learning.task_submitted").count() == 2


def test_nobody_reviews_their_own_or_somebody_at_their_own_school(cast, practice, work, at) -> None:
    manager = cast.programme_manager
    bring_in(
        name="Colin Marsh", email="colin@harbour.example", duty=Duty.MENTOR, place=cast.school.ref, by=manager, at=at
    )
    bring_in(
        name="Parveen Begum", email="parveen@castlehill.example", duty=Duty.PROGRAMME_MANAGER,
        place=cast.partner.ref, by=cast.administrator, at=at,
    )  # fmt: skip
    coach, herself = actor_by_email("colin@harbour.example"), actor_by_email("parveen@castlehill.example")

    assert review_queue(by=coach).rows == review_queue(by=herself).rows == ()
    assert review_page(work, by=coach).why_not_review.code == "own_school"
    assert review_page(work, by=herself).why_not_review.code == "own_work"
    for nobody in (coach, herself):
        assert code_of(lambda who=nobody: save_feedback(work, ReviewSheet(), by=who, at=at)).startswith("own_")
    assert [one.name for one in review_page(work, by=manager).others] == ["Farah Aziz"]


def test_questions_are_answered_by_a_reviewer(cast, practice, work, at) -> None:
    feedback = answer(practice, work, AGAIN, by=cast.coach, at=at)
    ask_about_feedback(feedback, "Which routine?", by=cast.participant, at=at)

    answer_question(feedback, "The one at the door.", by=cast.coach, at=at)

    page = my_task(practice.task, by=cast.participant, at=at)
    assert [said.by for said in page.last_feedback.remarks] == ["Parveen Begum", "Colin Marsh"]
    assert code_of(lambda: answer_question(feedback, "Me too", by=cast.quality_lead, at=at)) == "not_a_reviewer"
    with pytest.raises(Feedback.DoesNotExist):
        answer_question(feedback, "Mine", by=cast.outsider, at=at)
    assert NoticeRow.objects.filter(kind="learning.task_replied").count() == 1


def test_after_withdrawal_nothing_waits_and_nothing_is_credited(cast, practice, work, at) -> None:
    save_feedback(work, sheet_for(practice, GOOD), by=cast.facilitator, at=at)
    withdraw(practice.enrolment, reason="other", why="Left teaching", by=cast.programme_manager, at=at)

    assert review_queue(by=cast.facilitator).rows == ()
    assert code_of(lambda: send_feedback(work, by=cast.facilitator, at=at)) == "takes_no_evidence"
    assert not Feedback.objects.exists()


def test_files_are_read_by_reviewers_once_they_are_handed_in(cast, practice, work, at) -> None:
    answer(practice, work, AGAIN, by=cast.coach, at=at)
    attach_file(practice.task, GivenFile("notes.txt", b"What I saw."), by=cast.participant, at=at)
    (file,) = my_task(practice.task, by=cast.participant, at=at).files
    with pytest.raises(WorkFile.DoesNotExist):
        handed_in_file(work, file.ref, by=cast.coach)

    do_task(practice, cast.participant, at=at, words="Now with notes.")

    assert handed_in_file(work, file.ref, by=cast.coach).content == b"What I saw."
    with pytest.raises(WorkFile.DoesNotExist):
        handed_in_file(work, file.ref, by=cast.outsider)


def test_the_queue_takes_as_many_statements_for_sixty_as_for_one(cast, practice, work, at) -> None:
    one = statements_of(lambda: review_queue(by=cast.partner_manager))
    row = Work.objects.get()
    Cohort.objects.update(capacity=60)
    for n, ref in enumerate(enrol_many(cast, practice.enrolled.cohort, 59, at=at), 1):
        enrolment = enrolment_seen(ref, by=cast.programme_manager)
        copy = Work.objects.create(
            task=row.task, enrolment_id=enrolment.id, state="submitted", submitted_at=at + timedelta(hours=n)
        )
        Handin.objects.create(
            work=copy, number=1, version=Handin.objects.get(work=row).version, words="Words", word_count=1, at=at
        )

    page = review_queue(by=cast.partner_manager)

    assert (page.total, len(page.rows), page.pages) == (60, 50, 2)
    assert page.rows[0].work == work
    assert statements_of(lambda: review_queue(by=cast.partner_manager)) == one == 7
    assert statements_of(lambda: review_page(work, by=cast.partner_manager)) <= 22


def test_what_was_due_first_stands_at_the_top_whenever_it_came(cast, practice, at) -> None:
    later = make_task(cast, practice.enrolled.cohort.built.component("Plan a change"), at=at)
    other = replace(practice, task=later)
    do_task(other, cast.participant, at=at)
    late = do_task(practice, cast.participant, at=at + timedelta(days=30))

    rows = review_queue(by=cast.coach).rows

    assert [(row.work == late, row.due_on, row.was_late) for row in rows] == [
        (True, date(2026, 1, 26), True),
        (False, date(2027, 2, 28), False),
    ]


def test_what_a_coach_has_taken_goes_over_with_the_participant(cast, practice, work, at) -> None:
    save_feedback(work, ReviewSheet(), by=cast.coach, at=at)
    assert follow_coach(practice.enrolment, at=at) == 0
    dana = bring_coach(cast, "Dana Reeve", at=at)
    by = cast.programme_manager
    end_companion(practice.enrolment, cast.coach.person, Role.COACH, by=by, at=at)
    add_companion(practice.enrolment, dana.person, Role.COACH, by=by, at=at)

    assert (follow_coach(practice.enrolment, at=at), follow_coach(practice.enrolment, at=at)) == (1, 0)

    assert my_task(practice.task, by=cast.participant, at=at).reviewer == "Dana Reeve"
    assert [row.is_mine for row in review_queue(by=dana).rows] == [True]
    assert AuditEntry.objects.get(did="learning.pass_work_on").facts == {"reviewer": str(dana.person)}
    assert FeedbackDraft.objects.get().reviewer_id == cast.coach.person_id
    end_companion(practice.enrolment, dana.person, Role.COACH, by=by, at=at)
    assert follow_coach(practice.enrolment, at=at) == 1
    assert (Work.objects.get().reviewer, my_task(practice.task, by=cast.participant, at=at).reviewer) == (None, "")
