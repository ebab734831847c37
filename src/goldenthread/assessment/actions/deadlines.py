"""Give the marking of a window another day."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from django.db.transaction import atomic

from goldenthread.assessment.models import MarkingDeadline, Window
from goldenthread.assessment.rules.allocating import why_not_due
from goldenthread.assessment.rules.briefing import why_not_run
from goldenthread.ground.actions.record import audit
from goldenthread.ground.types import Refused
from goldenthread.people.types import Actor


@atomic
def set_marking_due(window: UUID, due_on: date, *, why: str, by: Actor, at: datetime) -> None:
    """Let the scripts of a window be marked by another day. What held before stays in the record.

    :raises Refused: if this actor may not, the day is before the window closes, or there is no reason.
    :raises Window.DoesNotExist: if there is none, or it is not theirs to see.
    """
    row = Window.objects.seen_by(by).get(ref=window)
    refusal = why_not_run(by) or why_not_due(row.as_facts(), due_on, why=why)
    if refusal:
        raise Refused(refusal)
    MarkingDeadline.objects.create(window=row, due_on=due_on, why=why.strip(), by_id=by.person_id, at=at)
    audit(by=str(by), did="assessment.set_marking_due", to=str(row.ref), at=at, due_on=str(due_on))
