"""Briefs and windows, for those who run assessment."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_POST

from goldenthread.assessment.actions.briefing import (
    move_window,
    plan_window,
    publish_brief,
    revise_brief,
    write_brief,
)
from goldenthread.assessment.queries.briefing import (
    beforehand,
    brief_board,
    brief_file,
    brief_page,
    window_board,
    window_choices,
    window_page,
)
from goldenthread.assessment.queries.composing import brief_preview
from goldenthread.ground.types import Refused
from goldenthread.people.types import Duty
from goldenthread.web.assessment.forms import BriefForm, MoveForm, WindowForm
from goldenthread.web.shared.request import Request
from goldenthread.web.shared.routes import admits
from goldenthread.web.shared.seeing_other import see_other
from goldenthread.web.shared.sending import send_file

RUNS = (Duty.PROGRAMME_MANAGER, Duty.QUALITY_LEAD, Duty.ADMINISTRATOR)
READS = (*RUNS, Duty.MODERATOR, Duty.INSPECTOR)


@admits(*READS)
def briefs(request: Request) -> HttpResponse:
    """Every brief."""
    facts = {"lines": brief_board(by=request.actor), "may_run": request.actor.wears(*RUNS)}
    return render(request, "assessment/briefing/briefs.html", facts)


@admits(*READS)
def brief(request: Request, ref: UUID) -> HttpResponse:
    """A brief with its versions."""
    page, whole = brief_page(ref, by=request.actor), brief_preview(ref, by=request.actor)
    facts = {"page": page, "whole": whole, "may_run": request.actor.wears(*RUNS)}
    return render(request, "assessment/briefing/brief.html", facts)


@admits(*READS)
def brief_data(request: Request, ref: UUID, number: int) -> HttpResponse:
    """The file of data of one version."""
    file = brief_file(ref, number, by=request.actor)
    return send_file(file.content, name=file.name, media_type=file.media_type)


@admits(*RUNS)
def write(request: Request) -> HttpResponse:
    """Begin a brief."""
    form = BriefForm(request.POST, request.FILES) if request.method == "POST" else BriefForm()
    if form.is_bound and form.is_valid():
        try:
            ref = write_brief(form.value(), by=request.actor, at=request.at)
            messages.success(request, "The brief is kept as a draft. Nobody else sees it until you publish it.")
            return see_other("assessment:brief", ref)
        except Refused as refused:
            form.add_error(None, str(refused.refusal))
    return render(request, "assessment/briefing/write.html", {"form": form}, status=422 if form.errors else 200)


@admits(*RUNS)
def revise(request: Request, ref: UUID) -> HttpResponse:
    """Change the draft, or begin the next version."""
    page = brief_page(ref, by=request.actor)
    form = BriefForm(request.POST, request.FILES, page=page) if request.method == "POST" else BriefForm(page=page)
    if form.is_bound and form.is_valid():
        try:
            revise_brief(ref, form.value(), by=request.actor, at=request.at)
            messages.success(request, "The draft is kept.")
            return see_other("assessment:brief", ref)
        except Refused as refused:
            form.add_error(None, str(refused.refusal))
    facts = {"form": form, "page": page}
    return render(request, "assessment/briefing/write.html", facts, status=422 if form.errors else 200)


@admits(*RUNS)
@require_POST
def publish(request: Request, ref: UUID) -> HttpResponse:
    """Publish the draft."""
    try:
        number = publish_brief(ref, by=request.actor, at=request.at)
        messages.success(request, f"Version {number} is published. It never changes now, and can be given to a window.")
    except Refused as refused:
        messages.error(request, str(refused.refusal))
    return see_other("assessment:brief", ref)


@admits(*READS)
def windows(request: Request) -> HttpResponse:
    """Every window, those that need something first."""
    lines = window_board(by=request.actor, at=request.at)
    hands_out = request.actor.wears_for_provider(*RUNS)
    before = None if lines else beforehand(by=request.actor, at=request.at)
    facts = {"lines": lines, "may_run": request.actor.wears(*RUNS), "hands_out": hands_out, "before": before}
    return render(request, "assessment/briefing/windows.html", facts)


@admits(*READS)
def window(request: Request, ref: UUID) -> HttpResponse:
    """A window and who has handed in."""
    records_fees = request.actor.wears(Duty.PROGRAMME_MANAGER, Duty.ADMINISTRATOR)
    facts = {
        "page": window_page(ref, by=request.actor, at=request.at),
        "records_fees": records_fees,
        "reads_standard": request.actor.wears_for_provider(*READS),
    }
    return render(request, "assessment/briefing/window.html", facts)


@admits(*RUNS)
def plan(request: Request) -> HttpResponse:
    """Open a window for a cohort."""
    choices = window_choices(by=request.actor, at=request.at)
    data = request.POST if request.method == "POST" else None
    form = WindowForm(data, choices=choices, at=request.at, cohort=request.GET.get("cohort", ""))
    if form.is_bound and form.is_valid():
        try:
            ref = plan_window(form.value(), by=request.actor, at=request.at)
            messages.success(request, "The window is planned. Participants see its times on their assessment page.")
            return see_other("assessment:window", ref)
        except Refused as refused:
            form.add_error(None, str(refused.refusal))
    facts = {"form": form, "choices": choices}
    return render(request, "assessment/briefing/plan.html", facts, status=422 if form.errors else 200)


@admits(*RUNS)
def move(request: Request, ref: UUID) -> HttpResponse:
    """Give a window other times."""
    page = window_page(ref, by=request.actor, at=request.at)
    form = MoveForm(request.POST if request.method == "POST" else None, page=page)
    if form.is_bound and form.is_valid():
        try:
            move_window(ref, **form.cleaned_data, by=request.actor, at=request.at)
            messages.success(request, "The times are changed. Everybody who is assessed in the window is written to.")
            return see_other("assessment:window", ref)
        except Refused as refused:
            form.add_error(None, str(refused.refusal))
    facts = {"form": form, "page": page}
    return render(request, "assessment/briefing/move.html", facts, status=422 if form.errors else 200)
