"""How a call is let in, and what is said when it is not answered."""

from __future__ import annotations

from datetime import datetime

from allauth.account.adapter import get_adapter
from django.core.cache import cache
from django.http import HttpRequest
from ninja import Schema
from ninja.security import HttpBearer
from ninja.throttling import BaseThrottle

from goldenthread.people.actions.clients import client_of_token
from goldenthread.people.types import Actor

MOST_A_MINUTE = 600


class Problem(Schema):
    """Why a call is not answered: a code for programs, words for people."""

    code: str
    says: str


class Call(HttpRequest):
    """A call as operations see it: ``auth`` is the client as an actor, ``at`` the one clock."""

    auth: Actor
    at: datetime


class Stranger(HttpRequest):
    """A call that asks for no token, as operations see it: nobody is known, ``at`` is the one clock."""

    at: datetime


class Token(HttpBearer):
    """``Authorization: Bearer`` with the token of a client."""

    def authenticate(self, request: HttpRequest, token: str) -> Actor | None:
        """The client with this token, if it is still open."""
        at: datetime = request.at  # type: ignore[attr-defined]  # put there by the middleware
        return client_of_token(token, at=at)


class FairShare(BaseThrottle):
    """So many calls a minute for each client, or each address without one, counted together over all processes."""

    def allow_request(self, request: HttpRequest) -> bool:
        """Count this call, and say whether there is room for it."""
        call: Call = request  # type: ignore[assignment]  # the library hands us its own request
        actor = getattr(call, "auth", None)
        who = actor.person if isinstance(actor, Actor) else get_adapter().get_client_ip(request)
        key = f"api:{who}:{int(call.at.timestamp()) // 60}"
        cache.add(key, 0, timeout=120)
        return cache.incr(key) <= MOST_A_MINUTE

    def wait(self) -> float | None:
        """At most until the next minute."""
        return 60


PROBLEMS = {401: Problem, 404: Problem, 422: Problem, 429: Problem}
