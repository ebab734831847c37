"""The first page: signed in, a person's own; otherwise the way in."""

from __future__ import annotations

from datetime import datetime
from functools import lru_cache
from importlib import import_module
from importlib.util import find_spec
from typing import Protocol

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import redirect, render

from goldenthread.ground.queries.once import reading_once
from goldenthread.people.types import Actor
from goldenthread.web.shared.navigation import ROOMS
from goldenthread.web.shared.next_things import HomePart, in_order
from goldenthread.web.shared.request import Request
from goldenthread.web.shared.routes import EVERYONE, admits

MOST = 3


class SaysPart(Protocol):
    """What a room's ``home`` module offers: its part for this actor, or nothing."""

    def __call__(self, actor: Actor, *, at: datetime) -> HomePart | None: ...


@lru_cache
def parts_of_rooms() -> tuple[SaysPart, ...]:
    """The rooms that have something to say on a first page, in the order of the rooms."""
    names = [f"goldenthread.web.{room}.home" for room in ROOMS]
    return tuple(import_module(name).part for name in names if find_spec(name))


@admits(EVERYONE, why="it is the way in")
def home(request: Request) -> HttpResponse:
    """Home for whoever is asking: their next things, then the figures that matter to them."""
    if not hasattr(request, "actor"):
        return redirect("demo" if settings.DEMONSTRATION else "account_login")
    with reading_once():
        said = [part(request.actor, at=request.at) for part in parts_of_rooms()]
    parts = [part for part in said if part]
    things = in_order(parts, at=request.at)
    panels = [part for part in parts if part.panel]
    facts = {
        "news": [part.news for part in parts if part.news],
        "things": things[:MOST],
        "later": things[MOST:],
        "panels": panels,
    }
    return render(request, "shared/home.html", facts)
