"""Give a participant a coach, and another one with a word of hand-over."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from django.db.transaction import atomic

from goldenthread.coaching.actions.meeting import call_off_booked, take_over_booked
from goldenthread.coaching.models import CoachRecord, Pairing, PairingStep
from goldenthread.coaching.queries.weighing import coaches_known, seekers
from goldenthread.coaching.rules.pairing import ENDS_PAIRING, why_not_arrange
from goldenthread.coaching.rules.states import STEPS, Event, State
from goldenthread.coaching.rules.weighing import not_a_coach, why_full, why_never
from goldenthread.coaching.types import PairingRef
from goldenthread.coaching.types.proposing import CoachFacts, Seeker
from goldenthread.cohorts.actions.accompanying import add_companion, end_companion
from goldenthread.cohorts.queries.engagement import enrolment_seen
from goldenthread.cohorts.queries.record import last_step
from goldenthread.cohorts.queries.transferring import last_transfer
from goldenthread.cohorts.types import Role
from goldenthread.ground.actions.record import audit, post
from goldenthread.ground.rules.states import step
from goldenthread.ground.types import Notice, Refusal, Refused
from goldenthread.people.queries.acting import actor_known_by
from goldenthread.people.queries.directory import person_ids
from goldenthread.people.types import Actor, PersonRef


@atomic
def pair(enrolment: UUID, coach: PersonRef, *, hand_over: str = "", by: Actor, at: datetime) -> PairingRef:
    """Make this coach the one who walks beside this enrolment; the coach before, if any, hands over, and what they had
    booked is kept for the next.

    The same coach once more changes nothing.

    :raises Refused: if this actor does not run the cohort, this coach may not coach this participant or has as many as
        was recorded that they can, or a hand-over says nothing.
    """
    facts = enrolment_seen(enrolment, by=by)
    refusal = why_not_arrange(by, partner_id=facts.partner_id)
    if refusal:
        raise Refused(refusal)
    hold_coaches([coach])
    known = next((one for one in coaches_known(by=by, on=at.date()) if one.person == coach), None)
    if known is None:
        raise Refused(not_a_coach())
    (seeker,) = seekers([facts], on=at.date())
    before = Pairing.objects.active().select_for_update().filter(enrolment_id=facts.id).first()
    if before is not None and before.coach_id == known.id:
        return PairingRef(before.ref)
    takes_room = known.is_recorded and not seeker.is_finished
    refusal = why_never(seeker, known) or (why_full(known) if takes_room else None)
    if refusal:
        raise Refused(refusal)
    if before is not None:
        end_row(before, Event.HAND_OVER, why=hand_over, by=by, at=at)
    row = begin(seeker, known, by=by, at=at)
    if before is not None:
        take_over_booked(before, row, why=hand_over, places={}, by_id=by.person_id, at=at)
    return PairingRef(row.ref)


@atomic
def end_pairing(ref: UUID, *, why: str, by: Actor, at: datetime) -> None:
    """End a pairing without another coach, and call off what was booked. What was recorded stays.

    :raises Refused: if this actor does not run the cohort, it ended already, or no reason is given.
    """
    row = Pairing.objects.seen_by(by).select_related("enrolment__cohort").select_for_update(of=("self",)).get(ref=ref)
    refusal = why_not_arrange(by, partner_id=row.enrolment.cohort.partner_id)
    if refusal:
        raise Refused(refusal)
    end_without(row, why=why, by=by, at=at)


def end_without(row: Pairing, *, why: str, by: Actor, at: datetime) -> None:
    """End a pairing that the caller holds where nobody comes next, and say so to the two.

    :raises Refused: if no reason is given.
    """
    end_row(row, Event.END, why=why, by=by, at=at)
    called_off = call_off_booked(row, why=why, by_id=by.person_id, at=at)
    did, to = "coaching.end_pairing", str(row.enrolment.ref)
    audit(by=str(by), did=did, to=to, at=at, called_off=str(called_off))
    post(Notice("coaching.pairing_ended", {"enrolment": to, "pairing": str(row.ref)}), at=at)


def begin(seeker: Seeker, coach: CoachFacts, *, by: Actor, at: datetime) -> Pairing:
    """Begin a pairing; the caller has found out that it may be. Whoever comes after somebody finds why they left."""
    ended = PairingStep.objects.filter(pairing__enrolment_id=seeker.id).order_by("-pk").first()
    row = Pairing.objects.create(
        enrolment_id=seeker.id, coach_id=coach.id, hand_over=ended.why if ended else "", began_at=at
    )
    add_companion(seeker.enrolment, coach.person, Role.COACH, by=by, at=at)
    audit(by=str(by), did="coaching.pair", to=str(seeker.enrolment), at=at, coach=str(coach.person))
    post(Notice("coaching.paired", {"enrolment": str(seeker.enrolment), "pairing": str(row.ref)}), at=at)
    return row


def end_row(row: Pairing, event: Event, *, why: str, by: Actor, at: datetime) -> None:
    """End a pairing that the caller holds: from now on its coach no longer sees the enrolment.

    :raises Refused: if no reason is given.
    """
    if not why.strip():
        raise Refused(
            Refusal("no_hand_over", "Nothing is said about why the coach changes.", "Write a sentence for the record.")
        )
    end_companion(row.enrolment.ref, PersonRef(row.coach.ref), Role.COACH, by=by, at=at)
    PairingStep.objects.create(pairing=row, event=event.value, why=why, by_id=by.person_id, at=at)
    row.state, row.ended_at = step(STEPS, State(row.state), event).value, at
    row.save(update_fields=["state", "ended_at"])


def hold_coaches(coaches: Iterable[PersonRef]) -> None:
    """Let nobody else give these coaches anybody until this transaction ends, so that none is given too many."""
    rows = CoachRecord.objects.select_for_update().filter(person__ref__in=list(coaches))
    list(rows.order_by("pk").values_list("pk", flat=True))


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


@atomic
def end_without_duty(person: UUID, *, why: str, by: UUID, at: datetime) -> int:
    """End the pairings of a coach whose duty for the partner has ended, and call off what was booked; how many.

    A second time there are none. Where they coach still, or again, it goes on.

    It stands in the record for whoever ended the duty. What was recorded stays.
    """
    coach, by_id = actor_known_by(person), person_ids([by])[by]
    now = Pairing.objects.filter(coach_id=coach.person_id, state=State.ACTIVE.value)
    gone = now.exclude(pk__in=Pairing.objects.coached_by(coach).values("pk"))
    rows = list(gone.select_related("enrolment").order_by("pk").select_for_update(of=("self",)))
    for row in rows:
        PairingStep.objects.create(pairing=row, event=Event.END.value, why=why, by_id=by_id, at=at)
        row.state, row.ended_at = step(STEPS, State(row.state), Event.END).value, at
        row.save(update_fields=["state", "ended_at"])
        called_off = str(call_off_booked(row, why=why, by_id=by_id, at=at))
        told = str(row.enrolment.ref)
        audit(by="jobs", did="coaching.end_pairing", to=told, at=at, called_off=called_off)
        post(Notice("coaching.pairing_ended", {"enrolment": told, "pairing": str(row.ref)}), at=at)
    return len(rows)
