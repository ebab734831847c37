"""What one marker's marks on one script look like, once their total is known: nothing of the script or marker is left.

In a Rasch model the total says everything about script and marker. Given it, how the marks spread over the criteria
depends on the criteria alone, so that it is one table for everybody: the ground of every sum in the model.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import reduce

import numpy as np

from goldenthread.assessment.rules.estimating.marks import Reals


@dataclass(frozen=True)
class Shape:
    """The steps of a scheme: one column for each criterion and each place above 0, criteria after one another.

    ``design`` maps the parameters (a difficulty for each criterion, and the steps of each scale that criteria share)
    to how much it costs to reach each place. ``settled`` maps them to the same ones with the freedom taken out that
    the model leaves: steps of a scale and difficulties each add up to nothing.
    """

    tops: tuple[int, ...]
    design: Reals
    settled: Reals
    scales: tuple[int, ...]

    @property
    def starts(self) -> tuple[int, ...]:
        """The first column of each criterion."""
        return tuple(int(sum(self.tops[:place])) for place in range(len(self.tops)))


def shape_of(tops: tuple[int, ...], scales: tuple[int, ...]) -> Shape:
    """The shape of a scheme. ``scales``: for each criterion the number of its scale; those that share one share steps
    (a rating scale), and one by itself has its own (partial credit)."""
    count, sizes = len(tops), [max(tops[i] for i in range(len(tops)) if scales[i] == s) for s in range(max(scales) + 1)]
    offsets = [count + sum(sizes[:scale]) for scale in range(len(sizes))]
    total = count + sum(sizes)
    rows = []
    for criterion, (top, scale) in enumerate(zip(tops, scales, strict=True)):
        for place in range(1, top + 1):
            row = np.zeros(total)
            row[criterion] = place
            row[offsets[scale] : offsets[scale] + place] = 1
            rows.append(row)
    settled = np.eye(total)
    for scale, size in enumerate(sizes):
        steps = slice(offsets[scale], offsets[scale] + size)
        middle = settled[steps].mean(axis=0)
        settled[steps] -= middle
        for criterion in (c for c in range(count) if scales[c] == scale):
            settled[criterion] += middle
    settled[:count] -= settled[:count].mean(axis=0)
    return Shape(tops, np.array(rows), settled, scales)


@dataclass(frozen=True)
class Spread:
    """Given one marking's total (the rows): ``ways`` to reach it (as a logarithm), the chance of each place of each
    criterion, and of each two places at once."""

    ways: Reals
    chances: Reals
    pairs: Reals


def spread(shape: Shape, costs: Reals) -> Spread:
    """The spread of marks over criteria by total, for these costs of reaching each place."""
    weights = [
        np.exp(-np.r_[0.0, costs[start : start + top]]) for start, top in zip(shape.starts, shape.tops, strict=True)
    ]
    count, total = len(weights), sum(shape.tops)
    # From either end, so that any one or two criteria can be left out without dividing.
    before = [np.ones(1)]
    for weight in weights[:-1]:
        before.append(np.convolve(before[-1], weight))
    behind = [np.ones(1)]
    for weight in weights[:0:-1]:
        behind.append(np.convolve(weight, behind[-1]))
    behind.reverse()
    whole = np.convolve(before[-1], weights[-1])
    chances = np.zeros((total + 1, len(costs)))
    pairs = np.zeros((total + 1, len(costs), len(costs)))
    for one in range(count):
        others = np.convolve(before[one], behind[one])
        for place in range(1, shape.tops[one] + 1):
            at = shape.starts[one] + place - 1
            chances[place : place + len(others), at] = weights[one][place] * others / whole[place : place + len(others)]
            pairs[:, at, at] = chances[:, at]
        for two in range(one + 1, count):
            between = reduce(np.convolve, weights[one + 1 : two], np.ones(1))
            left = np.convolve(np.convolve(before[one], between), behind[two])
            _pair(pairs, left, weights, whole, shape, one, two)
    return Spread(np.log(whole), chances, pairs)


def _pair(pairs: Reals, left: Reals, weights: list[Reals], whole: Reals, shape: Shape, one: int, two: int) -> None:
    for a in range(1, shape.tops[one] + 1):
        for b in range(1, shape.tops[two] + 1):
            rows = slice(a + b, a + b + len(left))
            chance = weights[one][a] * weights[two][b] * left / whole[rows]
            at, other = shape.starts[one] + a - 1, shape.starts[two] + b - 1
            pairs[rows, at, other] = pairs[rows, other, at] = chance
