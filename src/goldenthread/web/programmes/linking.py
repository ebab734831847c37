"""Choosing the statements that a criterion judges."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import render

from goldenthread.ground.types import Refused
from goldenthread.people.types import Duty
from goldenthread.programmes.actions.linking import link_statements
from goldenthread.programmes.queries.linking import linking_page
from goldenthread.web.shared.answers import see_other
from goldenthread.web.shared.request import Request
from goldenthread.web.shared.routes import admits
from goldenthread.web.shared.words import count


@admits(Duty.CURRICULUM_LEAD, Duty.QUALITY_LEAD)
def link(request: Request, ref: UUID, criterion: int) -> HttpResponse:
    """Tick the statements of one edition that a criterion judges."""
    asked = request.GET.get("edition", "")
    try:
        edition = UUID(asked) if asked else None
    except ValueError as unknown:
        raise Http404 from unknown
    page = linking_page(ref, criterion, by=request.actor, edition=edition)
    if request.method != "POST":
        return render(request, "programmes/linking/link.html", {"page": page})
    known = {str(line.statement.ref): line.statement.ref for line in page.shown}
    chosen, shown = ({known[each] for each in request.POST.getlist(name) if each in known} for name in ("tick", "was"))
    try:
        held = link_statements(ref, criterion, chosen, shown=shown, by=request.actor, at=request.at)
        messages.success(request, f"Criterion {page.criterion.code} judges {count(held, 'statement')}.")
    except Refused as refused:
        messages.error(request, str(refused.refusal))
    return see_other("programmes:scheme", ref)
