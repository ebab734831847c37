"""Write a formative task."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from goldenthread.ground.types import Refused
from goldenthread.learning.actions.tasking import (
    add_exemplar,
    change_exemplar,
    change_task,
    open_task,
    publish_task,
    remove_exemplar,
)
from goldenthread.learning.queries.tasking import exemplar_in_editor, task_editor, task_of_component
from goldenthread.people.types import Duty
from goldenthread.web.learning.editing import READERS
from goldenthread.web.learning.task_forms import ExemplarForm, TaskForm
from goldenthread.web.shared.request import Request
from goldenthread.web.shared.routes import admits
from goldenthread.web.shared.seeing_other import see_other


@admits(*READERS)
def component(request: Request, ref: UUID) -> HttpResponse:
    """The task of a component; where there is none, the way to begin one."""
    place = task_of_component(ref, by=request.actor)
    if request.method == "POST":
        try:
            return see_other("learning:task-editor", open_task(ref, by=request.actor, at=request.at))
        except Refused as refused:
            messages.error(request, str(refused.refusal))
            return see_other("learning:task-component", ref)
    if place.task is not None:
        return redirect("learning:task-editor", place.task)
    return render(request, "learning/tasking/begin.html", {"place": place})


@admits(*READERS)
def show(request: Request, task: UUID) -> HttpResponse:
    """The task as it stands, with its exemplars."""
    return render(request, "learning/tasking/show.html", {"editor": task_editor(task, by=request.actor)})


@admits(Duty.CURRICULUM_LEAD)
def edit(request: Request, task: UUID) -> HttpResponse:
    """Change what the task asks for."""
    editor = task_editor(task, by=request.actor)
    data = request.POST if request.method == "POST" else None
    form = TaskForm(data, draft=editor.version.draft, choices=editor.choices)
    if form.is_bound and form.is_valid():
        try:
            change_task(task, form.draft(), by=request.actor, at=request.at)
            messages.success(request, "Saved in the draft.")
            return see_other("learning:task-editor", task)
        except Refused as refused:
            form.add_error(None, str(refused.refusal))
    facts = {"form": form, "editor": editor}
    return render(request, "learning/tasking/edit.html", facts, status=422 if form.errors else 200)


@admits(Duty.CURRICULUM_LEAD)
def exemplar(request: Request, task: UUID) -> HttpResponse:
    """Add an example answer."""
    editor = task_editor(task, by=request.actor)
    form = ExemplarForm(request.POST if request.method == "POST" else None, statements=editor.version.statements)
    if form.is_bound and form.is_valid():
        try:
            add_exemplar(task, form.draft(), by=request.actor, at=request.at)
            return see_other("learning:task-editor", task)
        except Refused as refused:
            form.add_error(None, str(refused.refusal))
    facts = {"form": form, "task": editor.task, "title": editor.title}
    return render(request, "learning/tasking/exemplar.html", facts, status=422 if form.errors else 200)


@admits(Duty.CURRICULUM_LEAD)
def edit_exemplar(request: Request, ref: UUID) -> HttpResponse:
    """Change an example answer."""
    task, line = exemplar_in_editor(ref, by=request.actor)
    statements = task_editor(task, by=request.actor).version.statements
    form = ExemplarForm(request.POST if request.method == "POST" else None, statements=statements, draft=line.draft)
    if form.is_bound and form.is_valid():
        try:
            change_exemplar(ref, form.draft(), by=request.actor, at=request.at)
            return see_other("learning:task-editor", task)
        except Refused as refused:
            form.add_error(None, str(refused.refusal))
    facts = {"form": form, "task": task, "title": line.draft.title, "exemplar": ref}
    return render(request, "learning/tasking/exemplar.html", facts, status=422 if form.errors else 200)


@admits(Duty.CURRICULUM_LEAD)
@require_POST
def drop_exemplar(request: Request, ref: UUID) -> HttpResponse:
    """Take an example answer out of the draft."""
    task, line = exemplar_in_editor(ref, by=request.actor)
    remove_exemplar(ref, by=request.actor, at=request.at)
    messages.success(request, f"“{line.draft.title}” is out of the draft.")
    return see_other("learning:task-editor", task)


@admits(Duty.CURRICULUM_LEAD)
@require_POST
def publish(request: Request, task: UUID) -> HttpResponse:
    """Let participants do it."""
    try:
        publish_task(task, by=request.actor, at=request.at)
        messages.success(request, "Published. Participants do this version from now on.")
    except Refused as refused:
        messages.error(request, str(refused.refusal))
    return see_other("learning:task-editor", task)
