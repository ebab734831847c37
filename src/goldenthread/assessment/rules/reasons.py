"""When what somebody wrote does as a reason."""

from __future__ import annotations

from goldenthread.ground.types import Refusal

# A reason of a word or two helps nobody, neither the moderator nor the participant.
LEAST_REASON = 10


def enough(least: int) -> str:
    """How much is enough, to end a sentence that says that it is too little."""
    return f"write at least {least} letters"


def why_no_reason(why: str, mend: str, *, code: str = "reason_missing", least: int = LEAST_REASON) -> Refusal | None:
    """Why these words are no reason: there are none, or fewer than say anything."""
    length = len(why.strip())
    if length >= least:
        return None
    says = f"The reason is too short: {enough(least)}." if length else "There is no reason."
    return Refusal(code, says, mend)
