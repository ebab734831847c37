"""Markings whose marker declared a conflict of interest afterwards: they stand, or others mark anew."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import render

from goldenthread.assessment.actions.conflicting import decide_together
from goldenthread.assessment.queries.conflicting import found_page, found_queue
from goldenthread.assessment.types.conflicting import FoundEvent, FoundPage
from goldenthread.ground.types import Refused
from goldenthread.web.assessment.allocating import RUNS
from goldenthread.web.shared.fields import CheckboxesField, ChoiceField, TextAreaField
from goldenthread.web.shared.request import Request
from goldenthread.web.shared.routes import admits
from goldenthread.web.shared.seeing_other import see_other


class FoundForm(forms.Form):
    """Whether a marking stands, and why."""

    decision = ChoiceField(
        label="Does their marking stand?",
        choices=[(FoundEvent.LET_STAND.value, "It stands"), (FoundEvent.SET_ASIDE.value, "Set it aside")],
        hints={
            FoundEvent.LET_STAND.value: "It counts as it was given",
            FoundEvent.SET_ASIDE.value: "Somebody else marks the script anew. What was marked is kept",
        },
        asks="Choose whether it stands",
    )
    why = TextAreaField(
        label="Why?",
        rows=3,
        hint="It stays in the record. Do not write whose script it is",
        asks="Say why, in a sentence",
    )

    def __init__(self, data: Any = None, *, page: FoundPage) -> None:
        super().__init__(data)
        if page.others:
            choices = [(str(each.ref), f"Script {each.number}") for each in page.others]
            self.fields["others"] = CheckboxesField(
                label="Decide the same about others of this declaration?",
                choices=choices,
                required=False,
                hint="Each stands in the record with the same reason",
            )

    def chosen(self) -> list[UUID]:
        """The others that are decided with it."""
        return [UUID(each) for each in self.cleaned_data.get("others", ())]

    def value(self) -> FoundEvent:
        """What is decided."""
        return FoundEvent(self.cleaned_data["decision"])


@admits(*RUNS)
def queue(request: Request) -> HttpResponse:
    """Those that wait for a decision, and those that were decided last."""
    try:
        found = found_queue(by=request.actor)
    except Refused:
        raise Http404 from None
    return render(request, "assessment/conflicting/queue.html", {"queue": found})


@admits(*RUNS)
def decide(request: Request, ref: UUID) -> HttpResponse:
    """Say whether one stands."""
    try:
        page = found_page(ref, by=request.actor, at=request.at)
    except Refused:
        raise Http404 from None
    form = FoundForm(request.POST if request.method == "POST" else None, page=page)
    if form.is_bound and form.is_valid() and page.why_not is None:
        try:
            refs, why = [ref, *form.chosen()], form.cleaned_data["why"]
            number = decide_together(refs, form.value(), why=why, by=request.actor, at=request.at)
            about = f" about {number} scripts" if number > 1 else ""
            messages.success(request, f"Your decision{about} is in the record.")
            return see_other("assessment:conflicts")
        except Refused as refused:
            form.add_error("why", str(refused.refusal))
    facts = {"page": page, "row": page.row, "form": form, "typed": form["why"].value() or "" if page.why_not else ""}
    status = 422 if form.is_bound else 200
    return render(request, "assessment/conflicting/decide.html", facts, status=status)
