"""One entry of a reading's references: correct it, take it out, or give it back what was read."""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from goldenthread.frameworks.actions.referencing import correct_reference, restore_reference, take_out_reference
from goldenthread.frameworks.queries.reviewing import reading_of_reference, reference_view
from goldenthread.ground.types import Refused
from goldenthread.people.types import Duty
from goldenthread.web.frameworks.forms import ReferenceForm, VersionForm
from goldenthread.web.shared.request import Request
from goldenthread.web.shared.routes import admits


@admits(Duty.CURRICULUM_LEAD)
def reference(request: Request, ref: UUID) -> HttpResponse:
    """Everything that can be done with one entry, and its lines of the source."""
    page = reference_view(ref, by=request.actor)
    posted = request.POST if request.method == "POST" else None
    form = ReferenceForm(posted, sections=page.sections, initial=ReferenceForm.start(page.entry))
    if form.is_valid():
        try:
            correct_reference(ref, **form.correction(), by=request.actor, at=request.at)
        except Refused as refused:
            form.add_error(None, str(refused.refusal))
        else:
            messages.success(request, "Your correction is saved.")
            return redirect(reverse("frameworks:review", args=[page.reading.ref]) + "#references")
    status = 422 if form.errors else 200
    return render(request, "frameworks/reviewing/reference.html", {"form": form, "page": page}, status=status)


@admits(Duty.CURRICULUM_LEAD)
@require_POST
def take_out(request: Request, ref: UUID) -> HttpResponse:
    """Say that it is no entry."""
    return _done(request, ref, take_out_reference, "It is taken out. You can put it back from the list of references.")


@admits(Duty.CURRICULUM_LEAD)
@require_POST
def restore(request: Request, ref: UUID) -> HttpResponse:
    """Give it back what was read."""
    return _done(request, ref, restore_reference, "It is as it was read, with its doubts.")


def _done(request: Request, ref: UUID, deed: Callable[..., None], said: str) -> HttpResponse:
    reading = reading_of_reference(ref, by=request.actor)
    form = VersionForm(request.POST)
    try:
        if form.is_valid():
            deed(ref, version=form.cleaned_data["version"], by=request.actor, at=request.at)
            messages.success(request, said)
    except Refused as refused:
        messages.error(request, str(refused.refusal))
    return redirect(reverse("frameworks:review", args=[reading]) + "#references")
