"""Before a meeting: a participant prepares and shares, a coach keeps notes; help is asked for and answered."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_POST

from goldenthread.coaching.actions.preparing import (
    answer_call,
    ask_for_help,
    keep_own_notes,
    keep_preparation,
    share_preparation,
    take_call_back,
)
from goldenthread.coaching.queries.meetings import meeting_page, waiting_call
from goldenthread.coaching.queries.records import coach_record, my_coaching
from goldenthread.coaching.types.meetings import MeetingPage, Prepared
from goldenthread.ground.types import Refused
from goldenthread.people.types import Duty
from goldenthread.web.coaching.meeting_forms import OwnNotesForm, PrepareForm, WordsForm
from goldenthread.web.shared.request import Request
from goldenthread.web.shared.routes import admits
from goldenthread.web.shared.seeing_other import see_other


@admits(Duty.PARTICIPANT)
def prepare(request: Request, ref: UUID) -> HttpResponse:
    """Write what I want to work on, and what I did."""
    page = _mine(request, ref)
    form = PrepareForm(request.POST if request.method == "POST" else None, kept=page.draft, own=page.own)
    if form.is_bound and form.is_valid():
        try:
            keep_preparation(ref, **form.cleaned_data, by=request.actor, at=request.at)
            if "check" in request.POST:
                return see_other("coaching:share_preparation", ref)
            messages.success(request, "Your words are saved. Your coach reads them once you share them.")
            return see_other("coaching:meeting", ref)
        except Refused as refused:
            form.add_error(None, str(refused.refusal))
    status = 422 if form.errors else 200
    return render(request, "coaching/preparing/prepare.html", {"form": form, "page": page}, status=status)


@admits(Duty.PARTICIPANT)
@require_POST
def keep(request: Request, ref: UUID) -> HttpResponse:
    """Keep it while I type: 204 when it is kept."""
    form = PrepareForm(request.POST, kept=Prepared(), own="")
    try:
        if form.is_valid():
            keep_preparation(ref, **form.cleaned_data, by=request.actor, at=request.at)
    except Refused as refused:
        return HttpResponse(str(refused.refusal), status=422, content_type="text/plain; charset=utf-8")
    return HttpResponse(status=204)


@admits(Duty.PARTICIPANT)
def share(request: Request, ref: UUID) -> HttpResponse:
    """Check what my coach will read, then share it."""
    page = _mine(request, ref)
    if request.method == "POST":
        try:
            share_preparation(ref, by=request.actor, at=request.at)
            messages.success(request, f"{page.coach} can read it now. You can still change it and share it again.")
            return see_other("coaching:meeting", ref)
        except Refused as refused:
            messages.error(request, str(refused.refusal))
            return see_other("coaching:prepare", ref)
    return render(request, "coaching/preparing/share.html", {"page": page})


@admits(Duty.COACH)
@require_POST
def own_notes(request: Request, ref: UUID) -> HttpResponse:
    """Keep my own notes on a meeting: 204 while I type, back to the meeting when I save."""
    form = OwnNotesForm(request.POST)
    is_saved = "save" in request.POST
    try:
        if form.is_valid():
            keep_own_notes(ref, form.cleaned_data["words"], by=request.actor, at=request.at)
    except Refused as refused:
        if not is_saved:
            return HttpResponse(str(refused.refusal), status=422, content_type="text/plain; charset=utf-8")
        messages.error(request, str(refused.refusal))
    if is_saved:
        return see_other("coaching:meeting", ref)
    return HttpResponse(status=204)


@admits(Duty.PARTICIPANT)
def ask(request: Request, enrolment: UUID) -> HttpResponse:
    """Ask my coach for help between meetings."""
    records = my_coaching(by=request.actor, at=request.at)
    record = next((each for each in records if each.enrolment == enrolment and each.is_active), None)
    if record is None:
        raise Http404
    data = request.POST if request.method == "POST" else None
    form = WordsForm(data, label="What do you need?", hint="Your coach reads it, and you stand first in their list")
    if form.is_bound and form.is_valid():
        try:
            ask_for_help(enrolment, form.cleaned_data["words"], by=request.actor, at=request.at)
            messages.success(request, f"{record.coach} is told, and finds your words here.")
            return see_other("coaching:mine")
        except Refused as refused:
            form.add_error(None, str(refused.refusal))
    status = 422 if form.errors else 200
    return render(request, "coaching/preparing/ask.html", {"form": form, "record": record}, status=status)


@admits(Duty.PARTICIPANT)
@require_POST
def take_back(request: Request, ref: UUID) -> HttpResponse:
    """Take back what I asked, before it is answered."""
    try:
        take_call_back(ref, by=request.actor, at=request.at)
        messages.success(request, "You took back your call for help. It is kept, and nobody is asked to answer it.")
    except Refused as refused:
        messages.error(request, str(refused.refusal))
    return see_other("coaching:mine")


@admits(Duty.COACH)
def answer(request: Request, pairing: UUID) -> HttpResponse:
    """Say how I turned to somebody who asks for help."""
    record = coach_record(pairing, by=request.actor, at=request.at)
    call = waiting_call(record.enrolment, by=request.actor)
    if call is None:
        messages.info(request, "Nobody waits for an answer here: it was answered, or taken back.")
        return see_other("coaching:record", pairing)
    data = request.POST if request.method == "POST" else None
    form = WordsForm(data, label="What do you answer, or what did you agree?", hint=f"{record.participant} reads it")
    if form.is_bound and form.is_valid():
        try:
            answer_call(call.ref, form.cleaned_data["words"], by=request.actor, at=request.at)
            messages.success(request, f"{record.participant} finds your answer on their coaching page.")
            return see_other("coaching:record", pairing)
        except Refused as refused:
            form.add_error(None, str(refused.refusal))
    facts = {"form": form, "record": record, "call": call}
    return render(request, "coaching/preparing/answer.html", facts, status=422 if form.errors else 200)


def _mine(request: Request, ref: UUID) -> MeetingPage:
    page = meeting_page(ref, by=request.actor, at=request.at)
    if page.is_coach or not page.can_change:
        raise Http404
    return page
