"""Scripts that the standard keeps somebody from, or that they have no longer: their queue says why."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ObjectDoesNotExist
from django.http import HttpResponse
from django.shortcuts import render

from goldenthread.assessment.queries.before_marking import why_gone
from goldenthread.ground.types import Refusal, Refused
from goldenthread.web.shared.request import Request
from goldenthread.web.shared.seeing_other import see_other

P = ParamSpec("P")
View = Callable[Concatenate[Request, P], HttpResponse]
# What of a form is a marker's own words, by the beginning of its name.
_TYPED = {"mark_": "Mark for", "reason_": "Reason for", "comment": "Over all", "pin-words": "Comment at a passage"}


def queue_says_why(view: View[P]) -> View[P]:
    """Send whoever may not open what they asked for to their queue, with the reason. What they had typed is shown to
    them: it can be saved no more."""

    @wraps(view)
    def guarded(request: Request, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        try:
            return view(request, *args, **kwargs)
        except Refused as refused:
            return _answer(request, refused.refusal)
        except ObjectDoesNotExist:
            seat = kwargs.get("ref")
            refusal = why_gone(seat, by=request.actor) if isinstance(seat, UUID) else None
            if refusal is None:
                raise
            return _answer(request, refusal)

    return guarded


def _answer(request: Request, refusal: Refusal) -> HttpResponse:
    said = typed(request)
    if said:
        return render(request, "assessment/marking/gone.html", {"refusal": refusal, "typed": said}, status=422)
    messages.error(request, str(refusal))
    return see_other("assessment:queue")


def typed(request: Request) -> list[tuple[str, str]]:
    """What somebody had typed on a form of marks, with what stands beside each."""
    return [(label, request.POST[name]) for name, label in _labels(request) if request.POST[name].strip()]


def _labels(request: Request) -> list[tuple[str, str]]:
    """The names of what was typed, with what stands beside each."""
    return [
        (name, f"{label} {name.removeprefix(begins)}".strip())
        for name in request.POST
        for begins, label in _TYPED.items()
        if name == begins or (begins.endswith("_") and name.startswith(begins))
    ]
