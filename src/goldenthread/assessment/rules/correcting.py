"""Whether a released result may be corrected, and by whom."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from goldenthread.assessment.rules.cases import says_kept_out
from goldenthread.assessment.rules.marking import why_conflicted
from goldenthread.assessment.rules.reasons import why_no_reason
from goldenthread.assessment.rules.some import some
from goldenthread.assessment.types.marking import Marker
from goldenthread.assessment.types.submitting import ScriptFacts
from goldenthread.assessment.types.words import State
from goldenthread.ground.types import Refusal
from goldenthread.ground.types.days import LONDON
from goldenthread.people.types import Actor, Duty

# Worn for the lead provider itself.
CORRECTS = (Duty.QUALITY_LEAD, Duty.MODERATOR)


def why_not_correct(by: Actor) -> Refusal | None:
    """Why this actor corrects nothing."""
    if by.wears_for_provider(*CORRECTS):
        return None
    return Refusal("not_yours_to_correct", "Results are corrected by a moderator.", "Ask the quality lead.")


def why_not_correct_this(script: ScriptFacts, who: Marker, *, marker_ids: Collection[int]) -> Refusal | None:
    """Why this script's result is not corrected by this person."""
    if script.state is not State.RELEASED:
        return Refusal("not_released", "Its result is not out.", "Settle it again instead.")
    if who.person_id in marker_ids:
        return Refusal("own_marking", "You marked this script yourself.", "Somebody else has to correct it.")
    if why_conflicted(script, who):
        return Refusal(
            "conflict_of_interest",
            "You cannot correct this result because of a conflict of interest.",
            "Somebody else has to correct it.",
        )
    return None


def why_not_say(why: str) -> Refusal | None:
    """Why these words are no reason for a correction."""
    return why_no_reason(why, "Say what was wrong; the participant reads it.", code="no_reason")


def corrected_meanwhile(outcome: str, total: int, *, corrected_at: datetime | None) -> Refusal:
    """Somebody corrects who looked at what stood before another correction came."""
    when = f" on {corrected_at.astimezone(LONDON):%-d %B %Y at %H:%M}" if corrected_at else ""
    return Refusal(
        "corrected_meanwhile",
        f"This result was corrected{when}, after this page was opened: {outcome}, {some(total, 'mark')}.",
        "Compare what stands now with what you chose, then correct it again if it should change.",
    )


NOTHING_CHANGES = Refusal(
    "nothing_changes", "What you chose is what stands already.", "Change a mark or what the participant is told."
)


def nothing_counts(parts: Collection[str]) -> Refusal:
    """Nothing that counts would change: decided cases leave the marks on ``parts`` out of account."""
    return Refusal(
        "nothing_counts",
        f"{says_kept_out(parts)} Nothing else would change.",
        "Change a mark that counts. Where an appeal is against that decision, choose there that it no longer bears on "
        "the result.",
    )


NOTHING_LEFT = Refusal(
    "nothing_left", "The result has what was decided already, or nothing follows for it.", "Nothing more is needed."
)
VOIDED = Refusal(
    "voided",
    "A decided case has voided this result; its marks count for nothing.",
    "Where an appeal is against that decision, choose there that it no longer bears on the result.",
)
