"""What was agreed: the participant ticks it off."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db.transaction import atomic

from goldenthread.coaching.models import MeetingAction, Pairing
from goldenthread.ground.actions.record import audit
from goldenthread.ground.types import Refusal, Refused
from goldenthread.people.types import Actor


@atomic
def tick_action(ref: UUID, *, is_done: bool, by: Actor, at: datetime) -> None:
    """Say that an agreed action is done, or that it is not after all. Saying it twice changes nothing.

    :raises Refused: if it is neither theirs nor their participant's.
    """
    row = (
        MeetingAction.objects.select_related("meeting__pairing__enrolment")
        .select_for_update(of=("self",))
        .get(ref=ref, meeting__pairing__in=Pairing.objects.seen_by(by))
    )
    pairing = row.meeting.pairing
    if by.person_id not in {pairing.coach_id, pairing.enrolment.participant_id}:
        raise Refused(
            Refusal("not_your_action", "Only the two who agreed it can tick it.", "Ask the coach or the participant.")
        )
    if (row.done_at is not None) == is_done:
        return
    row.done_at = at if is_done else None
    row.save(update_fields=["done_at"])
    audit(by=str(by), did="coaching.tick_action", to=str(row.ref), at=at, is_done=str(is_done).lower())
