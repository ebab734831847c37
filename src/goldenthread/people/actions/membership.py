"""Bring people in, and give and take their hats."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db.transaction import atomic

from goldenthread.ground.actions.record import audit, post
from goldenthread.ground.rules.naming import why_not_called, why_not_written_to
from goldenthread.ground.rules.states import step
from goldenthread.ground.types import Notice, Refusal, Refused
from goldenthread.people.models import Membership, Organisation, Person
from goldenthread.people.queries.places import place_meant
from goldenthread.people.rules.hats import why_not_end, why_not_give, why_not_known_here
from goldenthread.people.rules.states import STEPS, Event, State
from goldenthread.people.types import (
    Actor,
    Duty,
    OrganisationCard,
    OrganisationKind,
    OrganisationRef,
    PersonRef,
)


@atomic
def add_organisation(*, kind: OrganisationKind, name: str, urn: str = "", by: Actor, at: datetime) -> OrganisationCard:
    """Make a delivery partner or a school; a school whose URN is known already is returned as it is.

    :raises Refused: if this actor may not, or the name is empty.
    """
    may = by.wears_for_provider(Duty.ADMINISTRATOR, Duty.PROGRAMME_MANAGER)
    if kind is OrganisationKind.SCHOOL:
        may = may or by.wears(Duty.PROGRAMME_MANAGER)
    if not may or kind is OrganisationKind.LEAD_PROVIDER:
        raise Refused(
            Refusal("may_not_add", "You cannot add this organisation.", "Ask an administrator of the lead provider.")
        )
    refusal = why_not_called(name, what="The name of the organisation")
    if refusal:
        raise Refused(refusal)
    row = Organisation.objects.filter(urn=urn).first() if urn else None
    if row is None:
        row = Organisation.objects.create(kind=kind.value, name=name.strip(), urn=urn)
        audit(by=str(by), did="people.add_organisation", to=str(row.ref), at=at, kind=kind.value)
    return OrganisationCard(OrganisationRef(row.ref), row.pk, row.name, OrganisationKind(row.kind), row.urn)


@atomic
def bring_in(
    *,
    name: str,
    email: str,
    duty: Duty,
    place: UUID,
    by: Actor,
    at: datetime,
    trn: str = "",
    applied: bool = False,
) -> PersonRef:
    """Make sure a person is known and wears this hat at this organisation.

    A person already known by their e-mail keeps their name: it is theirs to change, not the bringer's. ``applied``: an
    application that was accepted brings them, so that they may work at several schools.

    :raises Refused: if this actor may not give that hat there, the name or address is none, the TRN belongs to
        somebody else, or they are known already to others only.
    """
    home = Organisation.objects.seen_by(by).get(ref=place)
    kind = OrganisationKind(home.kind)
    known = Person.objects.filter(email__iexact=email.strip())
    is_known = known.exists()
    is_seen = not is_known or known.seen_by(by).exists()
    is_here = known.filter(memberships__organisation=home, memberships__state=State.ACTIVE.value).exists()
    refusal = (
        why_not_give(duty, at_id=home.pk, kind=kind, by=by)
        or (None if is_known else why_not_called(name) or why_not_written_to(email.strip()))
        or (None if applied else why_not_known_here(is_seen=is_seen, is_here=is_here, by=by))
    )
    if refusal:
        raise Refused(refusal)
    person = _known(email=email, name=name, trn=trn, at=at)
    _put_on(person, home, duty, at=at)
    audit(by=str(by), did="people.bring_in", to=str(person.ref), at=at, duty=duty.value, place=str(home.ref))
    return PersonRef(person.ref)


@atomic
def give_hat(ref: UUID, *, duty: Duty, place: str, urn: str, by: Actor, at: datetime) -> None:
    """Give a known person a duty at an organisation, named by its reference or, a school, by its number.

    :raises Refused: if this actor may not give that hat there, no school has that number, or they wear it already.
    """
    person = Person.objects.seen_by(by).select_for_update().get(ref=ref, erased_at=None)
    home = Organisation.objects.get(ref=place_meant(place=place, urn=urn, by=by))
    refusal = why_not_give(duty, at_id=home.pk, kind=OrganisationKind(home.kind), by=by)
    if refusal:
        raise Refused(refusal)
    if not _put_on(person, home, duty, at=at):
        raise Refused(Refusal("worn_already", f"They have this duty at {home.name} already.", "Nothing needs doing."))
    audit(by=str(by), did="people.give_hat", to=str(person.ref), at=at, duty=duty.value, place=str(home.ref))


def _put_on(person: Person, home: Organisation, duty: Duty, *, at: datetime) -> bool:
    """Make sure the hat is worn; whether it was not before."""
    hat, is_new = Membership.objects.get_or_create(
        person=person, organisation=home, duty=duty.value, defaults={"began_on": at.date()}
    )
    if is_new or hat.state == State.ACTIVE.value:
        return is_new
    hat.state, hat.ended_on = step(STEPS, State.ENDED, Event.RENEW).value, None
    hat.save(update_fields=["state", "ended_on"])
    return True


@atomic
def end_membership(ref: UUID, *, why: str, by: Actor, at: datetime) -> None:
    """Take a hat off. What was done under it stays in the record.

    :raises Refused: if this actor may not, or it ended already.
    """
    row = (
        Membership.objects.select_related("organisation", "person")
        .select_for_update(of=("self",))
        .get(ref=ref, person__in=Person.objects.seen_by(by))
    )
    kind = OrganisationKind(row.organisation.kind)
    refusal = why_not_end(Duty(row.duty), at_id=row.organisation_id, kind=kind, by=by)
    if refusal:
        raise Refused(refusal)
    row.state, row.ended_on = step(STEPS, State(row.state), Event.END).value, at.date()
    row.save(update_fields=["state", "ended_on"])
    audit(
        by=str(by),
        did="people.end_membership",
        to=str(row.person.ref),
        at=at,
        why=why,
        duty=row.duty,
        place=str(row.organisation.ref),
    )
    post(Notice("people.duty_ended", {"person": str(row.person.ref), "by": str(by)}), at=at)


def _known(*, email: str, name: str, trn: str, at: datetime) -> Person:
    """The person with this e-mail, made if nobody has it."""
    person: Person | None = Person.objects.filter(email__iexact=email.strip()).first()
    if trn and Person.objects.filter(trn=trn).exclude(pk=person.pk if person else None).exists():
        raise Refused(
            Refusal("trn_taken", "Somebody else has this teacher reference number.", "Check the number and the e-mail.")
        )
    if person is None:
        person = Person(email=email.strip().lower(), name=name.strip(), trn=trn, joined_at=at)
        person.set_unusable_password()
        person.save()
    elif trn and not person.trn:
        person.trn = trn
        person.save(update_fields=["trn"])
    return person
