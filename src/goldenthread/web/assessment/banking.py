"""The bank of comments: one's own, and those that the quality lead keeps for everybody."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_POST

from goldenthread.assessment.actions.banking import keep_in_bank, take_from_bank
from goldenthread.assessment.queries.banking import bank_page
from goldenthread.ground.types import Refused
from goldenthread.people.types import Duty
from goldenthread.web.assessment.pins import BankForm
from goldenthread.web.shared.request import Request
from goldenthread.web.shared.routes import admits
from goldenthread.web.shared.seeing_other import see_other

KEEPS = (Duty.ASSESSOR, Duty.QUALITY_LEAD)


@admits(*KEEPS)
def bank(request: Request) -> HttpResponse:
    """What can be taken, by scheme, and a form for each to keep another."""
    page = bank_page(by=request.actor)
    forms = [BankForm(scheme=scheme, may_share=page.may_share) for scheme in page.schemes]
    return render(request, "assessment/banking/bank.html", {"page": page, "forms": forms})


@admits(*KEEPS)
@require_POST
def keep(request: Request, ref: UUID) -> HttpResponse:
    """Keep a comment for one scheme."""
    page = bank_page(by=request.actor)
    forms = [
        BankForm(request.POST if scheme.ref == ref else None, scheme=scheme, may_share=page.may_share)
        for scheme in page.schemes
    ]
    form = next((each for each in forms if each.is_bound), None)
    if form is None:
        raise Http404
    if form.is_valid():
        try:
            keep_in_bank(form.value(), by=request.actor, at=request.at)
            messages.success(request, "The comment is in the bank.")
            return see_other("assessment:bank")
        except Refused as refused:
            form.add_error(None, str(refused.refusal))
    return render(request, "assessment/banking/bank.html", {"page": page, "forms": forms, "form": form}, status=422)


@admits(*KEEPS)
@require_POST
def take_out(request: Request, ref: UUID) -> HttpResponse:
    """Take a comment out of the bank."""
    try:
        take_from_bank(ref, by=request.actor, at=request.at)
        messages.success(request, "The comment is out of the bank. Where it was pinned, it stays.")
    except Refused as refused:
        messages.error(request, str(refused.refusal))
    return see_other("assessment:bank")
