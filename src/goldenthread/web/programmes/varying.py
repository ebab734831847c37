"""Local variants: make one, add and exchange components in it, decide what clashes, take it away."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from goldenthread.ground.types import Refused
from goldenthread.people.queries.directory import organisations
from goldenthread.people.types import Duty, OrganisationKind
from goldenthread.programmes.actions.components import add_component
from goldenthread.programmes.actions.varying import (
    change_variant,
    exchange_component,
    make_variant,
    remove_variant,
    settle_clash,
)
from goldenthread.programmes.queries.building import component_sheet, module_page
from goldenthread.programmes.queries.releases import release_line
from goldenthread.programmes.queries.varying import exchange_page, variant_line, variant_page
from goldenthread.programmes.types import KIND_NAMES, ROUTE_NAMES, VARIANT_KIND_NAMES, VariantLine
from goldenthread.web.programmes.components import home_of
from goldenthread.web.programmes.forms import ComponentForm, VariantForm
from goldenthread.web.programmes.staff import STAFF
from goldenthread.web.shared.request import Request
from goldenthread.web.shared.routes import admits

NAMES = {"kinds": KIND_NAMES, "routes": ROUTE_NAMES, "for": VARIANT_KIND_NAMES}


@admits(*STAFF)
def show(request: Request, ref: UUID, variant: UUID) -> HttpResponse:
    """One variant as it stands in a release: what it adds, what it exchanges, what is to be decided."""
    page = variant_page(ref, variant, by=request.actor)
    return render(request, "programmes/varying/show.html", {"page": page, "names": NAMES})


@admits(Duty.CURRICULUM_LEAD)
def make(request: Request, ref: UUID) -> HttpResponse:
    """Begin a variant."""
    line = release_line(ref, by=request.actor)
    form = _form(request)
    if request.method == "POST" and form.is_valid():
        try:
            made = make_variant(ref, form.draft(), by=request.actor, at=request.at)
        except Refused as refused:
            form.add_error(None, str(refused.refusal))
        else:
            return redirect("programmes:variant", ref, made)
    context = {"form": form, "release": line, "variant": None}
    return render(request, "programmes/varying/variant.html", context, status=422 if form.is_bound else 200)


@admits(Duty.CURRICULUM_LEAD)
def change(request: Request, ref: UUID, variant: UUID) -> HttpResponse:
    """Change what a variant says of itself."""
    page = variant_page(ref, variant, by=request.actor)
    form = _form(request, page.variant)
    if request.method == "POST" and form.is_valid():
        try:
            change_variant(variant, form.draft(), by=request.actor, at=request.at)
        except Refused as refused:
            form.add_error(None, str(refused.refusal))
        else:
            return redirect("programmes:variant", ref, variant)
    context = {"form": form, "release": page.release, "variant": page.variant}
    return render(request, "programmes/varying/variant.html", context, status=422 if form.is_bound else 200)


@admits(Duty.CURRICULUM_LEAD)
def remove(request: Request, ref: UUID, variant: UUID) -> HttpResponse:
    """Ask, then take a variant out of a draft."""
    page = variant_page(ref, variant, by=request.actor)
    if request.method != "POST":
        return render(request, "programmes/varying/remove.html", {"page": page})
    try:
        remove_variant(ref, variant, by=request.actor, at=request.at)
        messages.success(request, f"The variant “{page.variant.title}” was taken out of this draft.")
    except Refused as refused:
        messages.error(request, str(refused.refusal))
    return redirect("programmes:release", ref)


@admits(Duty.CURRICULUM_LEAD)
def add(request: Request, variant: UUID, module: UUID) -> HttpResponse:
    """Add a component to a module for this variant only; its statements come next."""
    known = variant_line(variant, by=request.actor)
    home, line = module_page(module, by=request.actor)
    form = ComponentForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            made = add_component(module, form.draft(), by=request.actor, at=request.at, variant=variant)
        except Refused as refused:
            form.add_error(None, str(refused.refusal))
        else:
            if form.cleaned_data["stands_apart"]:
                return redirect("programmes:variant", line.ref, variant)
            return redirect("programmes:statements", made)
    context = {"form": form, "release": line, "variant": known, "module": home}
    return render(request, "programmes/varying/component.html", context, status=422 if form.is_bound else 200)


@admits(Duty.CURRICULUM_LEAD)
def exchange(request: Request, variant: UUID, component: UUID) -> HttpResponse:
    """Let something stand for a component of the core in this variant; it begins as a copy of it."""
    known, core, line, refusal = exchange_page(variant, component, by=request.actor)
    form = ComponentForm(request.POST if request.method == "POST" else None, component=core)
    if request.method == "POST" and form.is_valid():
        try:
            made = exchange_component(component, variant, form.draft(), by=request.actor, at=request.at)
        except Refused as refused:
            form.add_error(None, str(refused.refusal))
        else:
            return redirect("programmes:component", made)
    context = {"form": form, "release": line, "variant": known, "core": core, "refusal": refusal}
    return render(request, "programmes/varying/component.html", context, status=422 if form.is_bound else 200)


@admits(Duty.CURRICULUM_LEAD)
@require_POST
def settle(request: Request, ref: UUID) -> HttpResponse:
    """Keep a component of a variant as it is, whatever became of what it stands for."""
    sheet = component_sheet(ref, by=request.actor)
    try:
        settle_clash(ref, by=request.actor, at=request.at)
        messages.success(request, f"“{sheet.component.title}” stays as it is.")
    except Refused as refused:
        messages.error(request, str(refused.refusal))
    return redirect(home_of(sheet.release, sheet.component))


def _form(request: Request, variant: VariantLine | None = None) -> VariantForm:
    partners = organisations(by=request.actor, kind=OrganisationKind.DELIVERY_PARTNER)
    return VariantForm(request.POST if request.method == "POST" else None, partners=partners, variant=variant)
