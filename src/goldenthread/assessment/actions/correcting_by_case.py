"""Let a result that is out take up what a case decided since: somebody looks, and confirms it."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db.transaction import atomic

from goldenthread.assessment.actions.correcting import Kept, keep_correction, lines_of, locked_script, standing_result
from goldenthread.assessment.models import Case, Correction
from goldenthread.assessment.queries.case_corrections import why_not_correct_by_case
from goldenthread.assessment.queries.case_effects import standing_rulings
from goldenthread.assessment.rules.cases import not_counted, ruled, without_parts
from goldenthread.assessment.rules.correcting import NOTHING_CHANGES, corrected_meanwhile, why_not_say
from goldenthread.assessment.types.marking import Judged
from goldenthread.assessment.types.releasing import Cause
from goldenthread.assessment.types.words import Outcome
from goldenthread.ground.types import Refused
from goldenthread.people.types import Actor


@atomic
def correct_by_case(case: UUID, *, why: str, by: Actor, at: datetime, seen: UUID) -> Correction:
    """Correct a released result by what cases about its script decided: marks that do not count, or all of it voided.

    ``seen`` is the settlement that stood when this person looked. The marks of other criteria stay, with what is taken
    off for words. Everybody who was told is told again.

    :raises Refused: if this actor may not, nothing is left to take up, a reason is missing, or it was corrected since.
    :raises Case.DoesNotExist: if it is not there, or not theirs to see.
    """
    ref = Case.objects.seen_by(by).values_list("script__ref", flat=True).get(ref=case)
    row = locked_script(ref)
    refusal = why_not_correct_by_case(case, by=by) or why_not_say(why)
    found = standing_result(row)
    if refusal or found is None:
        raise Refused(refusal or NOTHING_CHANGES)
    told, stands = found.result, found.result.settlement
    if stands.ref != seen:
        raise Refused(corrected_meanwhile(told.outcome, told.total, corrected_at=told.corrected_at))
    ruling = standing_rulings([row.pk])[row.pk]
    # They stay the marks of whoever settled them: who lets a decision be felt has judged no mark.
    if ruling.is_voided:
        judged = Judged(stands.total, Outcome(stands.outcome), penalty=stands.penalty)
        kept = Kept(judged, stands.penalty_says, stands.comment, tuple(lines_of(stands)), stands.moderator_id)
        return keep_correction(found, kept, cause=Cause.CASE, why=why, by=by, at=at, outcome=Outcome.VOIDED)
    sheet = without_parts(stands.as_sheet(), found.scheme, ruling.parts)
    lines = tuple(
        (code, sheet.given[code], reason, not_counted(says) if code in ruling.parts else says)
        for code, _, reason, says in lines_of(stands)
    )
    kept = Kept(
        ruled(sheet, found.scheme, penalty=stands.penalty),
        stands.penalty_says,
        stands.comment,
        lines,
        stands.moderator_id,
    )
    return keep_correction(found, kept, cause=Cause.CASE, why=why, by=by, at=at)
