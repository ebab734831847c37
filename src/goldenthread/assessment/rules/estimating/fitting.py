"""Whether marks are as scattered as the model says, and which single marks are far from what one would expect.

What is expected of a mark is what follows from both markers' totals on that script: nothing is estimated about the
script, so that a mean square of 1 is exactly what the model expects.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from goldenthread.assessment.rules.estimating.marks import Marks, Numbers, Pairs, Reals
from goldenthread.assessment.rules.estimating.scales import Spread
from goldenthread.assessment.rules.estimating.severity import chunks, shares, turned
from goldenthread.assessment.types.estimating import Fit

_DETERMINED = 1e-6


@dataclass(frozen=True)
class Residuals:
    """For each marking of a pair and each criterion: what was expected, its variance, and how far that may scatter.

    ``marking``: whose it is; ``weight``: what it counts.
    """

    marking: Numbers
    weight: Reals
    expected: Reals
    spread: Reals
    fourth: Reals
    away: Reals


def residuals(marks: Marks, pairs: Pairs, by_total: Spread, severity: Reals) -> Residuals:
    """The residuals of every marking that stands beside another."""
    powers = _moments(by_total, marks.tops)
    found, marking = [], []
    for rows in chunks(len(pairs.first)):
        chances, both = shares(marks, pairs, by_total.ways, severity, rows)
        for who, shared in ((pairs.first[rows], chances), (pairs.second[rows], turned(chances, both))):
            found.append([shared @ power for power in powers])
            marking.append(who)
    if not found:
        none = np.zeros((0, len(marks.tops)))
        return Residuals(np.zeros(0, dtype=np.int64), np.zeros(0), none, none, none, none)
    first, second, third, fourth = (np.concatenate(each) for each in zip(*found, strict=True))
    at = np.concatenate(marking)
    spread = second - first**2
    central = fourth - 4 * first * third + 6 * first**2 * second - 3 * first**4
    often = np.bincount(at, minlength=len(marks.scripts))
    return Residuals(at, 1 / often[at], first, spread, central, marks.places[at] - first)


def _moments(by_total: Spread, tops: tuple[int, ...]) -> list[Reals]:
    """Of each criterion's place, by the marking's total: its first four powers' means."""
    found = []
    for power in range(1, 5):
        means, start = np.zeros((len(by_total.ways), len(tops))), 0
        for criterion, top in enumerate(tops):
            places = np.arange(1, top + 1, dtype=float) ** power
            means[:, criterion] = by_total.chances[:, start : start + top] @ places
            start += top
        found.append(means)
    return found


def fits(found: Residuals, of: Numbers, count: int) -> list[Fit | None]:
    """The fit of so many groups of marks; ``of``: for each mark which it is in. ``None`` where all were determined."""
    weight = found.weight[:, None] * (found.spread > _DETERMINED)
    spread, squares = np.maximum(found.spread, _DETERMINED), found.away**2

    def summed(values: Reals) -> Reals:
        sums: Reals = np.bincount(of.ravel(), (weight * values).ravel(), minlength=count).astype(float)
        return sums

    whole, number = summed(found.spread), summed(np.ones_like(spread))
    apart, far = summed(squares), summed(squares / spread)
    scatter = np.sqrt(np.maximum(summed(weight * (found.fourth - found.spread**2)), 0))
    return [_fit(*each) if each[0] > 0 else None for each in zip(whole, number, apart, far, scatter, strict=True)]


def _fit(whole: float, number: float, apart: float, far: float, scatter: float) -> Fit:
    by_chance = 1.96 * scatter / whole
    return Fit(float(apart / whole), float(far / number), float(max(1 - by_chance, 0)), float(1 + by_chance))


def strange(found: Residuals, *, beyond: float) -> list[tuple[int, int, float, float]]:
    """Marking, criterion, what was expected and how many standard deviations away, the furthest first.

    A mark of several pairs is judged by the nearest of what they let one expect.
    """
    away = np.where(found.spread > _DETERMINED, found.away / np.sqrt(np.maximum(found.spread, _DETERMINED)), 0)
    best: dict[tuple[int, int], tuple[float, float]] = {}
    nearest: dict[tuple[int, int], float] = {}
    for row, criterion in zip(*np.nonzero(np.abs(away) > beyond), strict=True):
        key = (int(found.marking[row]), int(criterion))
        value = float(away[row, criterion])
        if key not in best or abs(value) < abs(best[key][1]):
            best[key] = (float(found.expected[row, criterion]), value)
        nearest[key] = nearest.get(key, 0) + float(found.weight[row])
    kept = [(*key, *value) for key, value in best.items() if nearest[key] > 1 - 1e-9]
    return sorted(kept, key=lambda each: (-abs(each[3]), each[0], each[1]))
