"""Who may mark a script, what a full sheet is, and what it comes to."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

from goldenthread.assessment.rules.reasons import why_no_reason
from goldenthread.assessment.rules.standing import why_not_open
from goldenthread.assessment.types.marking import Judged, Mark, Marker, MarkSheet
from goldenthread.assessment.types.submitting import ScriptFacts
from goldenthread.assessment.types.words import Outcome, State
from goldenthread.ground.types import Refusal, Refused
from goldenthread.programmes.types import Criterion, MarkScheme


def why_conflicted(script: ScriptFacts, marker: Marker) -> str:
    """Why this person may not judge this script, in words for those who allocate; empty if they may.

    ``marker.organisation_ids`` never holds the lead provider: everybody who marks works for it.
    """
    if marker.person_id == script.participant_id:
        return "It is their own script."
    if script.school_id in marker.organisation_ids:
        return "They belong to the participant’s school."
    if script.partner_id in marker.organisation_ids:
        return "They belong to the cohort’s delivery partner."
    if marker.person_id in script.companion_ids:
        return "They are the participant’s sponsor, mentor or coach."
    if {
        script.school_id,
        script.partner_id,
    } & marker.declared_places or script.participant_id in marker.declared_people:
        return "They have declared a conflict of interest."
    if marker.person_id in script.barred_ids:
        return "They gave it up because of a conflict of interest."
    if marker.person_id in script.knowing_ids:
        return "They know, or may know, whose script it is."
    if marker.person_id in script.guest_ids:
        return "They could read its marks as a guest of the sample."
    if marker.person_id in script.aside_ids:
        return "They have marked it, and their marking was set aside."
    return ""


def why_untrained(script: ScriptFacts, marker: Marker, *, on: date) -> str:
    """Why this person is not trained for this script on a day, where the policy asks for it; else empty."""
    if script.trained_for is None:
        return ""
    own = [each for each in marker.trained if each.qualification == script.trained_for]
    if any(each.holds(on) for each in own):
        return ""
    return "Their training does not hold on that day." if own else "They are not trained for this qualification."


def why_away(marker: Marker, *, on: date) -> str:
    """Why this person does not mark on a day; empty if they do."""
    return "They cannot mark on that day." if any(each.holds(on) for each in marker.away) else ""


def why_marked_already(seat: int | None) -> str:
    """Why somebody who has marked a script at one seat cannot have another; empty for those who have not."""
    return f"They have marked it as assessor {seat}." if seat else ""


def why_not_mark(script: ScriptFacts, marker: Marker, *, has_finished: bool, on: date) -> Refusal | None:
    """Why an assessor with a seat may not mark today. The words give nothing away about whose script it is: of
    what they have finished they read the same whatever they declare afterwards, or declaring would tell them whose."""
    if has_finished:
        return Refusal("marking_finished", "You have finished this marking.", "A finished marking is never changed.")
    if why_conflicted(script, marker):
        return Refusal(
            "conflict_of_interest",
            "You cannot mark this script because of a conflict of interest.",
            "Nothing is needed from you: the quality lead will give it to somebody else.",
        )
    if why_untrained(script, marker, on=on):
        return Refusal(
            "not_trained",
            "You cannot mark this script: no training of yours for its qualification holds today.",
            "Ask the quality lead, who records who is trained. What you have put down is kept.",
        )
    refusal = why_not_open(script, marker)
    if refusal:
        return refusal
    if script.state is not State.ALLOCATED:
        return Refusal("not_for_marking", "This script is not out for marking.", "Go back to your queue.")
    return None


def why_not_accept(sheet: MarkSheet, scheme: MarkScheme) -> Refusal | None:
    """Why a sheet is not a full one: every criterion has a mark that its scale has, and a reason."""
    return next(iter(what_lacks(sheet, scheme)), None)


def what_lacks(sheet: MarkSheet, scheme: MarkScheme) -> tuple[Refusal, ...]:
    """Everything that keeps a sheet from being a full one, by criterion; nothing for a full one."""
    each = (_why_not_criterion(sheet.marks.get(criterion.code, Mark()), criterion) for criterion in scheme.criteria)
    return tuple(refusal for refusal in each if refusal)


def _why_not_criterion(given: Mark, criterion: Criterion) -> Refusal | None:
    name = f"{criterion.code} {criterion.title}"
    if given.mark is None:
        return Refusal("mark_missing", f"{name} has no mark.", "Give a mark for every criterion.")
    if given.mark not in criterion.marks:
        scale = ", ".join(map(str, criterion.marks))
        return Refusal("mark_off_scale", f"{name} cannot have {given.mark}.", f"Choose one of {scale}.")
    refusal = why_no_reason(given.reason, "Say in a sentence why you gave this mark.")
    return refusal and replace(refusal, says=f"{name}: {refusal.says[0].lower()}{refusal.says[1:]}")


def reckon(sheet: MarkSheet, scheme: MarkScheme) -> Judged:
    """What a full sheet comes to: the weighted total, and passed or failed."""
    given = sheet.given
    short = tuple(each.code for each in scheme.short_of(given))
    passed = scheme.is_passed_by(given)
    return Judged(scheme.total(given), Outcome.PASSED if passed else Outcome.FAILED, short)


def why_failed(total: int, marks: Mapping[str, int], scheme: MarkScheme) -> tuple[str, ...]:
    """What was needed and not reached, in words for whoever wrote it: in all, on each criterion and in each part."""
    in_all = f"{total} of {scheme.highest_total} marks in all; {_needed(scheme.minimum_total)}."
    return (
        *((in_all,) if total < scheme.minimum_total else ()),
        *(
            f"{each.code} {each.title}: {scheme.reached(each, marks)} of {each.highest}; {_needed(each.minimum)}."
            for each in scheme.short_of(marks)
        ),
    )


def _needed(number: int) -> str:
    return f"at least {number} {'is' if number == 1 else 'are'} needed"


def why_not_finish_unseen(seen: int | None, number: int) -> Refusal | None:
    """Why marks are not finished: what is finished never changes, so it is what the marker looked at. ``seen``: how
    often the draft had been saved when they looked, ``None`` where nothing was shown; ``number``: how often by now."""
    if seen is None or seen == number:
        return None
    return Refusal(
        "saved_meanwhile",
        "Something else was saved for this script after you opened this page.",
        "Look at the marks as they stand now, then finish.",
    )


def judge(
    script: ScriptFacts, marker: Marker, sheet: MarkSheet, scheme: MarkScheme, *, has_finished: bool, on: date
) -> Judged:
    """Take a finished sheet. :raises Refused: if this person may not mark, or the sheet is not full."""
    refusal = why_not_mark(script, marker, has_finished=has_finished, on=on) or why_not_accept(sheet, scheme)
    if refusal:
        raise Refused(refusal)
    return reckon(sheet, scheme)
