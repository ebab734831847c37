"""Reading a document again: what the present reader would change, and whether that is taken up."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from goldenthread.frameworks.actions.rereading import ask_rereading, leave_rereading, take_rereading
from goldenthread.frameworks.queries.rereading import reading_of_edition, rereading_page
from goldenthread.frameworks.types import Change
from goldenthread.frameworks.types.rereading import FOUND_NAMES, RereadingState
from goldenthread.ground.types import Refused
from goldenthread.people.types import Duty
from goldenthread.web.frameworks.reading import staged
from goldenthread.web.shared.figures.groups import group_bars
from goldenthread.web.shared.request import Request
from goldenthread.web.shared.routes import admits
from goldenthread.web.shared.words import count


@admits(Duty.CURRICULUM_LEAD)
@require_POST
def ask(request: Request, ref: UUID) -> HttpResponse:
    """Have a reading's document read again."""
    try:
        return redirect("frameworks:rereading", ref=ask_rereading(ref, by=request.actor, at=request.at))
    except Refused as refused:
        messages.error(request, str(refused.refusal))
        return redirect("frameworks:progress", ref=ref)


@admits(Duty.CURRICULUM_LEAD)
@require_POST
def ask_of_edition(request: Request, ref: UUID) -> HttpResponse:
    """Have the document read again that an edition was published from."""
    return ask(request, reading_of_edition(ref, by=request.actor))


@admits(Duty.CURRICULUM_LEAD)
def rereading(request: Request, ref: UUID) -> HttpResponse:
    """How far it has come, or what would change."""
    page = rereading_page(ref, by=request.actor)
    if page.state is RereadingState.WAITING:
        return render(request, "frameworks/rereading/progress.html", {"page": page, **staged(request, page)})
    changed = sum(many for change, many in page.counts.items() if change is not Change.SAME)
    title = f"{changed} of {count(sum(page.counts.values()), 'item')} would change in words or place"
    groups = [(name, page.counts[change]) for change, name in FOUND_NAMES.items()]
    picture = group_bars(title, groups=groups, unit="")
    context = {"page": page, "picture": picture, "names": FOUND_NAMES}
    return render(request, "frameworks/rereading/compared.html", context)


@admits(Duty.CURRICULUM_LEAD)
def rereading_now(request: Request, ref: UUID) -> HttpResponse:
    """The part of that page which changes while it waits; then the way on."""
    page = rereading_page(ref, by=request.actor)
    if page.state is not RereadingState.WAITING:
        return HttpResponse(headers={"HX-Redirect": reverse("frameworks:rereading", args=[ref])})
    return render(request, "frameworks/reading/stage.html", staged(request, page))


@admits(Duty.CURRICULUM_LEAD)
@require_POST
def take(request: Request, ref: UUID) -> HttpResponse:
    """Start a new reading of the document, for review."""
    try:
        return redirect("frameworks:progress", ref=take_rereading(ref, by=request.actor, at=request.at))
    except Refused as refused:
        messages.error(request, str(refused.refusal))
        return redirect("frameworks:rereading", ref=ref)


@admits(Duty.CURRICULUM_LEAD)
@require_POST
def leave(request: Request, ref: UUID) -> HttpResponse:
    """Leave what stands as it is."""
    try:
        leave_rereading(ref, by=request.actor, at=request.at)
    except Refused as refused:
        messages.error(request, str(refused.refusal))
    else:
        messages.success(request, "What stands is left as it is.")
    return redirect("frameworks:rereading", ref=ref)
