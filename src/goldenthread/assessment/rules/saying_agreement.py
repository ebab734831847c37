"""Why a mark stands, or does not: sentences that come from the rule and its numbers."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from goldenthread.assessment.types.marking import CriterionComparison, Judged
from goldenthread.programmes.types import AgreementKind, AgreementRule, CloseMarks, OffScale

ALONE = "One marking is asked for, and its marks stand."
NEVER = "By the policy no mark follows from markings: a person decides."
OVERTAKEN = (
    "A third marker read others, and another marking came after theirs, which they did not read. No mark follows by "
    "the policy’s rule: a person decides."
)
_WHICH = {CloseMarks.LOWER: "lowest", CloseMarks.HIGHER: "highest"}


def said_together(
    rows: Sequence[CriterionComparison], judged: Sequence[Judged], *, is_far: bool, is_crossed: bool
) -> str:
    """What a comparison comes to, in one sentence."""
    same, one = sum(row.difference == 0 for row in rows), judged[0]
    if same == len(rows):
        return f"The markers gave the same mark on all {same} criteria, and the result is: {one.outcome.value}."
    said = f"The markers gave the same mark on {same} of {len(rows)} criteria"
    if len({each.outcome for each in judged}) > 1:
        others = "one passes the script while the other does not"
        return f"{said}, and {others if len(judged) == 2 else 'not all of them pass the script'}."
    apart = [row.code for row in rows if not row.is_close]
    if apart:
        return f"{said}, are far apart on {', '.join(apart)}, and come to the same result: {one.outcome.value}."
    totals = sorted(each.total for each in judged)
    if is_far:
        return f"{said}, but their totals are {totals[-1] - totals[0]} apart."
    if is_crossed:
        return f"{said}, but a grade begins between their totals, {joined(totals)}."
    return f"{said}, are close on the rest, and come to the same result: {one.outcome.value}."


def said_of_mark(given: Sequence[int], chosen: int, average: Decimal, rule: AgreementRule) -> str:
    """Why this mark stands on a criterion where not everybody gave it."""
    return f"{_together('Marks', given, rule, rule.each_criterion)}; {_stands(chosen, average, rule)}."


def said_of_total(judged: Sequence[Judged], total: Judged, rule: AgreementRule) -> str:
    """What the marks that follow come to, and why they do."""
    totals = [each.total for each in judged]
    if len(set(totals)) == 1:
        told = f"The markers’ totals are the same, {totals[0]}"
        if total.total == totals[0]:
            return f"{told}, and stand."
    else:
        told = _together("Totals", totals, rule, rule.total)
    if rule.stands is CloseMarks.AVERAGE and Decimal(sum(totals)) / len(totals) == total.total:
        return f"{told}; the average {total.total} stands."
    return f"{told}; the marks that stand on the criteria come to {total.total}."


def said_of_third(given: Sequence[int], *, are_totals: bool = False) -> str:
    """Why the last of these stands: it is of somebody who read what the others said."""
    name = "Totals" if are_totals else "Marks"
    return f"{name} {joined(given[:-1])} came first; a third marker, who read what was said for each, gave {given[-1]}."


def said_open(codes: Sequence[str], rule: AgreementRule) -> str:
    """Where markings agree and a person chooses nevertheless."""
    where = ", ".join(codes)
    if rule.stands is CloseMarks.AVERAGE:
        return f"The markings agree. On {where} the average is not a mark of the scale, so a person chooses."
    return f"The markings agree. On {where} they are not the same, so a person chooses."


def said_outside(total: Judged, judged: Sequence[Judged], *, is_result: bool) -> str:
    """Why marks that would follow one by one do not stand together."""
    if is_result:
        return (
            f"The marks that follow would come to {total.total}: {total.outcome.value}, which is nobody’s result, so a "
            "person decides."
        )
    totals = joined(sorted(each.total for each in judged))
    return (
        f"The marks that follow would come to {total.total}, outside the markers’ totals, {totals}; a person decides."
    )


def joined(numbers: Sequence[int]) -> str:
    """Numbers as people say them: 2, 3 and 4."""
    *first, last = map(str, numbers)
    return f"{', '.join(first)} and {last}" if first else last


def _together(name: str, given: Sequence[int], rule: AgreementRule, distance: int | None) -> str:
    """Why these are close: by a distance, a band or the rule itself."""
    told = f"{name} {joined(sorted(given))}"
    if rule.kind is AgreementKind.AVERAGE:
        return f"{told} are averaged by the policy, however far apart"
    within = (
        f"are within the policy’s distance of {distance}" if distance is not None else "may lie apart by the policy"
    )
    if rule.kind is AgreementKind.AVERAGE_WITHIN_BAND and name == "Totals":
        return f"{told} have no boundary between them" + (f" and {within}" if distance is not None else "")
    return f"{told} {within}"


def _stands(chosen: int, average: Decimal, rule: AgreementRule) -> str:
    if rule.stands is not CloseMarks.AVERAGE:
        return f"the {_WHICH[rule.stands]}, {chosen}, stands"
    if average == chosen:
        return f"the average {chosen} stands"
    side = "below" if rule.off_scale is OffScale.LOWER else "above"
    return f"the average {average.normalize():f} is no mark of the scale, and {chosen}, the next {side} it, stands"
