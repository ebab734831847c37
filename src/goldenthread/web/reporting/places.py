"""Where the things that reporting names are found. Reporting says *unit*; only a door knows its address."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from uuid import UUID

from django.urls import NoReverseMatch, reverse

PLACES: Mapping[str, str] = MappingProxyType(
    {
        "applications": "admissions:board",
        "caseload": "coaching:caseload",
        "coaching": "coaching:mine",
        "needing": "coaching:needing",
        "communities": "learning:communities",
        "cohort": "cohorts:cohort",
        "cohorts": "cohorts:board",
        "deliveries": "people:queue",
        "editor": "learning:editor",
        "frameworks": "frameworks:index",
        "mine": "cohorts:mine",
        "open": "cohorts:open",
        "organisations": "people:organisations",
        "pack": "reporting:pack",
        "pairing": "coaching:record",
        "pairing_page": "coaching:pairing",
        "my_people": "reporting:people",
        "people": "people:directory",
        "person": "reporting:person",
        "erase": "people:erase",
        "figures": "reporting:figures",
        "programmes": "programmes:index",
        "register": "cohorts:register",
        "release": "programmes:release",
        "session": "cohorts:session",
        "unit": "learning:unit",
        "updates": "reporting:updates",
    }
)


def address_of(place: str, ref: UUID | None = None) -> str:
    """The address of a named place; none where the thing has no page of its own."""
    if place not in PLACES:
        return ""
    try:
        return reverse(PLACES[place], args=[ref] if ref else [])
    except NoReverseMatch:
        return ""
