"""How markers of a programme are held to one standard: what holds, and setting something else from a day."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render

from goldenthread.ground.types import Refused
from goldenthread.people.types import Duty
from goldenthread.programmes.actions.standardising import set_standard_rule
from goldenthread.programmes.queries.limiting import limit_page
from goldenthread.web.programmes.staff import STAFF
from goldenthread.web.programmes.standard_forms import StandardForm
from goldenthread.web.shared.answers import see_other
from goldenthread.web.shared.request import Request
from goldenthread.web.shared.routes import admits
from goldenthread.web.shared.words import day


@admits(*STAFF)
def index(request: Request, ref: UUID) -> HttpResponse:
    """What holds for a programme today, and over time."""
    page = limit_page(ref, by=request.actor)
    context = {"page": page, "now": page.on(request.at.date())}
    return render(request, "programmes/standardising/index.html", context)


@admits(Duty.CURRICULUM_LEAD)
def write(request: Request, ref: UUID) -> HttpResponse:
    """Set something else from a day on."""
    page = limit_page(ref, by=request.actor)
    now = page.on(request.at.date())
    form = StandardForm(request.POST if request.method == "POST" else None, policy=now.policy if now else None)
    if form.is_bound and form.is_valid():
        terms = form.terms()
        try:
            set_standard_rule(ref, form.rule(), terms, by=request.actor, at=request.at)
            messages.success(request, f"It holds for windows that open from {day(terms.in_force_from)}.")
            return see_other("programmes:standard", page.programme)
        except Refused as refused:
            form.add_error(None, str(refused.refusal))
    context = {"page": page, "form": form}
    return render(request, "programmes/standardising/write.html", context, status=422 if form.errors else 200)
