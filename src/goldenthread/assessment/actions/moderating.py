"""Settle a script that has been marked."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db.transaction import atomic

from goldenthread.assessment.actions.stepping import take_step
from goldenthread.assessment.models import Marking, Script, SettledMark, Settlement
from goldenthread.assessment.queries.facts import facts_of, marker_of
from goldenthread.assessment.rules.moderating import composed, settle, why_not_seat_moderator
from goldenthread.assessment.types.marking import Judged
from goldenthread.assessment.types.moderating import SettlementSheet
from goldenthread.assessment.types.words import Event
from goldenthread.ground.actions.record import audit, post
from goldenthread.ground.types import Notice, Refused
from goldenthread.people.types import Actor
from goldenthread.programmes.queries.schemes import mark_scheme


@atomic
def settle_script(script: UUID, settled: SettlementSheet, *, by: Actor, at: datetime) -> Judged:
    """Agree one mark for each criterion. What the markers said goes to the participant unless the moderator wrote
    something else; until release a script can be settled again, and every settlement is kept.

    :raises Refused: if this actor may not, marking is not finished, or a mark or reason is missing.
    :raises Script.DoesNotExist: if it is not there, or not theirs to see.
    """
    refusal = why_not_seat_moderator(by)
    if refusal:
        raise Refused(refusal)
    rows = Script.objects.seen_by(by).with_facts()
    row = rows.select_for_update(of=("self",)).get(ref=script)
    scheme = mark_scheme(row.window.scheme)
    markings = list(
        Marking.objects.filter(allocation__script=row, allocation__ended_at=None)
        .select_related("allocation")
        .prefetch_related("marks")
        .order_by("allocation__seat")
    )
    sheets = [marking.as_sheet() for marking in markings]
    judged = settle(
        facts_of([row])[row.pk],
        marker_of(by),
        settled.sheet,
        scheme,
        markings=sheets,
        marker_ids=frozenset(marking.allocation.marker_id for marking in markings),
    )

    settlement = Settlement.objects.create(
        script=row,
        moderator_id=by.person_id,
        total=judged.total,
        outcome=judged.outcome.value,
        comment=settled.sheet.comment.strip(),
        settled_at=at,
    )
    SettledMark.objects.bulk_create(
        SettledMark(
            settlement=settlement,
            code=c.code,
            mark=settled.sheet.given[c.code],
            reason=settled.sheet.marks[c.code].reason.strip(),
            feedback=settled.feedback.get(c.code, "").strip() or composed(c.code, sheets),
        )
        for c in scheme.criteria
    )
    take_step(row, Event.SETTLE, by=by, at=at)
    audit(by=str(by), did="assessment.settle", to=str(row.ref), at=at, outcome=judged.outcome.value)
    post(Notice("assessment.settled", {"script": str(row.ref)}), at=at)
    return judged
