"""Every component on one page, in the demonstration."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render

from goldenthread.web.shared.request import Request
from goldenthread.web.shared.routes import EVERYONE, admits
from goldenthread.web.shared.showcase import showcase


@admits(EVERYONE, why="it is only there in the demonstration and shows made-up data")
def show(request: Request) -> HttpResponse:
    """Draw the components."""
    return render(request, "shared/components.html", showcase(request.at))
