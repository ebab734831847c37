"""Whether a moderator may settle a script, and what the settled marks come to."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from goldenthread.assessment.rules.marking import reckon, why_conflicted
from goldenthread.assessment.rules.reasons import why_no_reason
from goldenthread.assessment.rules.some import some
from goldenthread.assessment.types.marking import Judged, Mark, Marker, MarkSheet
from goldenthread.assessment.types.submitting import ScriptFacts
from goldenthread.assessment.types.words import State
from goldenthread.ground.types import Refusal, Refused
from goldenthread.people.types import Actor, Duty
from goldenthread.programmes.types import MarkScheme


def why_not_moderate(script: ScriptFacts, moderator: Marker, *, marker_ids: frozenset[int]) -> Refusal | None:
    """Why this person may not settle this script now."""
    if script.state not in {State.MARKED, State.SETTLED}:
        mend = "The result is released." if script.state is State.RELEASED else "Wait until every marking is finished."
        return Refusal("not_marked", f"This script is {script.state.value}, so it cannot be settled.", mend)
    if moderator.person_id in marker_ids:
        return Refusal("own_marking", "You marked this script yourself.", "Another moderator has to settle it.")
    if why_conflicted(script, moderator):
        return Refusal(
            "conflict_of_interest",
            "You cannot settle this script because of a conflict of interest.",
            "Ask the quality lead to give it to another moderator.",
        )
    return None


def why_not_settle(sheet: MarkSheet, scheme: MarkScheme, markings: Sequence[MarkSheet]) -> Refusal | None:
    """Why a settlement is not full: each criterion has a mark, and a reason where not every marker gave that mark."""
    for criterion in scheme.criteria:
        settled = sheet.marks.get(criterion.code, Mark())
        name = f"{criterion.code} {criterion.title}"
        if settled.mark is None or settled.mark not in criterion.marks:
            says = f"{name} has no agreed mark."
            return Refusal("mark_missing", says, "Choose a mark for every criterion.", about=criterion.code)
        is_shared = all(marking.marks.get(criterion.code, Mark()).mark == settled.mark for marking in markings)
        refusal = None if is_shared else why_no_reason(settled.reason, "Say in a sentence why this mark is right.")
        if refusal:
            said = f"{refusal.says[0].lower()}{refusal.says[1:]}"
            says = f"{name}: not every marker gave {settled.mark}, and {said}"
            return replace(refusal, says=says, about=criterion.code)
    return None


def settled_meanwhile(outcome: str, total: int) -> Refusal:
    """Somebody decides who looked at what stood before another settlement came."""
    return Refusal(
        "settled_meanwhile",
        f"This script was settled after this page was opened: {outcome}, {some(total, 'mark')}.",
        "Compare what stands now with what you chose, then settle it again if it should change.",
    )


def chosen_by_agreement(state: State, agreed: MarkSheet | None) -> MarkSheet:
    """The marks that a moderator accepts in one press.

    :raises Refused: if the script is settled already, so that a choice made by hand is never undone by a press, or the
        markings do not agree so far that marks follow.
    """
    if state is State.SETTLED:
        raise Refused(
            Refusal("settled_already", "This script is settled already.", "Change the marks below to settle it again.")
        )
    if agreed is None:
        raise Refused(
            Refusal(
                "not_agreed",
                "No marks follow from these markings by the policy’s rule.",
                "Choose a mark for each criterion below.",
            )
        )
    return agreed


def settle(
    script: ScriptFacts,
    moderator: Marker,
    sheet: MarkSheet,
    scheme: MarkScheme,
    *,
    markings: Sequence[MarkSheet],
    marker_ids: frozenset[int],
) -> Judged:
    """What the settled marks come to. :raises Refused: if this person may not settle, or a reason is missing."""
    refusal = why_not_moderate(script, moderator, marker_ids=marker_ids) or why_not_settle(sheet, scheme, markings)
    if refusal:
        raise Refused(refusal)
    return reckon(sheet, scheme)


def why_not_seat_moderator(by: Actor) -> Refusal | None:
    """Why this actor moderates nothing."""
    if by.wears_for_provider(Duty.MODERATOR, Duty.QUALITY_LEAD):
        return None
    return Refusal("not_a_moderator", "Scripts are settled by a moderator.", "Ask the quality lead.")
