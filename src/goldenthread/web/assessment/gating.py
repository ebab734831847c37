"""Somebody's fees, as their programme manager records them."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.timezone import localdate

from goldenthread.assessment.actions.gating import record_fees
from goldenthread.assessment.queries.gating import fees_page
from goldenthread.assessment.types.gating import FeesPage
from goldenthread.ground.types import Refused
from goldenthread.people.types import Actor, Duty
from goldenthread.web.assessment.gating_forms import FeesForm
from goldenthread.web.shared.request import Request
from goldenthread.web.shared.routes import admits
from goldenthread.web.shared.seeing_other import see_other


@admits(Duty.PROGRAMME_MANAGER, Duty.ADMINISTRATOR)
def fees(request: Request, ref: UUID) -> HttpResponse:
    """Whether the fees for a place are in order, since when and why."""
    page = _page(ref, by=request.actor)
    form = FeesForm(request.POST if request.method == "POST" else None, page=page, today=localdate(request.at))
    if form.is_bound and form.is_valid():
        try:
            record_fees(ref, form.value(), by=request.actor, at=request.at)
            messages.success(request, f"It is recorded how the fees of {page.name} stand.")
            return see_other("assessment:fees", ref)
        except Refused as refused:
            form.add_error(None, str(refused.refusal))
    facts = {"page": page, "form": form}
    return render(request, "assessment/gating/fees.html", facts, status=422 if form.errors else 200)


def _page(ref: UUID, *, by: Actor) -> FeesPage:
    """Whose fees are not somebody's to record are, for them, not there."""
    try:
        return fees_page(ref, by=by)
    except Refused:
        raise Http404 from None
