"""The places somebody can go, by the hats they wear. Each room lists its own in its ``urls``."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from importlib import import_module

from django.urls import reverse

from goldenthread.people.types import Actor
from goldenthread.web.shared.routes import NavItem

ROOMS = (
    "people",
    "frameworks",
    "programmes",
    "cohorts",
    "admissions",
    "learning",
    "coaching",
    "assessment",
    "awards",
    "reporting",
)


@dataclass(frozen=True)
class Place:
    """One entry of the navigation as the page draws it."""

    label: str
    url: str
    current: bool


@lru_cache
def every_item() -> tuple[NavItem, ...]:
    """All rooms' entries in their order."""
    items = [item for room in ROOMS for item in import_module(f"goldenthread.web.{room}.urls").NAV]
    return tuple(sorted(items, key=lambda item: item.order))


def navigation_for(actor: Actor, path: str) -> tuple[Place, ...]:
    """The entries this actor has, the one they are in marked as current."""
    items = [item for item in every_item() if not item.duties or actor.wears(*item.duties)]
    urls = [reverse(item.url_name) for item in items]
    inside = max((url for url in urls if path.startswith(url)), key=len, default="")
    return tuple(Place(item.label, url, url == inside) for item, url in zip(items, urls, strict=True))
