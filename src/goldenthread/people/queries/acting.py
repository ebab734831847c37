"""Who is asking."""

from __future__ import annotations

from goldenthread.people.models import Membership, Person
from goldenthread.people.rules.states import State
from goldenthread.people.types import Actor, Duty, Hat, OrganisationKind, PersonRef


def actor_for(person_id: int) -> Actor:
    """The actor behind a person's primary key, in two statements.

    :raises Person.DoesNotExist: if there is no such person, or they may no longer enter.
    """
    person = Person.objects.only("id", "ref", "name").get(pk=person_id, is_active=True)
    held = Membership.objects.filter(person=person, state=State.ACTIVE.value).values_list(
        "duty", "organisation_id", "organisation__kind"
    )
    hats = frozenset(Hat(Duty(duty), place, OrganisationKind(kind)) for duty, place, kind in held)
    return Actor(PersonRef(person.ref), person.pk, person.name, hats)


def actor_by_email(email: str) -> Actor:
    """The actor behind an e-mail address, for commands and the demonstration.

    :raises Person.DoesNotExist: if nobody has it.
    """
    return actor_for(Person.objects.only("id").get(email__iexact=email).pk)
