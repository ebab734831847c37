"""Whole numbers that add up to what was shared out."""

from __future__ import annotations

from collections.abc import Sequence
from math import floor


def shared_out(parts: Sequence[float], *, total: int) -> tuple[int, ...]:
    """``total`` in whole numbers, as the parts are to one another: the largest remainders are rounded up.

    The numbers add up to ``total``, and none is further than one from its exact share. Of equal remainders the
    earlier is rounded up; a remainder counts to the millionth, so that a hair in the figures decides nothing. Where
    there is nothing to share by, all are 0.
    """
    whole = sum(parts)
    if not whole:
        return (0,) * len(parts)
    exact = [round(total * part / whole, 6) for part in parts]
    numbers = [floor(each) for each in exact]
    by_remainder = sorted(range(len(parts)), key=lambda place: numbers[place] - exact[place])
    for place in by_remainder[: total - sum(numbers)]:
        numbers[place] += 1
    return tuple(numbers)
