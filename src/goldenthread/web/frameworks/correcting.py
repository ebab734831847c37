"""One item of a reading: correct it, split it, merge it, move it, or give it back what was read."""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from goldenthread.frameworks.actions.correcting import correct_item, merge_item, move_item, restore_item, split_item
from goldenthread.frameworks.queries.reviewing import item_view, reading_of_item
from goldenthread.ground.types import Refused
from goldenthread.people.types import Duty
from goldenthread.web.frameworks.reviewing import back_to_review
from goldenthread.web.frameworks.reviewing_forms import CorrectionForm, MoveForm, SplitForm, VersionForm
from goldenthread.web.shared.request import Request
from goldenthread.web.shared.routes import admits


@admits(Duty.CURRICULUM_LEAD)
def item(request: Request, ref: UUID) -> HttpResponse:
    """Everything that can be done with one item, and its lines of the source."""
    reading, view, sections, source = item_view(ref, by=request.actor)
    posted = request.POST if request.method == "POST" else None
    form = CorrectionForm(posted, item=view, sections=sections, initial=CorrectionForm.start(view))
    if form.is_valid():
        try:
            version = form.cleaned_data["version"]
            correct_item(ref, form.correction(), version=version, by=request.actor, at=request.at)
        except Refused as refused:
            form.add_error(None, str(refused.refusal))
        else:
            messages.success(request, "Your correction is saved, and the item accepted.")
            return back_to_review(reading.ref, f"item-{ref}")
    split_form = SplitForm(initial={"text": view.text, "version": view.version}, auto_id="split_%s")
    context = {"form": form, "split": split_form, "reading": reading, "item": view, "source": source}
    return render(request, "frameworks/reviewing/item.html", context, status=422 if form.errors else 200)


def _done(request: Request, ref: UUID, deed: Callable[[], None], said: str) -> HttpResponse:
    """Do it and go back to the review; where it is refused, back to the item with the reason."""
    reading = reading_of_item(ref, by=request.actor)
    try:
        deed()
    except Refused as refused:
        messages.error(request, str(refused.refusal))
        return redirect("frameworks:item", ref=ref)
    messages.success(request, said)
    return back_to_review(reading, f"item-{ref}")


@admits(Duty.CURRICULUM_LEAD)
@require_POST
def split(request: Request, ref: UUID) -> HttpResponse:
    """Make two items of one."""
    form = SplitForm(request.POST)
    if not form.is_valid():
        return redirect("frameworks:item", ref=ref)
    version, parts = form.cleaned_data["version"], form.parts()
    return _done(
        request,
        ref,
        lambda: split_item(ref, parts, version=version, by=request.actor, at=request.at),
        "It is two items now.",
    )


@admits(Duty.CURRICULUM_LEAD)
@require_POST
def merge(request: Request, ref: UUID) -> HttpResponse:
    """Join an item to the one before it."""
    form = VersionForm(request.POST)
    if not form.is_valid():
        return redirect("frameworks:item", ref=ref)
    version = form.cleaned_data["version"]
    return _done(
        request, ref, lambda: merge_item(ref, version=version, by=request.actor, at=request.at),
        "It is part of the item before it now. Restore that item to undo this.",
    )  # fmt: skip


@admits(Duty.CURRICULUM_LEAD)
@require_POST
def move(request: Request, ref: UUID) -> HttpResponse:
    """Change places with a neighbour."""
    form = MoveForm(request.POST)
    if not form.is_valid():
        return redirect("frameworks:item", ref=ref)
    way, version = form.cleaned_data["way"], form.cleaned_data["version"]
    return _done(
        request, ref, lambda: move_item(ref, way, version=version, by=request.actor, at=request.at), f"It moved {way}."
    )


@admits(Duty.CURRICULUM_LEAD)
@require_POST
def restore(request: Request, ref: UUID) -> HttpResponse:
    """Give an item back what was read."""
    form = VersionForm(request.POST)
    if not form.is_valid():
        return redirect("frameworks:item", ref=ref)
    version = form.cleaned_data["version"]
    return _done(
        request, ref, lambda: restore_item(ref, version=version, by=request.actor, at=request.at),
        "It is as it was read, with its doubts.",
    )  # fmt: skip
