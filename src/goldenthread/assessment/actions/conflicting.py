"""Find the finished markings that a declared conflict is about, and decide whether they stand."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from django.db.transaction import atomic

from goldenthread.assessment.actions.wanting import want_marking
from goldenthread.assessment.models import Allocation, FoundConflict, MarkerConflict, Marking, Script
from goldenthread.assessment.queries.conflicting import not_named_by, why_not_now
from goldenthread.assessment.rules.conflicting import FOUND_STEPS, why_not_decide_found
from goldenthread.assessment.rules.marking import why_conflicted
from goldenthread.assessment.types.conflicting import FoundEvent, FoundState
from goldenthread.assessment.types.marking import Marker
from goldenthread.assessment.types.words import WantReason, WhyEnded
from goldenthread.ground.actions.record import audit, post
from goldenthread.ground.rules.states import step
from goldenthread.ground.types import Notice, Refusal, Refused
from goldenthread.people.types import Actor

_OF_ONE = Refusal("not_of_one", "They are not of one declaration.", "Decide about each declaration by itself.")


def find_conflicts(conflict: MarkerConflict, marker: Marker, *, at: datetime) -> int:
    """Note the finished markings that a new conflict is about; says how many. They stand until somebody decides
    otherwise; where a result is out, that is asked only if it is taken back. For the action that declares the conflict,
    in its transaction."""
    finished = Marking.objects.filter(allocation__in=Allocation.objects.current().filter(marker_id=marker.person_id))
    rows = finished.select_related("allocation__script__window", "allocation__script__enrolment__cohort")
    found = [
        FoundConflict(conflict=conflict, marking=row, at=at, state=FoundState.WAITING.value)
        for row in rows.order_by("pk")
        if why_conflicted(row.allocation.script.as_facts(to_judge=True), marker)
    ]
    FoundConflict.objects.bulk_create(found)
    if found:
        post(Notice("assessment.conflict_after_marking", {"person": str(conflict.person.ref)}), at=at)
    return len(found)


@atomic
def decide_together(refs: Iterable[UUID], event: FoundEvent, *, why: str, by: Actor, at: datetime) -> int:
    """Decide the same about several of one declaration, with one reason, each in the record; says how many.

    :raises Refused: as :func:`decide_found`, or if they are not of one declaration.
    """
    rows = not_named_by(by).filter(ref__in=set(refs))
    if rows.values("conflict").distinct().count() > 1:
        raise Refused(_OF_ONE)
    found = list(rows.order_by("pk").values_list("ref", flat=True))
    for ref in found:
        decide_found(ref, event, why=why, by=by, at=at)
    return len(found)


@atomic
def decide_found(ref: UUID, event: FoundEvent, *, why: str, by: Actor, at: datetime) -> None:
    """Let a marking stand, or set it aside: somebody else marks the script anew, and what was marked is kept.

    :raises Refused: if this actor may not, it is their own marking, there is no reason, it was decided already, or its
        result is out meanwhile. :raises FoundConflict.DoesNotExist: if there is none, or they declared the conflict.
    """
    rows = not_named_by(by).select_for_update(of=("self",)).select_related("marking__allocation__script")
    row = rows.get(ref=ref)
    seat = row.marking.allocation
    refusal = why_not_decide_found(by, marker=seat.marker_id, why=why) or why_not_now(row, is_over=False)
    if refusal:
        raise Refused(refusal)
    row.state = step(FOUND_STEPS, FoundState(row.state), event).value
    row.why, row.decided_by_id, row.decided_at = why.strip(), by.person_id, at
    row.save(update_fields=["state", "why", "decided_by", "decided_at"])
    audit(by=str(by), did="assessment.decide_found_conflict", to=str(seat.script.ref), at=at, decision=row.state)
    if event is FoundEvent.SET_ASIDE:
        script = Script.objects.select_for_update().get(pk=seat.script_id)
        if Allocation.objects.current().filter(pk=seat.pk).update(ended_at=at, why_ended=WhyEnded.CONFLICT.value):
            want_marking([script], WantReason.CONFLICT, by=by, at=at)
