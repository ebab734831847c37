"""Who is asking."""

from __future__ import annotations

import json
from functools import lru_cache
from typing import Any
from uuid import UUID

from django.db import connection
from django.db.models import FilteredRelation, OuterRef, Q

from goldenthread.ground.models.listing import Listed
from goldenthread.people.models import Membership, Person
from goldenthread.people.rules.states import State
from goldenthread.people.types import Actor, Duty, Hat, OrganisationKind, PersonRef

# Stands for whoever is asked for, in a statement that is put together once. Nobody has this key.
ANYBODY = -1


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


def person_with_hats(person_id: int) -> Person | None:
    """Whoever is signed in, with what ``actor_of`` needs; nobody if they may no longer enter. In one statement."""
    sql, settled = _with_hats(connection.vendor)
    found: Person
    for found in Person.objects.raw(sql, [person_id if each == ANYBODY else each for each in settled]):
        found.worn = json.loads(found.worn)  # type: ignore[attr-defined]  # what the statement adds
        return found
    return None


@lru_cache
def _with_hats(vendor: str) -> tuple[str, tuple[object, ...]]:  # noqa: ARG001  each kind of database has its own words
    """The statement for anybody: every page begins with it, and to put it together took longer than to answer it."""
    worn = Membership.objects.filter(person=OuterRef("pk"), state=State.ACTIVE.value)
    hats = Listed(worn, duty="duty", place="organisation_id", kind="organisation__kind")
    asked = Person.objects.filter(pk=ANYBODY, is_active=True).annotate(worn=hats)
    sql, settled = asked.query.sql_with_params()
    return sql, settled


def actor_of(person: Any) -> Actor:
    """The actor behind whoever is signed in: without a statement for somebody fetched with their hats.

    :raises Person.DoesNotExist: if there is no such person any more.
    """
    worn = getattr(person, "worn", None)
    if worn is None:
        return actor_for(person.pk)
    hats = frozenset(Hat(Duty(hat["duty"]), hat["place"], OrganisationKind(hat["kind"])) for hat in worn)
    return Actor(PersonRef(person.ref), person.pk, person.name, hats)


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
