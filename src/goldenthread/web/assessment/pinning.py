"""Pin, change and take away comments while marking. Whatever is pressed, what stands in the fields is saved with it."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_POST

from goldenthread.assessment.actions.pinning import (
    change_pin,
    leave_comment,
    pin_comment,
    take_away_pin,
    take_banked,
)
from goldenthread.assessment.queries.documents import documents_of
from goldenthread.assessment.queries.marking import marking_page
from goldenthread.assessment.types.marking_pages import MarkingPage
from goldenthread.ground.types import Refused
from goldenthread.people.types import Duty
from goldenthread.web.assessment.pins import PinForm, typed_comment
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
    errors = pins if pins.errors else form
    facts = {"page": page, "form": form, "pins": pins, "errors": errors, "pieces": documents_of(page.script)}
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
    name, into = ("change", change_pin) if "change" in request.POST else ("take", take_banked)
    try:
        into(ref, _one(request, name), form.sheet(), seen=form.seen(), by=request.actor, at=request.at)
    except Refused as refused:
        if page.why_not:
            raise
        form.add_error(None, str(refused.refusal))
        return render(request, "assessment/marking/mark.html", _again(page, form), status=422)
    return _at_the_fields(ref)


@admits(Duty.ASSESSOR)
@require_POST
@queue_says_why
def leave(request: Request, ref: UUID) -> HttpResponse:
    """Leave out the comment that is not pinned: from the page of the marks, which are kept too, or from the check."""
    page = marking_page(ref, by=request.actor, at=request.at)
    if "before" not in request.POST:
        leave_comment(ref, by=request.actor, at=request.at)
        return see_other("assessment:finish", ref)
    form = MarkSheetForm(request.POST, scheme=page.scheme, sheet=page.sheet)
    if not form.is_valid():
        return render(request, "assessment/marking/mark.html", _again(page, form), status=422)
    leave_comment(ref, draft=form.sheet(), seen=form.seen(), by=request.actor, at=request.at)
    messages.success(request, "The comment is left out. What you had typed is kept under Earlier versions.")
    return _at_the_fields(ref)


def _at_the_fields(ref: UUID) -> HttpResponse:
    return HttpResponseRedirect(f"{reverse('assessment:mark', args=[ref])}#pin", status=303)


def _one(request: Request, name: str) -> UUID:
    """:raises Http404: where something else than a reference was sent."""
    try:
        return UUID(request.POST.get(name, ""))
    except ValueError as fault:
        raise Http404 from fault


def _again(page: MarkingPage, form: MarkSheetForm) -> dict[str, object]:
    pins = PinForm(page=page, begins=typed_comment(form.data))
    return {"page": page, "form": form, "pins": pins, "errors": form, "pieces": documents_of(page.script)}
