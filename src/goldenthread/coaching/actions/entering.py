"""What booking, recording and correcting a meeting share: whose it is, when it can be, and its steps."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from goldenthread.coaching.models import Meeting, MeetingStep, Pairing
from goldenthread.coaching.queries.hours import engaged
from goldenthread.coaching.rules.booking import side_of, why_not_at
from goldenthread.coaching.rules.states import MEETING_STEPS, MeetingEvent, MeetingState, State
from goldenthread.coaching.types.meetings import Appointment, Side
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

    The coach is locked first, so that two who take the same hour of one coach come one after the other.

    :raises Refused: with who is busy when.
    """
    alone = Pairing.objects.select_related("coach").select_for_update(of=("coach",), no_key=True)
    alone.get(pk=pairing.pk)
    other = pairing.enrolment.participant.name if side is Side.COACH else pairing.coach.name
    refusal = why_not_at(wanted, at=at, busy=engaged(pairing, wanted, side=side, but=but), other=other)
    if refusal:
        raise Refused(refusal)


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

    :raises NoSuchStep: if that cannot happen to it now.
    """
    after = step(MEETING_STEPS, MeetingState(meeting.state), event)
    meeting.state, meeting.changed_at, meeting.sequence = after.value, at, meeting.sequence + 1
    meeting.proposed_by_id = by_id if after is MeetingState.PROPOSED else None
    meeting.save()
    MeetingStep.objects.create(
        meeting=meeting, event=event.value, state=after.value, why=why, starts_at=meeting.starts_at, by_id=by_id, at=at
    )


def tell_other(meeting: Meeting, *, by: Actor, at: datetime) -> None:
    """Leave a notice for a letter to the one of the two who did not do it."""
    facts = {"meeting": str(meeting.ref), "number": str(meeting.sequence), "by": str(by.person)}
    post(Notice("coaching.meeting_changed", facts), at=at)
