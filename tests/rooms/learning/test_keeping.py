"""What a participant has done that is worth keeping."""

from __future__ import annotations

from datetime import timedelta

import pytest

from goldenthread.learning.actions.catching_up import answer_catch_up
from goldenthread.learning.actions.practising import attach_file
from goldenthread.learning.actions.publishing import publish_unit
from goldenthread.learning.actions.reflecting import write_reflection
from goldenthread.learning.actions.writing import add_page, ask_question, open_unit
from goldenthread.learning.models import WorkFile
from goldenthread.learning.queries.keeping import done_by
from goldenthread.learning.queries.reading import reader_page
from goldenthread.learning.types import QuestionDraft, QuestionKind
from goldenthread.learning.types.keeping import DoneKind
from goldenthread.learning.types.practising import GivenFile, Verdict
from goldenthread.programmes.models import Component
from tests.makers.counting import statements_of
from tests.makers.tasks import REFLECTION, answer, catch_up, do_task, make_practice, miss


@pytest.fixture
def practice(cast, at):
    return make_practice(cast, at=at)


def reflect(practice, cast, title, at) -> None:
    component = Component.objects.get(ref=practice.enrolled.cohort.built.component(title).ref)
    unit = open_unit(component.ref, by=cast.curriculum_lead, at=at)
    page = add_page(unit, title="See", body="Words.", by=cast.curriculum_lead, at=at)
    ask_question(page, QuestionDraft(QuestionKind.REFLECTION, "What did you see?"), by=cast.curriculum_lead, at=at)
    publish_unit(unit, by=cast.curriculum_lead, at=at)
    asked = reader_page(unit, 1, by=cast.participant).questions[-1].ref
    for n, words in enumerate(("I saw two adults.", "Nothing.")):
        write_reflection(unit, asked, words, by=cast.participant, at=at + timedelta(hours=n))


def test_accepted_work_and_every_reflection_are_worth_keeping_and_only_to_who_did_them(cast, practice, at) -> None:
    who, later = cast.participant, at + timedelta(days=1)
    assert done_by(practice.enrolment, by=who) == ()
    attach_file(practice.task, GivenFile("notes.txt", b"At the door."), by=who, at=at)
    work = do_task(practice, who, at=at)
    session = miss(cast, practice.enrolled, at=at)
    caught = catch_up(session, who, at=at)
    assert done_by(practice.enrolment, by=who) == ()

    answer(practice, work, Verdict.GOOD_ENOUGH, by=cast.coach, at=later)
    answer_catch_up(caught, is_accepted=True, why="", by=cast.facilitator, at=later)
    reflect(practice, cast, "How culture", at)

    task, missed, reflection = done_by(practice.enrolment, by=who)
    assert (task.kind, task.ref, task.at, task.words) == (
        DoneKind.TASK,
        work,
        later,
        "We greet every child at the door.",
    )
    assert task.statements == practice.statements
    assert task.files == (WorkFile.objects.get().file_id,)
    assert (missed.kind, missed.ref, missed.at) == (DoneKind.CATCH_UP, caught, later)
    assert missed.words == f"{REFLECTION.words}\n\nResearch:\n{REFLECTION.references}"
    assert missed.statements
    assert (reflection.kind, reflection.title, reflection.words) == (
        DoneKind.REFLECTION,
        "How culture is built",
        "What did you see?\n\nNothing.",
    )
    for other in (cast.outside_participant, cast.coach):
        assert done_by(practice.enrolment, by=other) == ()


def test_it_takes_as_many_statements_with_one_as_with_many(cast, practice, at) -> None:
    reflect(practice, cast, "How culture", at)
    few = statements_of(lambda: done_by(practice.enrolment, by=cast.participant))
    reflect(practice, cast, "Planning an", at)

    assert len(done_by(practice.enrolment, by=cast.participant)) == 2
    assert statements_of(lambda: done_by(practice.enrolment, by=cast.participant)) == few
