"""Which markings of a programme a moderator looks at: what holds, and setting another rule."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render

from goldenthread.ground.types import Refused
from goldenthread.people.types import Duty
from goldenthread.programmes.actions.sampling import set_sampling
from goldenthread.programmes.queries.limiting import limit_page
from goldenthread.web.programmes.sample_forms import SamplingForm
from goldenthread.web.programmes.staff import STAFF
from goldenthread.web.shared.answers import see_other
from goldenthread.web.shared.request import Request
from goldenthread.web.shared.routes import admits
from goldenthread.web.shared.words import day


@admits(*STAFF)
def index(request: Request, ref: UUID) -> HttpResponse:
    """The rule that holds for a programme, and the rules over time."""
    page = limit_page(ref, by=request.actor)
    return render(request, "programmes/sampling/index.html", {"page": page, "now": page.on(request.at.date())})


@admits(Duty.CURRICULUM_LEAD)
def write(request: Request, ref: UUID) -> HttpResponse:
    """Set another rule; what was typed is first shown as it will be applied."""
    page = limit_page(ref, by=request.actor)
    now = page.on(request.at.date())
    form = SamplingForm(request.POST if request.method == "POST" else None, policy=now.policy if now else None)
    if form.is_bound and form.is_valid():
        rule, terms = form.rule(), form.terms()
        if "confirmed" not in request.POST and "change" not in request.POST:
            context = {"page": page, "form": form, "rule": rule, "terms": terms}
            return render(request, "programmes/sampling/check.html", context)
        if "confirmed" in request.POST:
            try:
                set_sampling(ref, rule, terms, by=request.actor, at=request.at)
                messages.success(request, f"The rule holds for windows that open from {day(terms.in_force_from)}.")
                return see_other("programmes:sampling", page.programme)
            except Refused as refused:
                form.add_error(None, str(refused.refusal))
    context = {"page": page, "now": now, "form": form}
    return render(request, "programmes/sampling/write.html", context, status=422 if form.errors else 200)
