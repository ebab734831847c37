"""Tell participants their results."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from datetime import datetime
from uuid import UUID

from django.db.transaction import atomic

from goldenthread.assessment.actions.case_effects import what_stands
from goldenthread.assessment.actions.stepping import take_step
from goldenthread.assessment.models import Result, Script, Settlement, Window
from goldenthread.assessment.queries.readiness import holds_of, keeping_in
from goldenthread.assessment.rules.briefing import why_not_tell
from goldenthread.assessment.rules.release import why_held, why_not_as_seen, why_not_release
from goldenthread.assessment.types.words import Event
from goldenthread.ground.actions.record import audit, post
from goldenthread.ground.types import Notice, Refusal, Refused
from goldenthread.people.types import Actor


@atomic
def release_results(
    window: UUID, scripts: Iterable[UUID], *, by: Actor, at: datetime, seen: Collection[UUID] | None = None
) -> int:
    """Release the results of these scripts of a window; says how many. All go out, or none.

    ``seen`` are the settlements that were looked at before; ``None`` where nobody looks, as in the demonstration.

    :raises Refused: if this actor may not, none is chosen, one of them is not ready or was settled again since, or
        something keeps one of them or their window in; nothing is released then.
    :raises Script.DoesNotExist: if one of them is not a script of this window.
    """
    refusal = why_not_tell(by)
    if refusal:
        raise Refused(refusal)
    row = Window.objects.seen_by(by).select_related("cohort__release").get(ref=window)
    wanted = set(scripts)
    rows = Script.objects.seen_by(by).filter(window=row, ref__in=wanted).with_facts()
    chosen = list(rows.select_for_update(of=("self",)).order_by("pk"))
    if len(chosen) != len(wanted):
        raise Script.DoesNotExist
    newest = {s.script_id: s for s in Settlement.objects.filter(script__in=chosen).order_by("id")}
    _check(chosen, newest, seen, at=at)
    _check_holds(row, chosen, at=at)
    standing = what_stands(chosen, newest, by=by, at=at)

    for script in chosen:
        stands = standing[script.pk]
        result = Result.objects.create(
            script=script,
            settlement=stands.settlement,
            outcome=stands.outcome,
            total=stands.total,
            released_by_id=by.person_id,
            released_at=at,
        )
        take_step(script, Event.RELEASE, by=by, at=at)
        audit(by=str(by), did="assessment.release", to=str(script.ref), at=at, outcome=result.outcome)
        facts = {"result": str(result.ref), "script": str(script.ref), "enrolment": str(script.enrolment.ref)}
        post(Notice("assessment.released", facts), at=at)
    return len(chosen)


def _check(
    chosen: list[Script], newest: Mapping[int, Settlement], seen: Collection[UUID] | None, *, at: datetime
) -> None:
    if not chosen:
        raise Refused(Refusal("none_chosen", "No script is chosen.", "Choose the scripts whose results go out."))
    for script in chosen:
        refusal = why_not_release(script.as_facts(), at=at) or why_not_as_seen(
            seen=seen, settlement=newest[script.pk].ref
        )
        if refusal:
            raise Refused(Refusal(refusal.code, f"Script {script.number}: {refusal.says}", refusal.mend))


def _check_holds(window: Window, chosen: list[Script], *, at: datetime) -> None:
    """:raises Refused: if anything keeps one of these in, or their window."""
    holds = keeping_in(window, [script.pk for script in chosen], holds_of(window, at))
    held = {hold.script_id for hold in holds if hold.script_id is not None}
    refusal = why_held(holds, dict(Script.objects.filter(pk__in=held).values_list("pk", "number")) if holds else {})
    if refusal:
        raise Refused(refusal)
