"""A participant's own case: what they are told, and their answer."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render

from goldenthread.assessment.actions.answering_case import answer_case
from goldenthread.assessment.queries.my_cases import my_case, my_case_file
from goldenthread.ground.types import Refused
from goldenthread.people.types import Duty
from goldenthread.web.assessment.case_forms import AnswerForm
from goldenthread.web.shared.request import Request
from goldenthread.web.shared.routes import admits
from goldenthread.web.shared.seeing_other import see_other
from goldenthread.web.shared.sending import send_file


@admits(Duty.PARTICIPANT)
def case(request: Request, ref: UUID) -> HttpResponse:
    """What is said about my work, and what I say to it."""
    page = my_case(ref, by=request.actor, at=request.at)
    form = AnswerForm(request.POST, request.FILES) if request.method == "POST" else AnswerForm()
    if form.is_bound and form.is_valid():
        try:
            text = form.cleaned_data["text"]
            answer_case(ref, text, file=form.file_given(), by=request.actor, at=request.at)
        except Refused as refused:
            form.add_error(None, str(refused.refusal))
        else:
            messages.success(request, "Your answer is kept, and those who look into it can read it.")
            return see_other("assessment:my_case", ref)
    facts = {"page": page, "form": form}
    return render(request, "assessment/cases/mine.html", facts, status=422 if form.errors else 200)


@admits(Duty.PARTICIPANT)
def entry_file(request: Request, ref: UUID, entry: UUID) -> HttpResponse:
    """A file that I gave or am shown."""
    file = my_case_file(ref, entry, by=request.actor)
    return send_file(file.content, name=file.name, media_type=file.media_type)
