"""Lists of persons and organisations to choose from and to look up."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from uuid import UUID

from django.db.models import Prefetch, Q

from goldenthread.ground.queries.record import audit_trail
from goldenthread.people.models import Membership, Organisation, Person
from goldenthread.people.models.persons import RUNS_THINGS, PersonSet
from goldenthread.people.rules.hats import why_not_end
from goldenthread.people.rules.searching import ROWS, page_within, pages_of
from goldenthread.people.rules.states import State
from goldenthread.people.types import (
    Actor,
    Duty,
    HatLine,
    MembershipLine,
    OrganisationCard,
    OrganisationKind,
    OrganisationRef,
    PeoplePage,
    PersonCard,
    PersonRecord,
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


def people_who(
    duty: Duty, *, by: Actor, place: OrganisationRef | None = None, partner_id: int | None = None
) -> tuple[PersonCard, ...]:
    """Active holders of a duty, whom this actor may see, by name; in two statements.

    With ``partner_id`` only those who wear it for that partner, or for the lead provider, who works with every partner.
    """
    held = Membership.objects.filter(duty=duty.value, state=State.ACTIVE.value)
    if partner_id is not None:
        held = held.filter(Q(organisation_id=partner_id) | Q(organisation__kind=OrganisationKind.LEAD_PROVIDER.value))
    if place is not None:
        held = held.filter(organisation__ref=place)
    rows = Person.objects.seen_by(by).filter(pk__in=held.values("person_id"), is_active=True)
    return _cards(rows.order_by("name", "id"), by=by)


def people_found(words: str, *, by: Actor, most: int = 50) -> tuple[PersonCard, ...]:
    """Persons whose name or e-mail holds the words, whom this actor may see; in two statements."""
    rows = Person.objects.seen_by(by)
    if words:
        rows = rows.filter(name__icontains=words) | rows.filter(email__icontains=words)
    return _cards(rows.order_by("name", "id")[:most], by=by)


def people_page(
    *, by: Actor, words: str = "", duty: Duty | None = None, place: str = "", page: str = "1"
) -> PeoplePage:
    """One page of the people this actor may see, narrowed by what is given; in three statements."""
    rows = Person.objects.seen_by(by).filter(erased_at=None)
    if words:
        rows = rows.filter(Q(name__icontains=words) | Q(email__icontains=words) | Q(trn=words))
    if duty or place:
        held = Membership.objects.filter(state=State.ACTIVE.value)
        held = held.filter(duty=duty.value) if duty else held
        held = held.filter(organisation__ref=place) if place else held
        rows = rows.filter(pk__in=held.values("person_id"))
    total = rows.count()
    pages = pages_of(total)
    number = page_within(page, pages)
    shown = rows.order_by("name", "id")[(number - 1) * ROWS : number * ROWS]
    return PeoplePage(_cards(shown, by=by), total, number, pages)


def person_record(ref: UUID, *, by: Actor) -> PersonRecord:
    """One person with their hats and their history, in three statements; others than provider staff get the hats that
    are theirs to know of, and neither teacher reference number, visits nor history.

    :raises Person.DoesNotExist: if there is none, or they are not this actor's to see.
    """
    person = Person.objects.seen_by(by).get(ref=ref)
    held = Membership.objects.seen_by(by).filter(person=person).select_related("organisation")
    is_whole = by.wears_for_provider(*RUNS_THINGS)
    return PersonRecord(
        PersonRef(person.ref),
        person.name,
        person.email,
        person.trn if is_whole else "",
        person.joined_at,
        person.last_login if is_whole else None,
        person.erasure_asked_at,
        person.erased_at,
        tuple(
            HatLine(_line(hat), hat.state == State.ACTIVE.value and _may_end(hat, by))
            for hat in held.order_by("began_on", "id")
        ),
        audit_trail(to=str(ref), most=30) if is_whole else (),
        is_whole,
    )


def asked_to_be_erased(*, by: Actor) -> tuple[PersonCard, ...]:
    """Who has asked to be erased and was not yet, the longest waiting first; for those who can do it."""
    if not by.wears_for_provider(Duty.ADMINISTRATOR):
        return ()
    rows = Person.objects.filter(erasure_asked_at__isnull=False, erased_at=None).order_by("erasure_asked_at", "id")
    return tuple(PersonCard(PersonRef(row.ref), row.name, row.email) for row in rows)


def hat_to_end(ref: UUID, *, by: Actor) -> tuple[PersonCard, MembershipLine]:
    """Whose hat this is, and which; for the page that asks why it ends.

    :raises Membership.DoesNotExist: if there is none, or the person is not this actor's to see.
    """
    hat = (
        Membership.objects.seen_by(by)
        .select_related("person", "organisation")
        .get(ref=ref, person__in=Person.objects.seen_by(by))
    )
    return PersonCard(PersonRef(hat.person.ref), hat.person.name, hat.person.email), _line(hat)


def _may_end(hat: Membership, by: Actor) -> bool:
    home = hat.organisation
    return why_not_end(Duty(hat.duty), at_id=home.pk, kind=OrganisationKind(home.kind), by=by) is None


def person_card(ref: UUID, *, by: Actor) -> PersonCard:
    """One person with every hat they wear. :raises Person.DoesNotExist: if there is none, or not theirs to see."""
    return _cards(Person.objects.seen_by(by).filter(ref=ref), by=by, and_ended=True, or_refuse=True)[0]


def organisation_names(ids: Iterable[int]) -> Mapping[int, str]:
    """The names of organisations by id, in one statement.

    Open to other rooms: whoever asks has already found out that what belongs to these organisations may be seen.
    """
    return dict(Organisation.objects.filter(pk__in=list(ids)).values_list("pk", "name"))


def person_ids(refs: Iterable[UUID]) -> Mapping[UUID, int]:
    """The primary keys of persons, for joins, in one statement. One that is not there is left out.

    Open to other rooms: whoever asks has already found out that these persons may be named.
    """
    return dict(Person.objects.filter(ref__in=list(refs)).values_list("ref", "id"))


def holders_of(trns: Iterable[str]) -> Mapping[str, str]:
    """Who holds these teacher reference numbers: e-mail addresses by number, in one statement for each 500.

    Open to other rooms, which tell nobody more than that a number is taken.
    """
    wanted, found = sorted(set(trns) - {""}), {}
    for start in range(0, len(wanted), 500):
        rows = Person.objects.filter(trn__in=wanted[start : start + 500])
        found.update({trn: email.lower() for trn, email in rows.values_list("trn", "email")})
    return found


def numbers_of(emails: Iterable[str]) -> Mapping[str, str]:
    """The teacher reference numbers of those known by these e-mail addresses, as far as they have one; in one
    statement for each 500.

    Open to other rooms, which tell nobody more than that a number is not the one.
    """
    wanted, found = sorted({email.lower() for email in emails} - {""}), {}
    for start in range(0, len(wanted), 500):
        rows = Person.objects.filter(email__in=wanted[start : start + 500]).exclude(trn="")
        found.update({email.lower(): trn for email, trn in rows.values_list("email", "trn")})
    return found


def places_held(people: Iterable[int]) -> Mapping[int, frozenset[int]]:
    """The organisations, but the lead provider, for which each of these people (by id) wears any hat now.

    Open to other rooms, which keep people from judging their own; in one statement.
    """
    held: defaultdict[int, set[int]] = defaultdict(set)
    rows = Membership.objects.filter(person_id__in=list(people), state=State.ACTIVE.value)
    rows = rows.exclude(organisation__kind=OrganisationKind.LEAD_PROVIDER.value)
    for person, place in rows.values_list("person_id", "organisation_id"):
        held[person].add(place)
    return {person: frozenset(places) for person, places in held.items()}


def _cards(rows: PersonSet, *, by: Actor, and_ended: bool = False, or_refuse: bool = False) -> tuple[PersonCard, ...]:
    held = Membership.objects.seen_by(by).select_related("organisation").order_by("began_on", "id")
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
            tuple(_line(m) for m in p.memberships.all()),
        )
        for p in people
    )


def _line(m: Membership) -> MembershipLine:
    home = m.organisation
    return MembershipLine(m.ref, Duty(m.duty), home.name, OrganisationRef(home.ref), m.began_on, m.ended_on)


def _card(row: Organisation) -> OrganisationCard:
    return OrganisationCard(OrganisationRef(row.ref), row.pk, row.name, OrganisationKind(row.kind), row.urn)
