"""Preparing a meeting: the participant's words, and each one's own notes."""

from __future__ import annotations

from goldenthread.coaching.types.meetings import Prepared
from goldenthread.ground.types import Refusal

LONGEST = 10_000


def why_not_prepare(*words: str, is_ahead: bool) -> Refusal | None:
    """Why these words cannot be kept for a meeting, or ``None``."""
    if not is_ahead:
        return Refusal("not_ahead", "This meeting is no longer ahead.", "Prepare the next one.")
    if any(len(each) > LONGEST for each in words):
        return Refusal("too_long", "This is longer than 10,000 characters.", "Shorten it.")
    return None


def why_not_share(prepared: Prepared) -> Refusal | None:
    """Why a preparation cannot be shared, or ``None``."""
    if prepared.says_something:
        return None
    return Refusal("nothing_written", "There is nothing to share yet.", "Write what you want to work on.")


def why_not_ask(words: str) -> Refusal | None:
    """Why a call for help cannot be sent, or ``None``."""
    if not words.strip():
        return Refusal("nothing_written", "You do not say what you need.", "Say it in a sentence.")
    if len(words) > LONGEST:
        return Refusal("too_long", "This is longer than 10,000 characters.", "Shorten it.")
    return None


def why_not_take_back(*, is_answered: bool) -> Refusal | None:
    """Why a call for help cannot be taken back, or ``None``."""
    if not is_answered:
        return None
    return Refusal("answered_already", "Your coach has answered it already.", "Their answer stands on this page.")


def why_not_answer(*, is_taken_back: bool) -> Refusal | None:
    """Why a call for help cannot be answered, or ``None``."""
    if not is_taken_back:
        return None
    return Refusal(
        "taken_back", "They took their call for help back.", "Write to them, if you want to talk all the same."
    )
