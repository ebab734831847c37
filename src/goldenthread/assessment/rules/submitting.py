"""Whether a script may be handed in now."""

from __future__ import annotations

from datetime import datetime

from goldenthread.assessment.rules.windows import stage
from goldenthread.assessment.types.submitting import Declaration, ScriptFacts, Stage
from goldenthread.assessment.types.words import State
from goldenthread.ground.types import Refusal

# The text a participant signs. A new wording gets a new version; the old ones stay for those who signed them.
DECLARATIONS = (
    Declaration(
        1,
        "This is my own work. I have said where ideas, words and figures come from other people. "
        "I have not had it written for me, by a person or by a tool.",
    ),
)
CURRENT_DECLARATION = DECLARATIONS[-1]
PROJECT = Refusal(
    "is_a_project",
    "This window takes projects, with their documents.",
    "Go back to your assessment, and put your project together there.",
)
TAKEN_OUT = Refusal(
    "taken_out",
    "You are not assessed in this window.",
    "Your assessment page says what was decided, and what comes next.",
)


def why_not_take(script: ScriptFacts, *, at: datetime) -> Refusal | None:
    """Why a file is not taken for this script now. The window is asked with the server's time, never the browser's."""
    now = stage(script.window, at=at)
    if now is Stage.TO_COME:
        return Refusal("window_to_come", "The window has not opened yet.", "Come back when it opens.")
    if now is Stage.CLOSED:
        return Refusal(
            "window_closed",
            "The window has closed, so nothing more can be handed in.",
            "What you handed in last stands. If something went wrong, tell your programme manager.",
        )
    if script.state is State.WITHDRAWN:
        return TAKEN_OUT
    if script.state not in {State.BEGUN, State.SUBMITTED}:
        return Refusal("being_marked", "Your script is being marked.", "Ask your programme manager if this is wrong.")
    return None


def why_not_submit(script: ScriptFacts, *, signed: int, needs_declaration: bool, at: datetime) -> Refusal | None:
    """Why an upload does not become a version. ``signed`` is the version of the declaration, 0 if it was not signed.

    The number of words is a reason only where the policy stops too many (``rules/limits.py``).
    """
    if needs_declaration and signed != CURRENT_DECLARATION.version:
        return Refusal(
            "not_declared",
            "Confirm that this is your own work.",
            "Read the declaration and tick the box below it.",
        )
    return why_not_take(script, at=at)
