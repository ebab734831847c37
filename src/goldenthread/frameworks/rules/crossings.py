"""The cells of a table of several columns: which lines of a page stand in which row and column.

Lines that were drawn tell its rows; where there are none, the space between rows does, and is believed only where it is
clearly wider than that between lines.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from goldenthread.frameworks.rules.marks import ColumnLine
from goldenthread.frameworks.rules.shape import starts_low
from goldenthread.frameworks.types.sheets import Box

CLEAR = 1.4
WIDER = 1.12


@dataclass(frozen=True, slots=True)
class GridRow:
    """The lines of a row, column by column. ``is_sure`` is false where its beginning was worked out."""

    cells: tuple[tuple[ColumnLine, ...], ...]
    is_sure: bool = True


def grid_rows(columns: Sequence[Sequence[ColumnLine]], boxes: Sequence[Box], body: float) -> list[GridRow]:
    """The rows of a table on one page. ``columns`` hold its lines from the left."""
    bases = sorted({line.base for column in columns for line in column})
    left = min(line.left for column in columns for line in column)
    drawn = sorted(
        edge
        for box in boxes
        if box.width > 3 * body and box.left > left - 4 * body
        for edge in {box.top, box.bottom}
        if bases[0] < edge < bases[-1]
    )
    is_clear = True
    if drawn:
        cuts = [base for before, base in pairwise(bases) if any(before < edge < base for edge in drawn)]
    else:
        cuts, is_clear = _spaces(columns, bases)
    edges = [bases[0], *cuts, bases[-1] + 1.0]
    return [
        GridRow(tuple(tuple(line for line in column if start <= line.base < end) for column in columns), is_clear)
        for start, end in pairwise(edges)
    ]


def _spaces(columns: Sequence[Sequence[ColumnLine]], bases: Sequence[float]) -> tuple[list[float], bool]:
    """Where rows begin by the space above them, and whether that is clear for all of them."""
    gaps = sorted(line.gap for column in columns for line in column if line.gap is not None)
    pitch = gaps[len(gaps) // 10] if gaps else 0.0
    found = [base for before, base in pairwise(bases) if base - before > WIDER * pitch]
    wide = [base - before for before, base in pairwise(bases) if base in found]
    within = [line.gap for column in columns for line in column if line.gap is not None and line.base not in found]
    is_clear = bool(wide) and min(wide) > CLEAR * pitch and max(within, default=0.0) < WIDER * pitch
    return found, is_clear


def goes_over_page(last: GridRow, first: GridRow) -> bool:
    """Whether a row goes on over the end of a page: words of a cell begin as the rest of a sentence does."""
    return any(
        bool(above) and bool(below) and starts_low(below[0].text)
        for above, below in zip(last.cells, first.cells, strict=True)
    )


def joined(last: GridRow, first: GridRow) -> GridRow:
    """A row with what stands of it on the next page."""
    cells = tuple((*above, *below) for above, below in zip(last.cells, first.cells, strict=True))
    return GridRow(cells, last.is_sure)
