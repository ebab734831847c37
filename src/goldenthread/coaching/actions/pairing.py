"""Give a participant a coach, and another one with a word of hand-over."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db.transaction import atomic

from goldenthread.coaching.actions.meeting import call_off_booked
from goldenthread.coaching.models import Pairing, PairingStep
from goldenthread.coaching.rules.pairing import ENDS_PAIRING, why_not_arrange, why_not_pair
from goldenthread.coaching.rules.states import STEPS, Event, State
from goldenthread.coaching.types import PairingRef
from goldenthread.cohorts.actions.accompanying import add_companion, end_companion
from goldenthread.cohorts.queries.engagement import enrolment_seen
from goldenthread.cohorts.queries.record import last_step
from goldenthread.cohorts.queries.transferring import last_transfer
from goldenthread.cohorts.types import Role
from goldenthread.ground.actions.record import audit, post
from goldenthread.ground.rules.states import step
from goldenthread.ground.types import Notice, Refusal, Refused
from goldenthread.people.queries.acting import actor_for
from goldenthread.people.queries.directory import person_ids
from goldenthread.people.types import Actor, Duty, OrganisationKind, PersonRef


@atomic
def pair(enrolment: UUID, coach: PersonRef, *, hand_over: str = "", by: Actor, at: datetime) -> PairingRef:
    """Make this coach the one who walks beside this enrolment; the coach before, if any, hands over.

    The same coach once more changes nothing.

    :raises Refused: if this actor does not run the cohort, this coach may not coach this participant, or a hand-over
        says nothing.
    """
    facts = enrolment_seen(enrolment, by=by)
    chosen = actor_for(person_ids([coach])[coach])
    refusal = why_not_arrange(by, partner_id=facts.partner_id) or why_not_pair(
        participant_id=facts.participant_id,
        school_id=facts.school_id,
        coach_id=chosen.person_id,
        is_coach=_coaches_for(chosen, partner_id=facts.partner_id),
        coach_schools=_schools(chosen),
    )
    if refusal:
        raise Refused(refusal)
    before = Pairing.objects.select_for_update().filter(enrolment_id=facts.id, state=State.ACTIVE.value).first()
    if before is not None and before.coach_id == chosen.person_id:
        return PairingRef(before.ref)
    if before is not None:
        _end(before, Event.HAND_OVER, why=hand_over, by=by, at=at)

    row = Pairing.objects.create(
        enrolment_id=facts.id, coach_id=chosen.person_id, hand_over=hand_over if before else "", began_at=at
    )
    add_companion(enrolment, coach, Role.COACH, by=by, at=at)
    audit(by=str(by), did="coaching.pair", to=str(enrolment), at=at, coach=str(coach))
    post(Notice("coaching.paired", {"enrolment": str(enrolment), "pairing": str(row.ref)}), at=at)
    return PairingRef(row.ref)


@atomic
def end_pairing(ref: UUID, *, why: str, by: Actor, at: datetime) -> None:
    """End a pairing without another coach. What was recorded stays.

    :raises Refused: if this actor does not run the cohort, it ended already, or no reason is given.
    """
    row = Pairing.objects.seen_by(by).select_related("enrolment__cohort").select_for_update(of=("self",)).get(ref=ref)
    refusal = why_not_arrange(by, partner_id=row.enrolment.cohort.partner_id)
    if refusal:
        raise Refused(refusal)
    _end(row, Event.END, why=why, by=by, at=at)
    audit(by=str(by), did="coaching.end_pairing", to=str(row.enrolment.ref), at=at)


@atomic
def end_with_enrolment(enrolment: UUID, *, at: datetime) -> bool:
    """End the pairing of an enrolment that was completed or withdrawn, and call off what was booked; whether there was
    one. A second time there is none.

    It stands in the record for whoever ended the enrolment, since it follows from that. What was recorded stays.
    """
    last = last_step(enrolment)
    row = Pairing.objects.select_for_update().filter(enrolment_id=last.enrolment_id, state=State.ACTIVE.value).first()
    if row is None or last.state not in ENDS_PAIRING:
        return False
    why = f"The enrolment was {last.state.value}."
    PairingStep.objects.create(pairing=row, event=Event.END.value, why=why, by_id=last.by_id, at=at)
    row.state, row.ended_at = step(STEPS, State(row.state), Event.END).value, at
    row.save(update_fields=["state", "ended_at"])
    called_off = call_off_booked(row, why=why, by_id=last.by_id, at=at)
    audit(by="jobs", did="coaching.end_pairing", to=str(enrolment), at=at, called_off=str(called_off))
    return True


@atomic
def end_with_transfer(enrolment: UUID, *, why: str, at: datetime) -> bool:
    """End the pairing of somebody who went to another delivery partner, and call off what was booked; whether there
    was one. A second time there is none, and where the partner is the same it goes on.

    It stands in the record for whoever moved them. What was recorded stays.
    """
    last = last_transfer(enrolment)
    row = Pairing.objects.select_for_update().filter(enrolment_id=last.enrolment_id, state=State.ACTIVE.value).first()
    if row is None or not last.changes_partner:
        return False
    PairingStep.objects.create(pairing=row, event=Event.END.value, why=why, by_id=last.by_id, at=at)
    row.state, row.ended_at = step(STEPS, State(row.state), Event.END).value, at
    row.save(update_fields=["state", "ended_at"])
    called_off = call_off_booked(row, why=why, by_id=last.by_id, at=at)
    audit(by="jobs", did="coaching.end_pairing", to=str(enrolment), at=at, called_off=str(called_off))
    return True


def _end(row: Pairing, event: Event, *, why: str, by: Actor, at: datetime) -> None:
    if not why.strip():
        raise Refused(
            Refusal("no_hand_over", "Nothing is said about why the coach changes.", "Write a sentence for the record.")
        )
    end_companion(row.enrolment.ref, PersonRef(row.coach.ref), Role.COACH, by=by, at=at)
    PairingStep.objects.create(pairing=row, event=event.value, why=why, by_id=by.person_id, at=at)
    row.state, row.ended_at = step(STEPS, State(row.state), event).value, at
    row.save(update_fields=["state", "ended_at"])


def _coaches_for(chosen: Actor, *, partner_id: int) -> bool:
    return partner_id in chosen.places(Duty.COACH) or chosen.wears_for_provider(Duty.COACH)


def _schools(chosen: Actor) -> frozenset[int]:
    return frozenset(hat.organisation_id for hat in chosen.hats if hat.organisation_kind is OrganisationKind.SCHOOL)
