"""Take a script one step along its table, and write the step down."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from goldenthread.assessment.models import Script, ScriptStep
from goldenthread.assessment.rules.states import STEPS
from goldenthread.assessment.types.words import Event, State
from goldenthread.ground.rules.states import step
from goldenthread.people.types import Actor


def take_step(script: Script, event: Event, *, by: Actor, at: datetime) -> State:
    """Move a script that the caller has locked. :raises NoSuchStep: where its table has no such step."""
    return step_once(script, event, person=by.person_id, at=at)


def step_once(script: Script, event: Event, *, person: int, at: datetime) -> State:
    """Move a script that the caller has locked, for somebody by their id. :raises NoSuchStep: where its table has no
    such step."""
    state = step(STEPS, State(script.state), event)
    ScriptStep.objects.create(script=script, event=event.value, state=state.value, by_id=person, at=at)
    script.state = state.value
    script.save(update_fields=["state"])
    return state


def take_steps(scripts: Iterable[Script], event: Event, *, by: Actor, at: datetime, batch: int = 500) -> None:
    """Move many scripts that the caller has locked. :raises NoSuchStep: where the table has no such step for one."""
    rows = list(scripts)
    for script in rows:
        script.state = step(STEPS, State(script.state), event).value
    ScriptStep.objects.bulk_create(
        (ScriptStep(script=s, event=event.value, state=s.state, by_id=by.person_id, at=at) for s in rows),
        batch_size=batch,
    )
    Script.objects.bulk_update(rows, ["state"], batch_size=batch)
