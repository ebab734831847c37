"""Who may say another count than the reader's, and when."""

from __future__ import annotations

from goldenthread.assessment.rules.marking import why_conflicted
from goldenthread.assessment.rules.reasons import why_no_reason
from goldenthread.assessment.types.marking import Marker
from goldenthread.assessment.types.submitting import ScriptFacts
from goldenthread.assessment.types.words import State
from goldenthread.ground.types import Refusal
from goldenthread.people.types import Actor, Duty

MOST_WORDS = 200_000


def why_not_count_again(script: ScriptFacts, by: Actor, asking: Marker) -> Refusal | None:
    """Why this person may not say how many words of this script count."""
    if not by.wears_for_provider(Duty.QUALITY_LEAD):
        return Refusal(
            "not_a_quality_lead", "Only a quality lead counts words again.", "Tell the quality lead what looks wrong."
        )
    if script.state is State.RELEASED:
        return Refusal(
            "released",
            "The result is released, so its count stands.",
            "A result that is out is put right by correction.",
        )
    if why_conflicted(script, asking):
        return Refusal(
            "conflict_of_interest",
            "You cannot count this script because of a conflict of interest.",
            "Another quality lead has to do it.",
        )
    return None


def why_not_recount(words: int, reason: str, *, seen: int, standing: int) -> Refusal | None:
    """Why a person's count is not taken. ``seen``: the version they looked at, ``standing`` the one that stands."""
    if seen != standing:
        return Refusal("replaced_meanwhile", "Another version was handed in since.", "Look at it, then count again.")
    if not 0 <= words <= MOST_WORDS:
        return Refusal(
            "words_out_of_range", f"A count is a whole number up to {MOST_WORDS:,}.", "Enter how many words count."
        )
    return why_no_reason(reason, "Say in a sentence what the reader got wrong.")
