"""Whether a marking stands whose marker declared a conflict of interest after finishing it."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from goldenthread.assessment.rules.briefing import why_not_run
from goldenthread.assessment.rules.standardising import why_not_say
from goldenthread.assessment.types.conflicting import FoundEvent, FoundState
from goldenthread.ground.types import Refusal
from goldenthread.people.types import Actor

FOUND_STEPS: Mapping[tuple[FoundState, FoundEvent], FoundState] = MappingProxyType(
    {
        (FoundState.WAITING, FoundEvent.LET_STAND): FoundState.STANDS,
        (FoundState.WAITING, FoundEvent.SET_ASIDE): FoundState.ASIDE,
    }
)


DECIDED = {FoundState.STANDS: "the marking stands", FoundState.ASIDE: "the marking is set aside"}


def why_nothing_to_decide(state: FoundState, *, says: str, is_over: bool) -> Refusal | None:
    """Why nobody decides any more: somebody has (``says`` who, when and why), or the conflict or the seat has ended, or
    the result is out."""
    if state is not FoundState.WAITING:
        return Refusal(
            "decided_already",
            f"It is decided: {DECIDED[state]}. {says}",
            "It stays so. If it is wrong, speak with whoever decided.",
        )
    if is_over:
        return Refusal(
            "nothing_to_decide",
            "Nothing is left to decide: the conflict has ended, somebody else has the seat, or the result is out.",
            "Look at the script’s decision record.",
        )
    return None


def why_not_decide_found(by: Actor, *, marker: int, why: str) -> Refusal | None:
    """Why this actor does not decide whether a marking of ``marker`` stands: they may not, it is their own, or they
    give no reason. Ours; no official rule was found."""
    if refusal := why_not_run(by):
        return refusal
    if by.person_id == marker:
        return Refusal("own_marking", "It is your own marking.", "Ask somebody else who runs assessment to decide.")
    return why_not_say(why)
