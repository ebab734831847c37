"""What an address asks for. What makes no sense in it is passed over."""

from __future__ import annotations

from uuid import UUID

from goldenthread.web.shared.request import Request


def refs_in(request: Request, name: str) -> frozenset[UUID]:
    """The references an address names under one word."""
    return frozenset(ref for ref in map(_ref, request.GET.getlist(name)) if ref)


def ref_in(request: Request, name: str) -> UUID | None:
    """The reference an address names under one word, if it names one."""
    return _ref(request.GET.get(name, ""))


def _ref(words: str) -> UUID | None:
    try:
        return UUID(words)
    except ValueError:
        return None
