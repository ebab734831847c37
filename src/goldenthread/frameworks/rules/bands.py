"""A page cut from the top down into bands: lines across the whole page, labels, and two columns beside one another."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from goldenthread.frameworks.rules.gutters import Gutter, goes_over, gutter_below, labels_at, narrowed, shared
from goldenthread.frameworks.rules.rows import Row
from goldenthread.frameworks.rules.titles import is_heading, is_title, stands_off
from goldenthread.frameworks.types.sheets import Box


class Sort(StrEnum):
    """What a band is."""

    ACROSS = "across"
    LABELS = "labels"
    AGAIN = "labels again"
    COLUMNS = "columns"


@dataclass(frozen=True, slots=True)
class Band:
    """Rows that are laid out alike. ``gutter`` divides columns; ``table`` counts the tables of the document."""

    sort: Sort
    rows: tuple[Row, ...]
    gutter: Gutter | None = None
    table: int = 0


@dataclass(slots=True)
class _Table:
    """The table that is being followed, over the ends of pages."""

    number: int = 0
    gutter: Gutter | None = None


def bands(pages: Sequence[Sequence[Row]], boxes: Sequence[Sequence[Box]], body: float) -> list[list[Band]]:
    """The bands of each page. A table goes on over the end of a page until something stands across its gutter."""
    table = _Table()
    return [list(_of_page(rows, drawn, table, body)) for rows, drawn in zip(pages, boxes, strict=True)]


def _of_page(rows: Sequence[Row], boxes: Sequence[Box], table: _Table, body: float) -> Iterator[Band]:
    at, across = 0, list[Row]()
    while at < len(rows):
        labels = labels_at(rows, at, body)
        if labels is not None:
            again = table.gutter is not None and not across
            if across:
                yield Band(Sort.ACROSS, tuple(across))
                across = []
            gutter = gutter_below(rows[at:], labels, boxes, body)
            if again and table.gutter is not None:
                gutter = shared(gutter, table.gutter, body)
            table.number, table.gutter = table.number + (not again), gutter
            yield Band(Sort.AGAIN if again else Sort.LABELS, tuple(rows[at : at + labels.rows]), gutter, table.number)
            at += labels.rows
        end = at if table.gutter is None else _end(rows, at, table.gutter, body)
        if end > at and table.gutter is not None:
            free = narrowed(rows[at:end], table.gutter, body) or table.gutter
            yield Band(Sort.COLUMNS, tuple(rows[at:end]), free, table.number)
            table.gutter = free
            at = end
            if at < len(rows) and labels_at(rows, at, body) is None:
                table.gutter = None
        elif at < len(rows) and labels_at(rows, at, body) is None:
            table.gutter = None
            across.append(rows[at])
            at += 1
    if table.gutter is not None:
        # On the next page nothing is drawn to this page's end.
        table.gutter = Gutter(table.gutter.left, table.gutter.right)
    if across:
        yield Band(Sort.ACROSS, tuple(across))


def _end(rows: Sequence[Row], start: int, gutter: Gutter, body: float) -> int:
    """The index of the first row that stands in neither column."""
    for at in range(start, len(rows)):
        row = rows[at]
        if gutter.bottom is not None and row.base <= gutter.bottom:
            continue
        outside = gutter.bottom is not None
        if outside or labels_at(rows, at, body) is not None or goes_over(row, gutter, body):
            return _back(rows, start, at, gutter, body)
        if _is_alone(rows, at, gutter, body) and is_heading(row, body) and stands_off(rows, at, body):
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
    """Whether a row begins left of the gutter, and nothing stands right of it on about the same height."""
    near = [row for row in rows[max(0, at - 3) : at + 4] if abs(row.base - rows[at].base) < 0.8 * body]
    alone = all(word.left < gutter.right for row in near for word in row.words) or goes_over(rows[at], gutter, body)
    return alone and rows[at].left < gutter.left
