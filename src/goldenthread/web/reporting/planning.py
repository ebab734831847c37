"""When schools are told: the plan of all cohorts, or of one; looked at as it would work before it holds."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render

from goldenthread.ground.types import Refused
from goldenthread.people.types import Duty
from goldenthread.reporting.actions.planning import set_plan
from goldenthread.reporting.queries.planning import plan_page
from goldenthread.web.reporting.telling_forms import PlanForm
from goldenthread.web.shared.request import Request
from goldenthread.web.shared.routes import admits
from goldenthread.web.shared.seeing_other import see_other

STAFF = (Duty.PROGRAMME_MANAGER, Duty.ADMINISTRATOR, Duty.QUALITY_LEAD, Duty.INSPECTOR)


@admits(*STAFF)
def everywhere(request: Request) -> HttpResponse:
    """The provider's plan, which holds for every cohort that has none of its own."""
    return _plan(request, None)


@admits(*STAFF)
def cohort(request: Request, ref: UUID) -> HttpResponse:
    """The plan of one cohort."""
    return _plan(request, ref)


def _plan(request: Request, ref: UUID | None) -> HttpResponse:
    """What holds and the form to change it; a filled form is first shown with whom it would reach."""
    page = plan_page(ref, by=request.actor, at=request.at)
    form = PlanForm(
        request.POST if request.method == "POST" else None, initial=PlanForm.from_plan(page.now, request.at)
    )
    if form.is_bound and form.is_valid():
        plan = form.plan()
        if "confirmed" not in request.POST:
            tried = plan_page(ref, by=request.actor, at=request.at, tried=plan)
            return render(request, "reporting/planning/check.html", {"page": tried, "form": form})
        try:
            set_plan(ref, plan, by=request.actor, at=request.at)
            messages.success(request, "The plan holds from its day. Letters go out by themselves.")
            return see_other(*(("reporting:plan", ref) if ref else ("reporting:plans",)))
        except Refused as refused:
            form.add_error(None, str(refused.refusal))
    facts = {"page": page, "form": form}
    return render(request, "reporting/planning/plan.html", facts, status=422 if form.errors else 200)
