"""Take a register and correct it."""

from __future__ import annotations

from typing import Any
from uuid import UUID, uuid4

from django.contrib import messages
from django.http import Http404, HttpResponse, JsonResponse
from django.shortcuts import render

from goldenthread.cohorts.actions.registering import correct_register, take_register
from goldenthread.cohorts.queries.timetable import register_page
from goldenthread.cohorts.types import MARK_NAMES, RegisterLine, RegisterPage, RegisterTaken
from goldenthread.ground.types import Refused
from goldenthread.web.cohorts.register_forms import CorrectingForm, RegisterForm
from goldenthread.web.cohorts.who import LEADS, RUNS
from goldenthread.web.shared.answers import see_other
from goldenthread.web.shared.offline import keeps_offline
from goldenthread.web.shared.request import Request
from goldenthread.web.shared.routes import admits
from goldenthread.web.shared.words import count

CAME_BEFORE = (
    "This sheet had arrived before, so nothing was entered twice. To change a mark, choose “Correct” beside the name."
)


@admits(*LEADS, *RUNS)
@keeps_offline
def take(request: Request, ref: UUID) -> HttpResponse:
    """Mark those who have no mark yet. *Mark everybody present* fills the form in; saving is a step of its own.

    A script that sends what was kept on a phone is answered with words instead of a page.
    """
    page = register_page(ref, by=request.actor, at=request.at)
    if request.method != "POST":
        return _show(request, page, RegisterForm(None, page=page, key=uuid4(), opened_at=request.at))
    if "everybody" in request.POST:
        return _show(request, page, RegisterForm.all_present(request.POST, page=page))
    form = RegisterForm(request.POST, page=page)
    if form.is_valid():
        try:
            told = take_register(ref, form.sheet(), by=request.actor, at=request.at)
        except Refused as refused:
            form.add_error(None, str(refused.refusal))
        else:
            return _saved(request, ref, told)
    if _is_script(request):
        return JsonResponse({"says": [error for errors in form.errors.values() for error in errors]}, status=422)
    return _show(request, page, form, status=422)


@admits(*LEADS, *RUNS)
def correct(request: Request, ref: UUID, enrolment: UUID) -> HttpResponse:
    """Replace one mark by another, with the reason."""
    page = register_page(ref, by=request.actor, at=request.at)
    line = line_of(page, enrolment)
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


def line_of(page: RegisterPage, enrolment: UUID) -> RegisterLine:
    """Somebody on this register. :raises Http404: if they are not on it."""
    line = next((line for line in page.lines if line.enrolment == enrolment), None)
    if line is None:
        raise Http404
    return line


def _saved(request: Request, ref: UUID, told: RegisterTaken) -> HttpResponse:
    says = f"The register is saved: {count(told.marked, 'person', 'people')} marked." if told.is_new else CAME_BEFORE
    differs = (
        f"{count(told.claimed, 'mark')} differ{'s' if told.claimed == 1 else ''} from what somebody saved before yours "
        "arrived. Both are kept, and the first stands until it is settled."
        if told.claimed
        else ""
    )
    if _is_script(request):
        return JsonResponse({"marked": told.marked, "claimed": told.claimed, "says": f"{says} {differs}".strip()})
    messages.success(request, says)
    if differs:
        messages.warning(request, differs)
    return see_other("cohorts:register", ref)


def _is_script(request: Request) -> bool:
    return request.headers.get("X-Requested-With") == "fetch"


def _show(request: Request, page: RegisterPage, form: RegisterForm, *, status: int = 200) -> HttpResponse:
    marked = [line for line in page.lines if line.mark]
    context: dict[str, Any] = {"page": page, "form": form, "marked": marked, "marks": MARK_NAMES}
    return render(request, "cohorts/registering/take.html", context, status=status)
