"""Recordings and materials of a session, or of every session of a component."""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_POST

from goldenthread.ground.types import Refused
from goldenthread.learning.actions.providing import (
    MOST_BYTES,
    provide_for_component,
    provide_for_session,
    remove_material,
)
from goldenthread.learning.queries.providing import material_file, materials_of_component, materials_of_session
from goldenthread.learning.types.catching_up import MaterialsPage
from goldenthread.people.types import Duty
from goldenthread.web.learning.task_forms import MaterialForm
from goldenthread.web.shared.answers import see_other
from goldenthread.web.shared.request import Request
from goldenthread.web.shared.routes import SIGNED_IN, admits
from goldenthread.web.shared.sending import send_file
from goldenthread.web.shared.uploads import takes_files

RUNS = (Duty.FACILITATOR, Duty.PROGRAMME_MANAGER)
WRITES = (Duty.CURRICULUM_LEAD, Duty.QUALITY_LEAD, Duty.INSPECTOR)
Provides = Callable[[MaterialForm], object]


@admits(*RUNS)
@takes_files(largest=MOST_BYTES)
def of_session(request: Request, session: UUID) -> HttpResponse:
    """What there is for those who missed a session; add to it."""
    page = materials_of_session(session, by=request.actor, at=request.at)
    here, back = reverse("learning:session-materials", args=[session]), reverse("cohorts:session", args=[session])

    def provide(form: MaterialForm) -> object:
        return provide_for_session(session, form.draft(), form.given(), by=request.actor, at=request.at)

    return _page(request, page, provide, here=here, back=back)


@admits(*WRITES)
@takes_files(largest=MOST_BYTES)
def of_component(request: Request, ref: UUID) -> HttpResponse:
    """What there is for those who missed any session of a component; add to it."""
    page = materials_of_component(ref, by=request.actor)
    here, back = reverse("learning:component-materials", args=[ref]), reverse("programmes:component", args=[ref])

    def provide(form: MaterialForm) -> object:
        return provide_for_component(ref, form.draft(), form.given(), by=request.actor, at=request.at)

    return _page(request, page, provide, here=here, back=back)


@admits(*RUNS)
@require_POST
def remove_from_session(request: Request, session: UUID, material: UUID) -> HttpResponse:
    """Take something away from a session."""
    return _removed(request, material, "learning:session-materials", session)


@admits(Duty.CURRICULUM_LEAD)
@require_POST
def remove_from_component(request: Request, ref: UUID, material: UUID) -> HttpResponse:
    """Take something away from a component."""
    return _removed(request, material, "learning:component-materials", ref)


@admits(SIGNED_IN, why="those who were to be there, and those who run it; the query decides")
def file(request: Request, ref: UUID) -> HttpResponse:
    """The file of a material."""
    sent = material_file(ref, by=request.actor)
    return send_file(sent.content, name=sent.name, media_type=sent.media_type)


def _removed(request: Request, material: UUID, back: str, to: UUID) -> HttpResponse:
    try:
        remove_material(material, by=request.actor, at=request.at)
        messages.success(request, "It is offered no more.")
    except Refused as refused:
        messages.error(request, str(refused.refusal))
    return see_other(back, to)


def _page(request: Request, page: MaterialsPage, provide: Provides, *, here: str, back: str) -> HttpResponse:
    form = MaterialForm(request.POST, request.FILES) if request.method == "POST" else MaterialForm()
    if form.is_bound and form.is_valid():
        try:
            provide(form)
            messages.success(request, "Added. Those who missed the session find it when they catch up.")
            return see_other(here)
        except Refused as refused:
            form.add_error(None, str(refused.refusal))
    facts = {"page": page, "form": form, "back": back, "here": here}
    return render(request, "learning/providing/show.html", facts, status=422 if form.errors else 200)
