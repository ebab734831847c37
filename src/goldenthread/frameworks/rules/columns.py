"""The lines of each column of a table, gathered over its pages, and what is told of them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from goldenthread.frameworks.rules.bands import Band
from goldenthread.frameworks.rules.crossings import GridRow, goes_over_page, grid_rows, joined
from goldenthread.frameworks.rules.lines import BULLETS
from goldenthread.frameworks.rules.marks import ColumnLine, codes_of, mark_left, mark_right
from goldenthread.frameworks.rules.rows import Row, Word
from goldenthread.frameworks.types.sheets import Box, Place

Told = tuple[str, Place]


@dataclass(slots=True)
class Table:
    """A table over all its pages: its columns page by page, or its rows where it has headers of other names."""

    columns: list[list[ColumnLine]] = field(default_factory=list)
    rows: list[GridRow] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Part:
    """What stands of a table on one page: its columns, or its rows. A row is whole on the page where it begins."""

    columns: tuple[list[ColumnLine], ...]
    rows: list[GridRow] | None = None


def gathered(band: Band, boxes: Sequence[Box], tables: dict[int, Table], body: float) -> Part:
    """The lines of a band of columns, which are also those of its table."""
    edges = [float("-inf"), *(gutter.middle for gutter in band.gutters), float("inf")]
    columns = tuple(
        _lines([word for row in band.rows for word in _between(row, left, right)], boxes, body)
        for left, right in pairwise(edges)
    )
    table = tables.setdefault(band.table, Table())
    if band.is_grid:
        rows = grid_rows(columns, boxes, body)
        if table.rows and goes_over_page(table.rows[-1], rows[0]):
            table.rows[-1] = joined(table.rows[-1], rows[0])
            rows = rows[1:]
        # The same list, so that the next page can still add to its last row.
        table.rows = rows or table.rows
        return Part(columns, rows)
    table.columns = table.columns or [[] for _ in columns]
    for whole, column in zip(table.columns, columns, strict=True):
        whole.extend(column)
    return Part(columns)


def _between(row: Row, left: float, right: float) -> Iterator[Word]:
    """The words of a row between two edges; a bullet goes where the word after it is."""
    for word, after in pairwise([*row.words, row.words[-1]]):
        stands = after if word.text in BULLETS else word
        if left <= (stands.left + stands.right) / 2 < right:
            yield word


def mark(tables: Sequence[Table], body: float) -> None:
    """Find where items begin in tables of two columns."""
    both = [table.columns for table in tables if table.columns]
    codes = codes_of([right for _, right in both])
    for left, right in both:
        mark_left(left, body)
        mark_right(right, codes, body)


def told(part: Part) -> Iterator[Told]:
    """The lines of a table on one page: column after column, or row after row and in it cell after cell."""
    if part.rows is not None:
        yield from _in_rows(part)
        return
    for side, column in zip("LR", part.columns, strict=True):
        yield from ((line.text, Place(side, line.begins, line.mark, is_nested=line.nested)) for line in column)
        yield "", Place()


def _in_rows(part: Part) -> Iterator[Told]:
    """Cells that begin with a tab, an empty line after each row, as tables of other documents come."""
    for row in part.rows or ():
        for cell in row.cells:
            place = Place("C", begins=None if row.is_sure else False)
            yield f"\t{cell[0].text if cell else ''}", place
            pitch = min((line.gap for line in cell[1:] if line.gap is not None), default=0.0)
            for line in cell[1:]:
                apart = (line.gap is not None and line.gap > 1.2 * pitch) or line.first in BULLETS
                yield line.text, Place("C", begins=apart or None)
        yield "", Place()


def _lines(words: Sequence[Word], boxes: Sequence[Box], body: float) -> list[ColumnLine]:
    lines: list[list[Word]] = []
    for word in sorted(words, key=lambda one: one.base):
        if lines and word.base - lines[-1][0].base < 0.4 * body:
            lines[-1].append(word)
        else:
            lines.append([word])
    found: list[ColumnLine] = []
    last: float | None = None
    for line in lines:
        ordered = tuple(sorted(line, key=lambda one: one.left))
        base = line[0].base
        gap = None if last is None else base - last
        found.append(ColumnLine(ordered, gap, cell=last is not None and _ruled(ordered, last, base, boxes)))
        last = base
    return found


def _ruled(words: Sequence[Word], above: float, base: float, boxes: Sequence[Box]) -> bool:
    """Whether a line was drawn between two lines of words: a rule, or an edge of a cell."""
    left, right, top = words[0].left, words[-1].right, base - words[0].height * 0.5
    return any(
        box.width > 20
        and box.left < left + 3
        and box.right > (left + right) / 2
        and any(above < edge < top for edge in (box.top, box.bottom))
        for box in boxes
    )
