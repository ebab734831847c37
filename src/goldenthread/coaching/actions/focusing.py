"""Choose the statements that a meeting is about."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from django.db.transaction import atomic

from goldenthread.coaching.actions.entering import is_active, meeting_to_change, side_in
from goldenthread.coaching.actions.keeping import keep_version, newest_version
from goldenthread.coaching.models import Meeting, MeetingFocus
from goldenthread.coaching.queries.focusing import labels_of
from goldenthread.coaching.rules.focusing import why_not_focus
from goldenthread.coaching.rules.states import MeetingState
from goldenthread.coaching.types.meetings import Side
from goldenthread.ground.actions.record import audit
from goldenthread.ground.types import Refused
from goldenthread.people.types import Actor
from goldenthread.programmes.queries.coverage import statements_asked

_CAN = {
    Side.COACH: (MeetingState.PROPOSED.value, MeetingState.BOOKED.value, MeetingState.HELD.value),
    Side.PARTICIPANT: (MeetingState.PROPOSED.value, MeetingState.BOOKED.value),
}


@atomic
def choose_focus(ref: UUID, *, chosen: Collection[UUID], shown: Collection[UUID], by: Actor, at: datetime) -> None:
    """Say which of the statements that were ``shown`` a meeting is about; what was not shown stays as it is.

    Either of the two before it, the coach alone afterwards: the record then has a further version.

    :raises Refused: if they are too many.
    :raises Meeting.DoesNotExist: if it is not theirs to choose for.
    """
    row = _mine(ref, by=by)
    every: dict[UUID, int] = {line.ref: line.id for line in statements_asked(row.pairing.enrolment.cohort.release_id)}
    kept = set(
        row.focus.exclude(statement_id__in=[every[s] for s in shown if s in every]).values_list(
            "statement_id", flat=True
        )
    )
    wanted = kept | {every[s] for s in chosen if s in every and s in shown}
    refusal = why_not_focus(len(wanted))
    if refusal:
        raise Refused(refusal)
    before = set(row.focus.values_list("statement_id", flat=True))
    if wanted == before:
        return
    if row.state == MeetingState.HELD.value:
        newest_version(row, by_id=by.person_id)
    row.focus.exclude(statement_id__in=wanted).delete()
    MeetingFocus.objects.bulk_create(MeetingFocus(meeting=row, statement_id=each) for each in sorted(wanted - before))
    if row.state == MeetingState.HELD.value:
        keep_version(row, why="The statements it was about were chosen.", by_id=by.person_id, at=at)
    audit(
        by=str(by),
        did="coaching.choose_focus",
        to=str(row.pairing.enrolment.ref),
        at=at,
        meeting=str(ref),
        statements=", ".join(labels_of(row.pk)),
    )


def _mine(ref: UUID, *, by: Actor) -> Meeting:
    row = meeting_to_change(ref, by=by)
    side = side_in(row.pairing, by.person_id)
    if side is None or not is_active(row.pairing) or row.state not in _CAN[side]:
        raise Meeting.DoesNotExist
    return row
