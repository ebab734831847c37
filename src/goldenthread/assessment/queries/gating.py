"""What is asked of somebody beside engagement before a brief opens, and how their fees stand."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from uuid import UUID

from django.db.models import Count

from goldenthread.assessment.models import FeesRecord, SessionSurvey
from goldenthread.assessment.rules.gate import why_not_note_fees
from goldenthread.assessment.types.gating import Beside, FeesLine, FeesNote, FeesPage
from goldenthread.cohorts.queries.engagement import enrolment_seen
from goldenthread.ground.types import Refused
from goldenthread.people.types import Actor
from goldenthread.programmes.types import Gate


def beside_of(gate: Gate, enrolments: Iterable[int], *, at: datetime) -> Mapping[int, Beside]:
    """What else a gate asks of these enrolments, by id; in at most two statements, none where it asks for neither.

    A survey that has closed can no longer be answered, so it keeps nobody out.
    """
    ids = list(enrolments)
    waiting: dict[int, int] = {}
    unpaid: frozenset[int] = frozenset()
    if gate.needs_evaluations:
        open_now = SessionSurvey.objects.filter(enrolment_id__in=ids, is_answered=False, closes_at__gt=at)
        waiting = dict(open_now.values_list("enrolment_id").annotate(Count("pk")))
    if gate.needs_fees:
        said = FeesRecord.objects.filter(enrolment_id__in=ids).order_by("at", "pk")
        stand = dict(said.values_list("enrolment_id", "is_in_order"))
        unpaid = frozenset(pk for pk, in_order in stand.items() if not in_order)
    return {pk: Beside(waiting.get(pk, 0), pk not in unpaid) for pk in ids}


def fees_page(enrolment: UUID, *, by: Actor) -> FeesPage:
    """How somebody's fees stand and what was said of them, in three statements.

    :raises Refused: if they are not this actor's to record.
    :raises Enrolment.DoesNotExist: if the enrolment is not theirs to see.
    """
    person = enrolment_seen(enrolment, by=by)
    refusal = why_not_note_fees(person, by)
    if refusal:
        raise Refused(refusal)
    rows = FeesRecord.objects.filter(enrolment_id=person.id).select_related("by").order_by("-at", "-pk")
    return FeesPage(person.ref, person.name, tuple(_line(each) for each in rows))


def _line(row: FeesRecord) -> FeesLine:
    return FeesLine(FeesNote(row.is_in_order, row.since, row.why), row.by.name, row.at)
