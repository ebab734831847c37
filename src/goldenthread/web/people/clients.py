"""The systems that read through the API: made, listed and revoked by administrators."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from goldenthread.ground.types import Refused
from goldenthread.people.actions.clients import make_client, revoke_client
from goldenthread.people.queries.clients import api_clients
from goldenthread.people.queries.places import place_meant, running_places
from goldenthread.people.types import Duty
from goldenthread.web.people.forms import ClientForm
from goldenthread.web.shared.request import Request
from goldenthread.web.shared.routes import admits


@admits(Duty.ADMINISTRATOR)
def listed(request: Request) -> HttpResponse:
    """Every client; a new one is made here, and its token shown this once."""
    form = ClientForm(request.POST if request.method == "POST" else None, places=running_places(by=request.actor))
    token = _made(request, form) if form.is_valid() else ""
    context = {"form": form, "token": token, "clients": api_clients()}
    answer = render(request, "people/clients/list.html", context, status=422 if form.errors else 200)
    answer["Cache-Control"] = "no-store"
    return answer


@admits(Duty.ADMINISTRATOR)
@require_POST
def revoke(request: Request, ref: UUID) -> HttpResponse:
    """Revoke one client."""
    try:
        revoke_client(ref, by=request.actor, at=request.at)
    except Refused as refused:
        messages.error(request, str(refused.refusal))
    else:
        messages.success(request, "Its token opens nothing any more.")
    return redirect("people:clients")


def _made(request: Request, form: ClientForm) -> str:
    given = form.cleaned_data
    try:
        place = place_meant(place=given["place"], urn=given["urn"].strip(), by=request.actor)
        return make_client(name=given["name"], place=place, by=request.actor, at=request.at)
    except Refused as refused:
        form.add_error(None, str(refused.refusal))
        return ""
