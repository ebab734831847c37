"""A participant's coaching: who walks beside me, what we said, what I agreed to do."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_POST

from goldenthread.coaching.actions.agreeing import tick_action
from goldenthread.coaching.queries.records import my_coaching
from goldenthread.ground.types import Refused
from goldenthread.people.types import Duty
from goldenthread.web.shared.request import Request
from goldenthread.web.shared.routes import admits
from goldenthread.web.shared.seeing_other import see_other


@admits(Duty.PARTICIPANT)
def mine(request: Request) -> HttpResponse:
    """My coach, my meetings, my actions."""
    return render(request, "coaching/agreeing/mine.html", {"records": my_coaching(by=request.actor, at=request.at)})


@admits(Duty.PARTICIPANT, Duty.COACH)
@require_POST
def tick(request: Request, action: UUID) -> HttpResponse:
    """Tick an action, or take the tick off."""
    try:
        tick_action(action, is_done=request.POST.get("done") == "yes", by=request.actor, at=request.at)
    except Refused as refused:
        messages.error(request, str(refused.refusal))
    return see_other("coaching:mine" if request.actor.wears(Duty.PARTICIPANT) else "coaching:caseload")
