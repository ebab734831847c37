"""Where scripts stand on the scale, and what a marker would be expected to give at any place of it."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from goldenthread.assessment.rules.estimating.marks import Marks, Reals
from goldenthread.assessment.rules.estimating.scales import Shape

WIDEST, STEP = 12.0, 0.02
HALVINGS = 40


@dataclass(frozen=True)
class Curve:
    """By place of a script above a marker (in logits): the expected sum of places, its variance and its skew; the
    expected total in weighted marks, and the variance of that."""

    at: Reals
    middle: Reals
    spread: Reals
    skew: Reals
    total: Reals
    total_spread: Reals


def curve_of(shape: Shape, costs: Reals, worth: list[list[float]]) -> Curve:
    """The curve of a scheme. ``worth``: for each criterion what each place brings to the weighted total."""
    at = np.arange(-WIDEST, WIDEST + STEP, STEP)
    sums = np.zeros((5, len(at)))
    for start, top, marks in zip(shape.starts, shape.tops, worth, strict=True):
        places = np.arange(top + 1)
        logs = at[:, None] * places - np.r_[0.0, costs[start : start + top]]
        chances = np.exp(logs - logs.max(axis=1, keepdims=True))
        chances /= chances.sum(axis=1, keepdims=True)
        middle, total = chances @ places, chances @ np.array(marks)
        away = places - middle[:, None]
        sums += (
            middle,
            (chances * away**2).sum(axis=1),
            (chances * away**3).sum(axis=1),
            total,
            chances @ np.array(marks) ** 2 - total**2,
        )
    return Curve(at, *sums)


def places_of(marks: Marks, severity: Reals, curve: Curve) -> Reals:
    """Where each script stands, by all its markings: Warm's weighted estimate, which is finite for every script."""
    count = len(marks.script_ids)
    wanted = np.bincount(marks.scripts, marks.totals(), minlength=count)
    low: Reals = np.full(count, -WIDEST / 2)
    high: Reals = np.full(count, WIDEST / 2)
    against = severity[marks.markers]
    for _ in range(HALVINGS):
        middle = (low + high) / 2
        above = middle[marks.scripts] - against

        def over_script(values: Reals, above: Reals = above) -> Reals:
            found: Reals = np.bincount(marks.scripts, np.interp(above, curve.at, values), count).astype(float)
            return found

        spread = np.maximum(over_script(curve.spread), 1e-12)
        is_above = wanted + over_script(curve.skew) / (2 * spread) > over_script(curve.middle)
        low, high = np.where(is_above, middle, low), np.where(is_above, high, middle)
    return (low + high) / 2


def place_worth(total: float, curve: Curve) -> float:
    """The place at which the middle marker would be expected to give this total."""
    return float(np.interp(total, curve.total, curve.at))


def expected_total(place: float, severity: Reals, curve: Curve) -> Reals:
    """What markers of such severity would be expected to give to a script at a place."""
    found: Reals = np.asarray(np.interp(place - severity, curve.at, curve.total))
    return found


def scatter_of_total(place: float, severity: Reals, curve: Curve) -> float:
    """The standard deviation of one marking's total, for a script at a place and any one of the markers."""
    within = np.interp(place - severity, curve.at, curve.total_spread)
    return float(np.sqrt(within.mean() + expected_total(place, severity, curve).var()))
