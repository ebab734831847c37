"""Writing formative tasks, version by version."""

from __future__ import annotations

from dataclasses import replace

import pytest

from goldenthread.ground.models import AuditEntry, NoticeRow
from goldenthread.ground.types import Refused
from goldenthread.learning.actions.tasking import (
    add_exemplar,
    change_exemplar,
    change_task,
    open_task,
    publish_task,
    publish_tasks_of_release,
    remove_exemplar,
)
from goldenthread.learning.models import Exemplar, Task, TaskVersion
from goldenthread.learning.queries.tasking import exemplar_in_editor, task_editor, task_of_component
from goldenthread.learning.types.tasking import LABELS, Attaching, ExemplarDraft, TaskDraft
from goldenthread.programmes.actions.building import draft_from
from goldenthread.programmes.queries.releases import release_outline
from tests.makers.counting import statements_of
from tests.makers.programmes import make_release
from tests.makers.tasks import TASK, make_task

EXEMPLAR = ExemplarDraft("A secure answer", "Every adult stands at the door.", "It says who, when and where.", True)


@pytest.fixture
def built(cast, at):
    return make_release(cast, at=at)


@pytest.fixture
def task(cast, built, at):
    return make_task(cast, built.component(TASK), at=at)


def test_a_task_is_begun_once_with_illustrative_labels(cast, built, at) -> None:
    component = built.component(TASK)
    assert task_of_component(component.ref, by=cast.curriculum_lead).task is None

    task = open_task(component.ref, by=cast.curriculum_lead, at=at)

    assert open_task(component.ref, by=cast.curriculum_lead, at=at) == task
    assert task_of_component(component.ref, by=cast.inspector).task == task
    editor = task_editor(task, by=cast.curriculum_lead)
    assert (editor.version.draft.labels, editor.is_draft, editor.published_version) == (LABELS, True, None)
    assert "does not say what to do" in editor.why_not_publish
    assert AuditEntry.objects.filter(did="learning.open_task").count() == 1


def test_only_formative_tasks_are_written_and_only_by_authors(cast, built, at) -> None:
    task, event = built.component(TASK), built.component("Event 1")

    with pytest.raises(Refused) as refused:
        open_task(event.ref, by=cast.curriculum_lead, at=at)
    assert refused.value.refusal.code == "not_a_task"
    with pytest.raises(Refused) as refused:
        open_task(task.ref, by=cast.programme_manager, at=at)
    assert refused.value.refusal.code == "not_an_author"
    with pytest.raises(Task.DoesNotExist):
        task_of_component(task.ref, by=cast.participant)
    assert not Task.objects.exists()


def test_what_is_published_stays_until_the_next_version_is(cast, task, at) -> None:
    by = cast.curriculum_lead
    before = task_editor(task, by=by)
    assert (before.is_draft, before.published_version, len(before.version.statements)) == (False, 1, 2)
    assert "Nothing has changed" in before.why_not_publish

    change_task(task, replace(before.version.draft, asks="Now about two routines."), by=by, at=at)
    between = task_editor(task, by=by)
    number = publish_task(task, by=by, at=at)

    assert (between.is_draft, between.version.number, between.published_version) == (True, 2, 1)
    assert number == 2
    assert list(TaskVersion.objects.order_by("number").values_list("state", flat=True)) == ["retired", "published"]
    assert TaskVersion.objects.get(number=1).asks == "Write about **one** routine."
    assert NoticeRow.objects.filter(kind="learning.task_published").count() == 2


def test_exemplars_are_copied_changed_and_removed_in_the_draft_alone(cast, task, at) -> None:
    by = cast.curriculum_lead
    first = add_exemplar(task, EXEMPLAR, by=by, at=at)
    publish_task(task, by=by, at=at)

    change_exemplar(first, replace(EXEMPLAR, notes="Look at the verbs."), by=by, at=at)

    assert exemplar_in_editor(first, by=by)[1].draft.notes == "Look at the verbs."
    assert Exemplar.objects.get(ref=first).notes == EXEMPLAR.notes
    statement = task_editor(task, by=by).version.statements[0].ref
    said = replace(EXEMPLAR, against={statement: " It says who. "})
    change_exemplar(first, said, by=by, at=at)
    assert exemplar_in_editor(first, by=by)[1].draft.against == {statement: "It says who."}
    remove_exemplar(first, by=by, at=at)
    assert task_editor(task, by=by).version.exemplars == ()
    assert Exemplar.objects.count() == 1


def test_what_makes_no_sense_is_refused_and_nothing_changes(cast, task, at) -> None:
    by = cast.curriculum_lead
    kept = add_exemplar(task, EXEMPLAR, by=by, at=at)
    for work in (
        lambda: change_task(task, TaskDraft(asks="Words", least_words=-1), by=by, at=at),
        lambda: add_exemplar(task, ExemplarDraft("", ""), by=by, at=at),
        lambda: change_exemplar(kept, ExemplarDraft("", ""), by=by, at=at),
        lambda: change_task(task, TaskDraft(asks="Words"), by=cast.inspector, at=at),
        lambda: publish_task(task, by=cast.inspector, at=at),
    ):
        with pytest.raises(Refused):
            work()
    assert exemplar_in_editor(kept, by=by)[1].draft == EXEMPLAR
    assert task_editor(task, by=by).version.draft.asks == "Write about **one** routine."
    for stranger in (cast.participant, cast.coach, cast.outsider):
        with pytest.raises(Task.DoesNotExist):
            task_editor(task, by=stranger)


def test_ready_drafts_go_with_their_release_and_others_wait(cast, built, at) -> None:
    by = cast.curriculum_lead
    ready, bare = (open_task(built.component(t).ref, by=by, at=at) for t in (TASK, "Plan a change"))
    change_task(ready, TaskDraft(asks="Describe it.", attaching=Attaching.NEVER), by=by, at=at)

    assert publish_tasks_of_release(built.release, at=at) == 1
    assert publish_tasks_of_release(built.release, at=at) == 0
    assert not task_editor(ready, by=by).is_draft
    assert task_editor(bare, by=by).is_draft


def test_the_next_release_begins_with_the_words_of_the_one_before(cast, built, task, at) -> None:
    by = cast.curriculum_lead
    add_exemplar(task, EXEMPLAR, by=by, at=at)
    following = draft_from(built.release, by=by, at=at)
    same = next(c for c in release_outline(following).components if c.title.startswith(TASK))

    copy = open_task(same.ref, by=by, at=at)

    editor = task_editor(copy, by=by)
    assert editor.version.draft.asks == "Write about **one** routine."
    assert [one.draft for one in editor.version.exemplars] == [EXEMPLAR]
    assert len(editor.version.statements) == 2


def test_the_editor_takes_as_many_statements_for_many_exemplars_as_for_one(cast, task, at) -> None:
    by = cast.curriculum_lead
    add_exemplar(task, EXEMPLAR, by=by, at=at)
    one = statements_of(lambda: task_editor(task, by=by))
    for n in range(9):
        add_exemplar(task, replace(EXEMPLAR, title=f"Another {n}"), by=by, at=at)

    assert statements_of(lambda: task_editor(task, by=by)) == one
