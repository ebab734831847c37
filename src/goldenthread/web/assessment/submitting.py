"""A participant's assessment: open the brief, choose a file, check, hand in, and keep the receipt."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_POST

from goldenthread.assessment.actions.submitting import open_brief, submit
from goldenthread.assessment.queries.arriving import arrivals_under_way, sending
from goldenthread.assessment.queries.documents import my_pieces
from goldenthread.assessment.queries.my_cases import my_cases
from goldenthread.assessment.queries.my_work import my_work
from goldenthread.assessment.queries.submitting import (
    my_brief_file,
    my_file,
    receipt,
    script_page,
    upload_page,
)
from goldenthread.assessment.types.arriving import ArrivalState
from goldenthread.assessment.types.words import State
from goldenthread.ground.types import Refused
from goldenthread.integrations.reader.sync import take_in
from goldenthread.people.types import Duty
from goldenthread.web.assessment.forms import SubmitForm, UploadForm
from goldenthread.web.shared.request import Request
from goldenthread.web.shared.routes import admits
from goldenthread.web.shared.seeing_other import see_other
from goldenthread.web.shared.sending import send_file


@admits(Duty.PARTICIPANT)
def mine(request: Request) -> HttpResponse:
    """My windows, and why a brief is closed to me if it is."""
    work = my_work(by=request.actor, at=request.at)
    states = {each.state for each in work.windows} | {each.state for each in work.projects}
    has_result = State.RELEASED in states
    cases = my_cases(by=request.actor)
    facts = {"windows": work.windows, "projects": work.projects, "has_result": has_result, "cases": cases}
    return render(request, "assessment/submitting/mine.html", facts)


@admits(Duty.PARTICIPANT)
@require_POST
def begin(request: Request, ref: UUID) -> HttpResponse:
    """Open the brief of a window."""
    try:
        script = open_brief(ref, by=request.actor, at=request.at)
    except Refused as refused:
        messages.error(request, str(refused.refusal))
        return see_other("assessment:mine")
    return see_other("assessment:script", script)


@admits(Duty.PARTICIPANT)
def script(request: Request, ref: UUID) -> HttpResponse:
    """My script: the brief, the time left, and a file to choose."""
    page = script_page(ref, by=request.actor, at=request.at)
    if page.is_project:
        return see_other("assessment:project", ref)
    send = sending(ref, by=request.actor, at=request.at)
    sent = (request.POST, request.FILES) if request.method == "POST" else ()
    form = UploadForm(*sent, declaration=send.declaration)
    if form.is_bound and form.is_valid():
        try:
            arrival, ended = take_in(ref, form.value(), form.wish(), by=request.actor, at=request.at)
            if ended.state is ArrivalState.READ and ended.upload:
                return see_other("assessment:check", ended.upload)
            if ended.refusal is None:
                return see_other("assessment:arrival", arrival)
            form.add_error("file", str(ended.refusal))
        except Refused as refused:
            form.add_error("file", str(refused.refusal))
    under_way = arrivals_under_way(ref, by=request.actor)
    facts = {"page": page, "form": form, "send": send, "under_way": under_way}
    return render(request, "assessment/submitting/script.html", facts, status=422 if form.errors else 200)


@admits(Duty.PARTICIPANT)
def check(request: Request, ref: UUID) -> HttpResponse:
    """What was chosen, its words and how they were counted, and the declaration; then hand in."""
    page = upload_page(ref, by=request.actor, at=request.at)
    form = SubmitForm(request.POST if request.method == "POST" else None, declaration=page.declaration)
    if form.is_bound and form.is_valid():
        try:
            given = submit(ref, signed=form.signed(), says=form.says(), by=request.actor, at=request.at)
            return see_other("assessment:receipt", given.script, given.version)
        except Refused as refused:
            form.add_error(None, str(refused.refusal))
    facts = {"page": page, "form": form}
    return render(request, "assessment/submitting/check.html", facts, status=422 if form.errors else 200)


@admits(Duty.PARTICIPANT)
def receipt_page(request: Request, ref: UUID, number: int) -> HttpResponse:
    """The receipt of a version, as often as it is asked for."""
    given = receipt(ref, number, by=request.actor)
    pieces = my_pieces(ref, number, by=request.actor)
    page = script_page(ref, by=request.actor, at=request.at)
    return render(request, "assessment/submitting/receipt.html", {"receipt": given, "page": page, "pieces": pieces})


@admits(Duty.PARTICIPANT)
def version_file(request: Request, ref: UUID, number: int) -> HttpResponse:
    """My own file, as I handed it in."""
    file = my_file(ref, number, by=request.actor)
    return send_file(file.content, name=file.name, media_type=file.media_type)


@admits(Duty.PARTICIPANT)
def data_file(request: Request, ref: UUID) -> HttpResponse:
    """The file of data that belongs to my brief."""
    file = my_brief_file(ref, by=request.actor)
    return send_file(file.content, name=file.name, media_type=file.media_type)
