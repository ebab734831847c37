"""Where two columns stand beside one another on a page, and what divides them.

A table is known by its labels on one height. What divides it is a line that was drawn between them, or else the gap
that no row below goes over.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from goldenthread.frameworks.rules.lines import is_label, is_that_label
from goldenthread.frameworks.rules.rows import Row
from goldenthread.frameworks.rules.titles import is_heading
from goldenthread.frameworks.types.sheets import Box

# In heights of the body's letters.
NARROWEST = 0.5
BESIDE = 1.1
THIN = 3.5
# In points: as wide as a line that was drawn is taken to be.
DRAWN = 2.0


Gap = tuple[float, float]


class Labels(NamedTuple):
    """The labels of a table: where the left ends and the right begins, and how many rows they take."""

    left: float
    right: float
    rows: int


@dataclass(frozen=True, slots=True)
class Gutter:
    """What divides two columns: free from ``left`` to ``right``. A table that was drawn has a ``bottom``."""

    left: float
    right: float
    bottom: float | None = None

    @property
    def middle(self) -> float:
        return (self.left + self.right) / 2


def labels_at(rows: Sequence[Row], at: int, body: float) -> Labels | None:
    """Labels beside one another that begin at this row, whose bases may differ a little."""
    for many in (1, 2):
        chosen = rows[at : at + many]
        if len(chosen) < many or chosen[-1].base - chosen[0].base > BESIDE * body:
            return None
        words = sorted((word for row in chosen for word in row.words), key=lambda word: word.left)
        starts = [n for n, word in enumerate(words) if word.text.lower().startswith("lear")]
        if len(starts) != 2 or starts[1] == 0:
            continue
        one, two = words[starts[0] : starts[1]], words[starts[1] :]
        left, right = (" ".join(word.text for word in part) for part in (one, two))
        if is_that_label(left) and is_label(right) and not is_that_label(right):
            return Labels(one[-1].right, two[0].left, many)
    return None


def gutter_below(rows: Sequence[Row], labels: Labels, boxes: Sequence[Box], body: float) -> Gutter:
    """What divides the columns below labels. ``rows`` begin with those of the labels."""
    edges = [
        (x, box)
        for box in boxes
        if box.height > body and (box.width <= THIN or box.width > 3 * body)
        for x in ((box.left + box.right) / 2,) * (box.width <= THIN) or (box.left, box.right)
    ]
    bottom = _bottom(rows[0], edges, body)
    drawn = [x for x, box in edges if labels.left <= x <= labels.right and _reaches(box, rows[0], body)]
    if drawn:
        middle = max(drawn, key=lambda x: sum(box.height for other, box in edges if abs(other - x) < THIN))
        return Gutter(middle - DRAWN / 2, middle + DRAWN / 2, bottom)
    below = rows[labels.rows :]
    title = next((at for at, row in enumerate(below) if row.left < labels.left and is_heading(row, body)), len(below))
    found = narrowed(below[:title], Gutter(labels.left, labels.right, bottom), body)
    return found or Gutter(labels.left, labels.right, bottom)


def shared(one: Gutter, other: Gutter, body: float) -> Gutter:
    """What two pages of a table leave free; the first's own where they have nothing in common."""
    left, right = max(one.left, other.left), min(one.right, other.right)
    return Gutter(left, right, one.bottom) if right - left >= min(NARROWEST * body, DRAWN) else one


def _reaches(box: Box, row: Row, body: float) -> bool:
    return box.top <= row.base and box.bottom >= row.base - body


def _bottom(row: Row, edges: Sequence[tuple[float, Box]], body: float) -> float | None:
    """How far down lines go that touch this row, one after another; None where they end with it."""
    bottom = row.base
    for box in sorted((box for _, box in edges), key=lambda one: one.top):
        if box.top <= bottom + THIN and box.bottom > bottom:
            bottom = box.bottom
    return bottom if bottom - row.base > 3 * body else None


def narrowed(rows: Sequence[Row], gutter: Gutter, body: float) -> Gutter | None:
    """The gutter as rows leave it free, up to the first that goes over it; None where the first does already.

    Wide spaces between words may leave more free than the gutter: of several gaps it is the one right before the column
    on the right, or else the widest.
    """
    free = [(gutter.left, gutter.right)]
    for at, row in enumerate(rows):
        left = _left_free(row, free, body)
        if not left and not at:
            return None
        if not left:
            break
        free = left
    beside = [gap for gap in free if gutter.right - gap[1] < NARROWEST * body]
    best = beside[-1] if beside else max(free, key=lambda gap: gap[1] - gap[0])
    return Gutter(*best, gutter.bottom)


def goes_over(row: Row, gutter: Gutter, body: float) -> bool:
    """Whether words of this row stand where the gutter should be free."""
    return not _left_free(row, [(gutter.left, gutter.right)], body)


def _left_free(row: Row, gaps: Sequence[Gap], body: float) -> list[Gap]:
    """What a row leaves of gaps, where it is wide enough. A line that was drawn is free if no word stands on it."""
    found = []
    for left, right in gaps:
        if right - left <= DRAWN + 0.01:
            if not any(word.left < left and word.right > right for word in row.words):
                found.append((left, right))
            continue
        least, free = min(NARROWEST * body, right - left), left
        for start, end in [*_runs(row, body), (right, right)]:
            if min(start, right) - free >= least:
                found.append((free, min(start, right)))
            free = max(free, end)
    return found


def _runs(row: Row, body: float) -> list[Gap]:
    """Words with no more than a wide space between."""
    runs: list[Gap] = []
    for word in row.words:
        if runs and word.left - runs[-1][1] < NARROWEST * body:
            runs[-1] = (runs[-1][0], word.right)
        else:
            runs.append((word.left, word.right))
    return runs
