"""Add what a document lost, in words that say where they come from, and remove it again."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from goldenthread.frameworks.actions.adding import add_item, remove_added
from goldenthread.frameworks.queries.reviewing import item_view, review_page
from goldenthread.ground.types import Refused
from goldenthread.people.types import Duty
from goldenthread.web.frameworks.adding_forms import AddingForm
from goldenthread.web.frameworks.reviewing import back_to_review
from goldenthread.web.frameworks.reviewing_forms import VersionForm
from goldenthread.web.shared.request import Request
from goldenthread.web.shared.routes import admits


@admits(Duty.CURRICULUM_LEAD)
def add(request: Request, ref: UUID, number: int) -> HttpResponse:
    """Add an item to a section, beside one that the address names."""
    page = review_page(ref, by=request.actor)
    section = next((one for one in page.sections if one.number == number), None)
    if section is None:
        raise Http404
    posted = request.POST if request.method == "POST" else None
    start = AddingForm.start(section, request.GET.dict())
    form = AddingForm(posted, page=page, section=section, initial=start)
    if form.is_valid():
        try:
            made = add_item(ref, form.addition(), by=request.actor, at=request.at)
        except Refused as refused:
            form.add_error(None, str(refused.refusal))
        else:
            messages.success(request, "It is added and accepted, and says where its words come from.")
            return back_to_review(page.reading.ref, f"item-{made}")
    context = {"form": form, "page": page, "section": section}
    return render(request, "frameworks/adding/add.html", context, status=422 if form.errors else 200)


@admits(Duty.CURRICULUM_LEAD)
@require_POST
def remove(request: Request, ref: UUID) -> HttpResponse:
    """Remove an item that was added."""
    reading, view, *_ = item_view(ref, by=request.actor)
    form = VersionForm(request.POST)
    try:
        if form.is_valid():
            remove_added(ref, version=form.cleaned_data["version"], by=request.actor, at=request.at)
            messages.success(request, "It is removed. What was added stays on record.")
            return back_to_review(reading.ref, f"section-{view.section}")
    except Refused as refused:
        messages.error(request, str(refused.refusal))
    return redirect("frameworks:item", ref=ref)
