"""Passages that give somebody away: reported by those who judge, looked at by those who run assessment."""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_POST

from goldenthread.assessment.actions.masking import (
    leave_passage,
    mask_passage,
    report_passage,
    report_passage_at_seat,
)
from goldenthread.assessment.queries.masking import passage_queue
from goldenthread.assessment.queries.reporting_pages import reported_at_seat, reported_script
from goldenthread.assessment.types.case_pages import ReportPage
from goldenthread.assessment.types.masking import NewPassage
from goldenthread.ground.types import NoSuchStep, Refused
from goldenthread.people.types import Duty
from goldenthread.web.assessment.cases import JUDGES
from goldenthread.web.assessment.suspecting import MAY_REPORT
from goldenthread.web.shared.fields import ConfirmField, NumberField, TextAreaField, TextField
from goldenthread.web.shared.request import Request
from goldenthread.web.shared.routes import admits
from goldenthread.web.shared.seeing_other import see_other

RECEIVED = "It was received. Those who run assessment look at the passage; until then it is shown as it is."


class PassageForm(forms.Form):
    """Words that give somebody away."""

    paragraph = NumberField(
        label="Paragraph",
        min_value=1,
        required=False,
        says_optional=False,
        hint="Its number stands beside it. Leave it empty for words in a document of a project",
    )
    quote = TextAreaField(
        label="Words",
        rows=3,
        required=False,
        says_optional=False,
        hint="Copied from the paragraph, no more than has to go; leave it empty for the whole paragraph",
    )
    why = TextField(
        label="What do they give away?",
        max_length=300,
        hint="For example, the name of a school. Do not write the name here",
        asks="Say what they give away",
    )
    knows = ConfirmField(label="I can tell from it whose script this is", required=False)

    def value(self) -> NewPassage:
        """What was reported."""
        said = self.cleaned_data
        return NewPassage(said["why"], said["quote"], said["paragraph"] or 0, said["knows"])


@admits(Duty.ASSESSOR)
def at_seat(request: Request, ref: UUID) -> HttpResponse:
    """From the script that I mark."""
    page = reported_at_seat(ref, by=request.actor)
    return _report(request, page, report_passage_at_seat, back=reverse("assessment:mark", args=[ref]))


@admits(*MAY_REPORT)
def of_script(request: Request, ref: UUID) -> HttpResponse:
    """From moderation, or by those who run assessment."""
    page = reported_script(ref, by=request.actor)
    opens = request.actor.wears(Duty.MODERATOR, Duty.QUALITY_LEAD)
    back = reverse("assessment:compare", args=[ref]) if opens else reverse("assessment:masking")
    return _report(request, page, report_passage, back=back)


def _report(request: Request, page: ReportPage, does: Callable[..., None], *, back: str) -> HttpResponse:
    form = PassageForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        try:
            does(page.ref, form.value(), by=request.actor, at=request.at)
        except Refused as refused:
            form.add_error("quote", str(refused.refusal))
        else:
            messages.success(request, RECEIVED)
            return HttpResponseRedirect(back, status=303)
    facts = {"page": page, "form": form, "back": back}
    return render(request, "assessment/masking/report.html", facts, status=422 if form.errors else 200)


@admits(*JUDGES)
def queue(request: Request) -> HttpResponse:
    """What was reported and waits, and what was decided last."""
    try:
        found = passage_queue(by=request.actor)
    except Refused:
        raise Http404 from None
    return render(request, "assessment/masking/queue.html", {"queue": found})


@admits(*JUDGES)
@require_POST
def decide(request: Request, ref: UUID) -> HttpResponse:
    """Mask a passage, or leave it as it is."""
    try:
        if "mask" in request.POST:
            places = mask_passage(ref, by=request.actor, at=request.at)
            messages.success(request, f"It is masked in {places} {'place' if places == 1 else 'places'} of the text.")
        else:
            leave_passage(ref, by=request.actor, at=request.at)
            messages.success(request, "It stays as it is.")
    except NoSuchStep as decided:
        messages.error(request, str(decided.refusal))
    except Refused:
        raise Http404 from None
    return see_other("assessment:masking")
