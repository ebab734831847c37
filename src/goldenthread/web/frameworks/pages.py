"""A provider's page that was read: what it offers, and what is left on it of a framework."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from goldenthread.frameworks.actions.pages import link_page
from goldenthread.frameworks.queries.pages import offer_page
from goldenthread.frameworks.types import KIND_NAMES
from goldenthread.people.types import Duty
from goldenthread.web.shared.request import Request
from goldenthread.web.shared.routes import admits


@admits(Duty.CURRICULUM_LEAD)
def page(request: Request, ref: UUID) -> HttpResponse:
    """Its facts, and its statements with the published ones that they are."""
    context = {"page": offer_page(ref, by=request.actor), "kinds": KIND_NAMES}
    return render(request, "frameworks/pages/page.html", context)


@admits(Duty.CURRICULUM_LEAD)
@require_POST
def link(request: Request, ref: UUID) -> HttpResponse:
    """Look for its statements in every edition in force once more."""
    link_page(ref, by=request.actor, at=request.at)
    messages.success(request, "Its statements were looked for in every edition in force.")
    return redirect("frameworks:page", ref=ref)
