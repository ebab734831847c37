"""Whom a coach should turn to first, and why: reasons in words, in one fixed order. No score."""

from __future__ import annotations

from goldenthread.coaching.types import Need
from goldenthread.ground.types.days import LONDON

# After this many days without a meeting a pairing needs attention. Illustrative: no source gives a figure.
QUIET_DAYS = 60
# Where somebody stands about whom nothing is out of order, and who has finished besides.
LATE, LAST = 98, 99


def reasons(need: Need) -> tuple[tuple[int, str], ...]:
    """What is out of order about a participant, as their coach reads it, each with its place in the order."""
    found = (
        f"asks for help since {need.asked_at.astimezone(LONDON):%-d %B}" if need.asked_at else "",
        "a time they suggested waits for your answer" if need.waits_for_answer else "",
        _risk(need.risk),
        _overdue(need.overdue),
        "a meeting that is over waits for its record" if need.is_unrecorded else "",
        "missed the last meeting" if need.was_missed and not need.is_finished else "",
        _quiet(need),
        "no meeting is booked" if not need.is_booked and not need.is_finished and not _quiet(need) else "",
        "they have prepared the next meeting" if need.is_prepared else "",
    )
    return tuple((place, words) for place, words in enumerate(found) if words)


def in_words(need: Need) -> tuple[str, ...]:
    """Only the words."""
    return tuple(words for _, words in reasons(need))


def urgency(need: Need) -> tuple[float, ...]:
    """A key that puts first whose first reason stands highest in the order; among those who ask for help who has asked
    longest; among equals more reasons, then more of them overdue, then the longer silence. Without a reason somebody
    comes late, and last who has finished."""
    found = reasons(need)
    first = found[0][0] if found else LAST if need.is_finished else LATE
    asked = need.asked_at.timestamp() if need.asked_at else 0
    silence = need.days_since if need.days_since is not None else 10_000
    return (first, asked, -len(found), -need.overdue, -silence)


def _risk(says: str) -> str:
    """What the cohort says, as part of a line."""
    return f"will miss the gate: {says[:1].lower()}{says[1:].rstrip('.')}" if says else ""


def _overdue(number: int) -> str:
    if not number:
        return ""
    return "1 action overdue" if number == 1 else f"{number} actions overdue"


def _quiet(need: Need) -> str:
    """Silence where nothing is booked, unless there is nothing left to meet for."""
    if need.is_booked or need.is_finished:
        return ""
    if need.days_since is None:
        return "no meeting yet, and none is booked"
    return f"no meeting for {need.days_since} days, and none is booked" if need.days_since > QUIET_DAYS else ""
