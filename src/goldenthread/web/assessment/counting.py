"""The counts of a window, and a person’s count where the reader was wrong."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render

from goldenthread.assessment.actions.counting import recount as count_again
from goldenthread.assessment.queries.counting import count_board, recount_page, why_not_so
from goldenthread.assessment.types.recounting import RecountPage
from goldenthread.ground.types import Refused
from goldenthread.people.types import Duty
from goldenthread.web.shared.fields import NumberField, TextAreaField
from goldenthread.web.shared.request import Request
from goldenthread.web.shared.routes import admits
from goldenthread.web.shared.seeing_other import see_other

COMPARES = (Duty.QUALITY_LEAD, Duty.MODERATOR, Duty.INSPECTOR)
READS = (*COMPARES, Duty.PROGRAMME_MANAGER, Duty.ADMINISTRATOR)


class RecountForm(forms.Form):
    """How many words count, and what the reader got wrong."""

    words = NumberField(
        label="How many words count?", min_value=0, max_value=200_000, width=5, asks="Enter how many words count"
    )
    reason = TextAreaField(
        label="What did the reader get wrong?",
        rows=3,
        hint="Its participant, its assessors and the moderator read this beside both counts. Name nobody",
        asks="Say what the reader got wrong",
    )
    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, data: Any = None, *, page: RecountPage) -> None:
        super().__init__(data, initial={"version": page.version})


@admits(*READS)
def board(request: Request, ref: UUID) -> HttpResponse:
    """Which scripts of a window are too long, or were read in a way that is not sure."""
    return render(request, "assessment/counting/board.html", {"board": count_board(ref, by=request.actor)})


@admits(*READS)
def recount(request: Request, ref: UUID) -> HttpResponse:
    """The count of a script, and another one by a person; what was typed is first shown as others would read it."""
    page = recount_page(ref, by=request.actor)
    form = RecountForm(request.POST if request.method == "POST" else None, page=page)
    if form.is_bound and form.is_valid():
        said = form.cleaned_data
        try:
            refusal = why_not_so(page, said["words"], said["reason"], version=said["version"])
            if refusal:
                raise Refused(refusal)
            if "confirmed" not in request.POST:
                return render(request, "assessment/counting/check.html", {"page": page, "form": form, "said": said})
            count_again(
                ref, said["words"], reason=said["reason"], version=said["version"], by=request.actor, at=request.at
            )
            messages.success(request, f"The count of script {page.number} is {said['words']:,}. Both counts are shown.")
            return see_other("assessment:recount", ref)
        except Refused as refused:
            form.add_error(None, str(refused.refusal))
    facts = {"page": page, "form": form, "compares": request.actor.wears(*COMPARES)}
    return render(request, "assessment/counting/recount.html", facts, status=422 if form.errors else 200)
