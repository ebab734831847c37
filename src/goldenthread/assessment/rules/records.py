"""Who reads what in the decision record of a script."""

from __future__ import annotations

from goldenthread.assessment.types.words import State
from goldenthread.ground.types import Refusal
from goldenthread.people.types import Actor, Duty

# Moderators meet markers by their seats, here as elsewhere.
_NAMES = (Duty.QUALITY_LEAD, Duty.ADMINISTRATOR, Duty.PROGRAMME_MANAGER, Duty.INSPECTOR)
_MARKED = frozenset({State.MARKED, State.SETTLED, State.RELEASED})


def may_name(by: Actor) -> bool:
    """Whether this actor reads who marked, settled and decided."""
    return by.wears_for_provider(*_NAMES)


def why_hidden(state: State, *, is_marking_anew: bool) -> Refusal | None:
    """Why a record shows no marks: every marking is to be made without a look at another."""
    if is_marking_anew:
        return Refusal(
            "marking_anew", "You mark this script anew, so what was given is not shown.", "Decide the question first."
        )
    if state not in _MARKED:
        return Refusal("not_marked", "Marks are shown once every marking is in.", "Wait for its assessors.")
    return None
