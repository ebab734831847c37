"""A result that was out before its case was decided: what follows is filled in, and somebody confirms it."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render

from goldenthread.assessment.actions.correcting_by_case import correct_by_case
from goldenthread.assessment.queries.case_corrections import case_correction
from goldenthread.assessment.types.case_pages import CaseCorrection
from goldenthread.ground.types import Refused
from goldenthread.web.assessment.cases import JUDGES
from goldenthread.web.shared.fields import TextAreaField
from goldenthread.web.shared.request import Request
from goldenthread.web.shared.routes import admits
from goldenthread.web.shared.seeing_other import see_other


class CaseCorrectionForm(forms.Form):
    """What the participant reads of it, filled in from the decision."""

    seen = forms.UUIDField(widget=forms.HiddenInput)

    def __init__(self, data: Any = None, *, page: CaseCorrection) -> None:
        super().__init__(data, initial={"seen": page.settlement})
        self.fields["why"] = TextAreaField(
            label="What the participant reads about this correction",
            rows=3,
            hint="It stays in the record. Name nobody",
            initial=" ".join(page.says),
            asks="Say why the result is corrected",
        )


@admits(*JUDGES)
def correct(request: Request, ref: UUID) -> HttpResponse:
    """The result as it stands, beside what was decided; confirmed, everybody who was told is told again."""
    page = case_correction(ref, by=request.actor)
    form = CaseCorrectionForm(request.POST if request.method == "POST" else None, page=page)
    if form.is_bound and form.is_valid():
        said = form.cleaned_data
        try:
            made = correct_by_case(ref, why=said["why"], by=request.actor, at=request.at, seen=said["seen"])
            messages.success(request, f"The result of script {page.number} is corrected: {made.outcome}.")
            return see_other("assessment:case", ref)
        except Refused as refused:
            form.add_error(None, str(refused.refusal))
            page = case_correction(ref, by=request.actor)
    facts = {"page": page, "form": form}
    return render(request, "assessment/cases/correct.html", facts, status=422 if form.errors else 200)
