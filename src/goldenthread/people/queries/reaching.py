"""People whom other rooms write to."""

from __future__ import annotations

from dataclasses import dataclass

from goldenthread.people.models import Membership, Person
from goldenthread.people.rules.states import State
from goldenthread.people.types import Duty, PersonRef


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
