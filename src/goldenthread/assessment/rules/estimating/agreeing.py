"""Exact and adjacent agreement, weighted kappa and Krippendorff's alpha, from tables of who gave what beside whom.

Every figure follows from tables of coincidences: how often one mark stands beside another on the same script. For all
of a window both orders of a pair are counted, since a seat is nobody's in particular; for one marker the table's rows
are theirs. Figures over several criteria weigh the disagreement of each against what chance would give on that
criterion, so that a hard criterion beside an easy one makes nobody look as if they agreed.

References: Krippendorff, "Computing Krippendorff's Alpha-Reliability" (2011); Cohen (1968) for the weights.
"""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np

from goldenthread.assessment.rules.estimating.marks import Numbers, Reals
from goldenthread.assessment.types.estimating import Agreed, Between

RESAMPLINGS = 500
SEED = 20_170_901
_AT_ONCE = 2_000_000


def coincidences(first: Numbers, second: Numbers, weight: Reals, size: int) -> Reals:
    """For each pair its table: what the first gave in rows, the second in columns."""
    found = np.zeros((len(first), size, size))
    found[np.arange(len(first)), first, second] = weight
    return found


def values_table(units: Sequence[Sequence[int | None]], size: int) -> Reals:
    """The table of coincidences of units (each the values of every observer, ``None`` where one gave none)."""
    found = np.zeros((size, size))
    for unit in units:
        given = [value for value in unit if value is not None]
        for place, one in enumerate(given):
            for other, two in enumerate(given):
                if place != other:
                    found[one, two] += 1 / (len(given) - 1)
    return found


def exact(tables: Reals) -> Reals:
    """The share of pairs on the diagonal. Everywhere the last axes are a table for each criterion."""
    return _share(tables, np.eye(tables.shape[-1]))


def adjacent(tables: Reals) -> Reals:
    """The share of pairs that are the same or neighbours."""
    return _share(tables, (_apart(tables.shape[-1]) <= 1).astype(float))


def kappa(tables: Reals) -> Reals:
    """Cohen's kappa with quadratic weights; not a number where chance alone could not disagree."""
    weights = _apart(tables.shape[-1]) ** 2.0
    count = tables.sum(axis=(-2, -1), keepdims=True)
    chance = tables.sum(axis=-1, keepdims=True) * tables.sum(axis=-2, keepdims=True) / _least(count)
    return _beside((tables * weights).sum(axis=(-2, -1)), (chance * weights).sum(axis=(-2, -1)))


def alpha(tables: Reals, metric: str) -> Reals:
    """Krippendorff's alpha: ``nominal``, ``ordinal`` or ``interval``. Tables count both orders of a pair."""
    size = tables.shape[-1]
    margin = tables.sum(axis=-1)
    count = margin.sum(axis=-1)[..., None, None]
    if metric == "ordinal":
        up_to = np.cumsum(margin, axis=-1) - margin / 2
        weights = (up_to[..., :, None] - up_to[..., None, :]) ** 2
    else:
        weights = _apart(size) ** 2.0 if metric == "interval" else 1.0 - np.eye(size)
    chance = margin[..., :, None] * margin[..., None, :] / _least(count - 1)
    return _beside((tables * weights).sum(axis=(-2, -1)), (chance * weights).sum(axis=(-2, -1)))


def agreed(tables: Reals, drawn: Reals, *, least: int) -> Agreed | None:
    """All figures with their intervals; ``None`` for too few scripts.

    ``tables``: for each script and criterion its table; ``drawn``: sums of them as resampled. Rows of a table are one
    side of a pair: for one marker theirs, and else both orders are counted. Kappa minds the difference; agreement and
    alpha are about the values and not about who gave which.
    """
    scripts = len(tables)
    if scripts < least:
        return None
    summed = tables.sum(axis=0)
    both, drawn_both = summed + summed.swapaxes(-1, -2), drawn + drawn.swapaxes(-1, -2)
    # Both orders are in already where a table is the same from either side.
    if np.array_equal(summed, summed.swapaxes(-1, -2)):
        both, drawn_both = summed, drawn
    return Agreed(
        scripts,
        sure(exact(both), exact(drawn_both)),
        sure(adjacent(both), adjacent(drawn_both)),
        between(kappa(summed), kappa(drawn)),
        *(between(alpha(both, metric), alpha(drawn_both, metric)) for metric in ("nominal", "ordinal", "interval")),
    )


def resampled(*values: Reals) -> tuple[Reals, ...]:
    """Sums over scripts (the first axis of each), drawn anew with replacement so many times.

    Begun from the same number each time, so that the same markings give the same intervals.
    """
    scripts = len(values[0])
    widths = [math.prod(each.shape[1:]) for each in values]
    flat = np.concatenate([each.reshape(scripts, wide) for each, wide in zip(values, widths, strict=True)], axis=1)
    random = np.random.default_rng(SEED)
    each = max(_AT_ONCE // max(scripts, 1), 1)
    found = np.zeros((RESAMPLINGS, flat.shape[1]))
    for start in range(0, RESAMPLINGS if scripts else 0, each):
        draws = min(each, RESAMPLINGS - start)
        drawn = random.integers(scripts, size=(draws, scripts)) + scripts * np.arange(draws)[:, None]
        often = np.bincount(drawn.ravel(), minlength=draws * scripts).reshape(draws, scripts)
        found[start : start + draws] = often.astype(float) @ flat
    pieces = np.split(found, np.cumsum(widths)[:-1], axis=1)
    return tuple(piece.reshape(RESAMPLINGS, *each.shape[1:]) for piece, each in zip(pieces, values, strict=True))


def sure(value: Reals, drawn: Reals) -> Between:
    """A figure that is always there, with its interval."""
    low, high = np.percentile(drawn, [2.5, 97.5])
    return Between(float(value), float(low), float(high))


def between(value: Reals, drawn: Reals) -> Between | None:
    """A figure with its interval, or ``None`` where it has no meaning; draws without one are left out."""
    return None if np.isnan(value) else sure(value, drawn[~np.isnan(drawn)])


def _apart(size: int) -> Reals:
    places = np.arange(size, dtype=float)
    return np.abs(places[:, None] - places[None, :])


def _share(tables: Reals, kept: Reals) -> Reals:
    """Of a table for each criterion, all together."""
    found: Reals = (tables * kept).sum(axis=(-3, -2, -1)) / tables.sum(axis=(-3, -2, -1))
    return found


def _beside(seen: Reals, expected: Reals) -> Reals:
    """One less what was seen over what chance would give, criteria (the last axis) together."""
    seen, expected = seen.sum(axis=-1), expected.sum(axis=-1)
    return np.where(expected > 0, 1 - seen / np.where(expected > 0, expected, 1), np.nan)


def _least(count: Reals) -> Reals:
    return np.maximum(count, 1e-12)
