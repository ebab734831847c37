"""Scripts that the standard keeps somebody from: their queue says why."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec

from django.contrib import messages
from django.http import HttpResponse

from goldenthread.ground.types import Refused
from goldenthread.web.shared.request import Request
from goldenthread.web.shared.seeing_other import see_other

P = ParamSpec("P")
View = Callable[Concatenate[Request, P], HttpResponse]


def queue_says_why(view: View[P]) -> View[P]:
    """Send whoever may not open what they asked for to their queue, with the reason."""

    @wraps(view)
    def guarded(request: Request, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        try:
            return view(request, *args, **kwargs)
        except Refused as refused:
            messages.error(request, str(refused.refusal))
            return see_other("assessment:queue")

    return guarded
