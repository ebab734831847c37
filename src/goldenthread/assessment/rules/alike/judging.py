"""Who may look at likeness, and what they may say of it. No number says it for them."""

from __future__ import annotations

from goldenthread.assessment.rules.briefing import RUNS
from goldenthread.assessment.rules.reasons import why_no_reason
from goldenthread.assessment.types.alike import Shared
from goldenthread.ground.types import Refusal
from goldenthread.people.types import Actor


def why_not_look(by: Actor) -> Refusal | None:
    """Why this actor does not see which scripts are alike."""
    if by.wears_for_provider(*RUNS):
        return None
    return Refusal(
        "not_yours_to_judge",
        "Which scripts have words in common is looked at by those who run assessment.",
        "Ask the lead provider’s quality lead.",
    )


def why_not_say(reason: str) -> Refusal | None:
    """Why this cannot be put down as what somebody made of a pair."""
    return why_no_reason(reason, "Say in a sentence what you saw.", code="no_reason")


def sentence(shared: Shared) -> str:
    """What two scripts share, as one says it."""
    number, longest = len(shared.passages), shared.passages[0]
    passages = "1 passage" if number == 1 else f"{number} passages"
    how = "word for word" if longest.likeness.value == "exact" else "reworded"
    return (
        f"{passages}, {shared.same:,} words the same; the longest has {max(len(longest.first), len(longest.second)):,}"
        f" words, {how}."
    )
