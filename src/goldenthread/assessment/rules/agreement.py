"""Where two markers agree and where they differ, and what single mark follows, if a rule may say so."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import ROUND_FLOOR, Decimal

from goldenthread.assessment.rules.marking import reckon
from goldenthread.assessment.types.marking import (
    AgreementTerms,
    Comparison,
    CriterionComparison,
    Judged,
    Mark,
    MarkSheet,
)
from goldenthread.assessment.types.words import AgreementWay
from goldenthread.programmes.types import AgreementRule, CloseMarks, MarkScheme

HUNDREDTH = Decimal("0.01")


def compare(first: MarkSheet, second: MarkSheet, scheme: MarkScheme, rule: AgreementRule) -> Comparison:
    """Two full sheets side by side.

    They agree when every criterion is within the rule's distance, the totals are, and, where the rule asks for it,
    both come to the same result.
    """
    rows = tuple(
        _row(criterion.code, criterion.title, first, second, rule.each_criterion) for criterion in scheme.criteria
    )
    one, two = reckon(first, scheme), reckon(second, scheme)
    far_in_total = abs(one.total - two.total) > rule.total
    parted = rule.same_result and one.outcome is not two.outcome
    agreed = all(row.is_close for row in rows) and not far_in_total and not parted
    return Comparison(rows, one, two, agreed, _sentence(rows, one, two, far_in_total=far_in_total))


def agreed_sheet(sheets: Sequence[MarkSheet], scheme: MarkScheme, rule: AgreementRule) -> MarkSheet | None:
    """The marks that follow from two markings which agree, or ``None`` where a person has to choose.

    Where both gave the same mark, it stands. Where they are close, the policy says which stands, if it says so at all;
    the reason then names the rule. What the markers said over all goes along.
    """
    if len(sheets) != 2 or not compare(sheets[0], sheets[1], scheme, rule).is_agreed:
        return None
    marks = {c.code: _agreed(c.code, sheets, rule.close_marks) for c in scheme.criteria}
    if any(mark.mark is None for mark in marks.values()):
        return None
    return MarkSheet(marks, "\n\n".join(dict.fromkeys(sheet.comment for sheet in sheets if sheet.comment)))


def _agreed(code: str, sheets: Sequence[MarkSheet], close: CloseMarks) -> Mark:
    given = sorted(sheet.marks[code].mark or 0 for sheet in sheets)
    if given[0] == given[-1]:
        return Mark(given[0])
    if close is CloseMarks.BY_HAND:
        return Mark()
    reason = f"The markings agree within the policy’s rule, by which the {close.value} mark stands."
    return Mark(given[0] if close is CloseMarks.LOWER else given[-1], reason)


def _row(code: str, title: str, first: MarkSheet, second: MarkSheet, distance: int) -> CriterionComparison:
    one, two = first.marks.get(code, Mark()), second.marks.get(code, Mark())
    difference = abs((one.mark or 0) - (two.mark or 0))
    return CriterionComparison(code, title, one, two, difference, difference <= distance)


def _sentence(rows: tuple[CriterionComparison, ...], one: Judged, two: Judged, *, far_in_total: bool) -> str:
    """What the comparison comes to, in one sentence."""
    same = sum(row.difference == 0 for row in rows)
    if same == len(rows):
        return f"The markers gave the same mark on all {same} criteria, and the result is: {one.outcome.value}."
    said = f"The markers gave the same mark on {same} of {len(rows)} criteria"
    if one.outcome is not two.outcome:
        return f"{said}, and one passes the script while the other does not."
    apart = [row.code for row in rows if not row.is_close]
    if apart:
        return f"{said}, are far apart on {', '.join(apart)}, and come to the same result: {one.outcome.value}."
    if far_in_total:
        return f"{said}, but their totals are {abs(one.total - two.total)} apart."
    return f"{said}, are close on the rest, and come to the same result: {one.outcome.value}."


def agreed_mark(first: Decimal, second: Decimal, terms: AgreementTerms) -> Decimal | None:
    """The mark that follows from two, floored to two decimals, or ``None`` where a person has to decide.

    Marks are floored to two decimals before they are compared with a boundary, so that 59.999 is below 60.
    """
    if terms.way is AgreementWay.NONE:
        return None
    is_far = terms.distance is not None and abs(first - second) > terms.distance
    if is_far and terms.way is not AgreementWay.AVERAGE:
        return None
    if terms.way is AgreementWay.AVERAGE_WITHIN_BAND and _band(first, terms) != _band(second, terms):
        return None
    return floored((first + second) / 2)


def floored(mark: Decimal) -> Decimal:
    """The mark with two decimals, never rounded up."""
    return mark.quantize(HUNDREDTH, rounding=ROUND_FLOOR)


def _band(mark: Decimal, terms: AgreementTerms) -> int:
    """How many boundaries the mark has reached."""
    return sum(floored(mark) >= boundary for boundary in terms.boundaries)
