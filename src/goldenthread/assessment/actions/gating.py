"""Record what opens a brief beside engagement: fees by hand, and surveys as the room that asks them tells."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from django.db.transaction import atomic

from goldenthread.assessment.models import FeesRecord, SessionSurvey
from goldenthread.assessment.queries.gating import fees_page
from goldenthread.assessment.rules.gate import why_not_fees_so
from goldenthread.assessment.types.gating import FeesNote
from goldenthread.cohorts.queries.engagement import enrolment_seen
from goldenthread.ground.actions.record import audit
from goldenthread.ground.types import Refused
from goldenthread.ground.types.days import LONDON
from goldenthread.people.types import Actor


@atomic
def record_fees(enrolment: UUID, note: FeesNote, *, by: Actor, at: datetime) -> None:
    """Say that somebody's fees are in order, or not, since a day and for a reason; what was said before stays.

    :raises Refused: if this actor may not, there is no reason, or it is recorded so already.
    :raises Enrolment.DoesNotExist: if the enrolment is not theirs to see.
    """
    page = fees_page(enrolment, by=by)
    refusal = why_not_fees_so(note, is_in_order=page.in_order, on=at.astimezone(LONDON).date())
    if refusal:
        raise Refused(refusal)
    FeesRecord.objects.create(
        enrolment_id=enrolment_seen(enrolment, by=by).id,
        is_in_order=note.is_in_order,
        since=note.since,
        why=note.why.strip(),
        by_id=by.person_id,
        at=at,
    )
    in_order = "yes" if note.is_in_order else "no"
    audit(by=str(by), did="assessment.record_fees", to=str(page.enrolment), at=at, in_order=in_order)


def tell_surveys_asked(session: int, enrolments: Iterable[int], *, closes_at: datetime) -> None:
    """Note that these enrolments are asked about a session, in the transaction of the room that asks them."""
    rows = (SessionSurvey(session_id=session, enrolment_id=pk, closes_at=closes_at) for pk in enrolments)
    SessionSurvey.objects.bulk_create(rows, ignore_conflicts=True)


def tell_survey_answered(session: int, enrolment: int) -> None:
    """Note that somebody has answered about a session: nothing of what, and nothing of when."""
    SessionSurvey.objects.filter(session_id=session, enrolment_id=enrolment).update(is_answered=True)
