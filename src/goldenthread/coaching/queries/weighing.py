"""Participants and coaches as the rules about pairing need to know them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, F, Window
from django.db.models.functions import RowNumber

from goldenthread.coaching.models import CoachRecord, Conflict, Pairing
from goldenthread.coaching.rules.finishing import has_finished
from goldenthread.coaching.rules.states import State
from goldenthread.coaching.rules.weighing import COUNTS, NOT_RECORDED
from goldenthread.coaching.types.describing import CoachDetails
from goldenthread.coaching.types.proposing import CoachFacts, Seeker
from goldenthread.cohorts.queries.accompanying import cohort_places
from goldenthread.cohorts.types import EnrolmentFacts, Role
from goldenthread.people.queries.directory import people_who, person_ids, places_held
from goldenthread.people.queries.places import running_places
from goldenthread.people.queries.whereabouts import addresses, whereabouts
from goldenthread.people.types import Actor, Duty, OrganisationKind, PersonCard, PersonRef
from goldenthread.programmes.types import Route


@dataclass(frozen=True)
class Declared:
    """With whom and with which schools a coach has a conflict now."""

    emails: frozenset[str]
    urns: frozenset[str]


def seekers(facts: Iterable[EnrolmentFacts], *, on: date) -> tuple[Seeker, ...]:
    """These enrolments as those who want a coach, as they stand on a day, in three statements."""
    people = tuple(facts)
    schools = whereabouts(one.school_id for one in people)
    cohorts = cohort_places(one.cohort_id for one in people)
    mails = addresses(one.participant_id for one in people)
    return tuple(
        Seeker(
            enrolment=one.ref,
            id=one.id,
            participant_id=one.participant_id,
            name=one.name,
            email=mails[one.participant_id],
            school_id=one.school_id,
            school=schools[one.school_id].name,
            urn=schools[one.school_id].urn,
            place=schools[one.school_id].place,
            phase=schools[one.school_id].phase,
            is_online=one.route == Route.ONLINE.value,
            partner_id=one.partner_id,
            cohort=one.cohort,
            cohort_title=cohorts[one.cohort_id].title,
            venue=cohorts[one.cohort_id].venue,
            starts_on=cohorts[one.cohort_id].starts_on,
            is_finished=has_finished(ends_on=cohorts[one.cohort_id].ends_on, millionths=one.figure.millionths, on=on),
            beside=frozenset(
                person for role in (Role.SPONSOR, Role.MENTOR) for person in one.companions.get(role.value, ())
            ),
        )
        for one in people
    )


def coaches_known(*, by: Actor, on: date, but: Collection[int] = ()) -> tuple[CoachFacts, ...]:
    """Every coach whom this actor may see, but those (by id) left out, in eight statements."""
    cards = people_who(Duty.COACH, by=by)
    ids = person_ids(card.ref for card in cards)
    held = places_held(ids.values())
    partners, wide = _coaches_for(cards, by=by)
    loads = loads_of(ids.values(), on=on)
    records, declared = details_of(ids.values(), on=on), declared_by(ids.values())
    return tuple(
        CoachFacts(
            person=card.ref,
            id=ids[card.ref],
            name=card.name,
            load=loads.get(ids[card.ref], 0),
            details=records.get(ids[card.ref], NOT_RECORDED),
            is_recorded=ids[card.ref] in records,
            partners=partners[card.ref],
            for_provider=card.ref in wide,
            schools=held.get(ids[card.ref], frozenset()),
            emails=declared[ids[card.ref]].emails,
            urns=declared[ids[card.ref]].urns,
        )
        for card in cards
        if ids[card.ref] not in but
    )


def details_of(people: Iterable[int], *, on: date) -> Mapping[int, CoachDetails]:
    """What holds of some coaches (by id) on a day, as far as it is recorded; in one statement."""
    newest = Window(RowNumber(), partition_by=F("person_id"), order_by=[F("from_on").desc(), F("pk").desc()])
    rows = CoachRecord.objects.filter(person_id__in=list(people), from_on__lte=on).annotate(place=newest)
    return {row.person_id: row.as_details() for row in rows.filter(place=1)}


def loads_of(people: Iterable[int], *, on: date) -> Mapping[int, int]:
    """How many count in the load of some coaches (by id) on a day, in one statement.

    Whoever is deferred or withdrawn, or has completed, does not count while it lasts; nor does who has nothing ahead.
    """
    rows = Pairing.objects.filter(
        coach_id__in=list(people), state=State.ACTIVE.value, enrolment__state__in=[state.value for state in COUNTS]
    ).exclude(pk__in=Pairing.objects.active().finished(on=on).values("pk"))
    return dict(rows.values_list("coach_id").annotate(n=Count("id")))


def declared_by(people: Iterable[int]) -> Mapping[int, Declared]:
    """The conflicts that stand for some coaches (by id), in one statement."""
    emails: defaultdict[int, set[str]] = defaultdict(set)
    urns: defaultdict[int, set[str]] = defaultdict(set)
    wanted = list(people)
    rows = Conflict.objects.filter(person_id__in=wanted, ended_at=None)
    for person, urn, email in rows.values_list("person_id", "urn", "party__email"):
        (emails if email else urns)[person].add((email or urn).lower())
    return {one: Declared(frozenset(emails[one]), frozenset(urns[one])) for one in wanted}


def _coaches_for(
    cards: Iterable[PersonCard], *, by: Actor
) -> tuple[Mapping[PersonRef, frozenset[int]], frozenset[PersonRef]]:
    """The organisations each coaches for, and who coaches for the lead provider, who works with every partner."""
    homes = {home.ref: home for home in running_places(by=by)}
    worn = {
        card.ref: [
            homes[hat.organisation_ref]
            for hat in card.duties
            if hat.duty is Duty.COACH and hat.organisation_ref in homes
        ]
        for card in cards
    }
    partners = {ref: frozenset(home.id for home in places) for ref, places in worn.items()}
    wide = (ref for ref, places in worn.items() if any(h.kind is OrganisationKind.LEAD_PROVIDER for h in places))
    return partners, frozenset(wide)
