"""Whether a script may be handed in now."""

from __future__ import annotations

from datetime import datetime

from goldenthread.assessment.rules.reasons import enough
from goldenthread.assessment.rules.windows import stage
from goldenthread.assessment.types.submitting import Declaration, ScriptFacts, Signature, Stage
from goldenthread.assessment.types.words import State
from goldenthread.ground.types import Refusal

KEPT = (
    "We keep the file as you give it, with its fingerprint, and its text. What its properties say (who wrote and saved "
    "it last, when, how often, and with which program) is kept apart from it. If you write here, we keep when you "
    "pasted something and how long it was, never what. Markers and moderators see none of this. Only if somebody looks "
    "into whether a script is its author’s own work do those who decide it see it, and then you are told and heard."
)
# The text that stands until another is written here. A new wording gets a new version; who signed an old one can
# read it still.
CURRENT_DECLARATION = Declaration(
    1,
    "This is my own work. I have said where ideas, words and figures come from other people. "
    "I have not had it written for me, by a person or by a tool.",
    kept=KEPT,
)
NOTHING_SAID = Signature()
LEAST_DECLARED = 20
PROJECT = Refusal(
    "is_a_project",
    "This window takes projects, with their documents.",
    "Go back to your assessment, and put your project together there.",
)
PASSED_ALREADY = "passed_already"
PASSED = Refusal(
    PASSED_ALREADY,
    "You have passed by what you handed in for another window.",
    "Nothing more is asked of you. What you put together or handed in here is kept.",
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
        stands = (
            "You handed in nothing. Your assessment page says what you can still do. "
            if script.state is State.BEGUN
            else "What you handed in last stands. "
        )
        return Refusal(
            "window_closed",
            "The window has closed, so nothing more can be handed in.",
            f"{stands}If something went wrong, tell your programme manager.",
        )
    if script.state is State.WITHDRAWN:
        return TAKEN_OUT
    if script.has_passed:
        return PASSED
    if script.state not in {State.BEGUN, State.SUBMITTED}:
        return Refusal("being_marked", "Your script is being marked.", "Ask your programme manager if this is wrong.")
    return None


def why_not_submit(
    script: ScriptFacts,
    *,
    signed: int,
    declaration: Declaration | None,
    at: datetime,
    says: Signature = NOTHING_SAID,
) -> Refusal | None:
    """Why an upload does not become a version. ``signed`` is the version of the declaration, 0 if it was not signed;
    ``declaration``: the one that has to be signed, if any.

    The number of words is a reason only where the policy stops too many (``rules/limits.py``).
    """
    return (why_not_sign(declaration, signed=signed, says=says) if declaration else None) or why_not_take(script, at=at)


def why_not_sign(declaration: Declaration, *, signed: int, says: Signature) -> Refusal | None:
    """Why a declaration is not signed."""
    if signed != declaration.version:
        return Refusal(
            "not_declared",
            "Confirm that this is your own work.",
            "Read the declaration and tick the box below it.",
        )
    if declaration.asks_name and not says.name.strip():
        return Refusal("not_named", "Your name is missing.", "Type your full name below the declaration.")
    if declaration.ai_asks and says.used_ai is None:
        return Refusal("tools_not_said", "You did not say whether you used such tools.", "Choose yes or no.")
    if declaration.ai_asks and says.used_ai and not says.used_for.strip():
        return Refusal("tools_for_what", "You did not say what you used them for.", "Say which tools, and for what.")
    return None


def why_not_declare(text: Declaration) -> Refusal | None:
    """Why a text does not become the one that participants sign."""
    if len(text.text.strip()) < LEAST_DECLARED:
        return Refusal(
            "no_text", f"The declaration says too little: {enough(LEAST_DECLARED)}.", "Write what participants sign."
        )
    if len(text.kept.strip()) < LEAST_DECLARED:
        return Refusal(
            "kept_not_said",
            f"It does not say what is kept: {enough(LEAST_DECLARED)}.",
            "Tell participants what is kept, and why.",
        )
    return None
