"""A draft's modules: add, rename, move, remove."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from goldenthread.ground.types import Refused
from goldenthread.people.types import Duty
from goldenthread.programmes.actions.designing import add_module, move_module, remove_module, rename_module
from goldenthread.programmes.queries.building import module_page
from goldenthread.programmes.queries.releases import release_line
from goldenthread.web.programmes.forms import ModuleForm, way_of
from goldenthread.web.shared.request import Request
from goldenthread.web.shared.routes import admits


@admits(Duty.CURRICULUM_LEAD)
def add(request: Request, ref: UUID) -> HttpResponse:
    """Add a module at the end."""
    line = release_line(ref, by=request.actor)
    form = ModuleForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            add_module(ref, title=form.cleaned_data["title"], by=request.actor, at=request.at)
        except Refused as refused:
            form.add_error(None, str(refused.refusal))
        else:
            return redirect("programmes:release", ref)
    context = {"form": form, "release": line, "heading": "Add a module"}
    return render(request, "programmes/designing/module.html", context, status=422 if form.is_bound else 200)


@admits(Duty.CURRICULUM_LEAD)
def rename(request: Request, ref: UUID) -> HttpResponse:
    """Give a module another title."""
    module, line = module_page(ref, by=request.actor)
    form = ModuleForm(request.POST if request.method == "POST" else None, initial={"title": module.title})
    if request.method == "POST" and form.is_valid():
        try:
            rename_module(ref, title=form.cleaned_data["title"], by=request.actor, at=request.at)
        except Refused as refused:
            form.add_error(None, str(refused.refusal))
        else:
            return redirect("programmes:release", line.ref)
    context = {"form": form, "release": line, "heading": "Rename the module"}
    return render(request, "programmes/designing/module.html", context, status=422 if form.is_bound else 200)


@admits(Duty.CURRICULUM_LEAD)
@require_POST
def move(request: Request, ref: UUID) -> HttpResponse:
    """Move a module one place."""
    _, line = module_page(ref, by=request.actor)
    try:
        move_module(ref, way_of(request), by=request.actor, at=request.at)
    except Refused as refused:
        messages.error(request, str(refused.refusal))
    return redirect("programmes:release", line.ref)


@admits(Duty.CURRICULUM_LEAD)
def remove(request: Request, ref: UUID) -> HttpResponse:
    """Ask, then take a module out with its components."""
    module, line = module_page(ref, by=request.actor)
    if request.method != "POST":
        return render(request, "programmes/designing/remove_module.html", {"module": module, "release": line})
    try:
        remove_module(ref, by=request.actor, at=request.at)
        messages.success(request, f"“{module.title}” was removed.")
    except Refused as refused:
        messages.error(request, str(refused.refusal))
    return redirect("programmes:release", line.ref)
