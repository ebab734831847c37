"""When components are due on a cohort, and by which policy it is measured."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import render

from goldenthread.cohorts.actions.due import set_due_date
from goldenthread.cohorts.actions.measuring import measure_on
from goldenthread.cohorts.queries.due import due_page
from goldenthread.cohorts.queries.measuring import measuring_page
from goldenthread.ground.types import Refused
from goldenthread.programmes.types import KIND_NAMES
from goldenthread.web.cohorts.due_forms import DueForm, MeasuringForm
from goldenthread.web.cohorts.who import LEADS, LOOKS_ON, RUNS
from goldenthread.web.shared.answers import see_other
from goldenthread.web.shared.policies import POLICY_NAMES
from goldenthread.web.shared.request import Request
from goldenthread.web.shared.routes import admits
from goldenthread.web.shared.words import day


@admits(*RUNS, *LOOKS_ON, *LEADS)
def show(request: Request, ref: UUID) -> HttpResponse:
    """When each component is due, and where that comes from."""
    page = due_page(ref, by=request.actor, at=request.at)
    return render(request, "cohorts/due/show.html", {"page": page, "kinds": KIND_NAMES})


@admits(*RUNS)
def change(request: Request, ref: UUID, component: UUID) -> HttpResponse:
    """Set another day for one component, or let it go by the rule again."""
    page = due_page(ref, by=request.actor, at=request.at)
    line = next((line for line in page.lines if line.component.ref == component), None)
    if line is None or page.why_not_run:
        raise Http404
    form = DueForm(request.POST if request.method == "POST" else None, line=line)
    if form.is_bound and form.is_valid():
        try:
            due_on = form.chosen()
            set_due_date(ref, component, due_on, why=form.cleaned_data["why"], by=request.actor, at=request.at)
            messages.success(request, f"{line.component.title} is due on {day(due_on or line.by_rule)}.")
            return see_other("cohorts:due", ref)
        except Refused as refused:
            form.add_error(None, str(refused.refusal))
    context = {"page": page, "line": line, "form": form}
    return render(request, "cohorts/due/change.html", context, status=422 if form.is_bound else 200)


@admits(*RUNS, *LOOKS_ON)
def measure(request: Request, ref: UUID) -> HttpResponse:
    """The policy that measures a cohort; those who may decide choose another."""
    page = measuring_page(ref, by=request.actor, at=request.at)
    sent = request.POST if request.method == "POST" else None
    form = None if page.why_not else MeasuringForm(sent, page=page)
    if form is not None and form.is_bound and form.is_valid():
        try:
            measure_on(ref, form.on(), why=form.cleaned_data["why"], by=request.actor, at=request.at)
            messages.success(request, "Every figure of the cohort was reckoned anew.")
            return see_other("cohorts:measure", ref)
        except Refused as refused:
            form.add_error(None, str(refused.refusal))
    context = {"page": page, "form": form, "names": POLICY_NAMES}
    status = 422 if form is not None and form.is_bound else 200
    return render(request, "cohorts/due/measure.html", context, status=status)
