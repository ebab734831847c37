"""What the page of one's own account shows."""

from __future__ import annotations

from goldenthread.people.models import Membership, Person
from goldenthread.people.rules.states import State
from goldenthread.people.types import Actor, Duty, MembershipLine, OrganisationRef, OwnAccount


def own_account(*, by: Actor) -> OwnAccount:
    """The account of whoever is asking, in two statements."""
    person = Person.objects.get(pk=by.person_id)
    held = Membership.objects.filter(person=person, state=State.ACTIVE.value).select_related("organisation")
    return OwnAccount(
        person.name,
        person.email,
        person.trn,
        person.has_usable_password(),
        person.erasure_asked_at,
        tuple(
            MembershipLine(
                m.ref, Duty(m.duty), m.organisation.name, OrganisationRef(m.organisation.ref), m.began_on, None
            )
            for m in held.order_by("began_on", "id")
        ),
    )
