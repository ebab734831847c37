"""Let results go out at a moment set beforehand, if nothing keeps them in by then."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.core.exceptions import ObjectDoesNotExist
from django.db.transaction import atomic

from goldenthread.assessment.actions.releasing import release_results
from goldenthread.assessment.models import PlannedRelease, Script, Window
from goldenthread.assessment.queries.readiness import ALONE, holds_of
from goldenthread.assessment.rules.briefing import why_not_tell
from goldenthread.assessment.rules.release import why_held, why_not_plan
from goldenthread.assessment.rules.states import PLANNED_STEPS
from goldenthread.assessment.types.readiness import PlannedEvent, PlannedRef, PlannedState
from goldenthread.assessment.types.words import State
from goldenthread.ground.actions.record import audit, post
from goldenthread.ground.rules.states import step
from goldenthread.ground.types import Notice, Refusal, Refused
from goldenthread.people.queries.acting import actor_for
from goldenthread.people.types import Actor


@atomic
def plan_release(window: UUID, release_at: datetime, *, by: Actor, at: datetime) -> PlannedRef:
    """Let every settled result of a window go out at a moment, in this person's name.

    :raises Refused: if this actor may not, the moment does not do, or one is planned already.
    :raises Window.DoesNotExist: if there is none, or it is not theirs to see.
    """
    refusal = why_not_tell(by)
    if refusal:
        raise Refused(refusal)
    row = Window.objects.seen_by(by).select_for_update(of=("self",)).get(ref=window)
    planned = row.planned_releases.filter(state=PlannedState.PLANNED.value).exists()
    refusal = why_not_plan(row.as_facts(), release_at, is_planned=planned, at=at)
    if refusal:
        raise Refused(refusal)
    made = PlannedRelease.objects.create(
        window=row,
        release_at=release_at,
        state=PlannedState.PLANNED.value,
        planned_by_id=by.person_id,
        planned_at=at,
    )
    audit(by=str(by), did="assessment.plan_release", to=str(row.ref), at=at, release_at=release_at.isoformat())
    return PlannedRef(made.ref)


@atomic
def call_release_off(ref: UUID, *, by: Actor, at: datetime) -> None:
    """Let a planned release not happen. Calling it off twice changes nothing.

    :raises Refused: if this actor may not.
    :raises NoSuchStep: if its moment has come.
    :raises PlannedRelease.DoesNotExist: if there is none, or it is not theirs to see.
    """
    refusal = why_not_tell(by)
    if refusal:
        raise Refused(refusal)
    rows = PlannedRelease.objects.filter(window__in=Window.objects.seen_by(by)).select_related("window")
    row = rows.select_for_update(of=("self",)).get(ref=ref)
    if row.state == PlannedState.CALLED_OFF.value:
        return
    _end(row, PlannedEvent.CALL_OFF, "", at=at)
    audit(by=str(by), did="assessment.call_release_off", to=str(row.window.ref), at=at)


def carry_releases_out(*, at: datetime) -> int:
    """Do what was planned for this moment or before, each window by itself; how many there were."""
    due = PlannedRelease.objects.filter(state=PlannedState.PLANNED.value, release_at__lte=at)
    refs = list(due.order_by("release_at", "pk").values_list("pk", flat=True))
    for pk in refs:
        _carry_out(pk, at=at)
    return len(refs)


@atomic
def _carry_out(pk: int, *, at: datetime) -> None:
    """Release what is settled, if nothing at all is held; else say why not. Whoever planned it is told either way."""
    rows = PlannedRelease.objects.select_for_update(of=("self",), skip_locked=True)
    row = rows.filter(pk=pk, state=PlannedState.PLANNED.value).first()
    if row is None:
        return
    try:
        by = actor_for(row.planned_by_id)
        released = _release(row, by=by, at=at)
    except Refused as refused:
        _end(row, PlannedEvent.HOLD_BACK, str(refused.refusal), at=at)
    except ObjectDoesNotExist:
        _end(row, PlannedEvent.HOLD_BACK, "Whoever planned it may no longer enter. Plan it again.", at=at)
    else:
        _end(row, PlannedEvent.CARRY_OUT, f"{released} {'result' if released == 1 else 'results'} released.", at=at)
    post(Notice("assessment.planned_release_over", {"planned": str(row.ref)}), at=at)


def _release(row: PlannedRelease, *, by: Actor, at: datetime) -> int:
    """:raises Refused: if anything is held, or nothing is ready."""
    window = Window.objects.select_related("cohort__release").get(pk=row.window_id)
    numbers = dict(Script.objects.filter(window=window).values_list("pk", "number"))
    refusal = why_held([hold for hold in holds_of(window, at) if hold.code not in ALONE], numbers)
    if refusal:
        raise Refused(refusal)
    settled = Script.objects.filter(window=window, state=State.SETTLED.value).values_list("ref", flat=True)
    ready = list(settled.order_by("number"))
    if not ready:
        raise Refused(Refusal("none_ready", "No result was waiting to go out.", "Nothing more is needed."))
    return release_results(window.ref, ready, by=by, at=at)


def _end(row: PlannedRelease, event: PlannedEvent, says: str, *, at: datetime) -> None:
    row.state = step(PLANNED_STEPS, PlannedState(row.state), event).value
    row.done_at, row.says = at, says
    row.save(update_fields=["state", "done_at", "says"])
