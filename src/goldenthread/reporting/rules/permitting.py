"""Who may tell schools about a cohort."""

from __future__ import annotations

from goldenthread.ground.types import Refusal
from goldenthread.people.types import Actor, Duty


def why_not_tell(by: Actor, *, partner_id: int) -> Refusal | None:
    """Why this actor may not send progress updates about a partner's cohort, or ``None``."""
    if by.wears_for_provider(Duty.PROGRAMME_MANAGER) or partner_id in by.places(Duty.PROGRAMME_MANAGER):
        return None
    return Refusal("not_your_cohort", "You cannot send updates about this cohort.", "Ask its programme manager.")
