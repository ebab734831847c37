"""People whom other rooms write to."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.db.models import Q

from goldenthread.people.models import Membership, Person
from goldenthread.people.rules.states import State
from goldenthread.people.types import Actor, Duty, Hat, OrganisationKind, PersonRef


@dataclass(frozen=True)
class Reached:
    """Somebody who can be written to."""

    pk: int
    ref: PersonRef
    name: str
    email: str


@dataclass(frozen=True)
class AtWork:
    """Somebody who works for the lead provider and can be written to, as they may act now for it."""

    to: Reached
    actor: Actor


def at_work(*duties: Duty) -> tuple[AtWork, ...]:
    """Those who have one of these duties for the lead provider now, by name, with all that they have for it; in one
    statement. Open to other rooms, as below."""
    held = Membership.objects.filter(
        state=State.ACTIVE.value, organisation__kind=OrganisationKind.LEAD_PROVIDER.value, person__is_active=True
    )
    found: dict[int, tuple[Person, set[Hat]]] = {}
    for row in held.select_related("person").order_by("person__name", "person_id", "pk"):
        hat = Hat(Duty(row.duty), row.organisation_id, OrganisationKind.LEAD_PROVIDER)
        found.setdefault(row.person_id, (row.person, set()))[1].add(hat)
    return tuple(
        AtWork(_as_reached(who), Actor(PersonRef(who.ref), who.pk, who.name, frozenset(hats)))
        for who, hats in found.values()
        if any(hat.duty in duties for hat in hats)
    )


def who_manages(partner_id: int) -> tuple[Reached, ...]:
    """The programme managers of a delivery partner, by name; in one statement.

    Open to other rooms, which write to them and tell nobody who they are.
    """
    return _those_with(Duty.PROGRAMME_MANAGER, partner_id)


def who_heads(school_id: int) -> tuple[Reached, ...]:
    """The headteachers of a school, by name; in one statement. Open to other rooms, as above; only who studies at that
    school is told their names."""
    return _those_with(Duty.HEADTEACHER, school_id)


def reached(ids: Iterable[int]) -> Mapping[int, Reached]:
    """Those of these people, by id, who are still here; in one statement. Open to other rooms, as above."""
    return {row.pk: _as_reached(row) for row in Person.objects.filter(pk__in=list(ids), is_active=True).order_by("pk")}


def _those_with(duty: Duty, organisation_id: int) -> tuple[Reached, ...]:
    held = Membership.objects.filter(duty=duty.value, state=State.ACTIVE.value, organisation_id=organisation_id)
    rows = Person.objects.filter(pk__in=held.values("person_id"), is_active=True).order_by("name", "pk")
    return tuple(_as_reached(row) for row in rows)


def _as_reached(row: Person) -> Reached:
    return Reached(row.pk, PersonRef(row.ref), row.name, row.email)


def who_wear(duty: Duty, *, home_id: int) -> frozenset[int]:
    """Who has a duty for an organisation now, or for the lead provider, who works everywhere; in one statement.

    Open to other rooms, which write to nobody whose duty has ended.
    """
    here = Q(organisation_id=home_id) | Q(organisation__kind=OrganisationKind.LEAD_PROVIDER.value)
    held = Membership.objects.filter(here, duty=duty.value, state=State.ACTIVE.value, person__is_active=True)
    return frozenset(held.values_list("person_id", flat=True))
