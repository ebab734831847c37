"""Everybody who waits for a coach, with pairs proposed; and pairs that were chosen, weighed before they are made."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from goldenthread.coaching.models import Pairing
from goldenthread.coaching.queries.weighing import coaches_known, seekers
from goldenthread.coaching.rules.proposing import loads, propose, why_not_all
from goldenthread.coaching.rules.weighing import WAITS, WEIGHTS, not_a_coach, weigh
from goldenthread.coaching.types.proposing import (
    Choices,
    ChosenPage,
    ChosenPair,
    CoachFacts,
    ProposalsPage,
    Seeker,
)
from goldenthread.cohorts.queries.accompanying import enrolments_run, unaccompanied
from goldenthread.cohorts.queries.naming import cohort_title
from goldenthread.cohorts.types import Role
from goldenthread.ground.types import Refusal, Refused
from goldenthread.people.types import Actor

# So many are proposed on one page; whoever comes after them is proposed once these are accepted.
MOST = 100


def proposals_page(*, by: Actor, at: datetime, cohort: UUID | None = None) -> ProposalsPage:
    """Those without a coach on one cohort, or on all that this actor runs, with pairs proposed for all of them; in
    sixteen statements.

    :raises Cohort.DoesNotExist: if there is none, or it is not theirs to see.
    """
    title = cohort_title(cohort, by=by) if cohort else ""
    facts, waiting = unaccompanied(Role.COACH, states=WAITS, on=at.date(), by=by, cohort=cohort, most=MOST)
    coaches = coaches_known(by=by, on=at.date())
    proposals = propose(seekers(facts, on=at.date()), coaches)
    chosen = [p.chosen.person for p in proposals if p.chosen]
    return ProposalsPage(title, cohort, proposals, waiting, loads(coaches, chosen), WEIGHTS)


def how_many_wait(*, by: Actor, at: datetime, cohort: UUID | None = None) -> int:
    """How many have no coach on the cohorts that this actor runs, or on one of them; in two statements."""
    return unaccompanied(Role.COACH, states=WAITS, on=at.date(), by=by, cohort=cohort, most=0)[1]


def chosen_page(choices: Choices, *, by: Actor, at: datetime) -> ChosenPage:
    """What would happen if these pairs were accepted, in fourteen statements.

    :raises Refused: if one of them cannot be made; says which.
    :raises Enrolment.DoesNotExist: if one of the participants is not theirs to pair.
    """
    pairs = pairs_meant(choices, by=by, on=at.date())
    if Pairing.objects.active().filter(enrolment__ref__in=list(choices)).exists():
        raise Refused(has_a_coach())
    refusal = why_not_all(pairs)
    if refusal:
        raise Refused(refusal)
    touched = {coach.person: coach for _, coach in pairs}
    return ChosenPage(
        tuple(ChosenPair(seeker, weigh(seeker, coach)) for seeker, coach in pairs),
        loads(touched.values(), [coach.person for seeker, coach in pairs if not seeker.is_finished]),
    )


def pairs_meant(choices: Choices, *, by: Actor, on: date) -> tuple[tuple[Seeker, CoachFacts], ...]:
    """The participants and coaches that are meant, by the names of the participants.

    :raises Refused: if a coach is nobody whom this actor may pair with.
    :raises Enrolment.DoesNotExist: if one of the participants is not theirs to pair.
    """
    if not choices:
        raise Refused(Refusal("nobody_chosen", "Nobody is chosen.", "Choose a coach for at least one participant."))
    wanting = seekers(enrolments_run(list(choices), by=by), on=on)
    known = {coach.person: coach for coach in coaches_known(by=by, on=on)}
    if any(coach not in known for coach in choices.values()):
        raise Refused(not_a_coach())
    return tuple((s, known[choices[s.enrolment]]) for s in sorted(wanting, key=lambda s: (s.name, str(s.enrolment))))


def has_a_coach() -> Refusal:
    """Why pairs chosen a while ago cannot be made any more."""
    return Refusal(
        "has_a_coach",
        "Somebody among these has been given a coach since this page was opened.",
        "Look at what is proposed now.",
    )
