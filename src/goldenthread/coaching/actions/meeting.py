"""Book a meeting, record it, and correct what was recorded."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from uuid import UUID, uuid5

from django.db.transaction import atomic

from goldenthread.coaching.actions.entering import (
    enter,
    hold_apart,
    hold_both,
    hold_free,
    is_active,
    meeting_to_change,
    pairing_to_change,
    side_in,
    take_step,
    tell_other,
)
from goldenthread.coaching.actions.keeping import keep_version, newest_version
from goldenthread.coaching.models import Meeting, MeetingAction, Pairing, Preparation
from goldenthread.coaching.queries.components import coaching_components
from goldenthread.coaching.queries.hours import engaged
from goldenthread.coaching.rules.booking import (
    is_same_minute,
    one_of_two,
    why_not_book,
    why_not_take_over,
    why_not_without_reason,
)
from goldenthread.coaching.rules.handing_over import where_next
from goldenthread.coaching.rules.meeting import counts_towards, is_overdue, why_not_correct, why_not_record
from goldenthread.coaching.rules.states import MeetingEvent, MeetingState
from goldenthread.coaching.types import Credited, MeetingNotes, MeetingRef, Place
from goldenthread.coaching.types.meetings import USUAL_MINUTES, Appointment, Side
from goldenthread.cohorts.actions.crediting import credit, uncredit
from goldenthread.cohorts.queries.reckoning import variant_of
from goldenthread.cohorts.types import BusyHour, Source
from goldenthread.ground.actions.record import audit, post
from goldenthread.ground.types import Notice, Refusal, Refused
from goldenthread.people.types import Actor
from goldenthread.programmes.queries.releases import component_by_ref

_AHEAD = (MeetingState.BOOKED.value, MeetingState.PROPOSED.value)


@atomic
def book_meeting(
    pairing: UUID,
    *,
    starts_at: datetime,
    place: Place,
    minutes: int = USUAL_MINUTES,
    where: str = "",
    by: Actor,
    at: datetime,
) -> MeetingRef:
    """Put a time to meet into the calendar of both; the same time once more is the same meeting.

    :raises Refused: if this is not their coach, the pairing has ended, the time has passed, or one of the two is
        somewhere else then.
    """
    row = pairing_to_change(pairing, by=by)
    side = one_of_two(side_in(row, by.person_id), is_active=is_active(row))
    refusal = why_not_book(side)
    if refusal:
        raise Refused(refusal)
    known = row.meetings.filter(state=MeetingState.BOOKED.value, starts_at=starts_at).first()
    if known is not None:
        return MeetingRef(known.ref)
    wanted = Appointment(starts_at, minutes, place, where)
    hold_free(row, wanted, side=side, at=at)
    meeting = enter(row, wanted, at=at)
    audit(by=str(by), did="coaching.book_meeting", to=str(row.enrolment.ref), at=at, meeting=str(meeting.ref))
    tell_other(meeting, by=by, at=at)
    return MeetingRef(meeting.ref)


@atomic
def record_meeting(pairing: UUID, notes: MeetingNotes, *, key: UUID, by: Actor, at: datetime) -> Credited:
    """Record a meeting that took place, credit it, and book the next one if a time was agreed.

    ``key`` came with the empty form, or is the reference of the booked meeting that took place: sent twice, it counts
    once. One that was called off, missed or taken back meanwhile stays so, and the record is one of its own.

    :raises Refused: if this is not their coach, or the notes make no sense.
    :raises Overlaps: if one of the two was at another meeting then.
    """
    row = pairing_to_change(pairing, by=by)
    is_yours = side_in(row, by.person_id) is Side.COACH
    refusal = why_not_record(notes, at=at, is_yours=is_yours, is_active=is_active(row))
    if refusal:
        raise Refused(refusal)
    key, known = _own(key, row)
    late = sum(is_overdue(action.due_on, is_done=False, at=at) for action in notes.agreed)
    if known is not None and known.state == MeetingState.HELD.value:
        return Credited(MeetingRef(known.ref), known.component.title if known.component else "", late)
    hold_apart(row, _hour(notes.held_at, notes.minutes), but=key, by=by)
    enrolment = row.enrolment
    choices = coaching_components(
        enrolment_id=enrolment.pk,
        release=enrolment.cohort.release.ref,
        variant=variant_of(enrolment.cohort),
        route=enrolment.route,
    )
    towards = counts_towards(choices, notes.component)

    meeting = _held(row, notes, key=key, by=by, at=at)
    if towards is not None:
        entry = credit(enrolment.ref, towards.ref, source=Source.MEETING, source_ref=meeting.ref, by=by, at=at)
        meeting.component_id, meeting.credit_ref = component_by_ref(towards.ref).id, entry.credit
        meeting.save(update_fields=["component", "credit_ref"])
    if notes.next_at is not None:
        wanted = Appointment(notes.next_at, place=notes.place)
        hold_free(row, wanted, side=Side.COACH, at=at)
        tell_other(enter(row, wanted, at=at), by=by, at=at)
    audit(by=str(by), did="coaching.record_meeting", to=str(enrolment.ref), at=at, meeting=str(meeting.ref))
    post(Notice("coaching.met", {"enrolment": str(enrolment.ref), "meeting": str(meeting.ref)}), at=at)
    return Credited(MeetingRef(meeting.ref), towards.title if towards else "", late)


@atomic
def cancel_meeting(ref: UUID, *, why: str, by: Actor, at: datetime) -> None:
    """Call off a meeting that is booked or suggested; either of the two does.

    :raises Refused: if this is neither of the two, or no reason is given.
    :raises NoSuchStep: if it is neither booked nor suggested.
    """
    row = meeting_to_change(ref, by=by)
    one_of_two(side_in(row.pairing, by.person_id), is_active=is_active(row.pairing))
    refusal = why_not_without_reason(why)
    if refusal:
        raise Refused(refusal)
    take_step(row, MeetingEvent.CANCEL, why=why, by_id=by.person_id, at=at)
    audit(by=str(by), did="coaching.cancel_meeting", to=str(row.pairing.enrolment.ref), at=at)
    tell_other(row, by=by, at=at)


@atomic
def correct_meeting(
    ref: UUID, *, shared: str, minutes: int, held_at: datetime | None = None, why: str, by: Actor, at: datetime
) -> None:
    """Correct what the record of a meeting says: a further version, with a reason. What stood there before stays to be
    read. The same words again change nothing. ``held_at``: when it began, where that was wrong.

    :raises Refused: if this is not their coach, the words make no sense, or no reason is given.
    :raises Overlaps: if one of the two was at another meeting at the time it is given.
    :raises NoSuchStep: if it was not held.
    """
    row = _of_coach(ref, by=by)
    began = row.starts_at if held_at is None or is_same_minute(held_at, row.starts_at) else held_at
    if (row.shared_notes, row.minutes, row.starts_at) == (shared, minutes, began):
        return
    refusal = why_not_correct(words=shared, why=why, held_at=began, minutes=minutes, at=at)
    if refusal:
        raise Refused(refusal)
    newest_version(row, by_id=by.person_id)
    if (row.minutes, row.starts_at) != (minutes, began):
        hold_apart(row.pairing, _hour(began, minutes), but=row.ref, by=by)
        row.minutes, row.starts_at, row.held_from = minutes, began, began
    row.shared_notes = shared
    take_step(row, MeetingEvent.CORRECT, why=why, by_id=by.person_id, at=at)
    keep_version(row, why=why, by_id=by.person_id, at=at)
    audit(by=str(by), did="coaching.correct_meeting", to=str(row.pairing.enrolment.ref), at=at, meeting=str(ref))


@atomic
def take_back_meeting(ref: UUID, *, why: str, by: Actor, at: datetime) -> None:
    """Correct the record: this meeting did not take place as it says. Its credit is taken back, its notes are kept.

    :raises Refused: if this is not their coach, or no reason is given.
    :raises NoSuchStep: if it was neither held nor missed.
    """
    row = _of_coach(ref, by=by)
    if not why.strip():
        raise Refused(Refusal("no_reason", "A meeting is not taken back without a reason.", "Say what was wrong."))
    take_step(row, MeetingEvent.TAKE_BACK, why=why, by_id=by.person_id, at=at)
    if row.credit_ref is not None:
        uncredit(row.credit_ref, why=why, by=by, at=at)
    audit(by=str(by), did="coaching.take_back_meeting", to=str(row.pairing.enrolment.ref), at=at)


def call_off_booked(pairing: Pairing, *, why: str, by_id: int, at: datetime) -> int:
    """Call off whatever is booked in a pairing that ends; how many. The caller holds the pairing."""
    booked = list(pairing.meetings.select_for_update().filter(state__in=_AHEAD))
    for meeting in booked:
        take_step(meeting, MeetingEvent.CANCEL, why=why, by_id=by_id, at=at)
    return len(booked)


def take_over_booked(
    before: Pairing, after: Pairing, *, why: str, places: Mapping[UUID, str], by_id: int, at: datetime
) -> int:
    """Keep whatever is booked and still to come for the next coach, as bookings of their own, with what the participant
    wrote for them; how many. What the coach before noted for themselves stays with theirs. A time that has passed, or
    was only suggested, is called off. ``places``: where each is held then, as far as it was said; the room or number of
    the coach before never goes over by itself.

    :raises Refused: if the next coach is somewhere else at an hour that would be kept.
    """
    kept = 0
    hold_both(after)
    for meeting in before.meetings.select_for_update().filter(state__in=_AHEAD).order_by("pk"):
        if meeting.starts_at <= at or meeting.state == MeetingState.PROPOSED.value:
            take_step(meeting, MeetingEvent.CANCEL, why=why, by_id=by_id, at=at)
            continue
        take_step(meeting, MeetingEvent.HAND_OVER, why=why, by_id=by_id, at=at)
        place = Place(meeting.place)
        where = places.get(meeting.ref, where_next(place, meeting.where))
        wanted = Appointment(meeting.starts_at, meeting.minutes or USUAL_MINUTES, place, where)
        busy = engaged(after, wanted, side=Side.COACH, but=meeting.pk)
        names = {"coach": after.coach.name, "participant": after.enrolment.participant.name}
        refusal = why_not_take_over(wanted, busy, **names)
        if refusal:
            raise Refused(refusal)
        again = enter(after, wanted, at=at)
        Preparation.objects.filter(meeting=meeting).update(meeting=again)
        kept += 1
    return kept


def _of_coach(ref: UUID, *, by: Actor) -> Meeting:
    row = meeting_to_change(ref, by=by)
    if side_in(row.pairing, by.person_id) is not Side.COACH:
        raise Refused(
            Refusal("not_your_pairing", "Only their coach changes a meeting.", "Ask the coach who recorded it.")
        )
    return row


def _own(key: UUID, row: Pairing) -> tuple[UUID, Meeting | None]:
    """The key as this pairing has it, and its meeting. One that is another pairing's meeting, or a meeting that is off,
    is like one that nobody has: it leads to a meeting of this pairing, to the same one each time.
    """
    known = Meeting.objects.select_related("component").select_for_update(of=("self",)).filter(ref=key).first()
    if known is None or (known.pairing_id == row.pk and known.state in (*_AHEAD, MeetingState.HELD.value)):
        return key, known
    return _own(uuid5(row.ref, str(key)), row)


def _hour(starts_at: datetime, minutes: int) -> BusyHour:
    return BusyHour(starts_at, starts_at + timedelta(minutes=minutes))


def _held(row: Pairing, notes: MeetingNotes, *, key: UUID, by: Actor, at: datetime) -> Meeting:
    """The meeting as held: the booked one it was, or a new one."""
    meeting, _ = Meeting.objects.select_for_update().get_or_create(
        ref=key,
        pairing=row,
        defaults={
            "state": MeetingState.BOOKED.value,
            "starts_at": notes.held_at,
            "place": notes.place.value,
            "recorded_at": at,
        },
    )
    meeting.starts_at, meeting.minutes, meeting.place = notes.held_at, notes.minutes, notes.place.value
    meeting.held_from = notes.held_at
    meeting.shared_notes, meeting.private_notes, meeting.recorded_at = notes.shared, notes.private, at
    take_step(meeting, MeetingEvent.HOLD, by_id=by.person_id, at=at)
    keep_version(meeting, why="", by_id=by.person_id, at=at)
    MeetingAction.objects.bulk_create(
        MeetingAction(
            meeting=meeting,
            position=n,
            words=action.words.strip()[:500],
            due_on=action.due_on,
            is_coachs=action.is_coachs,
        )
        for n, action in enumerate(notes.agreed, 1)
    )
    return meeting
