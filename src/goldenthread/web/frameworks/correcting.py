"""One item of a reading: correct it, split it, merge it, move it, or give it back what was read."""

from __future__ import annotations

from collections.abc import Callable
from textwrap import shorten
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from goldenthread.frameworks.actions.correcting import correct_item, merge_item, move_item, restore_item, split_item
from goldenthread.frameworks.queries.reviewing import item_view, reading_of_item, standing_item
from goldenthread.frameworks.types import ItemView, ReadingLine, SourceLine
from goldenthread.frameworks.types.correcting import Reshaped
from goldenthread.ground.types import Refused
from goldenthread.people.types import Duty
from goldenthread.web.frameworks.reviewing import back_to_review
from goldenthread.web.frameworks.reviewing_forms import CorrectionForm, MoveForm, SplitForm, VersionForm
from goldenthread.web.shared.meanwhile import meanwhile
from goldenthread.web.shared.request import Request
from goldenthread.web.shared.routes import admits
from goldenthread.web.shared.words import count

Found = tuple[ReadingLine, ItemView, tuple[tuple[int, str], ...], tuple[SourceLine, ...]]


@admits(Duty.CURRICULUM_LEAD)
def item(request: Request, ref: UUID) -> HttpResponse:
    """Everything that can be done with one item, and its lines of the source."""
    stands = standing_item(ref, by=request.actor)
    if stands != ref:
        return _taken_in(request, stands)
    found = item_view(ref, by=request.actor)
    form = _correction(found, request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            version = form.cleaned_data["version"]
            correct_item(ref, form.correction(), version=version, by=request.actor, at=request.at)
        except Refused as refused:
            form.add_error(None, str(refused.refusal))
            found = item_view(ref, by=request.actor)
        else:
            messages.success(request, "Your correction is saved, and the item accepted.")
            return back_to_review(found[0].ref, f"item-{ref}")
    return _shown(request, found, form, _splitting(found[1]))


def _correction(found: Found, posted: QueryDict | None) -> CorrectionForm:
    _, view, sections, _ = found
    return CorrectionForm(posted, item=view, sections=sections, initial=CorrectionForm.start(view))


def _splitting(view: ItemView) -> SplitForm:
    return SplitForm(initial={"text": view.text, "version": view.version}, auto_id="split_%s")


def _shown(request: Request, found: Found, form: CorrectionForm, splitting: SplitForm) -> HttpResponse:
    """The item's page. What was typed into either form is kept, beside what the item says now."""
    reading, view, _, source = found
    of_form = meanwhile(form, CorrectionForm.start(view))
    of_split = meanwhile(splitting, {"text": view.text, "version": view.version})
    context = {"form": form, "split": splitting, "reading": reading, "item": view, "source": source}
    context |= {"meanwhile": of_split if of_form is None else of_form}
    status = 422 if form.errors or splitting.errors else 200
    return render(request, "frameworks/reviewing/item.html", context, status=status)


def _taken_in(request: Request, stands: UUID) -> HttpResponse:
    """To the item that took another in; what was typed for that one is shown there, and sent to neither."""
    typed = request.POST.get("text", "")
    if not typed:
        messages.warning(request, "The item that you asked for was merged into this one.")
        return redirect("frameworks:item", ref=stands)
    found = item_view(stands, by=request.actor)
    reading, view, _, source = found
    context = {"form": _correction(found, None), "split": _splitting(view), "reading": reading, "item": view}
    context |= {"source": source, "typed": typed, "meanwhile": None}
    return render(request, "frameworks/reviewing/item.html", context, status=422)


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
    """Make two items of one. Where it is refused, the empty line that was put in stays where it is."""
    stands = standing_item(ref, by=request.actor)
    if stands != ref:
        return _taken_in(request, stands)
    reading = reading_of_item(ref, by=request.actor)
    form = SplitForm(request.POST, auto_id="split_%s")
    if form.is_valid():
        try:
            done = split_item(ref, form.parts(), version=form.cleaned_data["version"], by=request.actor, at=request.at)
        except Refused as refused:
            form.add_error("text", str(refused.refusal))
        else:
            each = f"Each waits to be accepted{_with_doubts(done)}."
            messages.success(request, f"It is two items now. {each} Restore the first to undo this.")
            return back_to_review(reading, f"item-{ref}")
    found = item_view(ref, by=request.actor)
    return _shown(request, found, _correction(found, None), form)


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
        other = move_item(ref, way, version=version, by=request.actor, at=request.at)
        beside = "before" if way == "up" else "after"
        return ref, f"It moved {way}, {beside} “{shorten(other, 60, placeholder=' …')}”."

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
