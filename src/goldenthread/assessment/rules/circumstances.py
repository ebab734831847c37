"""Who decides about circumstances, and what they need."""

from __future__ import annotations

from goldenthread.assessment.rules.briefing import why_not_run
from goldenthread.assessment.types.circumstances import NewCircumstance
from goldenthread.ground.types import Refusal
from goldenthread.people.types import Actor


def why_not_decide(by: Actor, *, marks: bool) -> Refusal | None:
    """Why this actor neither reads nor decides: they do not run assessment, or mark in the window."""
    if marks:
        return Refusal("marks_here", "You mark in this window.", "Let somebody decide who does not.")
    return why_not_run(by)


def why_not_ask_for(new: NewCircumstance, *, waits: bool) -> Refusal | None:
    """Why it cannot be asked so."""
    if not new.account.strip():
        return Refusal("nothing_said", "Nothing is said about your circumstances.", "Say what those who decide need.")
    if waits:
        return Refusal("asked_already", "You have asked for this, and it waits.", "Take that back first, or wait.")
    return None


def why_not_answer(answer: str, *, waits: bool) -> Refusal | None:
    """Why a decision cannot be kept so."""
    if not waits:
        return Refusal("not_waiting", "It does not wait for a decision any more.", "Load the page again.")
    if not answer.strip():
        return Refusal("no_answer", "There is no answer.", "Say what was decided. They read it.")
    return None
