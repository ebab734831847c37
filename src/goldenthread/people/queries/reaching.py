"""People whom other rooms write to."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Q

from goldenthread.people.models import Membership, Person
from goldenthread.people.rules.states import State
from goldenthread.people.types import Duty, OrganisationKind, PersonRef


@dataclass(frozen=True)
class Reached:
    """Somebody who can be written to."""

    pk: int
    ref: PersonRef
    name: str
    email: str


def who_manages(partner_id: int) -> tuple[Reached, ...]:
    """The programme managers of a delivery partner, by name; in one statement.

    Open to other rooms, which write to them and tell nobody who they are.
    """
    held = Membership.objects.filter(
        duty=Duty.PROGRAMME_MANAGER.value, state=State.ACTIVE.value, organisation_id=partner_id
    )
    rows = Person.objects.filter(pk__in=held.values("person_id"), is_active=True).order_by("name", "pk")
    return tuple(Reached(row.pk, PersonRef(row.ref), row.name, row.email) for row in rows)


def who_wear(duty: Duty, *, home_id: int) -> frozenset[int]:
    """Who has a duty for an organisation now, or for the lead provider, who works everywhere; in one statement.

    Open to other rooms, which write to nobody whose duty has ended.
    """
    here = Q(organisation_id=home_id) | Q(organisation__kind=OrganisationKind.LEAD_PROVIDER.value)
    held = Membership.objects.filter(here, duty=duty.value, state=State.ACTIVE.value, person__is_active=True)
    return frozenset(held.values_list("person_id", flat=True))
