"""What booking, recording and correcting a meeting share: whose it is, when it can be, and its steps."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from goldenthread.coaching.models import Meeting, MeetingStep, Pairing
from goldenthread.coaching.queries.hours import engaged, others_at
from goldenthread.coaching.rules.booking import side_of, why_not_at
from goldenthread.coaching.rules.overlapping import in_the_way
from goldenthread.coaching.rules.states import MEETING_STEPS, MeetingEvent, MeetingState, State
from goldenthread.coaching.types.meetings import Appointment, Side
from goldenthread.cohorts.types import BusyHour
from goldenthread.ground.actions.record import post
from goldenthread.ground.rules.states import step
from goldenthread.ground.types import Notice, Refused
from goldenthread.people.types import Actor


def pairing_to_change(ref: UUID, *, by: Actor) -> Pairing:
    """A pairing this actor may see, locked. :raises Pairing.DoesNotExist: if it is not theirs to see."""
    rows = Pairing.objects.seen_by(by).select_related(
        "coach", "enrolment__participant", "enrolment__cohort__release", "enrolment__cohort__variant"
    )
    return rows.select_for_update(of=("self",)).get(ref=ref)


def meeting_to_change(ref: UUID, *, by: Actor) -> Meeting:
    """A meeting of a pairing this actor may see, locked. :raises Meeting.DoesNotExist: if it is not theirs to see."""
    rows = Meeting.objects.select_related(
        "pairing__coach", "pairing__enrolment__participant", "pairing__enrolment__cohort"
    )
    return rows.select_for_update(of=("self",)).get(ref=ref, pairing__in=Pairing.objects.seen_by(by))


def side_in(pairing: Pairing, person: int | None) -> Side | None:
    """Which of the two somebody is; ``None`` for anybody else."""
    return side_of(person, coach=pairing.coach_id, participant=pairing.enrolment.participant_id)


def is_active(pairing: Pairing) -> bool:
    """Whether the two still meet."""
    return pairing.state == State.ACTIVE.value


def hold_free(pairing: Pairing, wanted: Appointment, *, side: Side, but: int | None = None, at: datetime) -> None:
    """Refuse an hour at which one of the two is somewhere else. ``but``: the meeting that moves.

    :raises Refused: with who is busy when.
    """
    hold_both(pairing)
    other = pairing.enrolment.participant.name if side is Side.COACH else pairing.coach.name
    refusal = why_not_at(wanted, at=at, busy=engaged(pairing, wanted, side=side, but=but), other=other)
    if refusal:
        raise Refused(refusal)


def hold_apart(pairing: Pairing, held: BusyHour, *, but: UUID, by: Actor) -> None:
    """Refuse the record of a meeting at which one of the two cannot have been. ``but``: the meeting it is about.

    :raises Overlaps: with the other meeting that was then.
    """
    hold_both(pairing)
    others = others_at(pairing, held, but=but, by=by)
    overlaps = in_the_way(held, others, participant=pairing.enrolment.participant.name)
    if overlaps:
        raise overlaps


def hold_both(pairing: Pairing) -> None:
    """Let the two be given no other hour until this transaction ends: whoever takes the same one comes after."""
    two = ("coach", "enrolment__participant")
    Pairing.objects.select_related(*two).select_for_update(of=two, no_key=True).get(pk=pairing.pk)


def enter(pairing: Pairing, wanted: Appointment, *, proposed_by: int | None = None, at: datetime) -> Meeting:
    """A new meeting: booked, or suggested by somebody."""
    state = MeetingState.BOOKED if proposed_by is None else MeetingState.PROPOSED
    return Meeting.objects.create(
        pairing=pairing,
        state=state.value,
        starts_at=wanted.starts_at,
        minutes=wanted.minutes,
        place=wanted.place.value,
        where=wanted.where.strip(),
        proposed_by_id=proposed_by,
        changed_at=at,
        recorded_at=at,
    )


def take_step(meeting: Meeting, event: MeetingEvent, *, why: str = "", by_id: int, at: datetime) -> None:
    """Save a meeting after something happened to it, as its table of steps has it; its calendar entry gets a number.
    Whatever happens but a suggestion ends the suggestion that waited.

    :raises NoSuchStep: if that cannot happen to it now.
    """
    after = step(MEETING_STEPS, MeetingState(meeting.state), event)
    meeting.state, meeting.changed_at, meeting.sequence = after.value, at, meeting.sequence + 1
    meeting.proposed_by_id = by_id if event is MeetingEvent.SUGGEST else None
    if event is not MeetingEvent.SUGGEST:
        suggest_beside(meeting, None)
    if after is not MeetingState.HELD:
        meeting.held_from = None
    meeting.save()
    MeetingStep.objects.create(
        meeting=meeting,
        event=event.value,
        state=after.value,
        why=why,
        starts_at=meeting.instead_at or meeting.starts_at,
        by_id=by_id,
        at=at,
    )


def put(meeting: Meeting, wanted: Appointment) -> None:
    """Let a meeting be then and there; the caller saves it with the step that does it."""
    meeting.starts_at, meeting.minutes = wanted.starts_at, wanted.minutes
    meeting.place, meeting.where = wanted.place.value, wanted.where.strip()


def suggest_beside(meeting: Meeting, wanted: Appointment | None) -> None:
    """Let another time be suggested beside the one that is booked, or none; the caller saves it."""
    meeting.instead_at = wanted.starts_at if wanted else None
    meeting.instead_minutes = wanted.minutes if wanted else 0
    meeting.instead_place = wanted.place.value if wanted else ""
    meeting.instead_where = wanted.where.strip() if wanted else ""


def tell_other(meeting: Meeting, *, by: Actor, at: datetime) -> None:
    """Leave a notice for a letter to the one of the two who did not do it."""
    facts = {"meeting": str(meeting.ref), "number": str(meeting.sequence), "by": str(by.person)}
    post(Notice("coaching.meeting_changed", facts), at=at)
