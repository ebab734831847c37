"""Where somebody stands, in words for those who support them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, timedelta

from goldenthread.cohorts.types import KeptFigure

# Below this part of an even pace somebody is said to need help. Illustrative: it opens a conversation, never a gate.
PACE = 0.75
# What happened longer ago is not written about any more. Illustrative.
NEWS = timedelta(days=14)

# What is told of somebody whose result is out, where what came of it is theirs to share: the same of everybody.
RESULT_OUT = "Result out"
NOT_TOLD = "Their result is out. What came of it is theirs to share."


def is_on_pace(figure: KeptFigure, *, starts_on: date, ends_on: date, on: date) -> bool:
    """Whether somebody stands near an even pace towards the policy's figure, or has reached it."""
    if figure.is_met or figure.threshold is None or on <= starts_on:
        return True
    gone = min((on - starts_on).days / max((ends_on - starts_on).days, 1), 1.0)
    return figure.millionths / 1_000_000 >= figure.threshold / 100 * gone * PACE


def help_wanted(*, name: str, state: str, is_on_pace: bool, following: str) -> str:
    """What would help, from somebody at the same school; empty where nothing is needed."""
    first = name.split(" ", 1)[0]
    if state == "deferred":
        return f"{first} has paused. Agree together when to come back."
    if state in {"offered", "withdrawn", "completed"}:
        return ""
    if not is_on_pace:
        return f"{first} is behind an even pace. An hour kept free each week would help most."
    if following:
        return f"Please keep {first} free for it."
    return ""


def is_news(happened_at: datetime | None, *, at: datetime) -> bool:
    """Whether something is still worth a letter; what has no moment of its own has just happened."""
    return happened_at is None or at - happened_at < NEWS


def joined(names: Sequence[str]) -> str:
    """*A*, *A and B*, *A, B and C*."""
    return " and ".join([", ".join(names[:-1]), names[-1]] if len(names) > 1 else names)
