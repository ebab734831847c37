"""The review of a reading: the reading beside its source, doubts first."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from goldenthread.frameworks.actions.reviewing import accept_clear, accept_item, rename_section, settle_doubt
from goldenthread.frameworks.queries.reviewing import (
    next_doubt,
    reading_of_doubt,
    reading_of_item,
    review_page,
    standing_item,
)
from goldenthread.frameworks.queries.versions import reader_version
from goldenthread.frameworks.types import DETAIL_NAMES, ReadingState
from goldenthread.ground.types import Refused
from goldenthread.people.types import Duty
from goldenthread.web.frameworks.reviewing_forms import SectionForm, VersionForm
from goldenthread.web.shared.request import Request
from goldenthread.web.shared.routes import admits
from goldenthread.web.shared.words import count


@admits(Duty.CURRICULUM_LEAD)
def review(request: Request, ref: UUID) -> HttpResponse:
    """The reading beside the text it was read from; where there is none yet, how far it has come."""
    page = review_page(ref, by=request.actor)
    if page.reading.state in (ReadingState.WAITING, ReadingState.UNREADABLE):
        return redirect("frameworks:progress", ref=ref)
    if page.reading.is_page:
        return redirect("frameworks:page", ref=ref)
    is_earlier = page.reading.reader != reader_version()
    context = {"page": page, "kinds": DETAIL_NAMES, "is_by_earlier_reader": is_earlier}
    return render(request, "frameworks/reviewing/review.html", context)


def back_to_review(reading: UUID, place: str) -> HttpResponse:
    """Back to the review, at the place of the page that somebody came from."""
    return redirect(f"{reverse('frameworks:review', args=[reading])}#{place}")


@admits(Duty.CURRICULUM_LEAD)
@require_POST
def accept_rest(request: Request, ref: UUID) -> HttpResponse:
    """Accept every item that carries no doubt."""
    try:
        accepted = accept_clear(ref, by=request.actor, at=request.at)
    except Refused as refused:
        messages.error(request, str(refused.refusal))
    else:
        messages.success(request, f"You accepted {count(accepted, 'item')}.")
    return back_to_review(ref, "doubts")


@admits(Duty.CURRICULUM_LEAD)
@require_POST
def accept(request: Request, ref: UUID) -> HttpResponse:
    """Accept one item as it stands; from the list of doubts, the next doubt is offered."""
    reading = reading_of_item(ref, by=request.actor)
    after = next_doubt(ref, by=request.actor) if request.POST.get("here") == "doubt" else None
    form = VersionForm(request.POST)
    try:
        if form.is_valid():
            accept_item(ref, version=form.cleaned_data["version"], by=request.actor, at=request.at)
            messages.success(request, "You accepted that item. It is on record with your name.")
    except Refused as refused:
        messages.error(request, str(refused.refusal))
    if request.POST.get("here") == "doubt":
        return back_to_review(reading, f"doubt-{after}" if after else "doubts")
    return back_to_review(reading, f"item-{standing_item(ref, by=request.actor)}")


@admits(Duty.CURRICULUM_LEAD)
@require_POST
def settle(request: Request, ref: UUID) -> HttpResponse:
    """Settle one doubt about the whole reading, by name."""
    reading = reading_of_doubt(ref, by=request.actor)
    try:
        settle_doubt(ref, by=request.actor, at=request.at)
    except Refused as refused:
        messages.error(request, str(refused.refusal))
    else:
        messages.success(request, "You settled that doubt. It is on record with your name.")
    return back_to_review(reading, "doubts")


@admits(Duty.CURRICULUM_LEAD)
def section(request: Request, ref: UUID, number: int) -> HttpResponse:
    """Correct a section's title."""
    page = review_page(ref, by=request.actor)
    now = next((s for s in page.sections if s.number == number), None)
    if now is None:
        raise Http404
    form = SectionForm(request.POST if request.method == "POST" else None, initial={"title": now.title})
    if form.is_valid():
        try:
            rename_section(ref, number, title=form.cleaned_data["title"], by=request.actor, at=request.at)
        except Refused as refused:
            form.add_error(None, str(refused.refusal))
        else:
            messages.success(request, "The title is saved.")
            return back_to_review(ref, f"section-{number}")
    context = {"form": form, "page": page, "number": number}
    return render(request, "frameworks/reviewing/section.html", context, status=422 if form.errors else 200)
