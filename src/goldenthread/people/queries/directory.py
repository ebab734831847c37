"""Lists of persons and organisations to choose from and to look up."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from uuid import UUID

from django.db.models import Prefetch

from goldenthread.people.models import Membership, Organisation, Person
from goldenthread.people.models.persons import PersonSet
from goldenthread.people.rules.states import State
from goldenthread.people.types import (
    Actor,
    Duty,
    MembershipLine,
    OrganisationCard,
    OrganisationKind,
    OrganisationRef,
    PersonCard,
    PersonRef,
)


def organisations(*, by: Actor, kind: OrganisationKind | None = None) -> tuple[OrganisationCard, ...]:
    """Organisations this actor may see, by name."""
    rows = Organisation.objects.seen_by(by).order_by("name", "id")
    if kind is not None:
        rows = rows.filter(kind=kind.value)
    return tuple(_card(row) for row in rows)


def organisation(ref: UUID, *, by: Actor) -> OrganisationCard:
    """One organisation. :raises Organisation.DoesNotExist: if there is none, or it is not theirs to see."""
    return _card(Organisation.objects.seen_by(by).get(ref=ref))


def people_who(duty: Duty, *, by: Actor, place: OrganisationRef | None = None) -> tuple[PersonCard, ...]:
    """Active holders of a duty, whom this actor may see, by name; in two statements."""
    held = Membership.objects.filter(duty=duty.value, state=State.ACTIVE.value)
    if place is not None:
        held = held.filter(organisation__ref=place)
    rows = Person.objects.seen_by(by).filter(pk__in=held.values("person_id"), is_active=True)
    return _cards(rows.order_by("name", "id"))


def people_found(words: str, *, by: Actor, most: int = 50) -> tuple[PersonCard, ...]:
    """Persons whose name or e-mail holds the words, whom this actor may see; in two statements."""
    rows = Person.objects.seen_by(by)
    if words:
        rows = rows.filter(name__icontains=words) | rows.filter(email__icontains=words)
    return _cards(rows.order_by("name", "id")[:most])


def person_card(ref: UUID, *, by: Actor) -> PersonCard:
    """One person with every hat they wear. :raises Person.DoesNotExist: if there is none, or not theirs to see."""
    return _cards(Person.objects.seen_by(by).filter(ref=ref), and_ended=True, or_refuse=True)[0]


def person_ids(refs: Iterable[UUID]) -> Mapping[UUID, int]:
    """The primary keys of persons, for joins, in one statement. One that is not there is left out.

    Open to other rooms: whoever asks has already found out that these persons may be named.
    """
    return dict(Person.objects.filter(ref__in=list(refs)).values_list("ref", "id"))


def _cards(rows: PersonSet, *, and_ended: bool = False, or_refuse: bool = False) -> tuple[PersonCard, ...]:
    held = Membership.objects.select_related("organisation").order_by("began_on", "id")
    if not and_ended:
        held = held.filter(state=State.ACTIVE.value)
    people = list(rows.prefetch_related(Prefetch("memberships", queryset=held)))
    if or_refuse and not people:
        raise Person.DoesNotExist
    return tuple(
        PersonCard(
            PersonRef(p.ref),
            p.name,
            p.email,
            tuple(
                MembershipLine(
                    m.ref,
                    Duty(m.duty),
                    m.organisation.name,
                    OrganisationRef(m.organisation.ref),
                    m.began_on,
                    m.ended_on,
                )
                for m in p.memberships.all()
            ),
        )
        for p in people
    )


def _card(row: Organisation) -> OrganisationCard:
    return OrganisationCard(OrganisationRef(row.ref), row.pk, row.name, OrganisationKind(row.kind), row.urn)
