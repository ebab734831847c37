"""Participants decide what is told of them, and say what help they want."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

from django.db.transaction import atomic

from goldenthread.assessment.queries.outcomes_told import tells_outcome
from goldenthread.ground.actions.record import audit
from goldenthread.ground.types import Refused
from goldenthread.people.types import Actor
from goldenthread.reporting.models import HelpLine, PartDecision
from goldenthread.reporting.queries.consenting import coaches_of, enrolment_told_of
from goldenthread.reporting.queries.planning import plan_of
from goldenthread.reporting.rules.consenting import is_told, why_not_ask_for_help, why_not_decide
from goldenthread.reporting.types.planning import Part


@atomic
def decide_parts(enrolment: UUID, told: Mapping[Part, bool], *, by: Actor, at: datetime) -> int:
    """Keep what a participant decided about some parts, with the version of the plan they read; how many changed.

    :raises Refused: if they are not the participant, or a part is not theirs to keep back.
    """
    row = enrolment_told_of(enrolment, by=by)
    plan = plan_of(row.cohort_id, at=at)
    tells = tells_outcome(row.pk, release=row.cohort.release.ref, at=at)
    for part in told:
        refusal = why_not_decide(by, participant_id=row.participant_id, part=part, plan=plan, tells_outcome=tells)
        if refusal:
            raise Refused(refusal)
    now = {Part(each.part): each.is_told for each in PartDecision.objects.filter(enrolment=row).order_by("pk")}
    changed = {
        part: wanted for part, wanted in told.items() if is_told(part, now, plan, tells_outcome=tells) is not wanted
    }
    PartDecision.objects.bulk_create(
        PartDecision(enrolment=row, part=part.value, is_told=wanted, version=plan.version, at=at)
        for part, wanted in changed.items()
    )
    if changed:
        facts = {part.value: "told" if wanted else "kept back" for part, wanted in changed.items()}
        audit(by=str(by), did="reporting.decide_parts", to=str(row.ref), at=at, **facts)
    return len(changed)


@atomic
def ask_for_help(enrolment: UUID, words: str, *, by: Actor, at: datetime) -> None:
    """Write the line of help that is wanted, or with no words take it back.

    :raises Refused: if this actor is neither the participant nor their coach, or the line is too long.
    """
    row = enrolment_told_of(enrolment, by=by)
    words = " ".join(words.split())
    refusal = why_not_ask_for_help(by, participant_id=row.participant_id, coaches=coaches_of(row), words=words)
    if refusal:
        raise Refused(refusal)
    HelpLine.objects.create(enrolment=row, words=words, by_id=by.person_id, at=at)
    audit(by=str(by), did="reporting.ask_for_help", to=str(row.ref), at=at)
