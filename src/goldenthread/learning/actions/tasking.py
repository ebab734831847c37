"""Write a formative task: its draft and exemplars, until it is published."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db.transaction import atomic

from goldenthread.frameworks.queries.editions import statements_by_ref
from goldenthread.ground.actions.record import audit, post
from goldenthread.ground.rules.states import step
from goldenthread.ground.types import Notice, Refused
from goldenthread.learning.models import Exemplar, Task, TaskStatement, TaskVersion
from goldenthread.learning.rules.states import STEPS, Event, State
from goldenthread.learning.rules.tasking import (
    why_not_keep_task,
    why_not_open_task,
    why_not_publish_task,
    why_not_show,
)
from goldenthread.learning.rules.writing import why_not_write
from goldenthread.learning.types.tasking import (
    LABELS,
    Attaching,
    ExemplarDraft,
    ExemplarRef,
    TaskDraft,
    TaskRef,
)
from goldenthread.people.types import Actor
from goldenthread.programmes.queries.releases import component_by_ref, component_statements


@atomic
def open_task(component: UUID, *, by: Actor, at: datetime) -> TaskRef:
    """Make sure a component has a task, and give it.

    One that carries the same title as one in an earlier release of its programme starts with that one's words.

    :raises Refused: if this actor does not write tasks, or the component is not a formative task.
    """
    facts = component_by_ref(component)
    refusal = why_not_write(by) or why_not_open_task(facts.kind.value)
    if refusal:
        raise Refused(refusal)
    task, is_new = Task.objects.get_or_create(component_id=facts.id, defaults={"opened_at": at})
    if is_new:
        draft = TaskVersion.objects.create(task=task, number=1, labels=list(LABELS), attaching=Attaching.MAY.value)
        earlier = (
            TaskVersion.objects.filter(
                task__component__title=facts.title,
                task__component__module__release__programme__releases__modules__components=task.component_id,
            )
            .exclude(task=task)
            .order_by("-task__component__module__release__number", "-number")
            .first()
        )
        if earlier is not None:
            _copy(earlier, draft, serves=_serves(task))
        audit(by=str(by), did="learning.open_task", to=str(task.ref), at=at, component=str(component))
    return TaskRef(task.ref)


@atomic
def change_task(task: UUID, words: TaskDraft, *, by: Actor, at: datetime) -> None:
    """Change what the draft asks for.

    :raises Refused: if this actor does not write tasks, or it makes no sense.
    """
    draft = _draft(task, by=by)
    refusal = why_not_keep_task(words, serves=_serves(draft.task))
    if refusal:
        raise Refused(refusal)
    for name, value in _columns(words).items():
        setattr(draft, name, value)
    draft.save()
    draft.statements.all().delete()
    lines = statements_by_ref(words.statements)
    TaskStatement.objects.bulk_create(TaskStatement(version=draft, statement_id=line.id) for line in lines.values())
    audit(by=str(by), did="learning.change_task", to=str(draft.task.ref), at=at)


@atomic
def add_exemplar(task: UUID, words: ExemplarDraft, *, by: Actor, at: datetime) -> ExemplarRef:
    """Put an example answer beside the draft.

    :raises Refused: if this actor does not write tasks, or it is empty.
    """
    draft = _draft(task, by=by)
    refusal = why_not_show(words, statements=draft.as_draft().statements)
    if refusal:
        raise Refused(refusal)
    row = Exemplar.objects.create(version=draft, **_says(words))
    audit(by=str(by), did="learning.add_exemplar", to=str(draft.task.ref), at=at, exemplar=str(row.key))
    return ExemplarRef(row.ref)


@atomic
def change_exemplar(exemplar: UUID, words: ExemplarDraft, *, by: Actor, at: datetime) -> None:
    """Change an exemplar in the draft. Where it was published, the draft's copy of it changes.

    :raises Refused: if this actor does not write tasks, or it is empty.
    """
    row = _exemplar(exemplar, by=by)
    refusal = why_not_show(words, statements=row.version.as_draft().statements)
    if refusal:
        raise Refused(refusal)
    for name, value in _says(words).items():
        setattr(row, name, value)
    row.save()
    audit(by=str(by), did="learning.change_exemplar", to=str(row.version.task.ref), at=at, exemplar=str(row.key))


@atomic
def remove_exemplar(exemplar: UUID, *, by: Actor, at: datetime) -> None:
    """Take an exemplar out of the draft.

    :raises Refused: if this actor does not write tasks.
    """
    row = _exemplar(exemplar, by=by)
    task, key = row.version.task, row.key
    row.delete()
    audit(by=str(by), did="learning.remove_exemplar", to=str(task.ref), at=at, exemplar=str(key))


@atomic
def publish_task(task: UUID, *, by: Actor, at: datetime) -> int:
    """Let participants do the draft, and give its number. Work handed in before keeps the version it was done under.

    :raises Refused: if this actor does not write tasks, or there is nothing to publish.
    """
    row = Task.objects.seen_by(by).select_for_update().get(ref=task)
    newest = row.versions.order_by("-number")[0]
    refusal = why_not_write(by) or why_not_publish_task(
        newest.as_draft(), is_draft=newest.state == State.DRAFT.value, serves=_serves(row)
    )
    if refusal:
        raise Refused(refusal)
    _publish(newest, by=str(by), at=at)
    return newest.number


@atomic
def publish_tasks_of_release(release: UUID, *, at: datetime) -> int:
    """Publish with a release every draft of a task in it that is ready; how many there were.

    The job that follows a release calls this; publishing the release was the decision, and its maker is in the record.
    """
    drafts = TaskVersion.objects.select_for_update(of=("self",)).filter(
        state=State.DRAFT.value, task__component__module__release__ref=release
    )
    ready = [
        draft
        for draft in drafts.select_related("task__component").order_by("pk")
        if why_not_publish_task(draft.as_draft(), is_draft=True, serves=_serves(draft.task)) is None
    ]
    for draft in ready:
        _publish(draft, by="jobs", at=at)
    return len(ready)


def _publish(draft: TaskVersion, *, by: str, at: datetime) -> None:
    for old in TaskVersion.objects.select_for_update().filter(task=draft.task, state=State.PUBLISHED.value):
        old.state = step(STEPS, State(old.state), Event.RETIRE).value
        old.save(update_fields=["state"])
    draft.state, draft.published_at = step(STEPS, State(draft.state), Event.PUBLISH).value, at
    draft.save(update_fields=["state", "published_at"])
    audit(by=by, did="learning.publish_task", to=str(draft.task.ref), at=at, version=str(draft.number))
    post(Notice("learning.task_published", {"task": str(draft.task.ref)}), at=at)


def _draft(task: UUID, *, by: Actor) -> TaskVersion:
    """The draft of a task, locked; begun from the published version where there is none."""
    row = Task.objects.seen_by(by).select_for_update().get(ref=task)
    refusal = why_not_write(by)
    if refusal:
        raise Refused(refusal)
    newest: TaskVersion = row.versions.select_related("task__component").order_by("-number")[0]
    if newest.state == State.DRAFT.value:
        return newest
    draft = TaskVersion.objects.create(task=row, number=newest.number + 1, attaching=newest.attaching)
    _copy(newest, draft, serves=_serves(row))
    return draft


def _exemplar(ref: UUID, *, by: Actor) -> Exemplar:
    """The draft's copy of an exemplar, wherever ``ref`` was read."""
    seen = Exemplar.objects.select_related("version__task").get(ref=ref, version__task__in=Task.objects.seen_by(by))
    draft = _draft(seen.version.task.ref, by=by)
    return Exemplar.objects.select_related("version__task").get(version=draft, key=seen.key)


def _copy(source: TaskVersion, target: TaskVersion, *, serves: frozenset[UUID]) -> None:
    """Everything once more; statements that the component does not serve are left out."""
    for name, value in _columns(source.as_draft()).items():
        setattr(target, name, value)
    target.save()
    TaskStatement.objects.bulk_create(
        TaskStatement(version=target, statement_id=row.statement_id)
        for row in source.statements.select_related("statement")
        if row.statement.ref in serves
    )
    Exemplar.objects.bulk_create(
        Exemplar(version=target, key=row.key, **_says(row.as_line().draft)) for row in source.exemplars.order_by("id")
    )


def _serves(task: Task) -> frozenset[UUID]:
    return frozenset(line.ref for line, _ in component_statements(task.component.ref))


def _columns(words: TaskDraft) -> dict[str, object]:
    return {
        "asks": words.asks.strip(),
        "is_written": words.is_written,
        "least_words": words.least_words,
        "most_words": words.most_words,
        "attaching": words.attaching.value,
        "attach_what": words.attach_what.strip(),
        "labels": [label.strip() for label in words.labels],
    }


def _says(words: ExemplarDraft) -> dict[str, object]:
    return {
        "title": words.title.strip(),
        "body": words.body,
        "notes": words.notes,
        "is_before": words.is_before,
        "against": {str(ref): said.strip() for ref, said in words.against.items() if said.strip()},
    }
