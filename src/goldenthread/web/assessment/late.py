"""Pieces that come after the close: offered by a participant, decided about by those who run assessment."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_POST

from goldenthread.assessment.actions.late import decide_late, offer_late, take_late_back
from goldenthread.assessment.queries.late import (
    late_board,
    late_file,
    late_project_file,
    late_to_decide,
    own_late_page,
    own_late_piece,
)
from goldenthread.assessment.types.late import LateState, NewLate, OwnLatePage
from goldenthread.ground.types import Refused
from goldenthread.integrations.reader.sync import reading_for
from goldenthread.people.types import Duty
from goldenthread.web.assessment.briefing import RUNS
from goldenthread.web.assessment.forms import MEGABYTE, SubmitForm, given
from goldenthread.web.shared.fields import ChoiceField, ConfirmField, FileField, TextAreaField
from goldenthread.web.shared.request import Request
from goldenthread.web.shared.routes import admits
from goldenthread.web.shared.seeing_other import see_other
from goldenthread.web.shared.sending import send_file


class OfferForm(SubmitForm):
    """A late piece: a file, the answers saved before the close, or a project as it stands; and why it is late."""

    file = FileField(
        label="Your script",
        kinds=(".docx", ".odt", ".pdf"),
        largest=20 * MEGABYTE,
        required=False,
        says_optional=False,
        hint="A Word document (.docx), an OpenDocument text (.odt) or a PDF, at most 20 MB",
    )
    why = TextAreaField(
        label="Why is it late?",
        rows=5,
        hint="In your words. Only those who decide read it; whoever marks never does. At most 4,000 characters",
        asks="Say why it is late",
        max_length=4000,
    )

    def __init__(self, data: Any = None, files: Any = None, *, page: OwnLatePage) -> None:
        super().__init__(data, files, declaration=page.declaration)
        self.is_project = page.is_project
        if page.is_project:
            del self.fields["file"]
            if page.project and page.project.lines:
                self.fields["knows"] = ConfirmField(
                    label="I have seen what is on the list, and offer it as it is",
                    asks="Mend what is on the list, or tick that you offer it as it is",
                )
        elif page.has_answers:
            choices = [("file", "A file"), ("answers", "The answers I saved here before the close")]
            self.fields["piece"] = ChoiceField(
                label="What do you offer?", choices=choices, asks="Choose what you offer"
            )
        self.order_fields(["piece", "file", "why"])

    def clean(self) -> dict[str, Any]:
        """A file, unless it is the saved answers or a project."""
        said = super().clean() or {}
        if (
            not self.is_project
            and said.get("piece", "file") == "file"
            and not said.get("file")
            and "file" not in self.errors
        ):
            self.add_error("file", "Choose your script")
        return said

    def value(self) -> NewLate:
        """What is offered."""
        said = self.cleaned_data
        takes_file = not self.is_project and said.get("piece", "file") == "file"
        file = given(said["file"]) if takes_file else None
        return NewLate(said["why"], file, self.signed(), self.says(), knows=bool(said.get("knows")))


class DecideLateForm(forms.Form):
    """Whether it counts, and why."""

    decision = ChoiceField(
        label="Does it count?",
        choices=[("accept", "Accept it: it is handed in, and goes to markers"), ("refuse", "Do not accept it")],
        asks="Choose one",
    )
    answer = TextAreaField(label="Why?", rows=4, hint="They read it. Markers do not", asks="Say why", max_length=2000)

    def values(self) -> dict[str, Any]:
        """What was decided."""
        return {"accepts": self.cleaned_data["decision"] == "accept", "answer": self.cleaned_data["answer"]}


@admits(Duty.PARTICIPANT)
def mine(request: Request, ref: UUID) -> HttpResponse:
    """What I offered late for my script, and offering."""
    page = own_late_page(ref, by=request.actor, at=request.at)
    sent = (request.POST, request.FILES) if request.method == "POST" else ()
    form = OfferForm(*sent, page=page)
    if form.is_bound and form.is_valid():
        try:
            offer_late(ref, form.value(), by=request.actor, at=request.at, work=reading_for(request.actor))
            messages.success(request, "It is kept, and those who decide are told. You get a letter.")
            return see_other("assessment:late", ref)
        except Refused as refused:
            form.add_error(None, str(refused.refusal))
    facts = {"page": page, "form": form}
    return render(request, "assessment/late/mine.html", facts, status=422 if form.errors else 200)


@admits(Duty.PARTICIPANT)
@require_POST
def take_back(request: Request, ref: UUID) -> HttpResponse:
    """Offer it no longer."""
    line = own_late_piece(ref, by=request.actor)
    if line.state is LateState.OFFERED:
        take_late_back(ref, by=request.actor, at=request.at)
        messages.success(request, "It is taken back. What you sent is kept.")
    return see_other("assessment:late", line.script)


@admits(*RUNS)
def board(request: Request, ref: UUID) -> HttpResponse:
    """The late pieces of a window, what waits first."""
    return render(request, "assessment/late/board.html", {"page": late_board(ref, by=request.actor)})


@admits(*RUNS)
def decide(request: Request, ref: UUID) -> HttpResponse:
    """One late piece: what was said, its file, and the decision."""
    page = late_to_decide(ref, by=request.actor)
    form = DecideLateForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        try:
            decide_late(ref, **form.values(), by=request.actor, at=request.at, work=reading_for(request.actor))
            messages.success(request, f"It is decided. {page.line.name} gets a letter.")
            return see_other("assessment:decide_late", ref)
        except Refused as refused:
            form.add_error(None, str(refused.refusal))
    facts = {"page": page, "form": form}
    return render(request, "assessment/late/decide.html", facts, status=422 if form.errors else 200)


@admits(Duty.PARTICIPANT, *RUNS)
def piece(request: Request, ref: UUID) -> HttpResponse:
    """The file as it came."""
    file = late_file(ref, by=request.actor)
    return send_file(file.content, name=file.name, media_type=file.media_type)


@admits(Duty.PARTICIPANT, *RUNS)
def project_file(request: Request, ref: UUID, number: int) -> HttpResponse:
    """One file of a project as it was offered."""
    file = late_project_file(ref, number, by=request.actor)
    return send_file(file.content, name=file.name, media_type=file.media_type)
