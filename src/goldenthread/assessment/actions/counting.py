"""Say another count of a script's words than the reader's."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from uuid import UUID

from django.db.transaction import atomic

from goldenthread.assessment.actions.stepping import take_step
from goldenthread.assessment.models import Recount, Script
from goldenthread.assessment.queries.counting import counted_of, standing_version
from goldenthread.assessment.queries.facts import facts_of, marker_of, policy_of
from goldenthread.assessment.rules.limits import penalty_for
from goldenthread.assessment.rules.recounting import why_not_count_again, why_not_recount
from goldenthread.assessment.types.counting import PersonCount
from goldenthread.assessment.types.words import Event, State
from goldenthread.ground.actions.record import audit
from goldenthread.ground.types import Refused
from goldenthread.people.types import Actor


@atomic
def recount(script: UUID, words: int, *, reason: str, version: int, by: Actor, at: datetime) -> None:
    """Say how many words count of the version that stands; both counts are shown from then on, with the reason.

    Where a penalty changes by it and the marks are settled, they have to be settled again.

    :raises Refused: if this actor may not, there is no reason, or another version stands by now.
    :raises Script.DoesNotExist: if it is not there, or not theirs to see.
    :raises ScriptVersion.DoesNotExist: if nothing was handed in.
    """
    rows = Script.objects.seen_by(by).with_facts().select_related("window__cohort__release")
    row = rows.select_for_update(of=("self",)).get(ref=script)
    standing = standing_version(row.pk)
    refusal = why_not_count_again(facts_of([row])[row.pk], by, marker_of(by)) or why_not_recount(
        words, reason, seen=version, standing=standing.number
    )
    if refusal:
        raise Refused(refusal)
    before = counted_of(standing, policy_of(row.window).words)
    after = replace(before.count, by_person=PersonCount(words, reason, at))

    Recount.objects.create(version=standing, words=words, reason=reason.strip(), by_id=by.person_id, at=at)
    if row.state == State.SETTLED.value and penalty_for(after, before.rule) != before.penalty:
        take_step(row, Event.RECOUNT, by=by, at=at)
    facts = {"version": str(standing.number), "counted": str(before.count.counted), "words": str(words)}
    audit(by=str(by), did="assessment.recount", to=str(row.ref), at=at, **facts)
