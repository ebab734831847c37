"""All figures of a window, or of every window under one scheme, put together from its markings."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from goldenthread.assessment.rules.estimating.agreeing import agreed, coincidences, resampled, sure
from goldenthread.assessment.rules.estimating.fitting import Residuals, fits, residuals, strange
from goldenthread.assessment.rules.estimating.marks import Marks, Numbers, Pairs, Reals
from goldenthread.assessment.rules.estimating.placing import (
    Curve,
    curve_of,
    expected_total,
    place_worth,
    places_of,
    scatter_of_total,
)
from goldenthread.assessment.rules.estimating.scales import shape_of, spread
from goldenthread.assessment.rules.estimating.severity import Fitted, fit
from goldenthread.assessment.types.estimating import (
    AtPass,
    Bar,
    Between,
    CriterionFigures,
    Estimates,
    Fit,
    MarkerFigures,
    Unexpected,
)
from goldenthread.assessment.types.words import ScriptRef
from goldenthread.programmes.types import AccuracyRule, MarkScheme

Tell = Callable[[int], None]
Names = Mapping[int, tuple[ScriptRef, str]]
STEPS = ("Read the marks", "Compare markings", "Fit the model", "Compare markers", "Keep the figures")
MOST_UNEXPECTED = 50
SURE = 1.96
BAR = 0.5


@dataclass(frozen=True)
class _Model:
    """The model's values for those who are compared, and what follows from them.

    ``places``: where each script stands. ``middles``: where the average script of each group does. ``pass_place``:
    where the pass mark does, if there is one.
    """

    fitted: Fitted
    found: Residuals
    curve: Curve
    places: Reals
    script_group: Numbers
    middles: Reals
    pass_place: float | None


def scales_of(scheme: MarkScheme) -> tuple[int, ...]:
    """For each criterion the number of its scale: those whose marks are the same share one."""
    known: dict[tuple[int, ...], int] = {}
    return tuple(known.setdefault(criterion.marks, len(known)) for criterion in scheme.criteria)


def estimate(marks: Marks, scheme: MarkScheme, rule: AccuracyRule, *, names: Names, tell: Tell) -> Estimates:
    """Work everything out. ``names``: the reference and number of each script, by its id; ``tell``: which step is on.

    A figure stands only on ``rule.least_scripts`` scripts with two markings, and is ``None`` below.
    """
    pairs = marks.pairs()
    least = rule.least_scripts
    tables = _by_script(marks, pairs, _tables(marks, pairs))
    tables = tables + tables.swapaxes(-1, -2)
    results, far = _results(marks, pairs, scheme), _far(marks, pairs, scheme)
    drawn, drawn_results, drawn_far = resampled(tables, results, far)
    is_enough = len(tables) >= least
    tell(1)
    model = _model(marks, pairs, scheme) if is_enough else None
    tell(2)
    markers = _markers(marks, pairs, model, least=least)
    tell(3)
    found = strange(model.found, beyond=rule.unexpected) if model else []
    separation, reliability = _separation(markers)
    return Estimates(
        scripts=len(marks.script_ids),
        doubled=int(marks.doubled.sum()),
        markings=len(marks.scripts),
        overall=agreed(tables, drawn, least=least),
        result=agreed(results, drawn_results, least=least),
        apart=sure(_middle(far.sum(axis=0)), _middle(drawn_far)) if is_enough else None,
        groups=len({marker.group for marker in markers}),
        markers=markers,
        criteria=_criteria(scheme, tables, drawn, model, least=least),
        separation=separation,
        reliability=reliability,
        at_pass=_at_pass(markers, model, scheme),
        bars=_bars(markers, model),
        unexpected=tuple(_unexpected(marks, scheme, names, each) for each in found[:MOST_UNEXPECTED]),
        more_unexpected=max(len(found) - MOST_UNEXPECTED, 0),
        is_modelled=model is not None,
    )


def _worth(marks: Marks, scheme: MarkScheme) -> Reals:
    """The weighted total of each marking."""
    found = np.zeros(len(marks.scripts))
    for c, criterion in enumerate(scheme.criteria):
        found += np.array(criterion.marks)[marks.places[:, c]] * criterion.weight
    return found


def _tables(marks: Marks, pairs: Pairs) -> Reals:
    """For each pair and criterion the table of who gave what, the first in rows."""
    size = max(marks.tops) + 1
    first, second = marks.places[pairs.first], marks.places[pairs.second]
    each = [coincidences(first[:, c], second[:, c], pairs.weight, size) for c in range(len(marks.tops))]
    return np.stack(each, axis=1)


def _by_script(marks: Marks, pairs: Pairs, values: Reals) -> Reals:
    """Values of pairs, added up by script."""
    scripts, at = np.unique(marks.scripts[pairs.first], return_inverse=True)
    found = np.zeros((len(scripts), *values.shape[1:]))
    np.add.at(found, at, values)
    return found


def _results(marks: Marks, pairs: Pairs, scheme: MarkScheme) -> Reals:
    """The tables of passed and failed, in both orders."""
    passed = _worth(marks, scheme) >= scheme.minimum_total
    given = {each.code: np.array(each.marks)[marks.places[:, c]] for c, each in enumerate(scheme.criteria)}
    for criterion in scheme.criteria:
        passed &= given[criterion.code] >= criterion.minimum
    weights = {criterion.code: criterion.weight for criterion in scheme.criteria}
    for part in scheme.parts:
        passed &= sum(weights[code] * given[code] for code in part.criteria) >= part.minimum
    outcome = passed.astype(np.int64)
    tables = coincidences(outcome[pairs.first], outcome[pairs.second], pairs.weight, 2)
    found = _by_script(marks, pairs, tables[:, None])
    return found + found.swapaxes(-1, -2)


def _far(marks: Marks, pairs: Pairs, scheme: MarkScheme) -> Reals:
    """How far the totals of each script's pairs are apart, in weighted marks, and how many pairs those are."""
    worth = _worth(marks, scheme)
    far = np.abs(worth[pairs.first] - worth[pairs.second]) * pairs.weight
    return _by_script(marks, pairs, np.c_[far, pairs.weight])


def _middle(sums: Reals) -> Reals:
    found: Reals = sums[..., 0] / sums[..., 1]
    return found


def _model(marks: Marks, pairs: Pairs, scheme: MarkScheme) -> _Model | None:
    """The model, unless its values came to no rest."""
    shape = shape_of(marks.tops, scales_of(scheme))
    fitted = fit(marks, shape)
    if not fitted.is_settled:
        return None
    worth = [[float(criterion.weight * mark) for mark in criterion.marks] for criterion in scheme.criteria]
    curve = curve_of(shape, fitted.costs, worth)
    places = places_of(marks, fitted.severity, curve)
    group = np.zeros(len(marks.script_ids), dtype=np.int64)
    group[marks.scripts] = fitted.group[marks.markers]
    return _Model(
        fitted,
        residuals(marks, pairs, spread(shape, fitted.costs), fitted.severity),
        curve,
        places,
        group,
        np.bincount(group, places) / np.bincount(group),
        place_worth(scheme.minimum_total, curve) if curve.total[0] + 0.5 < scheme.minimum_total else None,
    )


def _markers(marks: Marks, pairs: Pairs, model: _Model | None, *, least: int) -> tuple[MarkerFigures, ...]:
    """Every marker's agreement and severity, as far as there is enough of it."""
    tables = _tables(marks, pairs)
    count = len(marks.marker_ids)
    scripts = np.bincount(marks.markers, minlength=count)
    marks_of_markers: list[Fit | None] = [None] * count
    if model:
        of = np.repeat(marks.markers[model.found.marking][:, None], len(marks.tops), axis=1)
        marks_of_markers = fits(model.found, of, count)
    found = []
    for place in range(count):
        mine, theirs = marks.markers[pairs.first] == place, marks.markers[pairs.second] == place
        kept = mine | theirs
        own = Pairs(*(each[kept] for each in (pairs.first, pairs.second, pairs.weight)))
        # Whichever side of a pair they were on, their marks are the rows.
        turned = np.where(theirs[kept][:, None, None, None], tables[kept].swapaxes(-1, -2), tables[kept])
        own_tables = _by_script(marks, own, turned)
        known = MarkerFigures(
            marker=int(marks.marker_ids[place]),
            group=int(model.fitted.group[place]) if model else 0,
            scripts=int(scripts[place]),
            doubled=len(own_tables),
            agreed=agreed(own_tables, *resampled(own_tables), least=least),
        )
        is_enough = model is not None and len(own_tables) >= least
        found.append(_measured(known, model, place, marks_of_markers[place]) if model and is_enough else known)
    return tuple(found)


def _measured(known: MarkerFigures, model: _Model, place: int, fit_: Fit | None) -> MarkerFigures:
    """A marker with what the model says of them."""
    value, error = float(model.fitted.severity[place]), float(model.fitted.errors[place])
    severity = np.array([value])
    at_pass = model.pass_place
    return replace(
        known,
        severity=_round_about(value, error),
        error=error,
        fit=fit_,
        fair=float(expected_total(float(model.middles[known.group]), severity, model.curve)[0]),
        at_pass=None if at_pass is None else float(expected_total(at_pass, severity, model.curve)[0]),
    )


def _criteria(
    scheme: MarkScheme, tables: Reals, drawn: Reals, model: _Model | None, *, least: int
) -> tuple[CriterionFigures, ...]:
    found = []
    count = len(scheme.criteria)
    fitting: list[Fit | None] = [None] * count
    if model:
        fitting = fits(model.found, np.broadcast_to(np.arange(count), model.found.spread.shape), count)
    for c, criterion in enumerate(scheme.criteria):
        known = CriterionFigures(
            criterion.code, criterion.title, agreed(tables[:, c : c + 1], drawn[:, c : c + 1], least=least)
        )
        if model:
            start, top = model.fitted.shape.starts[c], model.fitted.shape.tops[c]
            value, error = float(model.fitted.difficulty[c]), float(model.fitted.difficulty_errors[c])
            steps = np.diff(np.r_[0.0, model.fitted.costs[start : start + top]])
            known = replace(
                known, difficulty=_round_about(value, error), fit=fitting[c], steps=tuple(map(float, steps))
            )
        found.append(known)
    return tuple(found)


def _round_about(value: float, error: float) -> Between:
    return Between(value, value - SURE * error, value + SURE * error)


def _separation(markers: Sequence[MarkerFigures]) -> tuple[float | None, float | None]:
    """How far markers differ beyond chance: the spread of true severities by the error, and its share of the whole.

    Markers of all groups together, each about the middle of their own.
    """
    known = [(m.severity.value, m.error) for m in markers if m.severity is not None and m.error is not None]
    freedom = len(known) - len({m.group for m in markers if m.severity is not None})
    if freedom < 1:
        return None, None
    values, errors = (np.array(each) for each in zip(*known, strict=True))
    by_chance = float((errors**2).mean())
    true = max(float((values**2).sum() / freedom) - by_chance, 0.0)
    return float(np.sqrt(true / by_chance)), true / (true + by_chance)


def _at_pass(markers: Sequence[MarkerFigures], model: _Model | None, scheme: MarkScheme) -> AtPass | None:
    """What markers of the largest group would give a script on the pass mark."""
    known = [m for m in markers if m.group == 0 and m.severity is not None and m.at_pass is not None]
    if model is None or model.pass_place is None or len(known) < 2:
        return None
    given = [m.at_pass for m in known if m.at_pass is not None]
    severity = np.array([m.severity.value for m in known if m.severity is not None])
    scatter = SURE * scatter_of_total(model.pass_place, severity, model.curve)
    middle, floor = float(np.mean(given)), float(model.curve.total[0])
    return AtPass(
        total=scheme.minimum_total,
        least=min(given),
        most=max(given),
        low=max(middle - scatter, floor),
        high=min(middle + scatter, float(scheme.highest_total)),
    )


def _bars(markers: Sequence[MarkerFigures], model: _Model | None) -> tuple[Bar, ...]:
    """How many scripts of the largest group stand where."""
    if model is None or all(marker.severity is None for marker in markers):
        return ()
    kept = model.places[model.script_group == 0]
    at = np.floor(kept / BAR).astype(np.int64)
    return tuple(
        Bar(float(place * BAR), float((place + 1) * BAR), int((at == place).sum()))
        for place in range(int(at.min()), int(at.max()) + 1)
    )


def _unexpected(marks: Marks, scheme: MarkScheme, names: Names, each: tuple[int, int, float, float]) -> Unexpected:
    marking, c, expected, away = each
    criterion = scheme.criteria[c]
    ref, number = names[int(marks.script_ids[marks.scripts[marking]])]
    return Unexpected(
        script=ref,
        number=number,
        marker=int(marks.marker_ids[marks.markers[marking]]),
        code=criterion.code,
        mark=criterion.marks[int(marks.places[marking, c])],
        expected=float(np.interp(expected, range(len(criterion.marks)), criterion.marks)),
        away=away,
    )
