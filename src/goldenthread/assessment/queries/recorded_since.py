"""The parts of a decision record that came after settling: cases, corrections and questions, each with who did it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from goldenthread.assessment.models import (
    Case,
    CaseDecision,
    CaseEffect,
    Correction,
    MarkedAnew,
    Result,
    Review,
    Script,
)
from goldenthread.assessment.queries.case_effects import BEARING, told_in
from goldenthread.assessment.queries.releasing import correction_line
from goldenthread.assessment.queries.reviewing import line_of
from goldenthread.assessment.rules.cases import NOT_COUNTED, effect_for_staff
from goldenthread.assessment.types.cases import Effect, Nature
from goldenthread.assessment.types.marking import Mark
from goldenthread.assessment.types.records import RecordCase, RecordCorrection, RecordReview, RecordTakenUp, Stood
from goldenthread.assessment.types.releasing import Cause
from goldenthread.assessment.types.words import Outcome
from goldenthread.people.types import Actor
from goldenthread.programmes.types import Criterion, MarkScheme

# By settlement how its marks came to stand, and the id and name of who let them stand.
Made = Mapping[int, tuple[Stood, int, str]]


def corrections_in(row: Script) -> tuple[Correction, ...]:
    """Every correction of the result of a script, oldest first; in one statement."""
    found = Correction.objects.filter(result__script=row).select_related("before", "settlement", "by", "review")
    return tuple(found.order_by("pk"))


def taken_up_in(row: Script) -> CaseEffect | None:
    """What the decisions of cases did to a result as it went out; in one statement."""
    return CaseEffect.objects.filter(script=row).select_related("by", "before", "after").first()


def made_in(corrections: Iterable[Correction], effect: CaseEffect | None) -> Made:
    """Which settlements somebody let stand otherwise than by settling them."""
    found = {each.settlement_id: (Stood.CORRECTED, each.by_id, each.by.name) for each in corrections}
    if effect is not None and effect.after_id != effect.before_id:
        found[effect.after_id] = (Stood.CASE, effect.by_id, effect.by.name)
    return found


def as_corrections(rows: Iterable[Correction], *, names: bool) -> tuple[RecordCorrection, ...]:
    """Corrections as the record tells them."""
    return tuple(RecordCorrection(correction_line(each), each.by.name if names else "", _cause(each)) for each in rows)


def as_taken_up(row: CaseEffect | None, *, names: bool) -> RecordTakenUp | None:
    """What was taken up as a result went out."""
    if row is None:
        return None
    total = 0 if row.outcome == Outcome.VOIDED.value else row.after.total
    return RecordTakenUp(row.at, Outcome(row.outcome), total, row.by.name if names else "")


def cases_in(row: Script, result: Result | None, *, names: bool, by: Actor) -> tuple[RecordCase, ...]:
    """The decided cases about a script, oldest first: all, for those who may read them; else those that bear on the
    result or did, once it is out. In three statements."""
    reads = set(Case.objects.seen_by(by).filter(script=row).values_list("pk", flat=True))
    rows = CaseDecision.objects.filter(case__script=row).select_related("case", "by", "set_aside_by__decided_by")
    told = told_in(result.settlement) if result else {}
    return tuple(
        _case(each, result, told, reads=each.case_id in reads, names=names)
        for each in rows.order_by("pk")
        if each.case_id in reads or (result and each.effect in BEARING)
    )


def reviews_in(rows: Iterable[Review], scheme: MarkScheme, *, names: bool, hides: bool) -> tuple[RecordReview, ...]:
    """Questions about a result, with what was decided and given; in at most two statements. Wants who decided them."""
    asked = [] if hides else list(rows)
    aside = set(CaseDecision.objects.filter(set_aside_by__in=asked).values_list("set_aside_by_id", flat=True))
    anew = {each.review_id: each for each in MarkedAnew.objects.filter(review__in=asked)}
    return tuple(
        RecordReview(
            line_of(each, sets_aside=each.pk in aside),
            "" if hides else each.reasons,
            each.decided_by.name if names and each.decided_by else "",
            *_given(anew.get(each.pk), scheme),
        )
        for each in rows
    )


def _given(row: MarkedAnew | None, scheme: MarkScheme) -> tuple[tuple[tuple[Criterion, Mark], ...], str]:
    if row is None:
        return (), ""
    marks = row.as_sheet().marks
    return tuple((each, marks[each.code]) for each in scheme.criteria if each.code in marks), row.comment


def _case(row: CaseDecision, result: Result | None, told: Mapping[str, str], *, reads: bool, names: bool) -> RecordCase:
    nature, aside = Nature(row.nature) if row.nature else None, row.set_aside_by
    return RecordCase(
        case=row.case.ref if reads else None,
        nature=nature if reads else None,
        says=effect_for_staff(Effect(row.effect), row.parts, nature=nature),
        decided_at=row.decided_at,
        who=row.by.name if names else "",
        set_aside_at=aside.decided_at if aside else None,
        set_aside_by=aside.decided_by.name if names and aside and aside.decided_by else "",
        is_confirmed=result is None or aside is not None or _has(row, result, told),
    )


def _has(row: CaseDecision, result: Result, told: Mapping[str, str]) -> bool:
    """Whether a result has what a case decided."""
    if row.effect == Effect.VOIDED.value or result.outcome == Outcome.VOIDED.value:
        return result.outcome == Outcome.VOIDED.value
    return all(told.get(code, NOT_COUNTED).startswith(NOT_COUNTED) for code in row.parts)


def _cause(row: Correction) -> Cause | None:
    """What a correction comes from; of those that were made before it was kept, a question says so itself."""
    return Cause(row.cause) if row.cause else Cause.REVIEW if hasattr(row, "review") else None
