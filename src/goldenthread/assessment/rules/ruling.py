"""What may be decided about all of one marker's markings, and what a correction does to a mark."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from goldenthread.assessment.rules.reasons import why_no_reason
from goldenthread.assessment.types.sampling import Correction, Decision, RulingSheet
from goldenthread.ground.types import Refusal
from goldenthread.programmes.types import Criterion, MarkScheme


def corrected_mark(mark: int, by_marks: int, criterion: Criterion) -> int:
    """The mark of the criterion's scale that lies nearest to the corrected one; of two, the one nearer to the old."""
    wanted = mark + by_marks
    return min(criterion.marks, key=lambda each: (abs(each - wanted), abs(each - mark)))


def corrected(code: str, mark: int, correction: Correction, scheme: MarkScheme) -> int:
    """A mark on the criterion with this code as a correction leaves it."""
    if correction.code not in {"", code}:
        return mark
    return corrected_mark(mark, correction.by_marks, scheme.criterion(code))


def corrected_marks(given: Mapping[str, int], correction: Correction, scheme: MarkScheme) -> dict[str, int]:
    """A full set of marks as a correction leaves it: each a mark of its criterion's scale. Of a script in which parts
    stand from before, only what was marked is changed."""
    if correction.on_total:
        return _spread(given, correction.by_marks, scheme.only(given))
    return {code: corrected(code, mark, correction, scheme) for code, mark in given.items()}


def _spread(given: Mapping[str, int], by_marks: int, scheme: MarkScheme) -> dict[str, int]:
    """Marks whose weighted total is moved by so many, or by as many as the scales have room for and never by more.

    Among all ways to come there, as few criteria as can be are moved across their own minimum, and then all are moved
    as evenly as can be, earlier ones first. So it is the same whoever works it out.
    """
    up = by_marks > 0
    ways: dict[int, _Way] = {0: _Way((0, 0, ()), {})}
    for criterion in scheme.criteria:
        mark, found = given[criterion.code], dict[int, _Way]()
        room = [each for each in criterion.marks if each == mark or (each > mark) is up]
        for moved, way in ways.items():
            for each in room:
                far = moved + criterion.weight * abs(each - mark)
                if far > abs(by_marks):
                    continue
                crossed, uneven, order = way.cost
                crossed += (mark < criterion.minimum) is not (each < criterion.minimum)
                cost = (crossed, uneven + (each - mark) ** 2, (*order, -abs(each - mark)))
                if far not in found or cost < found[far].cost:
                    found[far] = _Way(cost, {**way.marks, criterion.code: each})
        ways = found
    return dict(ways[max(ways)].marks)


@dataclass(frozen=True)
class _Way:
    """One way to spread a correction: what speaks against it, the most important first, and the marks."""

    cost: tuple[int, int, tuple[int, ...]]
    marks: Mapping[str, int]


def says_correction(correction: Correction, scheme: MarkScheme) -> str:
    """A correction in words."""
    number = abs(correction.by_marks)
    marks = f"{number} {'mark' if number == 1 else 'marks'} {'more' if correction.by_marks > 0 else 'fewer'}"
    if correction.on_total:
        return f"{marks} in total, spread over the criteria as evenly as their scales allow"
    on = f"{correction.code} {scheme.criterion(correction.code).title}" if correction.code else "every criterion"
    return f"{marks} on {on}"


def says_ruling(decision: Decision, correction: Correction | None, scheme: MarkScheme) -> str:
    """A decision in words."""
    if decision is Decision.CORRECT and correction:
        return f"Corrected: {says_correction(correction, scheme)}, where the script is not settled yet."
    return "To be marked again by somebody else." if decision is Decision.RE_MARK else "The markings stand."


def why_not_rule(
    sheet: RulingSheet, scheme: MarkScheme, *, is_looked_at: bool, is_ruled: bool, touched: int
) -> Refusal | None:
    """Why a decision cannot be made. ``touched``: how many scripts it would change."""
    if is_ruled:
        return Refusal(
            "ruled_already", "This marker’s markings are decided on already.", "A decision is never changed."
        )
    if not is_looked_at:
        says = "Not every script of this marker’s sample has been looked at."
        return Refusal("looks_missing", says, "Look at the rest first; the sample may still grow.")
    refusal = why_no_reason(sheet.reason, "Say in a sentence why this is decided.")
    if refusal is None and sheet.decision is Decision.CORRECT:
        refusal = _why_not_correct(sheet.correction, scheme)
    if refusal or sheet.decision is Decision.ACCEPT:
        return refusal
    if not touched:
        says = "Nothing would change: no script of theirs is open to it."
        return Refusal("nothing_to_change", says, "Choose another decision, or another correction.")
    return None


def _why_not_correct(correction: Correction | None, scheme: MarkScheme) -> Refusal | None:
    known = {"", *(criterion.code for criterion in scheme.criteria)}
    if correction is None or correction.by_marks == 0 or correction.code not in known:
        return Refusal("no_correction", "It is not said what is corrected.", "Enter how many marks, and on what.")
    return None


def why_corrected(seat: int, before: int, after: int, *, on_total: bool = False) -> str:
    """What the record of a settlement says of a mark that a ruling corrected. It names nobody."""
    what = "the totals of all of that marker’s markings" if on_total else "all of that marker’s markings"
    return f"Marker {seat} gave {before}; a decision about {what} made it {after}."


def explained(reason: str, correction: str) -> str:
    """A reason with what a correction did to a mark, said once."""
    if not correction or correction in reason:
        return reason
    return f"{reason} {correction}".strip()
