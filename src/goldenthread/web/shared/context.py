"""What the frame of every page knows."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse

from goldenthread.web.shared.navigation import navigation_for


def page_frame(request: HttpRequest) -> dict[str, Any]:
    """The actor and their navigation, without a statement to the database."""
    actor = getattr(request, "actor", None)
    return {
        "actor": actor,
        "navigation": navigation_for(actor, request.path) if actor else (),
        "help_address": settings.HELP_ADDRESS,
        "demonstration": settings.DEMONSTRATION,
        "demonstration_door": reverse("demo") if settings.DEMONSTRATION else "",
        "at": getattr(request, "at", None),
    }
