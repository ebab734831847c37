"""Who is asking."""

from __future__ import annotations

from uuid import UUID

from django.db.models import FilteredRelation, Q

from goldenthread.people.models import Membership, Person
from goldenthread.people.rules.states import State
from goldenthread.people.types import Actor, Duty, Hat, OrganisationKind, PersonRef


def actor_for(person_id: int) -> Actor:
    """The actor behind a person's primary key, in one statement.

    :raises Person.DoesNotExist: if there is no such person, or they may no longer enter.
    """
    worn = FilteredRelation("memberships", condition=Q(memberships__state=State.ACTIVE.value))
    rows = Person.objects.filter(pk=person_id, is_active=True).annotate(worn=worn)
    held = list(rows.values_list("ref", "name", "worn__duty", "worn__organisation", "worn__organisation__kind"))
    if not held:
        raise Person.DoesNotExist
    ref, name = held[0][:2]
    hats = frozenset(Hat(Duty(duty), place, OrganisationKind(kind)) for _, _, duty, place, kind in held if duty)
    return Actor(PersonRef(ref), person_id, name, hats)


def actor_known_by(ref: UUID, *, but_for: UUID | None = None) -> Actor:
    """Somebody as they may act now, with no hat at all if they may no longer enter; in two statements.

    ``but_for``: as they will be once this hat has ended.
    """
    row = Person.objects.only("ref", "name", "is_active").get(ref=ref)
    held = Membership.objects.filter(person=row, person__is_active=True, state=State.ACTIVE.value)
    worn = (held if but_for is None else held.exclude(ref=but_for)).values_list(
        "duty", "organisation_id", "organisation__kind"
    )
    hats = frozenset(Hat(Duty(duty), place, OrganisationKind(kind)) for duty, place, kind in worn)
    return Actor(PersonRef(row.ref), row.pk, row.name, hats)


def actor_by_email(email: str) -> Actor:
    """The actor behind an e-mail address, for commands and the demonstration.

    :raises Person.DoesNotExist: if nobody has it.
    """
    return actor_for(Person.objects.only("id").get(email__iexact=email).pk)
