"""Writing, attaching and handing in work on a task, and losing nothing."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from uuid import uuid4

import pytest

from goldenthread.cohorts.actions.enrolling import complete
from goldenthread.ground.models import AuditEntry, NoticeRow
from goldenthread.ground.types import Refused
from goldenthread.learning.actions.practising import (
    ask_about_feedback,
    attach_file,
    detach_file,
    hand_in,
    save_work,
)
from goldenthread.learning.actions.tasking import add_exemplar, publish_task
from goldenthread.learning.models import Feedback, Handin, Remark, Task, Work, WorkFile
from goldenthread.learning.queries.left_to_do import LeftToDo, left_to_do
from goldenthread.learning.queries.practising import my_task, my_tasks, my_work_file
from goldenthread.learning.types.practising import GivenFile, Verdict
from goldenthread.learning.types.tasking import ExemplarDraft
from tests.makers.counting import statements_of
from tests.makers.tasks import answer, do_task, make_practice, make_task

NOTES = GivenFile("notes.txt", b"What I saw at the door.")


@pytest.fixture
def practice(cast, at):
    return make_practice(cast, at=at)


def page(practice, cast, at):
    return my_task(practice.task, by=cast.participant, at=at)


def code_of(work) -> str:
    with pytest.raises(Refused) as refused:
        work()
    return refused.value.refusal.code


def test_the_list_says_where_each_task_stands_and_by_when(cast, practice, at) -> None:
    other = make_task(cast, practice.enrolled.cohort.built.component("Plan a change"), at=at)
    first = my_tasks(by=cast.participant, at=at)
    do_task(practice, cast.participant, at=at)

    # One was set by hand; the other goes by the cohort's rule, and is due when it ends.
    assert [(line.task, line.state_name, line.due_on, line.is_late) for line in first] == [
        (practice.task, "Not begun", date(2026, 1, 26), False),
        (other, "Not begun", date(2027, 2, 28), False),
    ]
    assert [line.state_name for line in my_tasks(by=cast.participant, at=at)] == ["Waiting for feedback", "Not begun"]
    assert [line.is_late for line in my_tasks(by=cast.participant, at=at + timedelta(days=22))] == [False, False]
    assert my_tasks(by=cast.outside_participant, at=at) == my_tasks(by=cast.coach, at=at) == ()
    assert statements_of(lambda: my_tasks(by=cast.participant, at=at)) == 5


def test_words_are_kept_as_they_are_written(cast, practice, at) -> None:
    who = cast.participant
    first = save_work(practice.task, "One", revision=0, by=who, at=at)
    again = save_work(practice.task, "One", revision=0, by=who, at=at + timedelta(minutes=1))
    save_work(practice.task, "One two", revision=1, by=who, at=at + timedelta(minutes=2))

    assert (first.revision, again) == (1, first)
    shown = page(practice, cast, at)
    assert (shown.words, shown.revision, shown.state_name) == ("One two", 2, "Begun")
    assert AuditEntry.objects.filter(did="learning.begin_task").count() == 1


def test_two_tabs_never_overwrite_each_other_unread_and_a_lost_answer_stops_nobody(cast, practice, at) -> None:
    who, one, other = cast.participant, uuid4(), uuid4()
    save_work(practice.task, "From one", revision=0, tab=one, by=who, at=at)

    # The answer to the first save never arrived: the same page goes on from where it was.
    save_work(practice.task, "From one, more", revision=0, tab=one, by=who, at=at)
    lost = code_of(lambda: save_work(practice.task, "From the other", revision=0, tab=other, by=who, at=at))

    assert lost == "other_tab"
    assert page(practice, cast, at).words == "From one, more"
    save_work(practice.task, "From both", revision=2, tab=other, by=who, at=at)
    assert code_of(lambda: save_work(practice.task, "Stale", revision=1, tab=one, by=who, at=at)) == "other_tab"
    assert page(practice, cast, at).words == "From both"


def test_files_stand_beside_the_work_once_and_can_be_taken_away(cast, practice, at) -> None:
    who = cast.participant
    assert attach_file(practice.task, NOTES, by=who, at=at) == (NOTES.name, False)
    assert attach_file(practice.task, replace(NOTES, name="again.txt"), by=who, at=at) == (NOTES.name, True)
    (file,) = page(practice, cast, at).files

    assert (file.name, my_work_file(practice.task, file.ref, by=who).content) == ("notes.txt", NOTES.content)
    for stranger in (cast.coach, cast.outside_participant):
        with pytest.raises(WorkFile.DoesNotExist):
            my_work_file(practice.task, file.ref, by=stranger)
    assert (
        code_of(lambda: attach_file(practice.task, GivenFile("a.pdf", b"MZ\x00"), by=who, at=at)) == "file_wrong_kind"
    )
    for n in range(4):
        attach_file(practice.task, GivenFile("more.txt", f"More {n}".encode()), by=who, at=at)
    assert code_of(lambda: attach_file(practice.task, GivenFile("b.txt", b"Six"), by=who, at=at)) == "too_many_files"
    detach_file(practice.task, file.ref, by=who, at=at)
    assert len(page(practice, cast, at).files) == 4


def test_what_is_handed_in_is_kept_as_it_was_and_sent_twice_is_once(cast, practice, at) -> None:
    who = cast.participant
    attach_file(practice.task, NOTES, by=who, at=at)
    saved = save_work(practice.task, "We greet every child.", revision=0, by=who, at=at)

    handin = hand_in(practice.task, revision=saved.revision, by=who, at=at)
    again = hand_in(practice.task, revision=saved.revision, by=who, at=at)

    assert handin == again
    row = Handin.objects.get()
    assert (row.words, row.word_count, row.number, row.files.count()) == ("We greet every child.", 4, 1, 1)
    shown = page(practice, cast, at)
    assert (shown.state, shown.why_not_write.code, len(shown.handins)) == ("submitted", "handed_in", 1)
    assert NoticeRow.objects.filter(kind="learning.task_submitted").count() == 1
    for work in (
        lambda: save_work(practice.task, "Changed", revision=1, by=who, at=at),
        lambda: attach_file(practice.task, GivenFile("c.txt", b"Late"), by=who, at=at),
        lambda: detach_file(practice.task, shown.files[0].ref, by=who, at=at),
    ):
        assert code_of(work) == "handed_in"


def test_nothing_and_what_was_not_checked_is_not_handed_in(cast, practice, at) -> None:
    who = cast.participant
    assert code_of(lambda: hand_in(practice.task, revision=0, by=who, at=at)) == "no_words"
    save_work(practice.task, "Words that I checked", revision=0, by=who, at=at)
    save_work(practice.task, "Words from another tab", revision=1, by=who, at=at)

    assert code_of(lambda: hand_in(practice.task, revision=1, by=who, at=at)) == "other_tab"
    assert not Handin.objects.exists()


def test_nobody_does_a_task_that_is_not_theirs(cast, practice, at) -> None:
    for stranger in (cast.outside_participant, cast.coach, cast.outsider, cast.sponsor):
        with pytest.raises(Task.DoesNotExist):
            my_task(practice.task, by=stranger, at=at)
        with pytest.raises(Task.DoesNotExist):
            save_work(practice.task, "Words", revision=0, by=stranger, at=at)
    assert not Work.objects.exists()


def test_a_task_of_the_other_route_is_not_offered(cast, practice, at) -> None:
    Task.objects.update(component_id=practice.enrolled.cohort.built.component("Live online 1").id)

    assert my_tasks(by=cast.participant, at=at) == ()


def test_after_completion_nothing_is_handed_in_any_more(cast, practice, at) -> None:
    complete(practice.enrolment, by=cast.programme_manager, at=at)

    assert page(practice, cast, at).why_not_write.code == "takes_no_evidence"
    refused = code_of(lambda: save_work(practice.task, "Late", revision=0, by=cast.participant, at=at))
    assert refused == "takes_no_evidence"


def test_exemplars_for_afterwards_are_shown_with_the_feedback(cast, practice, at) -> None:
    by = cast.curriculum_lead
    add_exemplar(practice.task, ExemplarDraft("Before", "An answer", is_before=True), by=by, at=at)
    add_exemplar(practice.task, ExemplarDraft("After", "An answer"), by=by, at=at)
    publish_task(practice.task, by=by, at=at)
    work = do_task(practice, cast.participant, at=at)
    before = [one.draft.title for one in page(practice, cast, at).version.exemplars]

    answer(practice, work, Verdict.DO_AGAIN, by=cast.coach, at=at)

    assert before == ["Before"]
    assert [one.draft.title for one in page(practice, cast, at).version.exemplars] == ["Before", "After"]
    assert left_to_do([], by=cast.participant, at=at).tasks_again == (
        (practice.task, practice.component.title, practice.component.ref),
    )


def test_a_task_is_left_to_do_until_it_is_handed_in(cast, practice, at) -> None:
    component = practice.component.ref
    before = left_to_do([component, uuid4()], by=cast.participant, at=at)
    do_task(practice, cast.participant, at=at)
    after = left_to_do([component], by=cast.participant, at=at)

    assert (before.tasks, before.with_task) == ({component: (practice.task, False)}, {component})
    assert (after.tasks, after.with_task) == ({}, {component})
    assert left_to_do([], by=cast.outside_participant, at=at) == LeftToDo()
    assert statements_of(lambda: left_to_do([component], by=cast.participant, at=at)) == 1


def test_a_participant_asks_about_the_newest_feedback_on_their_own_work(cast, practice, at) -> None:
    work = do_task(practice, cast.participant, at=at)
    feedback = answer(practice, work, Verdict.DO_AGAIN, by=cast.coach, at=at)

    ask_about_feedback(feedback, "Which routine do you mean?", by=cast.participant, at=at)

    (said,) = page(practice, cast, at).last_feedback.remarks
    assert (said.words, said.by) == ("Which routine do you mean?", "Parveen Begum")
    assert NoticeRow.objects.filter(kind="learning.task_asked").count() == 1
    assert code_of(lambda: ask_about_feedback(feedback, " ", by=cast.participant, at=at)) == "no_question"
    with pytest.raises(Feedback.DoesNotExist):
        ask_about_feedback(feedback, "Not mine", by=cast.outside_participant, at=at)
    assert Remark.objects.count() == 1


def test_a_page_takes_as_many_statements_for_many_versions_as_for_one(cast, practice, at) -> None:
    def round_of(n: int) -> None:
        work = do_task(practice, cast.participant, at=at, words=f"Version {n} of what I saw today.")
        answer(practice, work, Verdict.DO_AGAIN, by=cast.coach, at=at)

    round_of(1)
    one = statements_of(lambda: page(practice, cast, at))
    for n in range(2, 5):
        round_of(n)

    assert statements_of(lambda: page(practice, cast, at)) == one <= 19
