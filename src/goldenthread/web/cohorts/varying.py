"""Which local variant a cohort takes."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render

from goldenthread.cohorts.actions.opening import take_variant
from goldenthread.cohorts.queries.varying import variant_choices
from goldenthread.ground.types import Refused
from goldenthread.web.cohorts.forms_transferring import VariantForm
from goldenthread.web.cohorts.who import RUNS
from goldenthread.web.shared.answers import see_other
from goldenthread.web.shared.request import Request
from goldenthread.web.shared.routes import admits


@admits(*RUNS)
def choose(request: Request, ref: UUID) -> HttpResponse:
    """Take a local variant, or the core again."""
    page = variant_choices(ref, by=request.actor)
    form = VariantForm(request.POST if request.method == "POST" else None, page=page)
    if form.is_bound and form.is_valid():
        try:
            take_variant(ref, form.chosen(), by=request.actor, at=request.at)
            messages.success(request, "The cohort takes another variant. Plan the sessions that have no day yet.")
            return see_other("cohorts:cohort", ref)
        except Refused as refused:
            form.add_error(None, str(refused.refusal))
    context = {"page": page, "form": form}
    return render(request, "cohorts/varying/choose.html", context, status=422 if form.is_bound else 200)
