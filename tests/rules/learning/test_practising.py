"""When something is written, handed in and answered."""

from __future__ import annotations

from dataclasses import replace
from uuid import uuid4

import pytest

from goldenthread.learning.rules.practising import (
    is_open,
    notes_about,
    why_not_attach,
    why_not_hand_in,
    why_not_save,
    why_not_write_work,
)
from goldenthread.learning.rules.reviewing import (
    what_lacks,
    why_no_reason,
    why_not_answer,
    why_not_keep_sheet,
    why_not_remark,
    why_not_reopen,
    why_not_review,
)
from goldenthread.learning.rules.states import WORK_EVENT_NAMES, WORK_STATE_NAMES, WORK_STEPS, WorkEvent, WorkState
from goldenthread.learning.types.practising import Judgement, ReviewSheet, Verdict
from goldenthread.learning.types.tasking import Attaching, TaskDraft

ONE, OTHER = uuid4(), uuid4()
WHOLE = ReviewSheet({ONE: Judgement(0)}, "Clear.", Verdict.GOOD_ENOUGH)


def code(refusal) -> str:
    return refusal.code if refusal else ""


@pytest.mark.parametrize(
    ("state", "counts", "wanted"),
    [
        (WorkState.DRAFTED, True, ""),
        (WorkState.RETURNED, True, ""),
        (WorkState.SUBMITTED, True, "handed_in"),
        (WorkState.ACCEPTED, True, "accepted"),
        (WorkState.DRAFTED, False, "takes_no_evidence"),
    ],
)
def test_work_is_written_while_its_writer_has_it(state, counts, wanted) -> None:
    assert code(why_not_write_work(state, counts=counts)) == wanted
    assert is_open(state) == (wanted in {"", "takes_no_evidence"})


@pytest.mark.parametrize(
    ("words", "revision", "kept", "same", "wanted"),
    [
        pytest.param("New", 3, 3, False, "", id="nothing came between"),
        pytest.param("New", 2, 3, False, "other_tab", id="another tab saved meanwhile"),
        pytest.param("New", 2, 3, True, "", id="this page saved, and the answer was lost on the way"),
        pytest.param("n" * 200_001, 3, 3, False, "too_long", id="too long"),
    ],
)
def test_words_of_another_tab_are_never_overwritten_unread(words, revision, kept, same, wanted) -> None:
    assert code(why_not_save(words=words, revision=revision, kept=kept, is_same_tab=same)) == wanted


@pytest.mark.parametrize(
    ("attaching", "words", "files", "wanted"),
    [
        (Attaching.MAY, "Words", 0, ""),
        (Attaching.MAY, " ", 0, "no_words"),
        (Attaching.MAY, " ", 1, "no_words"),
        (Attaching.MUST, "Words", 0, "no_file"),
        (Attaching.MUST, "", 1, ""),
        (Attaching.NEVER, "Words", 0, ""),
    ],
)
def test_something_has_to_be_there_to_read(attaching, words, files, wanted) -> None:
    assert code(why_not_hand_in(TaskDraft(attaching=attaching), words=words, files=files)) == wanted


def test_a_task_that_is_only_attached_wants_a_file_and_no_words() -> None:
    draft = TaskDraft(is_written=False, attaching=Attaching.MAY)

    assert code(why_not_hand_in(draft, words="", files=1)) == ""
    assert code(why_not_hand_in(draft, words="", files=0)) == "no_words"


def test_files_are_attached_where_they_are_wanted_and_not_without_end() -> None:
    assert code(why_not_attach(TaskDraft(attaching=Attaching.NEVER), files=0)) == "no_files"
    assert code(why_not_attach(TaskDraft(), files=5)) == "too_many_files"
    assert why_not_attach(TaskDraft(), files=4) is None


@pytest.mark.parametrize(
    ("words", "said"),
    [("one two", "at least 3"), ("one two three", ""), ("one two three four five six", "at most 5")],
)
def test_the_number_of_words_informs_and_refuses_nobody(words, said) -> None:
    notes = notes_about(TaskDraft(least_words=3, most_words=5), words)

    assert (said in notes[0]) if said else notes == ()
    assert why_not_hand_in(TaskDraft(least_words=3, most_words=5), words=words, files=0) is None


@pytest.mark.parametrize(
    ("own", "school", "among", "wanted"),
    [
        (False, False, True, ""),
        (True, False, True, "own_work"),
        (False, True, True, "own_school"),
        (False, False, False, "not_a_reviewer"),
    ],
)
def test_who_may_review(own, school, among, wanted) -> None:
    assert code(why_not_review(is_own=own, is_own_school=school, is_among=among)) == wanted


def test_feedback_is_written_on_what_waits_by_who_has_it() -> None:
    assert why_not_answer(WorkState.SUBMITTED, held_by="") is None
    assert code(why_not_answer(WorkState.SUBMITTED, held_by="Colin Marsh")) == "taken"
    assert code(why_not_answer(WorkState.RETURNED, held_by="")) == "not_waiting"


@pytest.mark.parametrize(
    ("sheet", "wanted"),
    [
        (WHOLE, ""),
        (ReviewSheet(), ""),
        (ReviewSheet({OTHER: Judgement(0)}), "other_statement"),
        (ReviewSheet({ONE: Judgement(3)}), "other_label"),
        (replace(WHOLE, next_step="n" * 20_001), "too_long"),
    ],
)
def test_a_draft_of_feedback_is_about_this_task(sheet, wanted) -> None:
    assert code(why_not_keep_sheet(sheet, statements=frozenset({ONE}), labels=3)) == wanted


@pytest.mark.parametrize(
    ("sheet", "wanted"),
    [
        (WHOLE, []),
        (ReviewSheet(), ["no_label", "no_overall", "no_verdict"]),
        (replace(WHOLE, verdict=Verdict.DO_AGAIN), ["no_next_step"]),
        (replace(WHOLE, verdict=Verdict.DO_AGAIN, next_step="Say more."), []),
    ],
)
def test_feedback_is_sent_when_it_is_whole(sheet, wanted) -> None:
    assert [lack.code for lack in what_lacks(sheet, {ONE: "Learn that 1.1"})] == wanted


def test_only_an_answer_can_be_taken_back_and_only_with_a_reason() -> None:
    can = {state for state in WorkState if why_not_reopen(state) is None}

    assert can == {WorkState.RETURNED, WorkState.ACCEPTED}
    assert (code(why_no_reason(" ")), code(why_no_reason("Wrong person"))) == ("no_reason", "")


def test_questions_are_about_the_newest_feedback() -> None:
    assert why_not_remark("What do you mean?", is_newest=True) is None
    assert code(why_not_remark("What do you mean?", is_newest=False)) == "older_feedback"
    assert code(why_not_remark(" ", is_newest=True)) == "no_question"
    assert code(why_not_remark("n" * 20_001, is_newest=True)) == "too_long"


def test_every_state_and_event_has_words_and_only_waiting_work_is_accepted() -> None:
    assert set(WORK_STATE_NAMES) == set(WorkState)
    assert set(WORK_EVENT_NAMES) == set(WorkEvent)
    assert [before for (before, event), _ in WORK_STEPS.items() if event is WorkEvent.ACCEPT] == [WorkState.SUBMITTED]
