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
from goldenthread.frameworks.types.correcting import Reshaped
from goldenthread.ground.types import Refused
from goldenthread.people.types import Duty
from goldenthread.web.frameworks.reviewing import back_to_review
from goldenthread.web.frameworks.reviewing_forms import CorrectionForm, MoveForm, SplitForm, VersionForm
from goldenthread.web.shared.request import Request
from goldenthread.web.shared.routes import admits
from goldenthread.web.shared.words import count


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


def _done(request: Request, ref: UUID, deed: Callable[[], tuple[UUID, str]]) -> HttpResponse:
    """Do it, say what came of it, and go back to the review, to the item that has the words now.

    Where it is refused, back to the item with the reason.
    """
    reading = reading_of_item(ref, by=request.actor)
    try:
        at, said = deed()
    except Refused as refused:
        messages.error(request, str(refused.refusal))
        return redirect("frameworks:item", ref=ref)
    messages.success(request, said)
    return back_to_review(reading, f"item-{at}")


@admits(Duty.CURRICULUM_LEAD)
@require_POST
def split(request: Request, ref: UUID) -> HttpResponse:
    """Make two items of one."""
    form = SplitForm(request.POST)
    if not form.is_valid():
        return redirect("frameworks:item", ref=ref)
    version, parts = form.cleaned_data["version"], form.parts()

    def deed() -> tuple[UUID, str]:
        done = split_item(ref, parts, version=version, by=request.actor, at=request.at)
        each = f"Each waits to be accepted{_with_doubts(done)}."
        return done.ref, f"It is two items now. {each} Restore the first to undo this."

    return _done(request, ref, deed)


@admits(Duty.CURRICULUM_LEAD)
@require_POST
def merge(request: Request, ref: UUID) -> HttpResponse:
    """Join an item to the one before it."""
    form = VersionForm(request.POST)
    if not form.is_valid():
        return redirect("frameworks:item", ref=ref)

    def deed() -> tuple[UUID, str]:
        done = merge_item(ref, version=form.cleaned_data["version"], by=request.actor, at=request.at)
        waits = f"That waits to be accepted{_with_doubts(done)}."
        return done.ref, f"It is part of the item before it now. {waits} Restore that item to undo this."

    return _done(request, ref, deed)


def _with_doubts(reshaped: Reshaped) -> str:
    return f", with {count(reshaped.open_doubts, 'open doubt')}" if reshaped.open_doubts else ""


@admits(Duty.CURRICULUM_LEAD)
@require_POST
def move(request: Request, ref: UUID) -> HttpResponse:
    """Change places with a neighbour."""
    form = MoveForm(request.POST)
    if not form.is_valid():
        return redirect("frameworks:item", ref=ref)

    def deed() -> tuple[UUID, str]:
        way, version = form.cleaned_data["way"], form.cleaned_data["version"]
        move_item(ref, way, version=version, by=request.actor, at=request.at)
        return ref, f"It moved {way}."

    return _done(request, ref, deed)


@admits(Duty.CURRICULUM_LEAD)
@require_POST
def restore(request: Request, ref: UUID) -> HttpResponse:
    """Give an item back what was read."""
    form = VersionForm(request.POST)
    if not form.is_valid():
        return redirect("frameworks:item", ref=ref)

    def deed() -> tuple[UUID, str]:
        back = restore_item(ref, version=form.cleaned_data["version"], by=request.actor, at=request.at)
        return ref, "It is as it was first, with its doubts." + _stand_again(back)

    return _done(request, ref, deed)


def _stand_again(back: int) -> str:
    if not back:
        return ""
    said = (
        "stands by itself again and waits, with its" if back == 1 else "stand by themselves again and wait, with their"
    )
    return f" {count(back, 'item')} that {'was' if back == 1 else 'were'} merged into it {said} doubts."
