"""Registers that wait: settle what two sheets of one say differently, and see which are not taken."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render

from goldenthread.cohorts.actions.merging import settle_claims
from goldenthread.cohorts.queries.overdue import open_registers
from goldenthread.cohorts.queries.timetable import register_page
from goldenthread.cohorts.types import MARK_NAMES
from goldenthread.ground.types import Refused
from goldenthread.web.cohorts.register_forms import SettlingForm
from goldenthread.web.cohorts.registering import line_of
from goldenthread.web.cohorts.who import LEADS, RUNS
from goldenthread.web.shared.answers import see_other
from goldenthread.web.shared.request import Request
from goldenthread.web.shared.routes import admits


@admits(*LEADS, *RUNS)
def settle(request: Request, ref: UUID, enrolment: UUID) -> HttpResponse:
    """Say which of the marks that were given about somebody is right, and why."""
    page = register_page(ref, by=request.actor, at=request.at)
    line = line_of(page, enrolment)
    if not line.disputed:
        messages.info(request, f"Nothing about {line.name} is left to settle.")
        return see_other("cohorts:register", ref)
    form = SettlingForm(request.POST if request.method == "POST" else None, line=line)
    if form.is_bound and form.is_valid():
        try:
            settle_claims(ref, enrolment, form.mark(), why=form.why(), by=request.actor, at=request.at)
            messages.success(request, f"The register now says what you chose for {line.name}. Every mark is kept.")
            return see_other("cohorts:register", ref)
        except Refused as refused:
            form.add_error(None, str(refused.refusal))
    context = {"page": page, "line": line, "form": form, "marks": MARK_NAMES}
    return render(request, "cohorts/merging/settle.html", context, status=422 if form.is_bound else 200)


@admits(*LEADS, *RUNS)
def waiting(request: Request) -> HttpResponse:
    """The registers I may see that wait for somebody."""
    context = {"waiting": open_registers(by=request.actor, at=request.at)}
    return render(request, "cohorts/merging/waiting.html", context)
