"""Who is paired with whom on a cohort, and who could be."""

from __future__ import annotations

from collections.abc import Mapping
from uuid import UUID

from django.db.models import Count

from goldenthread.coaching.models import Pairing
from goldenthread.coaching.rules.pairing import ENDS_PAIRING, by_load, why_not_pair
from goldenthread.coaching.rules.states import State
from goldenthread.coaching.types import CoachLoad, PairingPage, PairLine
from goldenthread.cohorts.queries.engagement import enrolment_seen, enrolments_seen
from goldenthread.cohorts.queries.naming import cohort_title
from goldenthread.cohorts.types import HAS_A_PLACE, STATE_NAMES
from goldenthread.cohorts.types import State as EnrolmentState
from goldenthread.ground.types import Refusal
from goldenthread.people.queries.directory import organisation_names, people_who, person_ids, places_held
from goldenthread.people.types import Actor, Duty, PersonRef

# Who has completed keeps the place and needs no coach any more.
_IS_PAIRED = HAS_A_PLACE - ENDS_PAIRING


def pairing_page(cohort: UUID, *, by: Actor) -> PairingPage:
    """A cohort's participants with their coaches, and the coaches by load, in eight statements.

    :raises Cohort.DoesNotExist: if there is none, or it is not theirs to see.
    """
    title = cohort_title(cohort, by=by)
    enrolments = [e for e in enrolments_seen(by=by, cohort=cohort) if EnrolmentState(e.state) in _IS_PAIRED]
    pairings = {
        row.enrolment_id: row
        for row in Pairing.objects.filter(
            enrolment_id__in=[e.id for e in enrolments], state=State.ACTIVE.value
        ).select_related("coach", "enrolment__school")
    }
    schools = organisation_names({e.school_id for e in enrolments})
    lines = tuple(
        PairLine(
            enrolment=e.ref,
            name=e.name,
            school=schools.get(e.school_id, ""),
            state=STATE_NAMES[EnrolmentState(e.state)],
            coach=pairings[e.id].coach.name if e.id in pairings else "",
            coach_ref=PersonRef(pairings[e.id].coach.ref) if e.id in pairings else None,
            since=pairings[e.id].began_at if e.id in pairings else None,
        )
        for e in enrolments
    )
    return PairingPage(
        cohort, title, tuple(sorted(lines, key=lambda line: (bool(line.coach), line.name))), coaches(by=by)
    )


def coaches(*, by: Actor) -> tuple[CoachLoad, ...]:
    """The coaches this actor may see, those with the fewest participants first; in three statements."""
    people = people_who(Duty.COACH, by=by)
    loads = _loads([person.ref for person in people])
    return by_load(CoachLoad(p.ref, p.name, loads.get(p.ref, 0)) for p in people)


def coaches_for(enrolment: UUID, *, by: Actor) -> tuple[CoachLoad, ...]:
    """Who coaches for the partner that runs this enrolment's cohort: those who can be chosen first, the others with
    what speaks against them; in seven statements.

    :raises Enrolment.DoesNotExist: if the enrolment is not theirs to see.
    """
    facts = enrolment_seen(enrolment, by=by)
    people = people_who(Duty.COACH, by=by, partner_id=facts.partner_id)
    loads = _loads([person.ref for person in people])
    ids = person_ids(person.ref for person in people)
    held = places_held(ids.values())
    refusals = {
        p.ref: why_not_pair(
            participant_id=facts.participant_id,
            school_id=facts.school_id,
            coach_id=ids[p.ref],
            is_coach=True,
            coach_schools=held.get(ids[p.ref], frozenset()),
        )
        for p in people
    }
    return by_load(CoachLoad(p.ref, p.name, loads.get(p.ref, 0), _says(refusals[p.ref])) for p in people)


def _says(refusal: Refusal | None) -> str:
    """What a refusal says; nothing for none."""
    return refusal.says if refusal else ""


def _loads(people: list[PersonRef]) -> Mapping[UUID, int]:
    rows = Pairing.objects.filter(coach__ref__in=people, state=State.ACTIVE.value)
    return dict(rows.values_list("coach__ref").annotate(n=Count("id")))
