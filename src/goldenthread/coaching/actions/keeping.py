"""The versions of a meeting's record, and what its participant says of the newest."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db.transaction import atomic

from goldenthread.coaching.actions.entering import meeting_to_change, side_in
from goldenthread.coaching.models import Meeting, MeetingVersion
from goldenthread.coaching.queries.focusing import labels_of
from goldenthread.coaching.rules.meeting import why_not_answer_record
from goldenthread.coaching.rules.states import MeetingState
from goldenthread.coaching.types.meetings import Side
from goldenthread.ground.actions.record import audit
from goldenthread.ground.types import Refusal, Refused
from goldenthread.people.types import Actor


def keep_version(meeting: Meeting, *, why: str, by_id: int, at: datetime) -> MeetingVersion:
    """Keep what the record says now, after the versions before; the statements it is about with it."""
    return MeetingVersion.objects.create(
        meeting=meeting,
        number=meeting.versions.count() + 1,
        starts_at=meeting.starts_at,
        minutes=meeting.minutes,
        shared_notes=meeting.shared_notes,
        focus=labels_of(meeting.pk),
        why=why,
        by_id=by_id,
        at=at,
    )


def newest_version(meeting: Meeting, *, by_id: int) -> MeetingVersion:
    """The newest version of a record. One written before there were versions gets its first."""
    known = meeting.versions.order_by("-number").first()
    return known or keep_version(meeting, why="", by_id=by_id, at=meeting.recorded_at)


@atomic
def answer_record(ref: UUID, *, is_agreed: bool, words: str = "", by: Actor, at: datetime) -> None:
    """The participant agrees with the record of a meeting, or says what is not right. A later answer takes the place of
    an earlier one; a corrected record is answered anew.

    :raises Refused: if it is not their meeting, was not held, or says nothing.
    """
    row = meeting_to_change(ref, by=by)
    if side_in(row.pairing, by.person_id) is not Side.PARTICIPANT or row.state != MeetingState.HELD.value:
        raise Refused(
            Refusal("not_your_record", "Only the participant answers what is recorded.", "Correct it, if it is wrong.")
        )
    refusal = why_not_answer_record(is_agreed=is_agreed, words=words)
    if refusal:
        raise Refused(refusal)
    version = newest_version(row, by_id=row.pairing.coach_id)
    version.is_agreed, version.answer, version.answered_at = is_agreed, words.strip(), at
    version.save(update_fields=["is_agreed", "answer", "answered_at"])
    said = "agreed" if is_agreed else "not agreed"
    audit(by=str(by), did="coaching.answer_record", to=str(row.pairing.enrolment.ref), at=at, said=said)
