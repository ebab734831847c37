"""A component: read it, add it, change it, choose its statements, move and remove it."""

from __future__ import annotations

from urllib.parse import urlencode
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from goldenthread.ground.types import Refused
from goldenthread.people.types import Duty
from goldenthread.programmes.actions.components import (
    add_component,
    change_component,
    move_component,
    remove_component,
    tie_statements,
)
from goldenthread.programmes.queries.building import component_sheet, module_page
from goldenthread.programmes.queries.coverage import picker
from goldenthread.programmes.queries.releases import release_outline
from goldenthread.programmes.types import (
    KIND_NAMES,
    ROUTE_NAMES,
    USE_NAMES,
    ComponentFacts,
    ComponentKind,
    PickerPage,
    ReleaseLine,
    Tie,
)
from goldenthread.web.programmes.forms import ComponentForm, chosen_of, shown_of, way_of
from goldenthread.web.programmes.staff import STAFF
from goldenthread.web.shared.paging import number_in
from goldenthread.web.shared.request import Request
from goldenthread.web.shared.routes import admits
from goldenthread.web.shared.words import count

NAMES = {"kinds": KIND_NAMES, "routes": ROUTE_NAMES, "uses": USE_NAMES}

# What is studied on one's own, in a unit that the learning room keeps.
STUDIED = frozenset(
    {ComponentKind.ONLINE_STUDY, ComponentKind.STUDY_PACK, ComponentKind.DIAGNOSTIC, ComponentKind.REFLECTION}
)


@admits(*STAFF)
def show(request: Request, ref: UUID) -> HttpResponse:
    """One component with its statements."""
    sheet = component_sheet(ref, by=request.actor)
    context = {"sheet": sheet, "names": NAMES, "is_studied": sheet.component.kind in STUDIED}
    context["home"] = home_of(sheet.release, sheet.component)
    return render(request, "programmes/components/show.html", context)


@admits(Duty.CURRICULUM_LEAD)
def add(request: Request, ref: UUID) -> HttpResponse:
    """Add a component at the end of a module; its statements come next."""
    module, line = module_page(ref, by=request.actor)
    form = ComponentForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            made = add_component(ref, form.draft(), by=request.actor, at=request.at)
        except Refused as refused:
            form.add_error(None, str(refused.refusal))
        else:
            apart = form.cleaned_data["stands_apart"]
            return redirect("programmes:release", line.ref) if apart else redirect("programmes:statements", made)
    context = {"form": form, "release": line, "module": module}
    return render(request, "programmes/components/add.html", context, status=422 if form.is_bound else 200)


@admits(Duty.CURRICULUM_LEAD)
def change(request: Request, ref: UUID) -> HttpResponse:
    """Change what a component says of itself; its statements stay."""
    sheet = component_sheet(ref, by=request.actor)
    modules = () if sheet.component.instead_of else release_outline(sheet.release.ref).modules
    form = ComponentForm(request.POST if request.method == "POST" else None, component=sheet.component, modules=modules)
    if request.method == "POST" and form.is_valid():
        try:
            change_component(ref, form.draft(), by=request.actor, at=request.at, module=form.module())
        except Refused as refused:
            form.add_error(None, str(refused.refusal))
        else:
            return redirect("programmes:component", ref)
    context = {"form": form, "sheet": sheet}
    return render(request, "programmes/components/change.html", context, status=422 if form.is_bound else 200)


@admits(Duty.CURRICULUM_LEAD)
def statements(request: Request, ref: UUID) -> HttpResponse:
    """Choose what the component does with which statements; looking for others first saves these."""
    find, section = request.GET.get("find", "")[:100], number_in(request.GET.get("section"))
    page = picker(ref, by=request.actor, find=find, section=section)
    if request.method == "POST":
        shown = shown_of(request, page)
        try:
            held = tie_statements(ref, chosen_of(request, page), shown=shown, by=request.actor, at=request.at)
        except Refused as refused:
            messages.error(request, str(refused.refusal))
            return redirect("programmes:component", ref)
        if request.POST.get("then") == "find":
            wanted = {name: request.POST.get(name, "")[:100] for name in ("find", "section")}
            return redirect(f"{reverse('programmes:statements', args=[ref])}?{urlencode(wanted)}")
        messages.success(request, _saved(page, held, shown))
        return redirect("programmes:component", ref)
    context = {"page": page, "uses": USE_NAMES, "find": find, "section": section}
    return render(request, "programmes/components/statements.html", context)


@admits(Duty.CURRICULUM_LEAD)
@require_POST
def move(request: Request, ref: UUID) -> HttpResponse:
    """Move a component one place."""
    sheet = component_sheet(ref, by=request.actor)
    try:
        move_component(ref, way_of(request), by=request.actor, at=request.at)
    except Refused as refused:
        messages.error(request, str(refused.refusal))
    return redirect(home_of(sheet.release, sheet.component))


@admits(Duty.CURRICULUM_LEAD)
def remove(request: Request, ref: UUID) -> HttpResponse:
    """Ask, then take a component out."""
    sheet = component_sheet(ref, by=request.actor)
    if request.method != "POST":
        return render(request, "programmes/components/remove.html", {"sheet": sheet, "names": NAMES})
    try:
        remove_component(ref, by=request.actor, at=request.at)
        messages.success(request, f"“{sheet.component.title}” was removed.")
    except Refused as refused:
        messages.error(request, str(refused.refusal))
    return redirect(home_of(sheet.release, sheet.component))


def _saved(page: PickerPage, held: frozenset[Tie], shown: frozenset[Tie]) -> str:
    served = len({tie.statement for tie in held} & {place.ref for place in page.shown})
    among = count(len(page.shown), "statement")
    saved = f"Saved. This component teaches, practises or assesses {served} of the {among} shown."
    if page.ticked == shown:
        return saved
    return f"{saved} What was saved from another page while you had this one open is kept."


def home_of(release: ReleaseLine, component: ComponentFacts) -> str:
    """The page that lists a component: its release's, or its variant's."""
    if component.variant:
        return reverse("programmes:variant", args=[release.ref, component.variant])
    return reverse("programmes:release", args=[release.ref])
