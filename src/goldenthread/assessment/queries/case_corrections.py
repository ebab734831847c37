"""What a decided case asks of a result that is out: what stands, what would stand, and who may confirm it."""

from __future__ import annotations

from uuid import UUID

from goldenthread.assessment.models import Case, Result
from goldenthread.assessment.queries.case_effects import is_left, ruling_of
from goldenthread.assessment.queries.cases import who_may_judge, why_not_take_part
from goldenthread.assessment.rules.cases import BARRED, ruled, without_parts
from goldenthread.assessment.rules.correcting import NOTHING_LEFT
from goldenthread.assessment.types.case_pages import CaseCorrection, CorrectedLine
from goldenthread.assessment.types.cases import CaseRef
from goldenthread.assessment.types.marking import MarkSheet
from goldenthread.assessment.types.words import Outcome
from goldenthread.ground.types import Refusal
from goldenthread.people.types import Actor
from goldenthread.programmes.queries.schemes import mark_scheme
from goldenthread.programmes.types import MarkScheme

_JOINED = (
    "script__window__project",
    "script__window__cohort__release__programme__qualification",
    "script__enrolment__cohort",
    "script__enrolment__participant",
)


def case_correction(case: UUID, *, by: Actor) -> CaseCorrection:
    """A released result beside what decided cases make of it, filled in for somebody to confirm.

    :raises Case.DoesNotExist: if it is not there, not theirs to see, or no result of its script is out.
    """
    row = Case.objects.seen_by(by).select_related(*_JOINED).get(ref=case)
    result = Result.objects.select_related("settlement").filter(script=row.script).first()
    if result is None:
        raise Case.DoesNotExist
    scheme, ruling = mark_scheme(row.script.window.scheme), ruling_of(row.script)
    before = result.settlement.as_sheet()
    after = without_parts(before, scheme, ruling.parts)
    judged = ruled(after, scheme, penalty=result.settlement.penalty)
    voids, why_not = ruling.is_voided, why_not_correct_by_case(case, by=by)
    return CaseCorrection(
        case=CaseRef(row.ref),
        number=row.script.number,
        settlement=result.settlement.ref,
        outcome=Outcome(result.outcome),
        total=result.total,
        becomes=Outcome.VOIDED if voids else judged.outcome,
        becomes_total=0 if voids else judged.total,
        says=ruling.says,
        lines=() if voids else _lines(before, after, scheme),
        why_not=why_not,
        others=tuple(who.name for who in who_may_judge(row.script)) if why_not and why_not.code in BARRED else (),
    )


def why_not_correct_by_case(case: UUID, *, by: Actor) -> Refusal | None:
    """Why this actor does not let a result take up what was decided; also where nothing is left to take up.

    Whoever may judge the case may: they choose no mark, and let a decision be felt that stands."""
    row = Case.objects.seen_by(by).select_related(*_JOINED).get(ref=case)
    return why_not_take_part(row, by=by) or (None if is_left(row.script) else NOTHING_LEFT)


def _lines(before: MarkSheet, after: MarkSheet, scheme: MarkScheme) -> tuple[CorrectedLine, ...]:
    return tuple(
        CorrectedLine(f"{each.code} {each.title}", before.given[each.code], after.given[each.code])
        for each in scheme.criteria
    )
