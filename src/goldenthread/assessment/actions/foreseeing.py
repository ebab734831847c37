"""What a decision would change, by doing it and undoing all of it: a check page cannot say something else than what
then happens, and every refusal comes before somebody confirms."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db.transaction import atomic, set_rollback

from goldenthread.assessment.actions.carrying import decide_carried
from goldenthread.assessment.actions.cases import decide_case
from goldenthread.assessment.actions.correcting import correct_result
from goldenthread.assessment.actions.reviewing import decide_review
from goldenthread.assessment.models import Result, Review, Script
from goldenthread.assessment.queries.case_effects import ruling_of
from goldenthread.assessment.queries.overtaken import standing_on
from goldenthread.assessment.rules.cases import says_kept_out
from goldenthread.assessment.types.case_pages import CorrectedLine
from goldenthread.assessment.types.cases import NewDecision
from goldenthread.assessment.types.foreseeing import Foreseen
from goldenthread.assessment.types.moderating import SettlementSheet
from goldenthread.assessment.types.reviewing import Decision, Effect
from goldenthread.assessment.types.words import Outcome
from goldenthread.people.types import Actor
from goldenthread.programmes.queries.schemes import mark_scheme


def foresee_review(ref: UUID, decision: Decision, *, by: Actor, at: datetime, seen: UUID) -> Foreseen:
    """What deciding a review would change; nothing is kept.

    :raises Refused: wherever :func:`decide_review` would.
    :raises Review.DoesNotExist: if there is none, or it is not theirs to see.
    """
    script = Review.objects.seen_by(by).values_list("result__script_id", flat=True).get(ref=ref)
    with atomic():
        before = _stands(script)
        effect = decide_review(ref, decision, by=by, at=at, seen=seen)
        found = _compared(before, _stands(script), effect)
        set_rollback(True)
    return found


def foresee_correction(
    script: UUID, settled: SettlementSheet, *, why: str, by: Actor, at: datetime, seen: UUID
) -> Foreseen:
    """What correcting a result would change; nothing is kept.

    :raises Refused: wherever :func:`correct_result` would.
    :raises Script.DoesNotExist: if it is not there, or not theirs to see.
    """
    pk = Script.objects.seen_by(by).only("pk").get(ref=script).pk
    with atomic():
        before = _stands(pk)
        correct_result(script, settled, why=why, by=by, at=at, seen=seen)
        # It was not refused, so there is one.
        found = _compared(before, _stands(pk), Effect.CORRECTED)
        set_rollback(True)
    return found


def foresee_carried(script: UUID, *, takes_up: bool, why: str, seen: UUID, by: Actor, at: datetime) -> Foreseen | None:
    """What deciding which marks stand would change of a result that is out, or ``None`` where it is not; nothing is
    kept.

    :raises Refused: wherever :func:`decide_carried` would.
    :raises Script.DoesNotExist: if it is not there, or not theirs to see.
    """
    pk = Script.objects.seen_by(by).only("pk").get(ref=script).pk
    with atomic():
        before = _stands(pk)
        decide_carried(script, takes_up=takes_up, why=why, seen=seen, by=by, at=at)
        after = _stands(pk)
        same = before is not None and after is not None and before.settlement_id == after.settlement_id
        found = _compared(before, after, Effect.STANDS if same else Effect.CORRECTED) if before else None
        set_rollback(True)
    return found


def try_case(case: UUID, decision: NewDecision, *, by: Actor, at: datetime) -> None:
    """Find out whether a case can be decided so; nothing is kept.

    :raises Refused: wherever :func:`decide_case` would.
    :raises Case.DoesNotExist: if it is not there, or not theirs to see.
    """
    with atomic():
        decide_case(case, decision, by=by, at=at)
        set_rollback(True)


def _stands(script: int) -> Result | None:
    """The result as it stands, with what its settlement gave."""
    rows = Result.objects.select_related("settlement", "script__window").prefetch_related("settlement__marks")
    return rows.filter(script_id=script).first()


def _compared(before: Result | None, after: Result | None, effect: Effect) -> Foreseen:
    assert before is not None
    assert after is not None  # what is not out is refused before
    scheme, ruling = mark_scheme(after.script.window.scheme), ruling_of(after.script)
    was, will = before.settlement.as_sheet().given, after.settlement.as_sheet().given
    return Foreseen(
        outcome=Outcome(before.outcome),
        total=before.total,
        becomes=Outcome(after.outcome),
        becomes_total=after.total,
        highest=scheme.highest_total,
        lines=tuple(
            CorrectedLine(f"{each.code} {each.title}", was[each.code], will[each.code]) for each in scheme.criteria
        ),
        effect=effect,
        kept_out=says_kept_out(ruling.parts),
        stands_in=standing_on(after) if after.settlement_id != before.settlement_id else 0,
    )
