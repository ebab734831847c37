"""Whom a letter about an account goes to."""

from __future__ import annotations

from uuid import UUID

from goldenthread.people.models import Person
from goldenthread.people.types import PersonCard, PersonRef


def account_to_write_to(ref: UUID) -> PersonCard:
    """Somebody with their address, in one statement. For letters about their own account, which nobody else reads.

    :raises Person.DoesNotExist: if there is none.
    """
    person = Person.objects.get(ref=ref)
    return PersonCard(PersonRef(person.ref), person.name, person.email)
