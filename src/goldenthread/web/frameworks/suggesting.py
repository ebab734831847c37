"""Take or leave what the reader offered to correct."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_POST

from goldenthread.frameworks.actions.suggesting import leave_suggestion, take_suggestion
from goldenthread.frameworks.queries.suggesting import reading_of_suggestion
from goldenthread.ground.types import Refused
from goldenthread.people.types import Duty
from goldenthread.web.shared.request import Request
from goldenthread.web.shared.routes import admits


@admits(Duty.CURRICULUM_LEAD)
@require_POST
def decide(request: Request, ref: UUID) -> HttpResponse:
    """Take it, or leave the word as it is."""
    reading = reading_of_suggestion(ref, by=request.actor)
    decided = take_suggestion if request.POST.get("event") == "take" else leave_suggestion
    try:
        decided(ref, by=request.actor, at=request.at)
    except Refused as refused:
        messages.error(request, str(refused.refusal))
    else:
        took = "The word is corrected" if decided is take_suggestion else "The word is left as it is"
        messages.success(request, f"{took}. It is on record with your name.")
    return redirect(reverse("frameworks:review", args=[reading]) + "#suggestions")
