"""Pages that may be read without a connection, for as long as their reader is signed in on that browser.

A view marked ``keeps_offline`` says so in its answer. The worker at ``/offline.js`` keeps such answers on the device,
under a mark for whoever is signed in, and drops them when anybody else is, or nobody (decision 0063).
"""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache, wraps
from pathlib import Path
from typing import Any, TypeVar, cast
from uuid import UUID

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.middleware.csrf import get_token
from django.shortcuts import render
from django.utils.crypto import salted_hmac

from goldenthread.people.types import Actor
from goldenthread.web.shared.request import Request
from goldenthread.web.shared.routes import EVERYONE, SIGNED_IN, admits

KEEP = "X-Keep-Offline"
WHO = "X-Offline-Person"
NOBODY = "nobody"
WORKER = Path(__file__).parent.parent / "static" / "js" / "worker.js"
View = TypeVar("View", bound=Callable[..., HttpResponse])


def mark_of(actor: Actor | None) -> str:
    """What a device may know of who is signed in: the same for the same person, and nothing that names them."""
    return salted_hmac("goldenthread.offline", str(actor.person)).hexdigest()[:16] if actor else NOBODY


def keeps_offline(view: View) -> View:
    """Mark a view whose page may be kept on its reader's own device. Only what was found and shown is marked."""

    @wraps(view)
    def kept(request: Request, *args: Any, **kwargs: Any) -> HttpResponse:
        answer = view(request, *args, **kwargs)
        if request.method == "GET" and answer.status_code == 200:
            answer[KEEP] = mark_of(request.actor)
        return answer

    return cast("View", kept)


def offline_key(request: HttpRequest) -> UUID | None:
    """The key under which a device sends something it did once, however often it has to send it."""
    try:
        return UUID(request.GET.get("kept", ""))
    except ValueError:
        return None


@lru_cache
def _worker() -> bytes:
    return WORKER.read_bytes()


@admits(EVERYONE, why="the browser fetches this script by itself, and it holds nothing of anybody")
def worker(request: Request) -> HttpResponse:  # noqa: ARG001  every view is asked alike
    """The script that answers while there is no connection. It stands at the root, so that it may answer for all."""
    answer = HttpResponse(_worker(), content_type="text/javascript; charset=utf-8")
    answer["Service-Worker-Allowed"] = "/"
    answer["Cache-Control"] = "no-cache"
    return answer


@admits(EVERYONE, why="it is shown where nothing else can be, and holds nothing of anybody")
def shown(request: Request) -> HttpResponse:
    """What stands in for a page that is not kept."""
    return render(request, "shared/offline/shown.html")


@admits(SIGNED_IN)
def state(request: Request) -> JsonResponse:
    """Who is signed in, as a device knows them, and what lets it send what it did meanwhile."""
    return JsonResponse({"person": mark_of(request.actor), "token": get_token(request)})
