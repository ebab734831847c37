"""The release board, and the result as its participant reads it."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_POST

from goldenthread.assessment.actions.planning_release import call_release_off, plan_release
from goldenthread.assessment.actions.releasing import release_results
from goldenthread.assessment.queries.releasing import planned_window, release_board, result_page
from goldenthread.awards.queries.certificates import award_of_result
from goldenthread.ground.types import Refused
from goldenthread.people.types import Duty
from goldenthread.web.shared.fields import MomentField
from goldenthread.web.shared.request import Request
from goldenthread.web.shared.routes import admits
from goldenthread.web.shared.seeing_other import see_other
from goldenthread.web.shared.words import count

RELEASES = (Duty.QUALITY_LEAD, Duty.MODERATOR, Duty.PROGRAMME_MANAGER, Duty.ADMINISTRATOR)
TELLS = (*RELEASES, Duty.INSPECTOR)


class PlanForm(forms.Form):
    """The moment at which results go out."""

    release_at = MomentField(
        label="When do the results go out?",
        asks="Enter when the results go out",
        hint="For example, 16 3 2026 at 10am, by the clock in the UK on that day, on the five minutes",
    )


@admits(*TELLS)
def release(request: Request, ref: UUID) -> HttpResponse:
    """What is ready, what is not and why. Choosing shows a preview; confirming sends the results out."""
    page = release_board(ref, by=request.actor, at=request.at)
    chosen = _chosen(request.POST.getlist("script"))
    if request.method == "POST" and "confirm" in request.POST:
        try:
            seen = _chosen(request.POST.getlist("seen"))
            number = release_results(ref, chosen, seen=seen, by=request.actor, at=request.at)
            messages.success(request, f"{count(number, 'result')} released. Participants are told by e-mail.")
        except Refused as refused:
            messages.error(request, str(refused.refusal))
        return see_other("assessment:release", ref)
    preview = [row for row in page.ready if row.ref in chosen]
    if request.method == "POST" and not preview:
        messages.error(request, "Choose the scripts whose results go out.")
        return see_other("assessment:release", ref)
    template = "assessment/releasing/preview.html" if preview else "assessment/releasing/board.html"
    return render(request, template, {"page": page, "preview": preview})


@admits(*RELEASES)
def plan(request: Request, ref: UUID) -> HttpResponse:
    """Let the results of a window go out at a moment, if nothing keeps them in by then."""
    page = release_board(ref, by=request.actor, at=request.at)
    form = PlanForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        try:
            plan_release(ref, form.cleaned_data["release_at"], by=request.actor, at=request.at)
            messages.success(request, "The release is planned. You get a letter that says what came of it.")
            return see_other("assessment:release", ref)
        except Refused as refused:
            form.add_error("release_at", str(refused.refusal))
    facts: dict[str, Any] = {"page": page, "form": form}
    return render(request, "assessment/releasing/plan.html", facts, status=422 if form.errors else 200)


@admits(*RELEASES)
@require_POST
def call_off(request: Request, ref: UUID) -> HttpResponse:
    """Let a planned release not happen."""
    window = planned_window(ref, by=request.actor)
    try:
        call_release_off(ref, by=request.actor, at=request.at)
        messages.success(request, "The planned release is called off.")
    except Refused as refused:
        messages.error(request, str(refused.refusal))
    return see_other("assessment:release", window)


@admits(Duty.PARTICIPANT)
def result(request: Request, ref: UUID) -> HttpResponse:
    """My result, with feedback by criterion, and my certificate."""
    page = result_page(ref, by=request.actor)
    award = award_of_result(page.ref, by=request.actor)
    return render(request, "assessment/releasing/result.html", {"page": page, "award": award})


def _chosen(sent: list[str]) -> list[UUID]:
    """:raises Http404: where something else than references was sent."""
    try:
        return [UUID(each) for each in sent]
    except ValueError as fault:
        raise Http404 from fault
