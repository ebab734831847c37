"""Which seats a script needs, and where one more is put."""

from __future__ import annotations

from collections.abc import Iterable

from goldenthread.assessment.types.words import State
from goldenthread.ground.types import Refusal


def seats_needed(each: int, wanted: Iterable[int]) -> tuple[int, ...]:
    """The numbers of the seats of a script: as many as the policy gives ``each``, and those that are wanted beside."""
    return tuple(sorted({*range(1, each + 1), *wanted}))


def seat_for(each: int, *, used: Iterable[int], set_aside: Iterable[int], wanted: Iterable[int]) -> int:
    """Where one more marking is put: at a seat of the policy whose finished marking was ``set_aside`` if there is one,
    or else at the next number after all that were ever ``used`` or are ``wanted``."""
    taken = set(wanted)
    free = sorted(seat for seat in set(set_aside) - taken if seat <= each)
    return free[0] if free else max({each, *used, *taken}) + 1


def why_not_want(number: str, state: State) -> Refusal | None:
    """Why no further marking of a script can be asked for."""
    if state is State.BEGUN:
        return Refusal("not_handed_in", f"Script {number}: nothing was handed in.", "Choose another script.")
    if state is State.RELEASED:
        return Refusal(
            "released", f"Script {number}: its result is out.", "Take the result back first, then ask for a marking."
        )
    return None
