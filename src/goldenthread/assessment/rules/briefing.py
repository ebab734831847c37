"""Who writes briefs and plans windows, and what a brief needs."""

from __future__ import annotations

from goldenthread.assessment.rules.reasons import enough
from goldenthread.assessment.types.briefing import BriefText
from goldenthread.ground.types import Refusal
from goldenthread.people.types import Actor, Duty

# Worn for the lead provider itself. Briefs are secret until their window opens.
RUNS = (Duty.ADMINISTRATOR, Duty.PROGRAMME_MANAGER, Duty.QUALITY_LEAD)
RELEASES = (*RUNS, Duty.MODERATOR)
READS = (*RELEASES, Duty.INSPECTOR)
# Marks and reasons before a release are for those who judge them, and for who inspects that.
LOOKS = (Duty.MODERATOR, Duty.QUALITY_LEAD, Duty.INSPECTOR)
LEAST_TEXT = 40


def why_not_run(by: Actor) -> Refusal | None:
    """Why this actor does not run assessment."""
    if by.wears_for_provider(*RUNS):
        return None
    return Refusal(
        "not_yours_to_run",
        "Assessment is run by the lead provider.",
        "Ask the lead provider’s programme manager or quality lead.",
    )


def why_not_for(participant: int, by: Actor) -> Refusal | None:
    """Why this actor decides nothing about this participant's assessment: they do not run it, or it is their own."""
    if participant == by.person_id:
        return Refusal(
            "own_assessment", "It is about your own assessment.", "Somebody else who runs assessment has to do it."
        )
    return why_not_run(by)


def why_not_tell(by: Actor) -> Refusal | None:
    """Why this actor does not release results."""
    if by.wears_for_provider(*RELEASES):
        return None
    return Refusal("not_yours_to_release", "Results are released by the lead provider.", "Ask its quality lead.")


def why_not_write(text: BriefText) -> Refusal | None:
    """Why a brief cannot be kept as it is."""
    if not text.title.strip():
        return Refusal("no_title", "The brief has no title.", "Give it a title that says what it is about.")
    if len(text.text.strip()) < LEAST_TEXT:
        return Refusal(
            "no_text",
            f"The brief says too little to work on: {enough(LEAST_TEXT)}.",
            "Write the task and what is asked.",
        )
    return None
