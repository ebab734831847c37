"""What an address asks for. What makes no sense in it is passed over."""

from __future__ import annotations

from uuid import UUID

from goldenthread.programmes.types import Route
from goldenthread.web.shared.request import Request


def refs_in(request: Request, name: str) -> frozenset[UUID]:
    """The references an address names under one word."""
    return frozenset(ref for ref in map(ref_of, request.GET.getlist(name)) if ref)


def ref_in(request: Request, name: str) -> UUID | None:
    """The reference an address names under one word, if it names one."""
    return ref_of(request.GET.get(name, ""))


def route_in(request: Request) -> Route | None:
    """The route an address names, if it names one; both otherwise."""
    return next((route for route in Route if route.value == request.GET.get("route")), None)


def ref_of(words: str) -> UUID | None:
    """The reference that these words are, if they are one."""
    try:
        return UUID(words)
    except ValueError:
        return None
