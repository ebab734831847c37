"""Report a suspicion: whoever reports learns that it was received, and nothing more."""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse

from goldenthread.assessment.actions.suspecting import report_at_seat, report_script
from goldenthread.assessment.queries.reporting_pages import reported_at_seat, reported_script
from goldenthread.assessment.types.case_pages import ReportPage
from goldenthread.ground.types import Refused
from goldenthread.people.types import Duty
from goldenthread.web.shared.fields import TextAreaField
from goldenthread.web.shared.request import Request
from goldenthread.web.shared.routes import admits

RECEIVED = "It was received. Go on as before: whatever becomes of it, you do not hear of it here."
MAY_REPORT = (Duty.MODERATOR, Duty.QUALITY_LEAD, Duty.PROGRAMME_MANAGER, Duty.ADMINISTRATOR)


class SuspicionForm(forms.Form):
    """What somebody suspects."""

    text = TextAreaField(
        label="What did you see?",
        rows=8,
        max_length=10_000,
        hint="Name the paragraphs, and what makes you doubt that it is their own work",
        asks="Say what you saw",
    )


@admits(Duty.ASSESSOR)
def at_seat(request: Request, ref: UUID) -> HttpResponse:
    """From the script that I mark."""
    page = reported_at_seat(ref, by=request.actor)
    return _report(request, page, report_at_seat, back=reverse("assessment:mark", args=[ref]))


@admits(*MAY_REPORT)
def of_script(request: Request, ref: UUID) -> HttpResponse:
    """From moderation, or by those who run assessment."""
    page = reported_script(ref, by=request.actor)
    opens = request.actor.wears(Duty.MODERATOR, Duty.QUALITY_LEAD)
    back = reverse("assessment:compare", args=[ref]) if opens else reverse("assessment:cases")
    return _report(request, page, report_script, back=back)


def _report(request: Request, page: ReportPage, does: Callable[..., None], *, back: str) -> HttpResponse:
    form = SuspicionForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        try:
            does(page.ref, form.cleaned_data["text"], by=request.actor, at=request.at)
        except Refused as refused:
            form.add_error("text", str(refused.refusal))
        else:
            messages.success(request, RECEIVED)
            return HttpResponseRedirect(back, status=303)
    facts = {"page": page, "form": form, "back": back}
    return render(request, "assessment/cases/report.html", facts, status=422 if form.errors else 200)
