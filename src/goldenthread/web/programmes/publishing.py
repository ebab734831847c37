"""Check a draft before it is published, publish it, and retire a published release."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render

from goldenthread.ground.types import Refused
from goldenthread.people.types import Duty
from goldenthread.programmes.actions.publishing import publish_release, retire_release
from goldenthread.programmes.queries.building import release_page
from goldenthread.programmes.queries.releases import release_line
from goldenthread.programmes.types import ROUTE_NAMES
from goldenthread.web.programmes.forms import RetiringForm
from goldenthread.web.shared.request import Request
from goldenthread.web.shared.routes import admits


@admits(Duty.CURRICULUM_LEAD)
def publish(request: Request, ref: UUID) -> HttpResponse:
    """Check your answers: what the release holds, what it lacks, and the button."""
    if request.method == "POST":
        try:
            publish_release(ref, by=request.actor, at=request.at)
        except Refused as refused:
            messages.error(request, str(refused.refusal))
            return redirect("programmes:publish", ref)
        messages.success(request, "The release is published. Cohorts can be opened on it.")
        return redirect("programmes:release", ref)
    page = release_page(ref, by=request.actor)
    routes = [(ROUTE_NAMES[route], page.outline.on(route)) for route in ROUTE_NAMES]
    return render(request, "programmes/publishing/publish.html", {"page": page, "routes": routes})


@admits(Duty.CURRICULUM_LEAD)
def retire(request: Request, ref: UUID) -> HttpResponse:
    """Close a published release to new cohorts."""
    line = release_line(ref, by=request.actor)
    form = RetiringForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            retire_release(ref, why=form.cleaned_data["why"], by=request.actor, at=request.at)
        except Refused as refused:
            form.add_error(None, str(refused.refusal))
        else:
            return redirect("programmes:release", ref)
    context = {"form": form, "release": line}
    return render(request, "programmes/publishing/retire.html", context, status=422 if form.is_bound else 200)
