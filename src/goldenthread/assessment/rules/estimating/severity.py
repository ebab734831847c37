"""How severe each marker is and how hard each criterion, from scripts that two or more marked.

A many-facet Rasch model, estimated by conditional maximum likelihood. Given what two markers gave to a script
together, how that is shared out between them depends on their severities and not on the script, so that no script's
worth has to be estimated or assumed: a marker who happened to get weak scripts is not called severe, and two markings
of a script are enough. Newton's method with the whole information; a prior as wide as nothing (a standard deviation
of five logits) keeps values finite where somebody gave the top mark to everything.

Standard errors are the larger of two: from the information, and from how scripts really differ (by script, so that
marks of one marking that hang together do not pass for more evidence than they are).

Scripts with more than two markings enter by all their pairs, each marking with the weight of one.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from goldenthread.assessment.rules.estimating.marks import Marks, Numbers, Pairs, Reals, groups_of
from goldenthread.assessment.rules.estimating.scales import Shape, Spread, spread

PRIOR = 1 / 25
MOST_ROUNDS = 60
AT_REST = 1e-8
LONGEST_STEP = 1.0
_AT_ONCE = 20_000


@dataclass(frozen=True)
class Fitted:
    """The model's values in logits. ``costs``: what it takes to reach each place of each criterion."""

    shape: Shape
    severity: Reals
    errors: Reals
    group: Numbers
    difficulty: Reals
    difficulty_errors: Reals
    costs: Reals
    rounds: int
    is_settled: bool


@dataclass(frozen=True)
class _Part:
    """Some scripts' evidence. ``surprise``: what the first marker gave beyond what the model expects; ``spread`` its
    variance. ``excess``: places reached beyond what is expected; ``expected`` what is; ``leaning``: how places go
    along with what the first marker gave. ``often``: how many markings of each total; ``meets``: of each two totals.
    A script with one marking has no surprise and speaks of criteria only.
    """

    script: Numbers
    first: Numbers
    second: Numbers
    weight: Reals
    surprise: Reals
    spread: Reals
    excess: Reals
    expected: Reals
    leaning: Reals
    often: Reals
    meets: Reals


def fit(marks: Marks, shape: Shape) -> Fitted:
    """Estimate. Markers of different groups are each centred on the middle of their own."""
    pairs, counts = marks.pairs(), _counts(marks, shape)
    group = groups_of(marks, pairs)
    size, criteria = len(marks.marker_ids), len(shape.tops)
    values = np.zeros(size + shape.design.shape[1])
    rounds, is_settled = 0, False
    while rounds < MOST_ROUNDS and not is_settled:
        rounds += 1
        slope, information = _round(marks, pairs, shape, values, counts)
        step = np.linalg.solve(information, slope)
        furthest = float(np.abs(step).max())
        # Far from the end a whole step can overshoot.
        values = values + step * min(1.0, LONGEST_STEP / max(furthest, LONGEST_STEP))
        is_settled = furthest < AT_REST
    errors = _errors(marks, pairs, shape, values, counts, _settling(group, shape))
    facets = shape.settled @ values[size:]
    return Fitted(
        shape=shape,
        severity=(_settling(group, shape) @ values)[:size],
        errors=errors[:size],
        group=group,
        difficulty=facets[:criteria],
        difficulty_errors=errors[size : size + criteria],
        costs=shape.design @ facets,
        rounds=rounds,
        is_settled=is_settled,
    )


def shares(marks: Marks, pairs: Pairs, ways: Reals, severity: Reals, rows: slice) -> tuple[Reals, Numbers]:
    """For some pairs: the chance of each total that the first marker could have given, and the total of both."""
    totals = marks.totals()
    first, second = pairs.first[rows], pairs.second[rows]
    both, each = totals[first] + totals[second], np.arange(len(ways))
    gap = severity[marks.markers[first]] - severity[marks.markers[second]]
    other, kept = _others(both, len(ways))
    logs = np.where(kept, ways + ways[other] - each * gap[:, None], -np.inf)
    chances = np.exp(logs - logs.max(axis=1, keepdims=True))
    return chances / chances.sum(axis=1, keepdims=True), both


def turned(table: Reals, both: Numbers) -> Reals:
    """The same table by what the second marker gave."""
    other, kept = _others(both, table.shape[1])
    return np.where(kept, np.take_along_axis(table, other, axis=1), 0.0)


def chunks(length: int) -> Iterator[slice]:
    """Slices of so many rows as fit into memory without being felt."""
    return (slice(start, start + _AT_ONCE) for start in range(0, length, _AT_ONCE))


def _summed(at: Numbers, values: Reals, size: int) -> Reals:
    found: Reals = np.bincount(at.ravel(), values.ravel(), minlength=size).astype(float)
    return found


def _others(both: Numbers, size: int) -> tuple[Numbers, npt.NDArray[np.bool_]]:
    """For each total of the first marker what is left for the second, and whether there is such a total."""
    other = both[:, None] - np.arange(size)[None, :]
    return np.clip(other, 0, size - 1), (other >= 0) & (other < size)


def _counts(marks: Marks, shape: Shape) -> Reals:
    """For each marking, which places it reached: one column a step, as the shape has them."""
    found = np.zeros((len(marks.places), sum(shape.tops)))
    for criterion, (start, top) in enumerate(zip(shape.starts, shape.tops, strict=True)):
        for place in range(1, top + 1):
            found[:, start + place - 1] = marks.places[:, criterion] == place
    return found


def _parts(marks: Marks, pairs: Pairs, by_total: Spread, severity: Reals, counts: Reals) -> Iterator[_Part]:
    """The evidence of all scripts, so many at a time."""
    totals, size = marks.totals(), len(by_total.ways)
    each = np.arange(size, dtype=float)
    for rows in chunks(len(pairs.first)):
        first, second, weight = pairs.first[rows], pairs.second[rows], pairs.weight[rows]
        chances, both = shares(marks, pairs, by_total.ways, severity, rows)
        middle = chances @ each
        leaning = chances * (each - middle[:, None])
        markings = chances + turned(chances, both)
        expected = markings @ by_total.chances
        other, _ = _others(both, size)
        at = np.arange(size)[None, :] * size + other
        yield _Part(
            script=marks.scripts[first],
            first=marks.markers[first],
            second=marks.markers[second],
            weight=weight,
            surprise=(totals[first] - middle).astype(float),
            spread=chances @ each**2 - middle**2,
            excess=counts[first] + counts[second] - expected,
            expected=expected,
            leaning=(leaning + turned(leaning, both)) @ by_total.chances,
            often=weight @ markings,
            meets=_summed(at, chances * weight[:, None], size * size).reshape(size, size),
        )
    single = np.flatnonzero(~marks.doubled[marks.scripts])
    expected, none = by_total.chances[totals[single]], np.zeros(len(single))
    yield _Part(
        script=marks.scripts[single],
        first=marks.markers[single],
        second=marks.markers[single],
        weight=np.ones(len(single)),
        surprise=none,
        spread=none,
        excess=counts[single] - expected,
        expected=expected,
        leaning=np.zeros_like(expected),
        often=np.bincount(totals[single], minlength=size).astype(float),
        meets=np.zeros((size, size)),
    )


def _round(marks: Marks, pairs: Pairs, shape: Shape, values: Reals, counts: Reals) -> tuple[Reals, Reals]:
    """The slope of the likelihood and the information, markers first and steps after them."""
    size = len(marks.marker_ids)
    by_total = spread(shape, shape.design @ values[size:])
    slope = np.zeros(size + sum(shape.tops))
    information = np.zeros((len(slope), len(slope)))
    places = information[size:, size:]
    for part in _parts(marks, pairs, by_total, values[:size], counts):
        surprise, spread_ = part.weight * part.surprise, part.weight * part.spread
        np.add.at(slope, part.first, -surprise)
        np.add.at(slope, part.second, surprise)
        slope[size:] -= part.weight @ part.excess
        for one, two, sign in (
            (part.first, part.first, 1),
            (part.second, part.second, 1),
            (part.first, part.second, -1),
            (part.second, part.first, -1),
        ):
            np.add.at(information, (one, two), sign * spread_)
        leaning = part.leaning * part.weight[:, None]
        across = information[:size, size:]
        np.add.at(across, part.first, leaning)
        np.add.at(across, part.second, -leaning)
        crossed = by_total.chances.T @ part.meets @ by_total.chances
        places += np.tensordot(part.often, by_total.pairs, axes=1) + crossed + crossed.T
        places -= (part.expected * part.weight[:, None]).T @ part.expected
    information[size:, :size] = information[:size, size:].T
    to = _to_parameters(size, shape)
    return to @ slope - PRIOR * values, to @ information @ to.T + PRIOR * np.eye(len(values))


def _to_parameters(size: int, shape: Shape) -> Reals:
    """From markers and steps to markers, difficulties and shared steps."""
    found = np.zeros((size + shape.design.shape[1], size + shape.design.shape[0]))
    found[:size, :size] = np.eye(size)
    found[size:, size:] = shape.design.T
    return found


def _settling(group: Numbers, shape: Shape) -> Reals:
    """Takes out the freedom that the model leaves: each group's markers, and all criteria, are centred on nothing."""
    size = len(group)
    found = np.zeros((size + len(shape.settled),) * 2)
    same = group[:, None] == group[None, :]
    found[:size, :size] = np.eye(size) - same / same.sum(axis=1, keepdims=True)
    found[size:, size:] = shape.settled
    return found


def _errors(marks: Marks, pairs: Pairs, shape: Shape, values: Reals, counts: Reals, settling: Reals) -> Reals:
    """Standard errors: the larger of what the model says and what the difference between scripts says."""
    size = len(marks.marker_ids)
    _, information = _round(marks, pairs, shape, values, counts)
    by_total = spread(shape, shape.design @ values[size:])
    seen = np.zeros_like(information)
    for part in _parts(marks, pairs, by_total, values[:size], counts):
        seen += _seen(part, size, shape)
    inverse = np.linalg.inv(information)
    # Where nothing is known the prior alone is left, and it is no evidence.
    told = settling @ inverse @ (information - PRIOR * np.eye(len(information))) @ inverse @ settling.T
    shown = settling @ inverse @ seen @ inverse @ settling.T
    return np.sqrt(np.maximum(np.maximum(np.diag(told), np.diag(shown)), 0))


def _seen(part: _Part, size: int, shape: Shape) -> Reals:
    """The sum over scripts of the squares of what each says, a thousand scripts at a time."""
    width = size + shape.design.shape[1]
    found = np.zeros((width, width))
    scripts, at = np.unique(part.script, return_inverse=True)
    order = np.argsort(at, kind="stable")
    for start in range(0, len(scripts), 1000):
        low, high = np.searchsorted(at[order], [start, start + 1000])
        rows = order[low:high]
        said = np.zeros((min(1000, len(scripts) - start), width))
        surprise = part.weight[rows] * part.surprise[rows]
        np.add.at(said, (at[rows] - start, part.first[rows]), -surprise)
        np.add.at(said, (at[rows] - start, part.second[rows]), surprise)
        steps = np.zeros((len(said), part.excess.shape[1]))
        np.add.at(steps, at[rows] - start, -part.excess[rows] * part.weight[rows, None])
        said[:, size:] = steps @ shape.design
        found += said.T @ said
    return found
