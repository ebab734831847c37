"""Formative tasks as their authors see them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from uuid import UUID

from django.db.models import Prefetch, QuerySet

from goldenthread.frameworks.queries.editions import statements_by_ref
from goldenthread.learning.models import Exemplar, Task, TaskStatement, TaskVersion
from goldenthread.learning.models.tasks import in_order
from goldenthread.learning.rules.states import State
from goldenthread.learning.rules.tasking import why_not_open_task, why_not_publish_task
from goldenthread.learning.rules.writing import may_read_drafts, may_write, why_not_write
from goldenthread.learning.types.tasking import ExemplarLine, TaskEditor, TaskPlace, TaskRef, TaskVersionView
from goldenthread.people.types import Actor
from goldenthread.programmes.queries.releases import component_by_ref, component_statements


def versions_told() -> QuerySet[TaskVersion]:
    """Versions with what their views want."""
    statements = TaskStatement.objects.select_related("statement")
    return TaskVersion.objects.prefetch_related(
        Prefetch("statements", queryset=statements), Prefetch("exemplars", queryset=Exemplar.objects.order_by("id"))
    )


def views_of(versions: Iterable[TaskVersion]) -> Mapping[int, TaskVersionView]:
    """Versions already fetched as views, by id; in one statement."""
    rows = list(versions)
    lines = statements_by_ref({ref for row in rows for ref in row.as_draft().statements})
    return {row.pk: row.as_view(lines) for row in rows}


def task_editor(task: UUID, *, by: Actor) -> TaskEditor:
    """A task with its newest words, in seven statements.

    :raises Task.DoesNotExist: if there is none, or it is not theirs to see.
    """
    row = Task.objects.seen_by(by).select_related("component__module").get(ref=task)
    versions = list(versions_told().filter(task=row).order_by("-number"))
    newest = versions[0]
    published = next((v for v in versions if v.state == State.PUBLISHED.value), None)
    serves = {line.ref: line for line, _ in component_statements(row.component.ref)}
    is_draft = newest.state == State.DRAFT.value
    refusal = why_not_publish_task(newest.as_draft(), is_draft=is_draft, serves=frozenset(serves))
    return TaskEditor(
        task=TaskRef(row.ref),
        component=row.component.ref,
        title=row.component.title,
        module=row.component.module.title,
        version=views_of([newest])[newest.pk],
        is_draft=is_draft,
        published_version=published.number if published else None,
        published_at=published.published_at if published else None,
        choices=in_order(serves.values()),
        why_not_publish=str(refusal) if refusal else "",
        may_write=may_write(by),
    )


def exemplar_in_editor(exemplar: UUID, *, by: Actor) -> tuple[TaskRef, ExemplarLine]:
    """One exemplar with its task, as it stands now; in two statements.

    :raises Exemplar.DoesNotExist: if there is none, or it is not theirs to see.
    """
    seen = Exemplar.objects.select_related("version__task").get(
        ref=exemplar, version__task__in=Task.objects.seen_by(by)
    )
    newest = Exemplar.objects.filter(version__task=seen.version.task, key=seen.key).order_by("-version__number")[0]
    return TaskRef(seen.version.task.ref), newest.as_line()


def task_of_component(component: UUID, *, by: Actor) -> TaskPlace:
    """A component and its task, if it has one, in two statements.

    :raises Task.DoesNotExist: if this actor may not see tasks.
    """
    if not may_read_drafts(by):
        raise Task.DoesNotExist
    facts = component_by_ref(component)
    task = Task.objects.filter(component_id=facts.id).values_list("ref", flat=True).first()
    refusal = why_not_write(by) or why_not_open_task(facts.kind.value)
    return TaskPlace(
        component=facts.ref,
        title=facts.title,
        module=facts.module,
        task=TaskRef(task) if task else None,
        why_not_open=str(refusal) if refusal else "",
    )
