"""What a review came to, so that nobody who answered can be made out.

Worked out once, when the review closes. Answers are put into cells: a group of raters that reached its minimum is a
cell of its own; groups that did not are joined into one cell, if together they reach theirs, and otherwise held back
from everything. Whatever is shown is a mean over whole cells, so that no difference of two figures is about fewer
people than the smallest cell.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from hashlib import sha256
from statistics import fmean, pstdev

from goldenthread.coaching.types.instruments import FEWEST, Instrument, ItemGroup, RaterGroup, Scale
from goldenthread.coaching.types.reports import GroupResult, Results, Shown, Spread
from goldenthread.coaching.types.reviews import Answers, RaterAnswers

# As shares of the whole scale. Illustrative.
CLOSE, MIXED = 0.15, 0.3


def cells(counts: Mapping[str, int], groups: Sequence[RaterGroup]) -> tuple[tuple[str, ...], ...]:
    """Which groups of raters may be shown, alone or joined, when so many of each have answered."""
    answered = [group for group in groups if counts.get(group.key, 0)]
    alone = [(group.key,) for group in answered if counts[group.key] >= group.minimum]
    few = [group for group in answered if counts[group.key] < group.minimum]
    together = sum(counts[group.key] for group in few)
    if few and together >= max(group.minimum for group in few):
        return (*alone, tuple(group.key for group in few))
    return tuple(alone)


def results(instrument: Instrument, own: Answers | None, raters: Sequence[RaterAnswers], *, salt: str = "") -> Results:
    """What may be shown of some answers. Their order does not matter."""
    is_enough = instrument.has_raters and len(raters) >= instrument.minimum_in_all
    counted = raters if is_enough else ()
    return Results(
        groups=tuple(_group(instrument, group, own, counted, salt) for group in instrument.groups),
        answered=len(raters),
        is_enough=is_enough,
        own_items={key: value for key, value in own.ratings.items() if value is not None} if own else {},
    )


def mean_of(group: ItemGroup, answers: Answers | None) -> float | None:
    """One person's mean over a group of items; none where they gave no value."""
    given = [answers.ratings.get(item.key) for item in group.items] if answers else []
    values = [value for value in given if value is not None]
    return fmean(values) if values else None


def _group(
    instrument: Instrument, group: ItemGroup, own: Answers | None, raters: Sequence[RaterAnswers], salt: str
) -> GroupResult:
    said: dict[str, list[float]] = {}
    for rater in raters:
        mean = mean_of(group, rater.answers)
        if mean is not None:
            said.setdefault(rater.group, []).append(mean)
    shown_cells = cells({key: len(values) for key, values in said.items()}, instrument.raters)
    shown = tuple(_shown(cell, [v for key in cell for v in said[key]], instrument.scale) for cell in shown_cells)
    every = [value for cell in shown_cells for key in cell for value in said[key]]
    mine = mean_of(group, own)
    return GroupResult(
        key=group.key,
        own=None if mine is None else round(mine, 1),
        shown=shown,
        others=_mean(every) if every else None,
        held_back=len(every) < sum(map(len, said.values())),
        comments=_comments(group, raters, salt),
    )


def _shown(cell: tuple[str, ...], values: Sequence[float], scale: Scale) -> Shown:
    apart = pstdev(sorted(values)) / abs(scale.best - scale.worst)
    spread = Spread.CLOSE if apart < CLOSE else Spread.MIXED if apart < MIXED else Spread.FAR
    return Shown(cell, _mean(values), len(values), spread)


def _mean(values: Sequence[float]) -> float:
    """Rounded, and the same whatever order the values come in."""
    return round(fmean(sorted(values)), 1)


def _comments(group: ItemGroup, raters: Sequence[RaterAnswers], salt: str) -> tuple[str, ...]:
    """What raters wrote about a group of items, in an order of no meaning; none where too few did."""
    written = [words for rater in raters if (words := rater.answers.comments.get(group.key, "").strip())]
    if len(written) < FEWEST:
        return ()
    return tuple(sorted(written, key=lambda words: (sha256(f"{salt}{group.key}{words}".encode()).digest(), words)))
