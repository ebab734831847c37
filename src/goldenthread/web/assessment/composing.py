"""The questions and materials of a brief, for those who write it, and the whole as a participant sees it."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_POST

from goldenthread.assessment.actions.composing import (
    keep_material,
    keep_question,
    take_out_material,
    take_out_question,
)
from goldenthread.assessment.queries.composing import brief_preview, material_file
from goldenthread.ground.types import Refused
from goldenthread.people.types import Duty
from goldenthread.web.assessment.composing_forms import MaterialForm, QuestionForm, at_place
from goldenthread.web.shared.request import Request
from goldenthread.web.shared.routes import admits
from goldenthread.web.shared.seeing_other import see_other
from goldenthread.web.shared.sending import send_file

RUNS = (Duty.PROGRAMME_MANAGER, Duty.QUALITY_LEAD, Duty.ADMINISTRATOR)
READS = (*RUNS, Duty.MODERATOR, Duty.INSPECTOR)


@admits(*READS)
def preview(request: Request, ref: UUID) -> HttpResponse:
    """The newest version as a participant will see it."""
    facts = {"brief": brief_preview(ref, by=request.actor), "ref": ref, "may_run": request.actor.wears(*RUNS)}
    return render(request, "assessment/composing/preview.html", facts)


@admits(*RUNS)
def question(request: Request, ref: UUID, place: int = 0) -> HttpResponse:
    """A question: a new one, or the one at a place."""
    page = brief_preview(ref, by=request.actor)
    before = at_place(page.questions, place)
    form = QuestionForm(request.POST if request.method == "POST" else None, page=page, before=before)
    if form.is_bound and form.is_valid():
        try:
            keep_question(ref, form.value(), by=request.actor, at=request.at, instead=place)
            messages.success(request, "The question is kept in the draft.")
            return see_other("assessment:brief", ref)
        except Refused as refused:
            form.add_error(None, str(refused.refusal))
    facts = {"form": form, "page": page, "ref": ref, "place": place}
    return render(request, "assessment/composing/question.html", facts, status=422 if form.errors else 200)


@admits(*RUNS)
def material(request: Request, ref: UUID, place: int = 0) -> HttpResponse:
    """A material: a new one, or the one at a place."""
    page = brief_preview(ref, by=request.actor)
    before = at_place(page.materials, place)
    sent = (request.POST, request.FILES) if request.method == "POST" else (None, None)
    form = MaterialForm(*sent, page=page, before=before)
    if form.is_bound and form.is_valid():
        try:
            keep_material(ref, form.value(), by=request.actor, at=request.at, instead=place)
            messages.success(request, "The material is kept in the draft.")
            return see_other("assessment:brief", ref)
        except Refused as refused:
            form.add_error(None, str(refused.refusal))
    facts = {"form": form, "page": page, "ref": ref, "place": place, "before": before}
    return render(request, "assessment/composing/material.html", facts, status=422 if form.errors else 200)


@admits(*RUNS)
@require_POST
def question_out(request: Request, ref: UUID, place: int) -> HttpResponse:
    """Take a question out of the draft."""
    try:
        take_out_question(ref, place, by=request.actor, at=request.at)
        messages.success(request, "The question is out of the draft. Published versions keep it.")
    except Refused as refused:
        messages.error(request, str(refused.refusal))
    return see_other("assessment:brief", ref)


@admits(*RUNS)
@require_POST
def material_out(request: Request, ref: UUID, place: int) -> HttpResponse:
    """Take a material out of the draft."""
    try:
        take_out_material(ref, place, by=request.actor, at=request.at)
        messages.success(request, "The material is out of the draft. Published versions keep it.")
    except Refused as refused:
        messages.error(request, str(refused.refusal))
    return see_other("assessment:brief", ref)


@admits(*READS)
def material_data(request: Request, ref: UUID, place: int) -> HttpResponse:
    """The file of a material of the newest version."""
    file = material_file(ref, place, by=request.actor)
    return send_file(file.content, name=file.name, media_type=file.media_type)
