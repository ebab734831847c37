"""Forms of project tasks: every one in its versions, and the next version of one."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render

from goldenthread.assessment.actions.task_forms import load_forms, write_form
from goldenthread.assessment.queries.task_forms import form_board, form_checked, form_page
from goldenthread.ground.types import Refused
from goldenthread.web.assessment.briefing import READS, RUNS
from goldenthread.web.assessment.task_form_fields import TaskFormForm
from goldenthread.web.shared.request import Request
from goldenthread.web.shared.routes import admits
from goldenthread.web.shared.seeing_other import see_other


@admits(*READS)
def index(request: Request) -> HttpResponse:
    """Every form; those that come with the software are brought in from here, too."""
    if request.method == "POST":
        try:
            load_forms(by=request.actor, at=request.at)
            messages.success(request, "The forms are there.")
        except Refused as refused:
            messages.error(request, str(refused.refusal))
        return see_other("assessment:task_forms")
    facts = {"lines": form_board(by=request.actor), "may_run": request.actor.wears(*RUNS)}
    return render(request, "assessment/task_forms/index.html", facts)


@admits(*READS)
def show(request: Request, ref: UUID) -> HttpResponse:
    """One version of a form: what it asks for, and what it changed."""
    return render(request, "assessment/task_forms/show.html", {"page": form_page(ref, by=request.actor)})


@admits(*RUNS)
def write(request: Request, ref: UUID) -> HttpResponse:
    """Write the next version; what was typed is first shown beside the version before."""
    page = form_page(ref, by=request.actor)
    form = TaskFormForm(request.POST if request.method == "POST" else None, page=page)
    facts = {"page": page, "form": form}
    if form.is_bound and not form.adds and form.is_valid():
        new = form.value()
        faults, changes = form_checked(page, new)
        form.add_faults(faults)
        if not faults and "change" not in request.POST:
            if "confirmed" not in request.POST:
                return render(request, "assessment/task_forms/check.html", {**facts, "new": new, "changes": changes})
            try:
                made = write_form(ref, new, seen=form.cleaned_data["seen"], by=request.actor, at=request.at)
                messages.success(request, "The version is there. Windows that nobody has begun can be given it.")
                return see_other("assessment:task_form", made)
            except Refused as refused:
                form.add_error(None, str(refused.refusal))
    return render(request, "assessment/task_forms/write.html", facts, status=422 if form.errors else 200)
