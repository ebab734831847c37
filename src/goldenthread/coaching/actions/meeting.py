"""Book a meeting, record it, and correct what was recorded."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID, uuid5

from django.db.transaction import atomic

from goldenthread.coaching.models import Meeting, MeetingAction, MeetingStep, Pairing
from goldenthread.coaching.queries.components import coaching_components
from goldenthread.coaching.rules.meeting import counts_towards, why_not_book, why_not_record
from goldenthread.coaching.rules.states import MEETING_STEPS, MeetingEvent, MeetingState, State
from goldenthread.coaching.types import Credited, MeetingNotes, MeetingRef, Place
from goldenthread.cohorts.actions.crediting import credit, uncredit
from goldenthread.cohorts.queries.reckoning import variant_of
from goldenthread.cohorts.types import Source
from goldenthread.ground.actions.record import audit, post
from goldenthread.ground.rules.states import step
from goldenthread.ground.types import Notice, Refusal, Refused
from goldenthread.people.types import Actor
from goldenthread.programmes.queries.releases import component_by_ref


@atomic
def book_meeting(pairing: UUID, *, starts_at: datetime, place: Place, by: Actor, at: datetime) -> MeetingRef:
    """Agree a time to meet.

    :raises Refused: if this is not their coach, the pairing has ended, or the time has passed.
    """
    row = _pairing(pairing, by=by)
    refusal = why_not_book(starts_at, at=at, is_yours=_is_coach(row, by), is_active=_is_active(row))
    if refusal:
        raise Refused(refusal)
    meeting = _booked(row, starts_at=starts_at, place=place, at=at)
    audit(by=str(by), did="coaching.book_meeting", to=str(row.enrolment.ref), at=at, meeting=str(meeting.ref))
    return MeetingRef(meeting.ref)


@atomic
def record_meeting(pairing: UUID, notes: MeetingNotes, *, key: UUID, by: Actor, at: datetime) -> Credited:
    """Record a meeting that took place, credit it, and book the next one if a time was agreed.

    ``key`` came with the empty form, or is the reference of the booked meeting that took place: sent twice, it counts
    once.

    :raises Refused: if this is not their coach, or the notes make no sense.
    """
    row = _pairing(pairing, by=by)
    refusal = why_not_record(notes, at=at, is_yours=_is_coach(row, by), is_active=_is_active(row))
    if refusal:
        raise Refused(refusal)
    key = _own(key, row)
    known = Meeting.objects.select_related("component").filter(ref=key, pairing=row).first()
    if known is not None and known.state != MeetingState.BOOKED.value:
        return Credited(MeetingRef(known.ref), known.component.title if known.component else "")
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
        _booked(row, starts_at=notes.next_at, place=notes.place, at=at)
    audit(by=str(by), did="coaching.record_meeting", to=str(enrolment.ref), at=at, meeting=str(meeting.ref))
    post(Notice("coaching.met", {"enrolment": str(enrolment.ref), "meeting": str(meeting.ref)}), at=at)
    return Credited(MeetingRef(meeting.ref), towards.title if towards else "")


@atomic
def cancel_meeting(ref: UUID, *, why: str = "", by: Actor, at: datetime) -> None:
    """Call off a booked meeting.

    :raises Refused: if this is not their coach, or it is not booked.
    """
    row = _meeting(ref, by=by)
    _step(row, MeetingEvent.CANCEL, why=why, by_id=by.person_id, at=at)
    audit(by=str(by), did="coaching.cancel_meeting", to=str(row.pairing.enrolment.ref), at=at)


@atomic
def take_back_meeting(ref: UUID, *, why: str, by: Actor, at: datetime) -> None:
    """Correct the record: this meeting did not take place as it says. Its credit is taken back, its notes are kept.

    :raises Refused: if this is not their coach, it was not held, or no reason is given.
    """
    row = _meeting(ref, by=by)
    if not why.strip():
        raise Refused(Refusal("no_reason", "A meeting is not taken back without a reason.", "Say what was wrong."))
    _step(row, MeetingEvent.TAKE_BACK, why=why, by_id=by.person_id, at=at)
    if row.credit_ref is not None:
        uncredit(row.credit_ref, why=why, by=by, at=at)
    audit(by=str(by), did="coaching.take_back_meeting", to=str(row.pairing.enrolment.ref), at=at)


def call_off_booked(pairing: Pairing, *, why: str, by_id: int, at: datetime) -> int:
    """Call off whatever is booked in a pairing that ends; how many. The caller holds the pairing."""
    booked = list(pairing.meetings.select_for_update().filter(state=MeetingState.BOOKED.value))
    for meeting in booked:
        _step(meeting, MeetingEvent.CANCEL, why=why, by_id=by_id, at=at)
    return len(booked)


def _pairing(ref: UUID, *, by: Actor) -> Pairing:
    rows = Pairing.objects.seen_by(by).select_related("enrolment__cohort__release", "enrolment__cohort__variant")
    return rows.select_for_update(of=("self",)).get(ref=ref)


def _meeting(ref: UUID, *, by: Actor) -> Meeting:
    row = (
        Meeting.objects.select_related("pairing__enrolment")
        .select_for_update(of=("self",))
        .get(ref=ref, pairing__in=Pairing.objects.seen_by(by))
    )
    if not _is_coach(row.pairing, by):
        raise Refused(
            Refusal("not_your_pairing", "Only their coach changes a meeting.", "Ask the coach who recorded it.")
        )
    return row


def _is_coach(row: Pairing, by: Actor) -> bool:
    return row.coach_id == by.person_id


def _is_active(row: Pairing) -> bool:
    return row.state == State.ACTIVE.value


def _booked(row: Pairing, *, starts_at: datetime, place: Place, at: datetime) -> Meeting:
    return Meeting.objects.create(
        pairing=row, state=MeetingState.BOOKED.value, starts_at=starts_at, place=place.value, recorded_at=at
    )


def _own(key: UUID, row: Pairing) -> UUID:
    """The key as this pairing has it. One that is another pairing's meeting is like one that nobody has: it leads to a
    meeting of this pairing, to the same one each time.
    """
    is_others = Meeting.objects.filter(ref=key).exclude(pairing=row).exists()
    return uuid5(row.ref, str(key)) if is_others else key


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
    meeting.shared_notes, meeting.private_notes, meeting.recorded_at = notes.shared, notes.private, at
    _step(meeting, MeetingEvent.HOLD, why="", by_id=by.person_id, at=at)
    MeetingAction.objects.bulk_create(
        MeetingAction(meeting=meeting, position=n, words=action.words.strip()[:500], due_on=action.due_on)
        for n, action in enumerate((a for a in notes.actions if a.words.strip()), 1)
    )
    return meeting


def _step(meeting: Meeting, event: MeetingEvent, *, why: str, by_id: int, at: datetime) -> None:
    after = step(MEETING_STEPS, MeetingState(meeting.state), event)
    meeting.state = after.value
    meeting.save()
    MeetingStep.objects.create(meeting=meeting, event=event.value, state=after.value, why=why, by_id=by_id, at=at)
