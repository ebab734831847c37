"""The statements that meetings are about: chosen for one, and summed up."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render

from goldenthread.coaching.actions.focusing import choose_focus
from goldenthread.coaching.queries.focusing import focus_page, focus_summary
from goldenthread.ground.types import Refused
from goldenthread.people.types import Duty
from goldenthread.web.coaching.collecting_forms import chosen_of
from goldenthread.web.shared.request import Request
from goldenthread.web.shared.routes import admits
from goldenthread.web.shared.seeing_other import see_other


@admits(Duty.COACH, Duty.PARTICIPANT)
def choose(request: Request, ref: UUID) -> HttpResponse:
    """Find and choose the statements a meeting is about. Those a search hides stay as they are."""
    find = request.POST.get("find", request.GET.get("find", ""))[:100]
    status = 200
    if request.method == "POST":
        chosen, shown = chosen_of(request.POST.getlist("statement")), chosen_of(request.POST.getlist("shown"))
        try:
            choose_focus(ref, chosen=chosen, shown=shown, by=request.actor, at=request.at)
            if request.POST.get("then") != "find":
                messages.success(request, "The statements are saved.")
                return see_other("coaching:meeting", ref)
        except Refused as refused:
            messages.error(request, str(refused.refusal))
            status = 422
    page = focus_page(ref, by=request.actor, find=find)
    return render(request, "coaching/focusing/choose.html", {"page": page, "find": find}, status=status)


@admits(Duty.COACH, Duty.PARTICIPANT)
def summary(request: Request, enrolment: UUID) -> HttpResponse:
    """Which statements coaching has worked on, and which not."""
    return render(request, "coaching/focusing/summary.html", {"page": focus_summary(enrolment, by=request.actor)})
