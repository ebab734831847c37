"""The pages at the foot of every page: how accessible this is, and what is kept about people."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render

from goldenthread.web.shared.request import Request
from goldenthread.web.shared.routes import EVERYONE, admits

WHY = "whoever cannot use a page, or has not signed in, still has to be able to read it"


@admits(EVERYONE, why=WHY)
def accessibility(request: Request) -> HttpResponse:
    """What works, what was tried and what was not, and whom to tell."""
    return render(request, "shared/about/accessibility.html")


@admits(EVERYONE, why=WHY)
def privacy(request: Request) -> HttpResponse:
    """What is kept about people, who sees it, and what they can do about it."""
    return render(request, "shared/about/privacy.html")
