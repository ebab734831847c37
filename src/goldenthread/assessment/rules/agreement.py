"""Where markers agree and where they differ, and what single mark follows, if a rule may say so.

Marks on criteria stay marks of their scale, because each says what it means. Averages are worked out in decimals and
floored to two, so that 59.999 is below 60; the policy says what becomes of one that lies between two marks.
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import ROUND_FLOOR, Decimal

from goldenthread.assessment.rules.marking import reckon
from goldenthread.assessment.rules.saying_agreement import (
    ALONE,
    NEVER,
    OVERTAKEN,
    said_of_mark,
    said_of_third,
    said_of_total,
    said_open,
    said_outside,
    said_together,
)
from goldenthread.assessment.types.marking import (
    Agreement,
    AgreementTerms,
    Comparison,
    CriterionComparison,
    Judged,
    Mark,
    MarkSheet,
    Third,
)
from goldenthread.programmes.types import AgreementKind, AgreementRule, CloseMarks, Criterion, MarkScheme, OffScale

HUNDREDTH = Decimal("0.01")


def compare(sheets: Sequence[MarkSheet], scheme: MarkScheme, rule: AgreementRule) -> Comparison:
    """Full sheets side by side, in whatever order.

    They agree when every criterion is within the rule's distance, the totals are, and, where the rule asks for it, all
    come to the same result. Where the policy averages however far apart, nothing is too far.
    """
    each, whole = criterion_terms(rule), total_terms(rule, scheme)
    rows = tuple(_row(criterion, sheets, each) for criterion in scheme.criteria)
    judged = tuple(reckon(sheet, scheme) for sheet in sheets)
    is_far = _is_far([Decimal(one.total) for one in judged], whole)
    is_crossed = not is_far and not is_close([Decimal(one.total) for one in judged], whole)
    is_parted = _asks_one_result(rule) and len({one.outcome for one in judged}) > 1
    agreed = all(row.is_close for row in rows) and not (is_far or is_crossed or is_parted)
    return Comparison(rows, judged, agreed, said_together(rows, judged, is_far=is_far, is_crossed=is_crossed))


def agree(
    sheets: Sequence[MarkSheet], scheme: MarkScheme, rule: AgreementRule, *, third: Third | None = None
) -> Agreement:
    """The marks that follow from one or more full sheets, or why a person has to choose.

    ``third``: the last sheet is of somebody who read the others, because those lay too far apart; theirs stand. Where
    one came after it, nothing follows: it was given beside what counts no more, and without what came in its place.
    Marks that would come to another result than everybody's never follow, nor averages whose total, once they are moved
    to the scale, is below or above everybody's.
    """
    if third is Third.OVERTAKEN:
        return Agreement(None, OVERTAKEN)
    if third is Third.LAST:
        return _agreement_by_third(sheets, scheme)
    compared = compare(sheets, scheme, rule)
    if rule.kind is AgreementKind.NONE:
        return Agreement(None, NEVER, is_wide=not compared.is_agreed)
    if not compared.is_agreed:
        return Agreement(None, compared.sentence, is_wide=True)
    marks = {c.code: _agreed(c, [sheet.given[c.code] for sheet in sheets], rule) for c in scheme.criteria}
    still = [code for code, mark in marks.items() if mark.mark is None]
    if still:
        return Agreement(None, said_open(still, rule))
    sheet = _sheet(marks, sheets)
    total = reckon(sheet, scheme)
    why_not = _why_not_follow(total, compared.judged, rule)
    if why_not:
        return Agreement(None, why_not)
    return Agreement(sheet, said_of_total(compared.judged, total, rule) if len(sheets) > 1 else ALONE)


def agreed_mark(marks: Sequence[Decimal], terms: AgreementTerms) -> Decimal | None:
    """The average that follows from marks, floored to two decimals, or ``None`` where a person has to decide."""
    if terms.kind is AgreementKind.NONE or not is_close(marks, terms):
        return None
    return average_of(marks)


def average_of(marks: Sequence[Decimal]) -> Decimal:
    """The average, floored to two decimals."""
    return floored(sum(marks, Decimal()) / len(marks))


def is_close(marks: Sequence[Decimal], terms: AgreementTerms) -> bool:
    """Whether marks lie together as the terms ask: within the distance, and with no boundary between them.

    They are floored to two decimals before they are compared with a boundary.
    """
    if _is_far(marks, terms):
        return False
    return terms.kind is not AgreementKind.AVERAGE_WITHIN_BAND or len({_band(mark, terms) for mark in marks}) == 1


def floored(mark: Decimal) -> Decimal:
    """The mark with two decimals, never rounded up."""
    return mark.quantize(HUNDREDTH, rounding=ROUND_FLOOR)


def criterion_terms(rule: AgreementRule) -> AgreementTerms:
    """How marks on one criterion are compared."""
    return AgreementTerms(rule.kind, None if rule.each_criterion is None else Decimal(rule.each_criterion))


def total_terms(rule: AgreementRule, scheme: MarkScheme) -> AgreementTerms:
    """How weighted totals are compared: the scheme's minimum is a boundary, and so is every grade of the policy."""
    bounds = tuple(Decimal(each) for each in sorted({scheme.minimum_total, *rule.boundaries}))
    return AgreementTerms(rule.kind, None if rule.total is None else Decimal(rule.total), bounds)


def _is_far(marks: Sequence[Decimal], terms: AgreementTerms) -> bool:
    if terms.kind is AgreementKind.AVERAGE or terms.distance is None:
        return False
    return max(marks) - min(marks) > terms.distance


def _band(mark: Decimal, terms: AgreementTerms) -> int:
    """How many boundaries the mark has reached."""
    return sum(floored(mark) >= boundary for boundary in terms.boundaries)


def _asks_one_result(rule: AgreementRule) -> bool:
    """Whether markings that come to different results are too far apart."""
    if rule.kind is AgreementKind.AVERAGE_WITHIN_BAND:
        return True
    return rule.same_result and rule.kind is not AgreementKind.AVERAGE


def _row(criterion: Criterion, sheets: Sequence[MarkSheet], terms: AgreementTerms) -> CriterionComparison:
    marks = tuple(sheet.marks.get(criterion.code, Mark()) for sheet in sheets)
    given = [Decimal(mark.mark or 0) for mark in marks]
    return CriterionComparison(
        criterion.code, criterion.title, marks, int(max(given) - min(given)), is_close(given, terms)
    )


def _agreed(criterion: Criterion, given: Sequence[int], rule: AgreementRule) -> Mark:
    """The mark that stands on a criterion whose marks are close, with the reason where they differ; no mark where a
    person chooses."""
    low, high = min(given), max(given)
    if low == high:
        return Mark(low)
    average = average_of([Decimal(mark) for mark in given])
    chosen: int | None = None
    if rule.stands is CloseMarks.LOWER:
        chosen = low
    elif rule.stands is CloseMarks.HIGHER:
        chosen = high
    elif rule.stands is CloseMarks.AVERAGE:
        chosen = _on_scale(average, criterion.marks, rule.off_scale)
    return Mark() if chosen is None else Mark(chosen, said_of_mark(given, chosen, average, rule))


def _on_scale(average: Decimal, scale: Sequence[int], off: OffScale) -> int | None:
    if average in scale:
        return int(average)
    if off is OffScale.BY_HAND:
        return None
    if off is OffScale.LOWER:
        return max(mark for mark in scale if mark < average)
    return min(mark for mark in scale if mark > average)


def _sheet(marks: dict[str, Mark], sheets: Sequence[MarkSheet]) -> MarkSheet:
    """The marks with what everybody said over all, the same words once."""
    return MarkSheet(marks, "\n\n".join(dict.fromkeys(sheet.comment for sheet in sheets if sheet.comment)))


def _why_not_follow(total: Judged, judged: Sequence[Judged], rule: AgreementRule) -> str:
    """Why marks do not stand although each of them follows; empty where they do."""
    outcomes = {each.outcome for each in judged}
    if len(outcomes) == 1 and total.outcome not in outcomes:
        return said_outside(total, judged, is_result=True)
    totals = [each.total for each in judged]
    if rule.stands is CloseMarks.AVERAGE and not min(totals) <= total.total <= max(totals):
        return said_outside(total, judged, is_result=False)
    return ""


def _agreement_by_third(sheets: Sequence[MarkSheet], scheme: MarkScheme) -> Agreement:
    """What somebody gave who read the others, with a reason wherever not all gave it."""
    marks = {}
    for criterion in scheme.criteria:
        given = [sheet.given[criterion.code] for sheet in sheets]
        reason = "" if len(set(given)) == 1 else said_of_third(given)
        marks[criterion.code] = Mark(given[-1], reason)
    totals = [reckon(sheet, scheme).total for sheet in sheets]
    return Agreement(_sheet(marks, sheets), said_of_third(totals, are_totals=True))
