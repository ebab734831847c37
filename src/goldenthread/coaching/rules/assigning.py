"""Give each of many one of a few, as well as can be, with everybody's share in balance.

A flow of least cost, built up one participant at a time: each takes the cheapest way to a free seat, moving others to
their next best where that is better for all. Because taking one more seat of the same coach costs more each time, the
result is of least cost for everybody who has a seat, and nobody who could have one goes without.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

# What a full share weighs, next to what speaks against a pair. Illustrative.
BALANCE = 100


@dataclass(frozen=True)
class Room:
    """How many somebody has already, and can have."""

    load: int
    capacity: int

    def price(self, taken: int) -> int:
        """What one more costs once so many were added: the fuller, the dearer."""
        return BALANCE * (self.load + taken + 1) // self.capacity


Swap = tuple[int, int]


def assign(wanted: Sequence[Mapping[int, int]], rooms: Sequence[Room]) -> list[int | None]:
    """For each of ``wanted`` (what each room that can be had would cost) the room they get, or ``None``.

    Who comes first in the sequence is never left out for somebody who comes later. The same sequence, the same answer.
    """
    placed: list[int | None] = [None] * len(wanted)
    held: list[list[int]] = [[] for _ in rooms]
    swaps: list[dict[int, Swap]] = [{} for _ in rooms]
    for one, costs in enumerate(wanted):
        way = _cheapest_way(costs, rooms, held, swaps)
        for at, mover in way:
            who = one if mover is None else mover
            before = placed[who]
            if before is not None:
                held[before].remove(who)
            placed[who] = at
            held[at].append(who)
        for at, _ in way:
            swaps[at] = _swaps(at, held[at], wanted)
    return placed


def _cheapest_way(
    costs: Mapping[int, int], rooms: Sequence[Room], held: Sequence[Sequence[int]], swaps: Sequence[Mapping[int, Swap]]
) -> list[tuple[int, int | None]]:
    """The rooms on the cheapest way to a free seat, each with who moves into it (``None``: the new one), the free seat
    first; nothing where there is no way."""
    reach: dict[int, tuple[int, int, int]] = {at: (cost, -1, -1) for at, cost in sorted(costs.items())}
    is_settled = False
    while not is_settled:
        is_settled = True
        for at in sorted(reach):
            for to, (more, mover) in sorted(swaps[at].items()):
                cost = reach[at][0] + more
                if to not in reach or cost < reach[to][0]:
                    reach[to] = (cost, at, mover)
                    is_settled = False
    ends = [
        (cost + rooms[at].price(len(held[at])), at)
        for at, (cost, _, _) in sorted(reach.items())
        if rooms[at].load + len(held[at]) < rooms[at].capacity
    ]
    way: list[tuple[int, int | None]] = []
    here = min(ends)[1] if ends else -1
    while here >= 0:
        _, before, mover = reach[here]
        way.append((here, mover if before >= 0 else None))
        here = before
    return way


def _swaps(at: int, held: Sequence[int], wanted: Sequence[Mapping[int, int]]) -> dict[int, Swap]:
    """For each other room, who of those here would move there at the least cost."""
    best: dict[int, Swap] = {}
    for who in sorted(held):
        here = wanted[who][at]
        for to, cost in wanted[who].items():
            if to != at and (to not in best or cost - here < best[to][0]):
                best[to] = (cost - here, who)
    return best
