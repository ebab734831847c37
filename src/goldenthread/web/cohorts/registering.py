"""Take a register and correct it."""

from __future__ import annotations

from typing import Any
from uuid import UUID, uuid4

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import render

from goldenthread.cohorts.actions.registering import correct_register, take_register
from goldenthread.cohorts.queries.timetable import register_page
from goldenthread.cohorts.types import MARK_NAMES, RegisterPage
from goldenthread.ground.types import Refused
from goldenthread.web.cohorts.forms import CorrectingForm, RegisterForm
from goldenthread.web.cohorts.who import LEADS, RUNS
from goldenthread.web.shared.answers import see_other
from goldenthread.web.shared.request import Request
from goldenthread.web.shared.routes import admits
from goldenthread.web.shared.words import count


@admits(*LEADS, *RUNS)
def take(request: Request, ref: UUID) -> HttpResponse:
    """Mark everybody who has no mark yet. *Mark everybody present* fills the form in; saving is a step of its own."""
    page = register_page(ref, by=request.actor, at=request.at)
    if request.method != "POST":
        return _show(request, page, RegisterForm(None, lines=page.unmarked, key=uuid4()))
    if "everybody" in request.POST:
        return _show(request, page, RegisterForm.all_present(request.POST, lines=page.unmarked))
    form = RegisterForm(request.POST, lines=page.unmarked)
    if form.is_valid():
        try:
            told = take_register(ref, form.sheet(), by=request.actor, at=request.at)
            messages.success(request, f"The register is saved: {count(told.marked, 'person', 'people')} marked.")
            return see_other("cohorts:register", ref)
        except Refused as refused:
            form.add_error(None, str(refused.refusal))
    return _show(request, page, form, status=422)


@admits(*LEADS, *RUNS)
def correct(request: Request, ref: UUID, enrolment: UUID) -> HttpResponse:
    """Replace one mark by another, with the reason."""
    page = register_page(ref, by=request.actor, at=request.at)
    line = next((line for line in page.lines if line.enrolment == enrolment), None)
    if line is None:
        raise Http404
    form = CorrectingForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        try:
            correct_register(ref, enrolment, form.mark(), why=form.why(), by=request.actor, at=request.at)
            messages.success(request, f"The mark of {line.name} was corrected. The first one stays in the record.")
            return see_other("cohorts:register", ref)
        except Refused as refused:
            form.add_error(None, str(refused.refusal))
    context = {"page": page, "line": line, "form": form, "marks": MARK_NAMES}
    return render(request, "cohorts/registering/correct.html", context, status=422 if form.is_bound else 200)


def _show(request: Request, page: RegisterPage, form: RegisterForm, *, status: int = 200) -> HttpResponse:
    marked = [line for line in page.lines if line.mark]
    context: dict[str, Any] = {"page": page, "form": form, "marked": marked, "marks": MARK_NAMES}
    return render(request, "cohorts/registering/take.html", context, status=status)
