"""Who may revoke a certificate and make another, and read outcomes."""

from __future__ import annotations

from goldenthread.awards.types import OutcomeStands, State
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


def why_not_issue(by: Actor, found: OutcomeStands, *, why: str) -> Refusal | None:
    """Why this actor cannot make another certificate for an outcome, or cannot without saying why."""
    if not by.wears_for_provider(*REVOKES):
        return Refusal("not_yours_to_issue", "You cannot make a certificate.", "Ask the quality lead.")
    if not found.stands:
        return Refusal(
            "outcome_corrected",
            "The result was corrected, and this outcome counts no longer.",
            "Look at the newest one.",
        )
    if found.newest is not State.REVOKED:
        return Refusal("certificate_stands", "There is a certificate that stands.", "Revoke it first.")
    if found.is_erased:
        return Refusal(
            "erased", "Their data was erased, so there is no name to print.", "Nothing can be made any more."
        )
    if not why.strip():
        return Refusal("no_reason", "There is no reason.", "Say why another certificate is made.")
    return None
