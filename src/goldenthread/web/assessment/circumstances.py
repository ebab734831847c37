"""Circumstances of an assessment: told with evidence, decided by those who run it and mark nothing in it."""

from __future__ import annotations

from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_POST

from goldenthread.assessment.actions.circumstances import ask_for, decide_circumstances, take_circumstances_back
from goldenthread.assessment.queries.circumstances import (
    circumstances_page,
    decision_page,
    evidence,
    my_circumstances,
    own_circumstance,
)
from goldenthread.assessment.types.circumstances import ASKED_NAMES, AskedFor, AskedState, NewCircumstance
from goldenthread.ground.types import Refused
from goldenthread.people.types import Duty
from goldenthread.web.assessment.briefing import RUNS
from goldenthread.web.assessment.circumstance_forms import DecideForm
from goldenthread.web.assessment.forms import MEGABYTE, given
from goldenthread.web.shared.fields import ChoiceField, FileField, TextAreaField
from goldenthread.web.shared.request import Request
from goldenthread.web.shared.routes import admits
from goldenthread.web.shared.seeing_other import see_other
from goldenthread.web.shared.sending import send_file


class AskForm(forms.Form):
    """What somebody asks for, and why."""

    asks = ChoiceField(
        label="What do you ask for?",
        choices=[(each.value, name) for each, name in ASKED_NAMES.items()],
        asks="Choose what you ask for",
    )
    account = TextAreaField(
        label="Why?",
        rows=6,
        hint="Only you and those who decide read it; whoever marks never does. At most 4,000 characters",
        asks="Say what those who decide need to know",
        max_length=4000,
    )
    file = FileField(
        label="Evidence",
        kinds=(".pdf", ".docx", ".odt"),
        largest=10 * MEGABYTE,
        required=False,
        hint="For example a letter. It is seen by those who decide and nobody else",
    )

    def value(self) -> NewCircumstance:
        """What was written."""
        said = self.cleaned_data
        return NewCircumstance(AskedFor(said["asks"]), said["account"], given(said["file"]))


@admits(Duty.PARTICIPANT)
def mine(request: Request, ref: UUID) -> HttpResponse:
    """What I asked for in a window, and asking."""
    page = my_circumstances(ref, by=request.actor, at=request.at)
    form = AskForm(request.POST, request.FILES) if request.method == "POST" else AskForm()
    if form.is_bound and form.is_valid():
        try:
            ask_for(ref, form.value(), by=request.actor, at=request.at)
            messages.success(request, "It is sent to those who decide. You get a letter when they have.")
            return see_other("assessment:my_circumstances", ref)
        except Refused as refused:
            form.add_error(None, str(refused.refusal))
    facts = {"page": page, "form": form}
    return render(request, "assessment/circumstances/mine.html", facts, status=422 if form.errors else 200)


@admits(Duty.PARTICIPANT)
@require_POST
def take_back(request: Request, ref: UUID) -> HttpResponse:
    """Ask for it no longer."""
    line = own_circumstance(ref, by=request.actor)
    if line.state is AskedState.ASKED:
        take_circumstances_back(ref, by=request.actor, at=request.at)
        messages.success(request, "It is taken back. What you sent is kept.")
    return see_other("assessment:my_circumstances", line.window)


@admits(*RUNS)
def board(request: Request, ref: UUID) -> HttpResponse:
    """Everything that was asked for in a window, what waits first."""
    page = circumstances_page(ref, by=request.actor)
    return render(request, "assessment/circumstances/board.html", {"page": page})


@admits(*RUNS)
def decide(request: Request, ref: UUID) -> HttpResponse:
    """One of them: what was said, its evidence, and the decision."""
    page = decision_page(ref, by=request.actor, at=request.at)
    form = DecideForm(request.POST if request.method == "POST" else None, page=page)
    if form.is_bound and form.is_valid():
        try:
            decide_circumstances(ref, **form.values(), by=request.actor, at=request.at)
            messages.success(request, f"It is decided. {page.line.name} gets a letter.")
            return see_other("assessment:decide_circumstances", ref)
        except Refused as refused:
            form.add_error(None, str(refused.refusal))
    facts = {"page": page, "line": page.line, "form": form}
    return render(request, "assessment/circumstances/decide.html", facts, status=422 if form.errors else 200)


@admits(Duty.PARTICIPANT, *RUNS)
def evidence_file(request: Request, ref: UUID) -> HttpResponse:
    """A file of evidence."""
    file = evidence(ref, by=request.actor)
    return send_file(file.content, name=file.name, media_type=file.media_type)
