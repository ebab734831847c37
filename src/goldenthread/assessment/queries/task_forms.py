"""Forms of project tasks in their versions, for those who run or read assessment."""

from __future__ import annotations

from uuid import UUID

from django.db.models import Count

from goldenthread.assessment.models import ProjectForm
from goldenthread.assessment.models.seeing import reads
from goldenthread.assessment.rules.briefing import why_not_run
from goldenthread.assessment.rules.task_forms import changes_of, faults_of, why_not_follow
from goldenthread.assessment.types.projects import FormRef, TaskForm
from goldenthread.assessment.types.task_forms import FormChange, FormFault, FormLine, FormPage
from goldenthread.people.types import Actor


def form_board(*, by: Actor) -> tuple[FormLine, ...]:
    """Every form in its versions, the newest of each first; in one statement.

    :raises ProjectForm.DoesNotExist: if this actor does not read assessment.
    """
    return _lines(by)


def form_page(ref: UUID, *, by: Actor) -> FormPage:
    """One version of a form, with what it changed; in two statements.

    :raises ProjectForm.DoesNotExist: if there is none, or this actor does not read assessment.
    """
    row = ProjectForm.objects.select_related("written_by").get(ref=ref)
    versions = tuple(line for line in _lines(by) if line.form.slug == row.slug)
    before = next((line.form for line in versions if line.form.version == row.version - 1), None)
    return FormPage(
        line=next(line for line in versions if line.ref == row.ref),
        written_by=row.written_by.name,
        written_at=row.written_at,
        changes=changes_of(before, row.as_form()) if before else (),
        newest=versions[0],
        versions=versions,
        why_not_write=why_not_run(by),
    )


def form_checked(page: FormPage, form: TaskForm) -> tuple[tuple[FormFault, ...], tuple[FormChange, ...]]:
    """What is wrong with a form that would be the next version, and what it would change; in no statement."""
    last = page.newest.form
    fault = why_not_follow(form, last)
    return (*faults_of(form), *([fault] if fault else [])), changes_of(last, form)


def _lines(by: Actor) -> tuple[FormLine, ...]:
    if not reads(by):
        raise ProjectForm.DoesNotExist
    rows = ProjectForm.objects.annotate(used=Count("windows")).order_by("slug", "-version")
    found, slugs = [], set()
    for row in rows:
        found.append(FormLine(FormRef(row.ref), row.as_form(), vars(row)["used"], row.slug not in slugs))
        slugs.add(row.slug)
    return tuple(found)
