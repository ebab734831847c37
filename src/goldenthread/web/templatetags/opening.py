"""Whether a reader may open what a page would link to, so that no page offers what it refuses. Built in."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import Any

from django.template import Context, Library
from django.urls import URLPattern, URLResolver, get_resolver

from goldenthread.web.shared.middleware import admission_of
from goldenthread.web.shared.routes import Admission

register = Library()


@register.simple_tag(takes_context=True)
def may_open(context: Context, route: str) -> bool:
    """``{% may_open 'awards:revoke' as may_revoke %}``: whether the reader's duties open this kind of page.

    :raises KeyError: if no page has this name.
    """
    admission = admissions()[route]
    actor = context.get("actor")
    return admission is not None and actor is not None and admission.admits(actor)


@lru_cache
def admissions() -> Mapping[str, Admission | None]:
    """Who may enter, by the names of routes."""
    return dict(_named(get_resolver().url_patterns, ""))


def _named(entries: Any, room: str) -> Iterator[tuple[str, Admission | None]]:
    for entry in entries:
        if isinstance(entry, URLResolver):
            yield from _named(entry.url_patterns, f"{entry.namespace}:" if entry.namespace else room)
        elif isinstance(entry, URLPattern) and entry.name:
            yield room + entry.name, admission_of(entry.callback)
