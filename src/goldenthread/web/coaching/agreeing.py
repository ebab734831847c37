"""A participant's coaching: who walks beside me, what we said, what was agreed and what became of it."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ObjectDoesNotExist
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import Resolver404, resolve, reverse
from django.views.decorators.http import require_POST

from goldenthread.coaching.actions.agreeing import change_action, tick_action
from goldenthread.coaching.actions.keeping import answer_record
from goldenthread.coaching.queries.meetings import action_page, last_answer, meeting_page, waiting_call
from goldenthread.coaching.queries.records import my_coaching
from goldenthread.coaching.types import ActionLine
from goldenthread.ground.types import Refused
from goldenthread.people.types import Duty
from goldenthread.web.coaching.meeting_forms import ChangeActionForm, WordsForm
from goldenthread.web.shared.request import Request
from goldenthread.web.shared.routes import admits
from goldenthread.web.shared.seeing_other import see_other

# Pages on which actions are ticked.
TICKED_ON = frozenset({"coaching:mine", "coaching:record", "coaching:meeting"})


@admits(Duty.PARTICIPANT)
def mine(request: Request) -> HttpResponse:
    """My coach, my meetings, my actions."""
    parts = [
        (record, waiting_call(record.enrolment, by=request.actor), last_answer(record.enrolment, by=request.actor))
        for record in my_coaching(by=request.actor, at=request.at)
    ]
    return render(request, "coaching/agreeing/mine.html", {"parts": parts, "ticked": ticked(request)})


@admits(Duty.PARTICIPANT, Duty.COACH)
@require_POST
def tick(request: Request, action: UUID) -> HttpResponse:
    """Tick an action, or take the tick off; then back to where that was done."""
    is_done = request.POST.get("done") == "yes"
    back = _back(request)
    try:
        tick_action(action, is_done=is_done, by=request.actor, at=request.at)
        if is_done:
            return HttpResponseRedirect(f"{back}?ticked={action}", status=303)
        messages.success(request, "It is open again.")
    except Refused as refused:
        messages.error(request, str(refused.refusal))
    return HttpResponseRedirect(back, status=303)


def ticked(request: Request) -> ActionLine | None:
    """The action that was just ticked, while it is done: the page confirms it, with a way to undo it."""
    try:
        page = action_page(UUID(request.GET.get("ticked", "")), by=request.actor, at=request.at)
    except (ValueError, ObjectDoesNotExist):
        return None
    return page.line if page.line.done_at else None


def _back(request: Request) -> str:
    """The page with the action on it that the form came from; only such pages, whatever a form says."""
    path = request.POST.get("back", "")
    try:
        found = resolve(path)
    except Resolver404:
        found = None
    if found is not None and found.view_name in TICKED_ON:
        return reverse(found.view_name, kwargs=found.kwargs)
    return reverse("coaching:mine" if request.actor.wears(Duty.PARTICIPANT) else "coaching:caseload")


@admits(Duty.PARTICIPANT, Duty.COACH)
def action(request: Request, action: UUID) -> HttpResponse:
    """What was agreed and what was said of it; say what became of it, with a note."""
    page = action_page(action, by=request.actor, at=request.at)
    form = ChangeActionForm(request.POST if request.method == "POST" else None, line=page.line)
    if form.is_bound and form.is_valid():
        change, note, due_on = form.said()
        try:
            change_action(action, change, note=note, due_on=due_on, by=request.actor, at=request.at)
            messages.success(request, "It is noted. You both find it here.")
            return see_other("coaching:action", action)
        except Refused as refused:
            form.add_error(None, str(refused.refusal))
    status = 422 if form.errors else 200
    return render(request, "coaching/agreeing/action.html", {"form": form, "page": page}, status=status)


@admits(Duty.PARTICIPANT)
def answer(request: Request, ref: UUID) -> HttpResponse:
    """Agree with the record of a meeting, or say what is not right."""
    page = meeting_page(ref, by=request.actor, at=request.at)
    is_agreed = "agree" in request.POST
    data = request.POST if request.method == "POST" and not is_agreed else None
    form = WordsForm(data, label="What is not right?", hint="Your coach reads it beside the record, and can correct it")
    if is_agreed or (form.is_bound and form.is_valid()):
        words = "" if is_agreed else form.cleaned_data["words"]
        try:
            answer_record(ref, is_agreed=is_agreed, words=words, by=request.actor, at=request.at)
            messages.success(request, "Your answer stands beside the record.")
            return see_other("coaching:meeting", ref)
        except Refused as refused:
            messages.error(request, str(refused.refusal))
            return see_other("coaching:meeting", ref)
    status = 422 if form.errors else 200
    return render(request, "coaching/agreeing/answer.html", {"form": form, "page": page}, status=status)
