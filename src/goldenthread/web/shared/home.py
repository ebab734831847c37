"""The first page: signed in, a person's own; otherwise the way in."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import redirect, render

from goldenthread.web.shared.request import Request
from goldenthread.web.shared.routes import EVERYONE, admits


@admits(EVERYONE, why="it is the way in")
def home(request: Request) -> HttpResponse:
    """Home for whoever is asking."""
    if not hasattr(request, "actor"):
        return redirect("demo" if settings.DEMONSTRATION else "account_login")
    return render(request, "shared/home.html")
