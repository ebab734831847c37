"""Scripts with words in common: those of a window, two side by side, and what somebody made of them."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse

from goldenthread.assessment.actions.alike import look_at_pair
from goldenthread.assessment.queries.alike import pair_page, script_alike, window_alike, window_progress
from goldenthread.assessment.types.alike import VERDICT_NAMES, PairPage, Verdict
from goldenthread.ground.types import Refused
from goldenthread.people.types import Duty
from goldenthread.web.shared.fields import ChoiceField, TextAreaField
from goldenthread.web.shared.paging import page_number
from goldenthread.web.shared.request import Request
from goldenthread.web.shared.routes import admits
from goldenthread.web.shared.seeing_other import see_other

JUDGES = (Duty.PROGRAMME_MANAGER, Duty.QUALITY_LEAD, Duty.ADMINISTRATOR)
HINTS = {
    Verdict.NOTHING.value: "A common source, wording that everybody uses, a passage too short to matter",
    Verdict.CASE.value: "It should be looked into as a case, apart from marking. The participants are told nothing yet",
}


class LookForm(forms.Form):
    """What somebody made of two scripts, and why."""

    verdict = ChoiceField(
        label="What do you make of it?",
        choices=[(each.value, name) for each, name in VERDICT_NAMES.items()],
        hints=HINTS,
        asks="Say what you make of it",
    )
    reason = TextAreaField(
        label="Why?",
        rows=3,
        hint="What you saw, and what you compared it with. It is kept, and marking does not show it. At most 4,000 "
        "characters",
        max_length=4000,
        asks="Say why",
    )

    def value(self) -> dict[str, Any]:
        """What was said."""
        return {"verdict": Verdict(self.cleaned_data["verdict"]), "reason": self.cleaned_data["reason"]}


@admits(*JUDGES)
def window(request: Request, ref: UUID) -> HttpResponse:
    """The pairs of a window, the strongest first."""
    page = window_alike(ref, by=request.actor, page=page_number(request.GET.get("page")))
    return render(request, "assessment/alike/window.html", {"page": page, "progress": page.progress})


@admits(*JUDGES)
def progress(request: Request, ref: UUID) -> HttpResponse:
    """How far comparing has come; then the way on."""
    found = window_progress(ref, by=request.actor)
    if found.is_done:
        return HttpResponse(headers={"HX-Redirect": reverse("assessment:alike", args=[ref])})
    return render(request, "assessment/alike/progress.html", {"progress": found})


@admits(*JUDGES)
def script(request: Request, ref: UUID) -> HttpResponse:
    """A script and the pairs it is in."""
    return render(request, "assessment/alike/script.html", {"page": script_alike(ref, by=request.actor)})


@admits(*JUDGES)
def pair(request: Request, ref: UUID) -> HttpResponse:
    """Two scripts side by side, and what people made of them."""
    page = pair_page(ref, by=request.actor)
    form = LookForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        try:
            look_at_pair(ref, **form.value(), by=request.actor, at=request.at)
        except Refused as refused:
            form.add_error("reason", str(refused.refusal))
        else:
            messages.success(request, _said(form.value()["verdict"], page))
            return see_other("assessment:alike", page.window)
    numbers = [(f"Words in {side.number}", "number") for side in page.sides]
    columns = ["Passage", *numbers, ("The same", "number"), "How"]
    facts = {"page": page, "form": form, "columns": columns}
    return render(request, "assessment/alike/pair.html", facts, status=422 if form.errors else 200)


def _said(verdict: Verdict, page: PairPage) -> str:
    numbers = " and ".join(side.number for side in page.sides)
    return f"Scripts {numbers}: {VERDICT_NAMES[verdict].lower()}. You can say something else at any time."
