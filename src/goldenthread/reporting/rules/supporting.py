"""Who of a supporter's people an hour would help most, and why."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import date
from types import MappingProxyType

from goldenthread.cohorts.types import State
from goldenthread.reporting.types.supporting import Need

# In this order on every page: the reason is the heading of a group, and stands beside each name in a list.
REASONS: Mapping[Need, str] = MappingProxyType(
    {
        Need.ASKS: "They ask for your help",
        Need.BEHIND: "Behind an even pace",
        Need.NEAR: "Near an even pace, or ahead",
        Need.BEGINS: "Still to begin",
        Need.PAUSED: "Paused",
        Need.ASSESSED: "Their result is out",
        Need.FINISHED: "Finished",
    }
)
# Leaving aside what they ask for, these are on their programme now.
STUDIES = frozenset({Need.BEHIND, Need.NEAR})
_COUNTED: tuple[tuple[frozenset[Need], str], ...] = (
    (STUDIES, "on it now"),
    (frozenset({Need.BEGINS}), "still to begin"),
    (frozenset({Need.PAUSED}), "paused"),
    (frozenset({Need.ASSESSED}), "with a result"),
    (frozenset({Need.FINISHED}), "finished"),
)


def need_of(state: State, *, asks: bool, is_on_pace: bool, starts_on: date, on: date, is_untold: bool = False) -> Need:
    """What is to be said of somebody first.

    * Who has finished or paused is helped by nobody's hour now.
    * Whose result is out and who does not say what came of it stands with all like them, unless they ask.
    * Who asks comes before everybody else, whether their cohort has begun or not.
    * Nobody is near or behind a pace before their cohort has begun.
    """
    if is_untold:
        return Need.ASKS if asks else Need.ASSESSED
    if state is State.COMPLETED:
        return Need.FINISHED
    if state is State.DEFERRED:
        return Need.PAUSED
    if asks:
        return Need.ASKS
    if starts_on > on:
        return Need.BEGINS
    return Need.NEAR if is_on_pace else Need.BEHIND


def counted(needs: Collection[Need]) -> str:
    """*2 on it now, 1 still to begin, 1 finished*: what a number of people is made of, leaving aside what they ask for;
    nothing that is none."""
    numbers = ((sum(need in some for need in needs), words) for some, words in _COUNTED)
    return ", ".join(f"{number} {words}" for number, words in numbers if number)
