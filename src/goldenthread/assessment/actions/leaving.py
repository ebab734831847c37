"""What becomes of the work of somebody who was erased before its result was out."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db.transaction import atomic

from goldenthread.assessment.actions.stepping import step_once
from goldenthread.assessment.models import Allocation, Script, SponsorAsk
from goldenthread.assessment.types.words import Event, State
from goldenthread.ground.actions.record import audit

_OVER = (State.RELEASED.value, State.WITHDRAWN.value)


@atomic
def let_go(person: UUID, *, at: datetime) -> int:
    """Take what somebody who was erased had not been told of out of its windows: nobody marks, settles or releases it,
    its assessors’ seats end, and no sponsor’s link leads to it. What was given is kept. Says how many scripts; a second
    run finds none.
    """
    rows = Script.objects.filter(enrolment__participant__ref=person).select_for_update(of=("self",))
    SponsorAsk.objects.filter(script__in=rows.values("pk"), ended_at=None).update(ended_at=at, token_hash="")
    scripts = list(rows.exclude(state__in=_OVER).select_related("enrolment"))
    Allocation.objects.filter(script__in=scripts, ended_at=None).update(ended_at=at)
    for script in scripts:
        step_once(script, Event.TAKE_OUT, person=script.enrolment.participant_id, at=at)
        audit(by="jobs", did="assessment.let_go", to=str(script.ref), at=at)
    return len(scripts)
