"""Who may take a lost second factor off an account."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from goldenthread.ground.types import Refusal
from goldenthread.people.types import Actor, Duty


def why_not_reset(*, ref: UUID, erased_at: datetime | None, by: Actor) -> Refusal | None:
    """Why this actor may not take the second factors off this person's account, or ``None``."""
    if not by.wears_for_provider(Duty.ADMINISTRATOR):
        return Refusal(
            "not_administrator",
            "You cannot change how somebody signs in.",
            "Ask an administrator of the lead provider.",
        )
    if ref == by.person:
        return Refusal(
            "yourself",
            "You cannot do this to your own account.",
            "Use your account page, or ask another administrator.",
        )
    if erased_at is not None:
        return Refusal("erased", "This person has been erased.", "Nobody signs in with this account any more.")
    return None
