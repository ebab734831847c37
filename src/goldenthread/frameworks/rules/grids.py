"""A table whose cells are known, as lines of text that keep its columns.

A document that has tables of its own (Word, web pages) tells its columns: they are not to be guessed again. Two columns
come one after the other. Three or more come cell by cell, each beginning with a tab, a row with an empty line after it.
"""

from collections.abc import Iterator, Sequence

from goldenthread.frameworks.rules.lines import is_that_label

Cell = Sequence[str]
Row = Sequence[Cell]


def lines_of(rows: Sequence[Row]) -> Iterator[str]:
    """The lines of a table. Cells are paragraphs.

    A cell merged with the one above is empty; one merged with the one to its left is left out, so that a row of one
    cell stands across the whole table.
    """
    width = max((len(row) for row in rows), default=0)
    if width <= 2:
        yield from _columns(rows, width)
    elif any(is_that_label(" ".join(cell)) for row in rows[:2] for cell in row):
        yield from _numbered(rows, width)
    else:
        yield from _cells(rows)


def _columns(rows: Sequence[Row], width: int) -> Iterator[str]:
    """Left before right; a row across both is neither, and both begin anew after it."""
    left, right = list[str](), list[str]()
    for row in rows:
        if len(row) < width:
            yield from _both(left, right)
            left, right = [], []
            yield from _filled(row[0] if row else ())
            continue
        left += _filled(row[0]) if row else []
        right += _filled(row[1]) if len(row) > 1 else []
    yield from _both(left, right)


def _both(left: Sequence[str], right: Sequence[str]) -> Iterator[str]:
    yield from left
    if left and right:
        yield ""
    yield from right


def _filled(cell: Cell) -> list[str]:
    return [paragraph for paragraph in cell if paragraph.split()]


def _numbered(rows: Sequence[Row], width: int) -> Iterator[str]:
    """A table with numerals in a column of their own: a line for each paragraph of a row, its cells cut by tabs."""
    for row in rows:
        cells = [_filled(cell) for cell in row]
        if len(cells) < width:
            yield from (paragraph for cell in cells for paragraph in cell)
            continue
        for at in range(max(1, *(len(cell) for cell in cells))):
            yield "\t".join(cell[at] if at < len(cell) else "" for cell in cells)
    yield ""


def _cells(rows: Sequence[Row]) -> Iterator[str]:
    for row in rows:
        for cell in row:
            first, *more = _filled(cell) or [""]
            yield f"\t{first}"
            yield from more
        yield ""
