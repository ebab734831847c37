"""What may be decided about all of one marker's markings, and what a correction does to a mark."""

from __future__ import annotations

from goldenthread.assessment.rules.marking import LEAST_REASON
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


def says_correction(correction: Correction, scheme: MarkScheme) -> str:
    """A correction in words."""
    number = abs(correction.by_marks)
    marks = f"{number} {'mark' if number == 1 else 'marks'} {'more' if correction.by_marks > 0 else 'fewer'}"
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
    if len(sheet.reason.strip()) < LEAST_REASON:
        return Refusal("reason_missing", "There is no reason.", "Say in a sentence why this is decided.")
    if sheet.decision is Decision.ACCEPT:
        return None
    if sheet.decision is Decision.CORRECT:
        refusal = _why_not_correct(sheet.correction, scheme)
        if refusal:
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


def why_corrected(seat: int, before: int, after: int) -> str:
    """What the record of a settlement says of a mark that a ruling corrected. It names nobody."""
    return f"Marker {seat} gave {before}; a decision about all of that marker’s markings made it {after}."


def explained(reason: str, correction: str) -> str:
    """A reason with what a correction did to a mark, said once."""
    if not correction or correction in reason:
        return reason
    return f"{reason} {correction}".strip()
