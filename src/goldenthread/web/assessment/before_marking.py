"""Before you mark: practise, take the test, and read what was agreed."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_POST

from goldenthread.assessment.actions.rounds import begin_round
from goldenthread.assessment.queries.before_marking import before_marking, practised
from goldenthread.assessment.types.standing import Purpose
from goldenthread.ground.types import Refused
from goldenthread.people.types import Duty
from goldenthread.web.shared.request import Request
from goldenthread.web.shared.routes import admits
from goldenthread.web.shared.seeing_other import see_other
from goldenthread.web.shared.words import count

_ROUNDS = {Purpose.PRACTICE.value: Purpose.PRACTICE, Purpose.TEST.value: Purpose.TEST}


@admits(Duty.ASSESSOR)
def before(request: Request) -> HttpResponse:
    """Where I stand, and what I can do about it."""
    return render(request, "assessment/before_marking/before.html", {"lines": before_marking(by=request.actor)})


@admits(Duty.ASSESSOR)
@require_POST
def begin(request: Request, ref: UUID, purpose: str) -> HttpResponse:
    """Begin to practise, or a test."""
    if purpose not in _ROUNDS:
        raise Http404
    try:
        laid = begin_round(ref, _ROUNDS[purpose], by=request.actor, at=request.at)
        messages.success(request, f"{count(laid, 'script')} to mark. You find them below and in your queue.")
    except Refused as refused:
        messages.error(request, str(refused.refusal))
    return see_other("assessment:before_marking")


@admits(Duty.ASSESSOR)
def agreed(request: Request, ref: UUID) -> HttpResponse:
    """A practice script that I have marked, beside what was agreed and why."""
    page = practised(ref, by=request.actor)
    mine, theirs = page.given.marks, page.agreed.marks
    lines = [(c, mine[c.code], theirs[c.code], c.code in page.apart) for c in page.scheme.criteria]
    return render(request, "assessment/before_marking/agreed.html", {"page": page, "lines": lines})
