"""Close a gap of a draft from its coverage: choose a component for a statement, and be back."""

from __future__ import annotations

from urllib.parse import urlencode
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from goldenthread.ground.types import Refused
from goldenthread.people.types import Duty
from goldenthread.programmes.actions.components import tie_statements
from goldenthread.programmes.queries.closing import closing_page
from goldenthread.programmes.types import KIND_NAMES, ROUTE_NAMES, USE_NAMES, Tie, Use
from goldenthread.web.programmes.asked import ref_in, ref_of, route_in
from goldenthread.web.shared.request import Request
from goldenthread.web.shared.routes import admits

NAMES = {"kinds": KIND_NAMES, "routes": ROUTE_NAMES, "uses": USE_NAMES}


@admits(Duty.CURRICULUM_LEAD)
def close(request: Request, ref: UUID, statement: UUID) -> HttpResponse:
    """The components, each with one button that has it teach the statement."""
    route, variant = route_in(request), ref_in(request, "variant")
    page = closing_page(ref, statement, by=request.actor, route=route, variant=variant)
    which = urlencode({name: value for name, value in (("route", route), ("variant", variant)) if value})
    coverage = f"{reverse('programmes:coverage', args=[ref])}{'?' if which else ''}{which}#gaps"
    chosen = ref_of(request.POST.get("component", ""))
    title = page.titled(chosen)
    if request.method == "POST" and chosen and title:
        try:
            tie_statements(chosen, {Tie(statement, Use.TAUGHT)}, shown=(), by=request.actor, at=request.at)
        except Refused as refused:
            messages.error(request, str(refused.refusal))
        else:
            messages.success(request, f"“{title}” now teaches {page.statement.number}.")
        return redirect(coverage)
    if request.method == "POST":
        messages.error(request, "That component is no longer there. Choose one of those listed.")
    context = {"page": page, "names": NAMES, "route": route, "coverage": coverage}
    return render(request, "programmes/closing/close.html", context, status=422 if request.method == "POST" else 200)
