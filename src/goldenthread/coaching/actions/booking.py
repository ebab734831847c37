"""Find a time to meet: suggest one, accept it, suggest another, move, and say that somebody did not come."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db.transaction import atomic

from goldenthread.coaching.actions.entering import (
    enter,
    hold_free,
    is_active,
    meeting_to_change,
    pairing_to_change,
    side_in,
    take_step,
    tell_other,
)
from goldenthread.coaching.models import Meeting
from goldenthread.coaching.rules.booking import one_of_two, why_not_accept, why_not_book, why_not_miss
from goldenthread.coaching.rules.states import MeetingEvent
from goldenthread.coaching.types import MeetingRef, Place
from goldenthread.coaching.types.meetings import USUAL_MINUTES, Appointment, Side
from goldenthread.ground.actions.record import audit
from goldenthread.ground.types import Refused
from goldenthread.people.types import Actor


@atomic
def propose_meeting(pairing: UUID, wanted: Appointment, *, by: Actor, at: datetime) -> MeetingRef:
    """Suggest a time to the other one, who accepts it or suggests another.

    The same time of the same person once more is the same suggestion.

    :raises Refused: if this is neither of the two, the pairing has ended, or one of them is somewhere else then.
    """
    row = pairing_to_change(pairing, by=by)
    side = one_of_two(side_in(row, by.person_id), is_active=is_active(row))
    known = row.meetings.filter(proposed_by_id=by.person_id, starts_at=wanted.starts_at).first()
    if known is not None:
        return MeetingRef(known.ref)
    hold_free(row, wanted, side=side, at=at)
    meeting = enter(row, wanted, proposed_by=by.person_id, at=at)
    audit(by=str(by), did="coaching.propose_meeting", to=str(row.enrolment.ref), at=at, meeting=str(meeting.ref))
    tell_other(meeting, by=by, at=at)
    return MeetingRef(meeting.ref)


@atomic
def accept_meeting(ref: UUID, *, by: Actor, at: datetime) -> None:
    """Accept the time that the other one suggested: it is booked.

    :raises Refused: if it is not theirs to answer, or one of the two is somewhere else by now.
    """
    row, side = _of_the_two(ref, by=by)
    pairing = row.pairing
    refusal = why_not_accept(side, suggested_by=side_in(pairing, row.proposed_by_id))
    if refusal:
        raise Refused(refusal)
    hold_free(pairing, as_appointment(row), side=side, but=row.pk, at=at)
    take_step(row, MeetingEvent.ACCEPT, by_id=by.person_id, at=at)
    audit(by=str(by), did="coaching.accept_meeting", to=str(pairing.enrolment.ref), at=at, meeting=str(ref))
    tell_other(row, by=by, at=at)


@atomic
def suggest_instead(ref: UUID, wanted: Appointment, *, why: str = "", by: Actor, at: datetime) -> None:
    """Suggest another time for a meeting that is suggested or booked; the other one answers.

    :raises Refused: if this is neither of the two, or one of them is somewhere else then.
    :raises NoSuchStep: if it is neither suggested nor booked.
    """
    row, side = _of_the_two(ref, by=by)
    if row.proposed_by_id == by.person_id and as_appointment(row) == wanted:
        return
    hold_free(row.pairing, wanted, side=side, but=row.pk, at=at)
    _put(row, wanted)
    take_step(row, MeetingEvent.SUGGEST, why=why, by_id=by.person_id, at=at)
    audit(by=str(by), did="coaching.suggest_instead", to=str(row.pairing.enrolment.ref), at=at, meeting=str(ref))
    tell_other(row, by=by, at=at)


@atomic
def move_meeting(ref: UUID, wanted: Appointment, *, why: str = "", by: Actor, at: datetime) -> None:
    """Move a booked meeting to another time or place. Only the coach does; a participant suggests.

    :raises Refused: if this is not their coach, or one of the two is somewhere else then.
    :raises NoSuchStep: if it is not booked.
    """
    row, side = _of_the_two(ref, by=by)
    refusal = why_not_book(side)
    if refusal:
        raise Refused(refusal)
    if as_appointment(row) == wanted:
        return
    hold_free(row.pairing, wanted, side=side, but=row.pk, at=at)
    _put(row, wanted)
    take_step(row, MeetingEvent.MOVE, why=why, by_id=by.person_id, at=at)
    audit(by=str(by), did="coaching.move_meeting", to=str(row.pairing.enrolment.ref), at=at, meeting=str(ref))
    tell_other(row, by=by, at=at)


@atomic
def miss_meeting(ref: UUID, *, why: str, by: Actor, at: datetime) -> None:
    """Record that a booked meeting did not take place because somebody did not come; nothing is credited.

    :raises Refused: if this is not their coach, it has not begun, or no reason is given.
    :raises NoSuchStep: if it is not booked.
    """
    row, side = _of_the_two(ref, by=by)
    refusal = why_not_book(side) or why_not_miss(starts_at=row.starts_at, why=why, at=at)
    if refusal:
        raise Refused(refusal)
    take_step(row, MeetingEvent.MISS, why=why, by_id=by.person_id, at=at)
    audit(by=str(by), did="coaching.miss_meeting", to=str(row.pairing.enrolment.ref), at=at, meeting=str(ref))


def as_appointment(row: Meeting) -> Appointment:
    """When and where a meeting is."""
    return Appointment(row.starts_at, row.minutes or USUAL_MINUTES, Place(row.place), row.where)


def _of_the_two(ref: UUID, *, by: Actor) -> tuple[Meeting, Side]:
    """A meeting of this actor's own pairing, which has not ended; and which of the two they are."""
    row = meeting_to_change(ref, by=by)
    return row, one_of_two(side_in(row.pairing, by.person_id), is_active=is_active(row.pairing))


def _put(row: Meeting, wanted: Appointment) -> None:
    row.starts_at, row.minutes = wanted.starts_at, wanted.minutes
    row.place, row.where = wanted.place.value, wanted.where.strip()
