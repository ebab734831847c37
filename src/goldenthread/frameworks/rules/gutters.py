"""Where two columns stand beside one another on a page, and what divides them.

A table is known by its labels on one height. What divides it is a line that was drawn between them, or else the gap
that no row below goes over.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import NamedTuple

from goldenthread.frameworks.rules.lines import is_label, is_that_label
from goldenthread.frameworks.rules.rows import Row, Word
from goldenthread.frameworks.rules.tables import column_of
from goldenthread.frameworks.rules.titles import is_heading
from goldenthread.frameworks.types.sheets import Box

# In heights of the body's letters.
NARROWEST = 0.5
BESIDE = 1.1
BETWEEN = 0.6
ASIDE = 1.2
THIN = 3.5
MOST_HEADERS = 3
# In points: as wide as a line that was drawn is taken to be.
DRAWN = 2.0


Gap = tuple[float, float]


class Labels(NamedTuple):
    """The labels of a table: the gaps between them, and how many rows they take."""

    gaps: tuple[Gap, ...]
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
            return Labels(((one[-1].right, two[0].left),), many)
    return None


def is_one_column(pages: Sequence[Sequence[Row]], body: float) -> bool:
    """Whether labels stand alone on their rows, and hardly any row has a gap in it: lists above one another."""
    rows = [row for page in pages for row in page]
    parted = sum(any(two.left - one.right > ASIDE * body for one, two in pairwise(row.words[1:])) for row in rows)
    return parted * 10 < len(rows) and any(is_that_label(row.text) for row in rows)


def headers_at(rows: Sequence[Row], at: int, body: float) -> Labels | None:
    """The headers of a table of several columns that begin at this row, each named as a column of such tables is.

    They take as many rows as are set alike, close below one another, and are named all the same.
    """
    found = None
    for many in range(1, MOST_HEADERS + 1):
        chosen = rows[at : at + many]
        close = all(two.base - one.base < 1.7 * body for one, two in pairwise(chosen))
        if len(chosen) < many or not close or not all(_alike(row, chosen[0], body) for row in chosen):
            break
        cells = list[list[Word]]()
        for word in sorted((word for row in chosen for word in row.words), key=lambda word: word.left):
            if cells and word.left - max(one.right for one in cells[-1]) < BETWEEN * body:
                cells[-1].append(word)
            else:
                cells.append([word])
        said = [" ".join(w.text for w in sorted(cell, key=lambda w: (round(w.base), w.left))) for cell in cells]
        named = {column_of(text) if text[0].isupper() else None for text in said}
        if (
            len(named) > 1
            and len(named) == len(said)
            and None not in named
            and (many == 1 or found is None or chosen[0].is_bold)
        ):
            edges = [(min(w.left for w in cell), max(w.right for w in cell)) for cell in cells]
            found = Labels(tuple((one[1], two[0]) for one, two in pairwise(edges)), many)
    return found


def _alike(one: Row, other: Row, body: float) -> bool:
    return one.is_bold == other.is_bold and abs(one.height - other.height) < 0.05 * body


def gutters_below(rows: Sequence[Row], labels: Labels, boxes: Sequence[Box], body: float) -> tuple[Gutter, ...]:
    """What divides the columns below labels, from the left. ``rows`` begin with those of the labels."""
    edges = [
        (x, box)
        for box in boxes
        if box.height > body and (box.width <= THIN or box.width > 3 * body)
        for x in ((box.left + box.right) / 2,) * (box.width <= THIN) or (box.left, box.right)
    ]
    bottom = _bottom(rows[0], edges, body)
    return tuple(_gutter(rows, gap, labels.rows, edges, bottom, body) for gap in labels.gaps)


def _gutter(
    rows: Sequence[Row], gap: Gap, skipped: int, edges: Sequence[tuple[float, Box]], bottom: float | None, body: float
) -> Gutter:
    drawn = [x for x, box in edges if gap[0] <= x <= gap[1] and _reaches(box, rows[0], body)]
    if drawn:
        middle = max(drawn, key=lambda x: sum(box.height for other, box in edges if abs(other - x) < THIN))
        return Gutter(middle - DRAWN / 2, middle + DRAWN / 2, bottom)
    below = rows[skipped:]
    title = next((at for at, row in enumerate(below) if row.left < gap[0] and is_heading(row, body)), len(below))
    found = narrowed(below[:title], Gutter(*gap, bottom), body)
    return found or Gutter(*gap, bottom)


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
    free = _free(rows, gutter, body)
    if not free:
        return None
    beside = [gap for gap in free if gutter.right - gap[1] < NARROWEST * body]
    best = beside[-1] if beside else max(free, key=lambda gap: gap[1] - gap[0])
    return Gutter(*best, gutter.bottom)


def drifted(rows: Sequence[Row], gutter: Gutter, most: float, body: float) -> Gutter:
    """Where a gutter stands on the next page, not further away than that: the first gap before the right column."""
    wide = Gutter(gutter.left - most, gutter.right + most)
    free = [gap for gap in _free(rows, wide, body) if gap[0] > wide.left or gap[1] < wide.right]
    return Gutter(*free[0]) if free else gutter


def _free(rows: Sequence[Row], gutter: Gutter, body: float) -> list[Gap]:
    """The gaps that rows leave of a gutter, up to the first that goes over it; none where the first does already."""
    free = [(gutter.left, gutter.right)]
    for at, row in enumerate(rows):
        left = _left_free(row, free, body)
        if not left:
            return free if at else []
        free = left
    return free


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
