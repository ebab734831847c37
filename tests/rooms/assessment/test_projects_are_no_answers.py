"""A project is handed in as a project, whatever address somebody sends a few words to."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID, uuid4

import pytest
from django.core.exceptions import ObjectDoesNotExist

from goldenthread.assessment.actions.handing_in import hand_in_answers, see_to_drafts_left
from goldenthread.assessment.actions.writing import save_answer
from goldenthread.assessment.models import AnswerDraft, Script, ScriptVersion
from goldenthread.assessment.queries.writing import answer_page, check_page, writing_page
from goldenthread.assessment.types.writing import Answered
from tests.makers.assessment import CLOSES, INSIDE
from tests.makers.projects import begin, make_project_window

WORDS = "A few words that are no project."


@pytest.fixture
def project(cast, at) -> UUID:
    return begin(cast, make_project_window(cast, at=at), at=INSIDE)


def test_nothing_is_written_or_handed_in_as_answers(cast, project) -> None:
    by = cast.participant
    for ask in (
        lambda: writing_page(project, by=by, at=INSIDE),
        lambda: check_page(project, by=by, at=INSIDE),
        lambda: answer_page(project, 1, by=by, at=INSIDE),
        lambda: save_answer(project, 1, Answered(WORDS, 0, uuid4()), by=by, at=INSIDE),
        lambda: hand_in_answers(project, mark="x", signed=1, by=by, at=INSIDE),
    ):
        with pytest.raises(ObjectDoesNotExist):
            ask()
    assert not AnswerDraft.objects.exists()


def test_no_answers_become_a_version_when_the_window_closes(cast, project) -> None:
    AnswerDraft.objects.create(script=Script.objects.get(ref=project), place=1, text=WORDS, revision=1, saved_at=INSIDE)

    assert see_to_drafts_left(at=CLOSES + timedelta(hours=1)) == 0

    assert (Script.objects.get().state, ScriptVersion.objects.count()) == ("begun", 0)
