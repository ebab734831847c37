"""Who may revoke a certificate, and read outcomes."""

from __future__ import annotations

from goldenthread.ground.types import Refusal
from goldenthread.people.types import Actor, Duty

# Worn for the lead provider itself.
REVOKES = (Duty.ADMINISTRATOR, Duty.QUALITY_LEAD)
READS = (*REVOKES, Duty.PROGRAMME_MANAGER, Duty.INSPECTOR)


def why_not_revoke(by: Actor, *, why: str) -> Refusal | None:
    """Why this actor cannot revoke, or cannot without saying why."""
    if not by.wears_for_provider(*REVOKES):
        return Refusal("not_yours_to_revoke", "You cannot revoke a certificate.", "Ask the quality lead.")
    if not why.strip():
        return Refusal("no_reason", "There is no reason.", "Say why the certificate no longer stands.")
    return None
