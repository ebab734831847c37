"""Somebody goes to another cohort, to the other route, or both."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render

from goldenthread.cohorts.actions.transferring import transfer
from goldenthread.cohorts.queries.transferring import transfer_page
from goldenthread.cohorts.types import TransferPage
from goldenthread.ground.types import Refused
from goldenthread.programmes.types import ROUTE_NAMES
from goldenthread.web.cohorts.forms_transferring import CarryingForm, GoingForm
from goldenthread.web.cohorts.who import RUNS
from goldenthread.web.shared.answers import see_other
from goldenthread.web.shared.request import Request
from goldenthread.web.shared.routes import admits


@admits(*RUNS)
def go(request: Request, ref: UUID) -> HttpResponse:
    """Choose where to, see what would follow, and do it."""
    bare = transfer_page(ref, None, by=request.actor, at=request.at)
    going = GoingForm(request.GET if "cohort" in request.GET else None, page=bare)
    if bare.why_not or not going.is_valid():
        return _show(request, bare, going, None)
    page = transfer_page(ref, going.plan(), by=request.actor, at=request.at)
    if page.why_not:
        going.add_error(None, str(page.why_not))
        return _show(request, page, going, None)
    carrying = CarryingForm(request.POST if request.method == "POST" else None, page=page)
    if not (carrying.is_bound and carrying.is_valid()):
        return _show(request, page, going, carrying)
    plan = carrying.plan(going.plan())
    if not carrying.is_sure:
        again = transfer_page(ref, plan, by=request.actor, at=request.at)
        return _show(request, again, going, carrying)
    try:
        transfer(ref, plan, by=request.actor, at=request.at)
        messages.success(request, f"{page.name} was moved. What was done is carried over, and is on the record.")
        return see_other("cohorts:record", ref)
    except Refused as refused:
        carrying.add_error(None, str(refused.refusal))
        return _show(request, page, going, carrying)


def _show(request: Request, page: TransferPage, going: GoingForm, carrying: CarryingForm | None) -> HttpResponse:
    context = {"page": page, "going": going, "carrying": carrying, "routes": ROUTE_NAMES}
    bad = bool(going.is_bound and going.errors) or bool(carrying is not None and carrying.errors)
    return render(request, "cohorts/transferring/go.html", context, status=422 if bad else 200)
