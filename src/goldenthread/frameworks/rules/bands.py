"""A page cut from the top down into bands: lines across the whole page, labels, and two columns beside one another."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise

from goldenthread.frameworks.rules.gutters import (
    Gutter,
    Labels,
    drifted,
    goes_over,
    gutters_below,
    headers_at,
    labels_at,
    narrowed,
    shared,
)
from goldenthread.frameworks.rules.rows import Row
from goldenthread.frameworks.rules.titles import is_heading, is_last, is_title, stands_off
from goldenthread.frameworks.types.sheets import Box

# In heights of the body's letters: more than a space between words of one line.
TIGHT = 0.4


class Sort(StrEnum):
    """What a band is."""

    ACROSS = "across"
    LABELS = "labels"
    AGAIN = "labels again"
    COLUMNS = "columns"


@dataclass(frozen=True, slots=True)
class Band:
    """Rows that are laid out alike. ``gutters`` divide columns; ``table`` counts the tables of the document.

    ``is_grid`` is true where the columns are those of a table with headers of other names.
    """

    sort: Sort
    rows: tuple[Row, ...]
    gutters: tuple[Gutter, ...] = ()
    table: int = 0
    is_grid: bool = False


@dataclass(slots=True)
class _Table:
    """The table that is being followed, over the ends of pages."""

    number: int = 0
    gutters: tuple[Gutter, ...] = ()
    is_grid: bool = False


def bands(
    pages: Sequence[Sequence[Row]], boxes: Sequence[Sequence[Box]], body: float, *, drifts: float = 0.0
) -> list[list[Band]]:
    """The bands of each page. A table goes on over the end of a page until something stands across its gutter.

    ``drifts`` is how far a gutter may stand elsewhere on the next page, which it does where spaces are all there is.
    """
    table, found = _Table(), list[list[Band]]()
    for rows, drawn in zip(pages, boxes, strict=True):
        if drifts:
            table.gutters = tuple(drifted(rows, gutter, drifts, body) for gutter in table.gutters)
        found.append(list(_of_page(rows, drawn, table, body)))
    return found


def _of_page(rows: Sequence[Row], boxes: Sequence[Box], table: _Table, body: float) -> Iterator[Band]:
    at, across = 0, list[Row]()
    while at < len(rows):
        labels, is_grid = _labels(rows, at, table, body)
        if labels is not None:
            if across:
                yield Band(Sort.ACROSS, tuple(across))
            again = bool(table.gutters) and not across and len(labels.gaps) == len(table.gutters)
            across = []
            gutters = gutters_below(rows[at:], labels, boxes, body)
            if again:
                gutters = tuple(shared(*pair, body) for pair in zip(gutters, table.gutters, strict=True))
            table.number, table.gutters, table.is_grid = table.number + (not again), gutters, is_grid
            heads = tuple(rows[at : at + labels.rows])
            yield Band(Sort.AGAIN if again else Sort.LABELS, heads, gutters, table.number, is_grid)
            at += labels.rows
        end = _end(rows, at, table, body) if table.gutters else at
        if end > at:
            table.gutters = tuple(narrowed(rows[at:end], one, body) or one for one in table.gutters)
            yield Band(Sort.COLUMNS, tuple(rows[at:end]), table.gutters, table.number, table.is_grid)
            at = end
        if at < len(rows) and _labels(rows, at, table, body)[0] is None:
            table.gutters = ()
            across.append(rows[at])
            at += 1
    # On the next page nothing is drawn to this page's end.
    table.gutters = tuple(Gutter(one.left, one.right) for one in table.gutters)
    if across:
        yield Band(Sort.ACROSS, tuple(across))


def _labels(rows: Sequence[Row], at: int, table: _Table, body: float) -> tuple[Labels | None, bool]:
    """The labels of two columns, or the headers of another table, that begin at this row.

    Among the lines of two columns a header has to be set as one: words alone may be anybody's.
    """
    labels = labels_at(rows, at, body)
    if labels is not None or (table.gutters and not table.is_grid and not rows[at].is_bold):
        return labels, False
    return headers_at(rows, at, body), True


def _end(rows: Sequence[Row], start: int, table: _Table, body: float) -> int:
    """The index of the first row that stands in no column."""
    gutters = table.gutters
    bottom = gutters[0].bottom
    for at in range(start, len(rows)):
        row = rows[at]
        if bottom is not None and row.base <= bottom:
            continue
        over = any(goes_over(row, gutter, body) for gutter in gutters)
        if bottom is not None or over or _labels(rows, at, table, body)[0] is not None:
            return _back(rows, start, at, gutters[0], body)
        alone = _is_alone(rows, at, gutters[0], body)
        if alone and (is_last(row) or (is_heading(row, body) and stands_off(rows, at, body))):
            return at
    return len(rows)


def _back(rows: Sequence[Row], start: int, at: int, gutter: Gutter, body: float) -> int:
    """Back over a title that stands right above what ends the table."""
    inside = gutter.bottom if gutter.bottom is not None else float("-inf")
    while (
        at > start
        and rows[at - 1].base > inside
        and _is_alone(rows, at - 1, gutter, body)
        and is_title(rows[at - 1].text)
        and (is_heading(rows[at - 1], body) or stands_off(rows, at - 1, body))
    ):
        at -= 1
    return at


def _is_alone(rows: Sequence[Row], at: int, gutter: Gutter, body: float) -> bool:
    """Whether a row begins left of the gutter, and nothing stands right of it on about the same height.

    Its own words may go over the gutter, with a space right there.
    """
    row = rows[at]
    others = [one for one in rows[max(0, at - 3) : at + 4] if one is not row and abs(one.base - row.base) < 0.8 * body]
    is_one = all(two.left - one.right < TIGHT * max(body, row.height) for one, two in pairwise(row.words))
    own = is_one or row.right < gutter.right or goes_over(row, gutter, body)
    return own and row.left < gutter.left and all(word.left < gutter.right for one in others for word in one.words)
