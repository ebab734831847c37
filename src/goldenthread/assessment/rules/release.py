"""Whether a result may be told, and to whom."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from goldenthread.assessment.rules.windows import stage
from goldenthread.assessment.types.submitting import ScriptFacts, Stage
from goldenthread.assessment.types.words import State
from goldenthread.ground.types import Refusal

_WAITING = {
    State.BEGUN: "Nothing was handed in.",
    State.WITHDRAWN: "It was taken out of its window, and is not marked.",
    State.SUBMITTED: "It has no assessors yet.",
    State.ALLOCATED: "Marking is not finished.",
    State.MARKED: "A moderator has not settled it.",
}


def why_not_release(script: ScriptFacts, *, at: datetime) -> Refusal | None:
    """Why this result is not released: its window is open, it is not settled, or it is released already."""
    if stage(script.window, at=at) is not Stage.CLOSED:
        return Refusal("window_open", "Its window is still open.", "Wait until the window closes.")
    if script.state is State.RELEASED:
        return Refusal("already_released", "It is released already.", "Nothing more is needed.")
    if script.state is not State.SETTLED:
        return Refusal("not_settled", _WAITING[script.state], "It can be released once it is settled.")
    return None


def why_not_as_seen(*, seen: Collection[UUID] | None, settlement: UUID) -> Refusal | None:
    """Why a result does not go out as it stands: whoever releases looked at another settlement."""
    if seen is None or settlement in seen:
        return None
    return Refusal(
        "settled_meanwhile", "It was settled again after this page was opened.", "Look at it, then choose it again."
    )


def why_not_read_result(script: ScriptFacts) -> Refusal | None:
    """Why the participant does not see a result yet. Settled and unsettled look the same to them."""
    if script.state is not State.RELEASED:
        return Refusal("not_released", "Your result is not out yet.", "You will get an e-mail when it is.")
    return None
