"""What stands in a script from an earlier attempt, and what follows where that was corrected since."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render

from goldenthread.assessment.actions.carrying import decide_carried
from goldenthread.assessment.actions.foreseeing import foresee_carried
from goldenthread.assessment.queries.carrying import carried_page
from goldenthread.assessment.types.carrying_pages import CarriedPage
from goldenthread.ground.types import Refused
from goldenthread.web.assessment.releasing import TELLS
from goldenthread.web.shared.fields import ChoiceField, TextAreaField
from goldenthread.web.shared.request import Request
from goldenthread.web.shared.routes import admits
from goldenthread.web.shared.seeing_other import see_other

TAKE_UP, KEEP = "take_up", "keep"


class CarriedForm(forms.Form):
    """Which marks stand from now on, and why."""

    why = TextAreaField(
        label="Why?",
        rows=3,
        hint="It stays in the record of this script. Name nobody",
        asks="Say why these marks stand",
    )
    seen = forms.UUIDField(widget=forms.HiddenInput)

    def __init__(self, data: Any = None, *, page: CarriedPage) -> None:
        super().__init__(data, initial={"seen": page.answers})
        taken = [(TAKE_UP, "The corrected marks")] if page.may_take_up else []
        self.fields["way"] = ChoiceField(
            label="Which marks stand?",
            choices=[*taken, (KEEP, "The marks that stood when it was handed in")],
            asks="Choose which marks stand",
        )
        self.order_fields(["way", "why", "seen"])


@admits(*TELLS)
def stands(request: Request, ref: UUID) -> HttpResponse:
    """The parts that stand, with their marks; where the earlier result was corrected, what follows is decided here,
    which first shows what it would change."""
    page = carried_page(ref, by=request.actor)
    form = CarriedForm(request.POST if request.method == "POST" else None, page=page)
    if form.is_bound and form.is_valid() and "change" not in request.POST:
        said = form.cleaned_data
        call = {"takes_up": said["way"] == TAKE_UP, "why": said["why"], "seen": said["seen"]}
        try:
            if "confirmed" not in request.POST:
                foreseen = foresee_carried(ref, **call, by=request.actor, at=request.at)
                found = {"page": page, "form": form, "foreseen": foreseen, "takes_up": call["takes_up"]}
                return render(request, "assessment/carrying/check.html", found)
            decide_carried(ref, **call, by=request.actor, at=request.at)
            messages.success(request, f"It is decided which marks stand in script {page.number}.")
            return see_other("assessment:stands", ref)
        except Refused as refused:
            form.add_error(None, str(refused.refusal))
    facts = {"page": page, "form": form}
    return render(request, "assessment/carrying/stands.html", facts, status=422 if form.errors else 200)
