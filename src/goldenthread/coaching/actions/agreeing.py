"""What was agreed: done, moved, dropped, opened again, by either of the two."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from django.db.models import Q
from django.db.transaction import atomic

from goldenthread.coaching.models import MeetingAction, MeetingActionStep, Pairing
from goldenthread.coaching.rules.agreeing import state_of, why_not_say
from goldenthread.coaching.rules.states import State
from goldenthread.coaching.types.meetings import Change
from goldenthread.ground.actions.record import audit
from goldenthread.ground.types import Refusal, Refused
from goldenthread.people.types import Actor


@atomic
def tick_action(ref: UUID, *, is_done: bool, by: Actor, at: datetime) -> None:
    """Say that an agreed action is done, or that it is not after all. Saying it twice changes nothing.

    :raises Refused: if it is neither theirs nor their participant's, or it was dropped.
    """
    row = _action(ref, by=by)
    if (row.done_at is not None) != is_done:
        _say(row, Change.DO if is_done else Change.REOPEN, note="", due_on=None, by=by, at=at)


@atomic
def change_action(
    ref: UUID, change: Change, *, note: str = "", due_on: date | None = None, by: Actor, at: datetime
) -> None:
    """Say what became of an agreed action, with a note: done, moved to another day, dropped, opened again.

    :raises Refused: if it is neither theirs nor their participant's, or this cannot be said of it.
    """
    _say(_action(ref, by=by), change, note=note.strip(), due_on=due_on, by=by, at=at)


def _action(ref: UUID, *, by: Actor) -> MeetingAction:
    """An action of somebody whom this actor may see. Who coaches them now goes on with what was agreed before."""
    seen = Pairing.objects.seen_by(by)
    row = (
        MeetingAction.objects.select_related("meeting__pairing__enrolment")
        .select_for_update(of=("self",))
        .get(Q(meeting__pairing__in=seen) | Q(meeting__pairing__enrolment__in=seen.values("enrolment")), ref=ref)
    )
    enrolment = row.meeting.pairing.enrolment
    coached_now = Pairing.objects.filter(enrolment=enrolment, coach_id=by.person_id, state=State.ACTIVE.value)
    if by.person_id != enrolment.participant_id and not coached_now.exists():
        raise Refused(
            Refusal("not_your_action", "Only the two who agreed it can tick it.", "Ask the coach or the participant.")
        )
    return row


def _say(row: MeetingAction, change: Change, *, note: str, due_on: date | None, by: Actor, at: datetime) -> None:
    state = state_of(done_at=row.done_at, dropped_at=row.dropped_at)
    refusal = why_not_say(state, change, note=note, due_on=due_on, at=at)
    if refusal:
        raise Refused(refusal)
    due_on = due_on if change is Change.MOVE else None
    MeetingActionStep.objects.create(
        action=row, event=change.value, due_on=due_on, note=note, by_id=by.person_id, at=at
    )
    row.due_on = due_on or row.due_on
    row.done_at = at if change is Change.DO else None
    row.dropped_at = at if change is Change.DROP else None
    row.save(update_fields=["due_on", "done_at", "dropped_at"])
    audit(by=str(by), did="coaching.tick_action", to=str(row.ref), at=at, change=change.value)
