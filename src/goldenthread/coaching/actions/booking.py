"""Find a time to meet: suggest one, accept it, suggest another, move, and say that somebody did not come."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from uuid import UUID

from django.db.transaction import atomic

from goldenthread.coaching.actions.entering import (
    enter,
    hold_free,
    is_active,
    meeting_to_change,
    pairing_to_change,
    put,
    side_in,
    suggest_beside,
    take_step,
    tell_other,
)
from goldenthread.coaching.models import Meeting
from goldenthread.coaching.rules.booking import (
    one_of_two,
    why_not_accept,
    why_not_book,
    why_not_miss,
    why_not_suggest,
    why_not_withdraw,
)
from goldenthread.coaching.rules.states import MeetingEvent, MeetingState
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
    wanted = suggested_instead(row) or as_appointment(row)
    hold_free(pairing, wanted, side=side, but=row.pk, at=at)
    put(row, wanted)
    take_step(row, MeetingEvent.ACCEPT, by_id=by.person_id, at=at)
    audit(by=str(by), did="coaching.accept_meeting", to=str(pairing.enrolment.ref), at=at, meeting=str(ref))
    tell_other(row, by=by, at=at)


@atomic
def decline_instead(ref: UUID, *, by: Actor, at: datetime) -> None:
    """Keep the time that is booked, and not the one that the other suggests in its place.

    :raises Refused: if it is not theirs to answer.
    :raises NoSuchStep: if nothing is booked: such a suggestion is called off, or another is made.
    """
    row, side = _of_the_two(ref, by=by)
    refusal = why_not_accept(side, suggested_by=side_in(row.pairing, row.proposed_by_id))
    if refusal:
        raise Refused(refusal)
    take_step(row, MeetingEvent.DECLINE, by_id=by.person_id, at=at)
    audit(by=str(by), did="coaching.decline_instead", to=str(row.pairing.enrolment.ref), at=at, meeting=str(ref))
    tell_other(row, by=by, at=at)


@atomic
def withdraw_instead(ref: UUID, *, by: Actor, at: datetime) -> None:
    """Take back one's own suggestion of another time; what is booked stands.

    :raises Refused: if nothing of theirs waits for an answer.
    :raises NoSuchStep: if nothing is booked: such a suggestion is called off.
    """
    row, side = _of_the_two(ref, by=by)
    refusal = why_not_withdraw(side, suggested_by=side_in(row.pairing, row.proposed_by_id))
    if refusal:
        raise Refused(refusal)
    take_step(row, MeetingEvent.WITHDRAW, by_id=by.person_id, at=at)
    audit(by=str(by), did="coaching.withdraw_instead", to=str(row.pairing.enrolment.ref), at=at, meeting=str(ref))
    tell_other(row, by=by, at=at)


@atomic
def suggest_instead(ref: UUID, wanted: Appointment, *, why: str = "", by: Actor, at: datetime) -> None:
    """Suggest another time for a meeting that is suggested or booked; the other one answers. What is booked stands
    until they accept.

    :raises Refused: if this is neither of the two, one of them is somewhere else then, or it is no other time.
    :raises NoSuchStep: if it is neither suggested nor booked.
    """
    row, side = _of_the_two(ref, by=by)
    is_booked = row.state == MeetingState.BOOKED.value
    waits = suggested_instead(row) if is_booked else as_appointment(row)
    is_mine = row.proposed_by_id == by.person_id
    if is_mine and waits == replace(wanted, where=wanted.where.strip()):
        return
    stands = as_appointment(row) if is_booked else None
    refusal = why_not_suggest(wanted, stands=stands, waits=None if is_mine else waits)
    if refusal:
        raise Refused(refusal)
    hold_free(row.pairing, wanted, side=side, but=row.pk, at=at)
    if is_booked:
        suggest_beside(row, wanted)
    else:
        put(row, wanted)
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
    put(row, wanted)
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


def suggested_instead(row: Meeting) -> Appointment | None:
    """When and where somebody suggests to meet in place of what is booked, if anybody does."""
    if row.instead_at is None:
        return None
    return Appointment(row.instead_at, row.instead_minutes, Place(row.instead_place), row.instead_where)


def _of_the_two(ref: UUID, *, by: Actor) -> tuple[Meeting, Side]:
    """A meeting of this actor's own pairing, which has not ended; and which of the two they are."""
    row = meeting_to_change(ref, by=by)
    return row, one_of_two(side_in(row.pairing, by.person_id), is_active=is_active(row.pairing))
