"""Everybody without a coach, with pairs proposed; looked at, checked, then made in one go."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse

from goldenthread.coaching.actions.proposing import accept_pairs
from goldenthread.coaching.queries.proposing import chosen_page, proposals_page
from goldenthread.ground.types import Refused
from goldenthread.people.types import Duty
from goldenthread.web.coaching.proposing_forms import ProposalsForm, pairs_sent
from goldenthread.web.shared.request import Request
from goldenthread.web.shared.routes import admits
from goldenthread.web.shared.seeing_other import see_other
from goldenthread.web.shared.words import count


@admits(Duty.PROGRAMME_MANAGER)
def everybody(request: Request) -> HttpResponse:
    """Everybody without a coach on all the cohorts one runs."""
    return _propose(request, None)


@admits(Duty.PROGRAMME_MANAGER)
def of_cohort(request: Request, ref: UUID) -> HttpResponse:
    """Everybody without a coach on one cohort."""
    return _propose(request, ref)


def _propose(request: Request, cohort: UUID | None) -> HttpResponse:
    page = proposals_page(by=request.actor, at=request.at, cohort=cohort)
    here = reverse("coaching:cohort_pairs", args=[cohort]) if cohort else reverse("coaching:pairs")
    step = request.POST.get("step", "") if request.method == "POST" else ""
    form = ProposalsForm(request.POST if step == "check" else None, proposals=page.proposals)
    facts = {"page": page, "form": form, "here": here, "has_errors": False, "refusal": None}
    try:
        if step == "accept":
            made = accept_pairs(pairs_sent(request.POST), by=request.actor, at=request.at)
            said = (
                f"{count(made, 'pair')} made. Each of them gets a letter." if made else "These pairs were made already."
            )
            messages.success(request, said)
            return see_other("coaching:cohort_pairs", cohort) if cohort else see_other("coaching:pairs")
        if form.is_bound and form.is_valid():
            chosen = chosen_page(form.choices(), by=request.actor, at=request.at)
            return render(request, "coaching/proposing/check.html", {**facts, "chosen": chosen})
    except Refused as refused:
        facts |= {"refusal": refused.refusal, "has_errors": True}
    is_wrong = bool(facts["refusal"] or form.errors)
    return render(request, "coaching/proposing/board.html", facts, status=422 if is_wrong else 200)
