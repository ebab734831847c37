"""A participant's tasks: the list, the answer, its files, the check, what came back."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_POST

from goldenthread.ground.types import Refused
from goldenthread.learning.actions.practising import (
    MOST_BYTES,
    ask_about_feedback,
    attach_file,
    detach_file,
    hand_in,
    save_work,
)
from goldenthread.learning.queries.catching_up import my_catch_ups
from goldenthread.learning.queries.practising import my_task, my_tasks, my_work_file
from goldenthread.people.types import Duty
from goldenthread.web.learning.studying import left_by
from goldenthread.web.learning.task_forms import AnswerForm, AttachForm, RemarkForm
from goldenthread.web.shared.request import Request
from goldenthread.web.shared.routes import admits
from goldenthread.web.shared.seeing_other import see_other
from goldenthread.web.shared.sending import send_file
from goldenthread.web.shared.uploads import takes_files
from goldenthread.web.shared.words import attached


@admits(Duty.PARTICIPANT)
def mine(request: Request) -> HttpResponse:
    """My tasks, and the sessions I missed."""
    who, at = request.actor, request.at
    tasks = my_tasks(by=who, at=at)
    facts = {"tasks": tasks, "missed": my_catch_ups(by=who, at=at), "left": None if tasks else left_by(who)}
    return render(request, "learning/practising/mine.html", facts)


@admits(Duty.PARTICIPANT)
def task(request: Request, task: UUID) -> HttpResponse:
    """One task: what is asked, my answer, and every feedback."""
    page = my_task(task, by=request.actor, at=request.at)
    data = request.POST if request.method == "POST" else None
    form = AnswerForm(data, revision=page.revision, words=page.words)
    kept = ""
    if form.is_bound and form.is_valid():
        try:
            save_work(task, form.cleaned_data["words"], **form.kept_from(), by=request.actor, at=request.at)
            if "check" in request.POST:
                return see_other("learning:check-task", task)
            messages.success(request, "Saved.")
            return see_other("learning:task", task)
        except Refused as refused:
            form.add_error(None, str(refused.refusal))
            kept = page.words if refused.refusal.code == "other_tab" else ""
            form.after(page.revision)
    facts = {"page": page, "form": form, "attach": AttachForm(), "ask": RemarkForm(auto_id="ask_%s"), "kept": kept}
    return render(request, "learning/practising/task.html", facts, status=422 if form.errors else 200)


@admits(Duty.PARTICIPANT)
@require_POST
def save(request: Request, task: UUID) -> HttpResponse:
    """Keep my answer while I type: 204 when it is kept, 409 where other words were kept meanwhile."""
    form = AnswerForm(request.POST, revision=0, words="")
    if not form.is_valid():
        return HttpResponse(status=422)
    try:
        save_work(task, form.cleaned_data["words"], **form.kept_from(), by=request.actor, at=request.at)
    except Refused as refused:
        words = "These words are open in another tab too, and were saved there. Choose Save to see both."
        said = words if refused.refusal.code == "other_tab" else str(refused.refusal)
        return HttpResponse(said, status=409, content_type="text/plain; charset=utf-8")
    return HttpResponse(status=204)


@admits(Duty.PARTICIPANT)
@takes_files(largest=MOST_BYTES)
@require_POST
def attach(request: Request, task: UUID) -> HttpResponse:
    """Put a file beside my answer."""
    page = my_task(task, by=request.actor, at=request.at)
    form = AttachForm(request.POST, request.FILES)
    if form.is_valid():
        try:
            given = form.value()
            name, was_there = attach_file(task, given, by=request.actor, at=request.at)
            messages.success(request, attached(given.name, name, was_there=was_there))
            return see_other("learning:task", task)
        except Refused as refused:
            form.add_error("file", str(refused.refusal))
    answer = AnswerForm(revision=page.revision, words=page.words)
    facts = {"page": page, "form": answer, "attach": form, "ask": RemarkForm(auto_id="ask_%s")}
    return render(request, "learning/practising/task.html", facts, status=422)


@admits(Duty.PARTICIPANT)
@require_POST
def detach(request: Request, task: UUID, file: UUID) -> HttpResponse:
    """Take a file away from my draft."""
    try:
        detach_file(task, file, by=request.actor, at=request.at)
        messages.success(request, "The file is taken away.")
    except Refused as refused:
        messages.error(request, str(refused.refusal))
    return see_other("learning:task", task)


@admits(Duty.PARTICIPANT)
def own_file(request: Request, task: UUID, file: UUID) -> HttpResponse:
    """My own file."""
    sent = my_work_file(task, file, by=request.actor)
    return send_file(sent.content, name=sent.name, media_type=sent.media_type)


@admits(Duty.PARTICIPANT)
def check(request: Request, task: UUID) -> HttpResponse:
    """Everything once more; then hand it in."""
    page = my_task(task, by=request.actor, at=request.at)
    if request.method == "POST":
        revision = request.POST.get("revision", "")
        try:
            number = int(revision) if revision.isdecimal() and len(revision) < 9 else -1
            hand_in(task, revision=number, by=request.actor, at=request.at)
            messages.success(request, "Your task is handed in.")
            return see_other("learning:task", task)
        except Refused as refused:
            messages.error(request, str(refused.refusal))
            return see_other("learning:task", task)
    return render(request, "learning/practising/check.html", {"page": page})


@admits(Duty.PARTICIPANT)
@require_POST
def ask(request: Request, task: UUID, feedback: UUID) -> HttpResponse:
    """Ask about my feedback."""
    form = RemarkForm(request.POST)
    try:
        words = form.cleaned_data["words"] if form.is_valid() else ""
        ask_about_feedback(feedback, words, by=request.actor, at=request.at)
        messages.success(request, "Your question is sent to your reviewer.")
    except Refused as refused:
        messages.error(request, str(refused.refusal))
    return see_other("learning:task", task)
