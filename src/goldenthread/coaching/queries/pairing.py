"""Who is paired with whom on a cohort, and who could be."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from goldenthread.coaching.models import Pairing
from goldenthread.coaching.queries.weighing import coaches_known, seekers
from goldenthread.coaching.rules.pairing import ENDS_PAIRING, by_load
from goldenthread.coaching.rules.states import State
from goldenthread.coaching.rules.weighing import why_full, why_never
from goldenthread.coaching.types import CoachLoad, PairingPage, PairingRef, PairLine
from goldenthread.coaching.types.proposing import CoachFacts
from goldenthread.cohorts.queries.engagement import enrolment_seen, enrolments_seen
from goldenthread.cohorts.queries.naming import cohort_title
from goldenthread.cohorts.types import HAS_A_PLACE, STATE_NAMES
from goldenthread.cohorts.types import State as EnrolmentState
from goldenthread.people.queries.directory import organisation_names
from goldenthread.people.types import Actor, PersonRef

# Who has completed keeps the place and needs no coach any more.
_IS_PAIRED = HAS_A_PLACE - ENDS_PAIRING


def pairing_page(cohort: UUID, *, by: Actor, at: datetime) -> PairingPage:
    """A cohort's participants with their coaches, and the coaches by load, in thirteen statements.

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
            pairing=PairingRef(pairings[e.id].ref) if e.id in pairings else None,
        )
        for e in enrolments
    )
    return PairingPage(
        cohort, title, tuple(sorted(lines, key=lambda line: (bool(line.coach), line.name))), coaches(by=by, at=at)
    )


def coaches(*, by: Actor, at: datetime) -> tuple[CoachLoad, ...]:
    """The coaches this actor may see, those with the fewest participants first; in eight statements."""
    return by_load(CoachLoad(c.person, c.name, c.load) for c in _known(by, at))


def coaches_for(enrolment: UUID, *, by: Actor, at: datetime) -> tuple[CoachLoad, ...]:
    """Who coaches for the partner that runs this enrolment's cohort: those who can be chosen first, the others with
    what speaks against them; in thirteen statements.

    :raises Enrolment.DoesNotExist: if the enrolment is not theirs to see.
    """
    (seeker,) = seekers([enrolment_seen(enrolment, by=by)], on=at.date())
    refusals = (
        (c, why_never(seeker, c) or (why_full(c) if c.is_recorded and not seeker.is_finished else None))
        for c in _known(by, at)
    )
    return by_load(
        CoachLoad(c.person, c.name, c.load, f"{refusal.says} {refusal.mend}" if refusal else "")
        for c, refusal in refusals
        if refusal is None or refusal.code != "not_a_coach"
    )


def _known(by: Actor, at: datetime) -> tuple[CoachFacts, ...]:
    return coaches_known(by=by, on=at.date())
