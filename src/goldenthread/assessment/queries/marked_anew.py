"""What was given where somebody marked a script anew."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from goldenthread.assessment.models import Correction, MarkedAnew, Result, Review, SettledMark
from goldenthread.assessment.queries.case_effects import told_in
from goldenthread.assessment.rules.cases import NOT_COUNTED
from goldenthread.assessment.types.marking import Mark
from goldenthread.assessment.types.releasing import Cause
from goldenthread.assessment.types.reviewing import AnewLine
from goldenthread.assessment.types.words import Outcome
from goldenthread.programmes.queries.schemes import mark_scheme


def marked_anew(row: Review) -> tuple[tuple[AnewLine, ...], str]:
    """What was given on each criterion in a review, and over all; in two statements where it was decided so. Wants the
    window and the settlement of its result fetched."""
    found = MarkedAnew.objects.filter(review=row).first()
    if found is None:
        return (), ""
    result, sheet = row.result, found.as_sheet()
    told, voided = told_in(result.settlement), result.outcome == Outcome.VOIDED.value
    lines = tuple(
        AnewLine(
            f"{each.code} {each.title}",
            sheet.given[each.code],
            sheet.marks[each.code].reason,
            not voided and not told.get(each.code, "").startswith(NOT_COUNTED),
        )
        for each in mark_scheme(result.script.window.scheme).criteria
        if each.code in sheet.given
    )
    return lines, found.comment


def anew_since(result: Result, codes: Iterable[str]) -> Mapping[str, Mark]:
    """Of these criteria, what was given anew last where no mark was settled since that somebody judged: a decided case
    kept it from counting. In at most two statements."""
    last = MarkedAnew.objects.filter(review__result=result).order_by("-pk").first()
    if last is None:
        return {}
    by_case = Correction.objects.filter(result=result, cause=Cause.CASE.value).values("settlement")
    judged = SettledMark.objects.filter(settlement__script=result.script_id, settlement__settled_at__gt=last.at)
    counted = judged.exclude(settlement__in=by_case).exclude(feedback__startswith=NOT_COUNTED)
    later, marks = set(counted.values_list("code", flat=True)), last.as_sheet().marks
    return {code: marks[code] for code in codes if code in marks and code not in later}
