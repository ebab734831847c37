"""Whether somebody can have been at a meeting: not while they were at another."""

from __future__ import annotations

from collections.abc import Iterable

from goldenthread.coaching.types.overlapping import Other, Overlaps
from goldenthread.cohorts.types import BusyHour
from goldenthread.ground.types import Refusal


def in_the_way(wanted: BusyHour, others: Iterable[Other], *, participant: str) -> Overlaps | None:
    """Why a meeting cannot have been at this hour, with the other one that was; ``None`` where it can.

    A meeting of the same two is named first: it is most likely the same one. Of what a participant does with another
    coach only the hour is said.
    """
    found = [other for other in others if other.hour.overlaps(wanted)]
    for other in sorted(found, key=lambda other: not other.is_same):
        return Overlaps(_why_not(other, participant), other)
    return None


def _why_not(other: Other, participant: str) -> Refusal:
    when = other.hour.when
    if not other.is_asked and not other.is_same:
        says, mend = f"{participant} has another meeting {when}.", "Ask them, and check when yours began."
        return Refusal("overlaps", says, mend)
    did = "recorded" if other.is_held else "booked"
    who = "You" if other.is_asked else other.coach
    return Refusal("overlaps", f"{who} {did} a meeting with {other.participant} {when}.", _mend(other))


def _mend(other: Other) -> str:
    if other.can_be_recorded:
        return "If that is the one that took place, record it as that one. If not, call that one off first."
    if other.is_same:
        also = "correct that one" if other.is_open else "it counts already"
        return f"If it is the same, {also}. If not, check when yours began."
    if not other.is_open:
        return "Check when yours began."
    if other.is_held:
        return "Check when this one began, or correct that one."
    return "Check when this one began. If that one did not take place, say so there."
