"""Who decides about circumstances, what they need, and what follows from a decision."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from goldenthread.assessment.rules.briefing import why_not_run
from goldenthread.assessment.types.circumstances import NewCircumstance, NewGrant
from goldenthread.assessment.types.own_times import TimeEntry
from goldenthread.ground.types import Refusal
from goldenthread.ground.types.days import deadline, moment
from goldenthread.people.types import Actor
from goldenthread.programmes.types.granting import GRANT_NAMES, GrantKind


def why_not_decide(by: Actor, *, marks: bool) -> Refusal | None:
    """Why this actor neither reads nor decides: they do not run assessment, or mark in the window."""
    if marks:
        return Refusal("marks_here", "You mark in this window.", "Let somebody decide who does not.")
    return why_not_run(by)


def why_not_ask_now(closes_at: datetime, *, at: datetime) -> Refusal | None:
    """Why nothing is asked for any more: the window has closed for whoever asks (``closes_at``, their own)."""
    if at < closes_at:
        return None
    return Refusal(
        "window_closed",
        "This window has closed for you.",
        "If your work is late, say why where you offer it late. If something kept you from it, tell your programme "
        "manager. Once your result is out, you can question it.",
    )


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


def why_not_grant(gives: NewGrant | None, allowed: Collection[GrantKind]) -> Refusal | None:
    """Why circumstances are not granted so: it is not said what follows, or the policy does not let that follow."""
    if gives is None:
        return Refusal(
            "not_said_what_follows", "It is not said what follows.", "Choose what they are given, or nothing further."
        )
    if gives.kind is not None and gives.kind not in allowed:
        return Refusal(
            "not_allowed",
            f"The policy of this window does not let this follow: {GRANT_NAMES[gives.kind].lower()}.",
            "Choose something else, or change the policy for later windows.",
        )
    if gives.kind is GrantKind.LATER_WINDOW and gives.to_window is None:
        return Refusal(
            "no_window", "It is not said to which window.", "Choose a later one, or that this is no attempt."
        )
    if gives.kind is GrantKind.LATER_CLOSE and gives.closes_at is None:
        return Refusal("no_moment", "It is not said until when.", "Enter the moment before which it does not close.")
    return None


def follows_in_words(
    kind: GrantKind | None, *, minutes: int = 0, closes_at: datetime | None = None, opens_at: datetime | None = None
) -> str:
    """What was given with a decision, for whoever asked and whoever decides."""
    if kind is None:
        return "Nothing further"
    if kind is GrantKind.MINUTES:
        return f"{TimeEntry(minutes).more} more"
    when = closes_at or opens_at
    return GRANT_NAMES[kind] + (f": {(deadline if closes_at else moment)(when)}" if when else "")
