"""Pin, change and take away comments while marking. Whatever is pressed, what stands in the fields is saved with it."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_POST

from goldenthread.assessment.actions.marking import save_draft
from goldenthread.assessment.actions.pinning import pin_comment, take_away_pin
from goldenthread.assessment.queries.marking import marking_page
from goldenthread.assessment.types.marking_pages import MarkingPage
from goldenthread.ground.types import Refused
from goldenthread.people.types import Duty
from goldenthread.web.assessment.pins import PinForm
from goldenthread.web.assessment.sheets import MarkSheetForm
from goldenthread.web.assessment.shut_out import queue_says_why
from goldenthread.web.shared.request import Request
from goldenthread.web.shared.routes import admits
from goldenthread.web.shared.seeing_other import see_other


@admits(Duty.ASSESSOR)
@require_POST
@queue_says_why
def pin(request: Request, ref: UUID) -> HttpResponse:
    """Pin what is typed to its passage."""
    page = marking_page(ref, by=request.actor, at=request.at)
    form, pins = MarkSheetForm(request.POST, scheme=page.scheme, sheet=page.sheet), PinForm(request.POST, page=page)
    if form.is_valid() and pins.is_valid():
        try:
            pin_comment(
                ref,
                pins.value(),
                form.sheet(),
                seen=form.seen(),
                instead_of=pins.instead_of(),
                by=request.actor,
                at=request.at,
            )
            messages.success(request, "Your comment is pinned.")
            return see_other("assessment:mark", ref)
        except Refused as refused:
            pins.add_error(None, str(refused.refusal))
    facts = {"page": page, "form": form, "pins": pins, "errors": pins if pins.errors else form}
    return render(request, "assessment/marking/mark.html", facts, status=422)


@admits(Duty.ASSESSOR)
@require_POST
@queue_says_why
def unpin(request: Request, ref: UUID) -> HttpResponse:
    """Take a comment away."""
    page = marking_page(ref, by=request.actor, at=request.at)
    form = MarkSheetForm(request.POST, scheme=page.scheme, sheet=page.sheet)
    if not form.is_valid():
        return render(request, "assessment/marking/mark.html", _again(page, form), status=422)
    try:
        take_away_pin(ref, _one(request, "take_away"), form.sheet(), seen=form.seen(), by=request.actor, at=request.at)
        messages.success(request, "The comment is taken away.")
    except Refused as refused:
        messages.error(request, str(refused.refusal))
    return see_other("assessment:mark", ref)


@admits(Duty.ASSESSOR)
@require_POST
@queue_says_why
def fetch(request: Request, ref: UUID) -> HttpResponse:
    """Put a pinned comment, or one of the bank, into the fields, to be changed there."""
    page = marking_page(ref, by=request.actor, at=request.at)
    form = MarkSheetForm(request.POST, scheme=page.scheme, sheet=page.sheet)
    if not form.is_valid():
        return render(request, "assessment/marking/mark.html", _again(page, form), status=422)
    try:
        save_draft(ref, form.sheet(), seen=form.seen(), by=request.actor, at=request.at)
    except Refused as refused:
        messages.error(request, str(refused.refusal))
        return see_other("assessment:mark", ref)
    name = "change" if "change" in request.POST else "take"
    here = reverse("assessment:mark", args=[ref])
    return HttpResponseRedirect(f"{here}?{name}={_one(request, name)}#pin", status=303)


def _one(request: Request, name: str) -> UUID:
    """:raises Http404: where something else than a reference was sent."""
    try:
        return UUID(request.POST.get(name, ""))
    except ValueError as fault:
        raise Http404 from fault


def _again(page: MarkingPage, form: MarkSheetForm) -> dict[str, object]:
    return {"page": page, "form": form, "pins": PinForm(page=page), "errors": form}
