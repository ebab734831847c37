"""Check a reading before everybody sees it, and publish it."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render

from goldenthread.frameworks.actions.publishing import publish_reading
from goldenthread.frameworks.queries.publishing import publish_page
from goldenthread.ground.types import Refused
from goldenthread.people.types import Duty
from goldenthread.web.shared.request import Request
from goldenthread.web.shared.routes import admits


@admits(Duty.CURRICULUM_LEAD)
def publish(request: Request, ref: UUID) -> HttpResponse:
    """What will be published, under which licence, in place of what."""
    found = publish_page(ref, by=request.actor)
    if found.review.reading.is_page:
        return redirect("frameworks:page", ref=ref)
    refusal = None
    if request.method == "POST":
        try:
            edition = publish_reading(ref, by=request.actor, at=request.at, shown=request.POST.get("shown", ""))
        except Refused as refused:
            refusal = refused.refusal
        else:
            messages.success(request, "The framework is published. Everybody who is signed in can read it.")
            return redirect("frameworks:edition", ref=edition)
    context = {"page": found.review, "refusal": refusal, "in_force": found.in_force, "mark": found.mark}
    return render(request, "frameworks/publishing/publish.html", context, status=422 if refusal else 200)
