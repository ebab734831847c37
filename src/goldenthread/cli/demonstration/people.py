"""The first chapter: the lead provider, its partners and schools, and everybody who works there."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from goldenthread.people.actions.founding import found
from goldenthread.people.actions.membership import add_organisation, bring_in
from goldenthread.people.queries.directory import organisations
from goldenthread.people.types import Actor, Duty, OrganisationKind, OrganisationRef


def bring_in_everybody(story: Mapping[str, Any], *, at: datetime) -> Actor:
    """Found the installation and bring in its staff and heads; the administrator, for the chapters that follow."""
    first = story["administrator"]
    admin = found(provider=story["provider"], name=first["name"], email=first["email"], at=at)
    (home,) = organisations(by=admin, kind=OrganisationKind.LEAD_PROVIDER)
    partners = {
        p["key"]: add_organisation(kind=OrganisationKind.DELIVERY_PARTNER, name=p["name"], by=admin, at=at).ref
        for p in story["partners"]
    }
    for person in story["staff"]:
        _bring_in(person, Duty(person["duty"]), partners.get(person.get("partner", ""), home.ref), by=admin, at=at)
    for school in story["schools"]:
        place = add_organisation(
            kind=OrganisationKind.SCHOOL, name=school["name"], urn=school["urn"], by=admin, at=at
        ).ref
        _bring_in(school["head"], Duty.HEADTEACHER, place, by=admin, at=at)
    return admin


def _bring_in(person: Mapping[str, Any], duty: Duty, place: OrganisationRef, *, by: Actor, at: datetime) -> None:
    bring_in(name=person["name"], email=person["email"], duty=duty, place=place, by=by, at=at)
