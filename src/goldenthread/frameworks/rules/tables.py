"""Tables whose cells came as lines that begin with a tab, found by their headers and cut into rows by counting cells.

A cell may go on over further lines that have no tab, with empty lines between; a merged cell came as an empty one.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from functools import reduce

from goldenthread.frameworks.rules.lines import Line
from goldenthread.frameworks.rules.shape import join


class Column(StrEnum):
    """What a column holds, by its header."""

    DEED = "learn how to"
    TOPIC = "learn about"
    CRITERION = "criteria"
    TESTED = "tested"
    AREA = "content area"
    DOCUMENTS = "documents"
    BEHAVIOUR = "behaviour"
    DESCRIPTION = "description"
    RATING = "rating"
    COMMENT = "comment"
    QUALIFICATION = "qualification"
    LEVEL = "level"
    AUDIENCE = "audience"
    PART = "part"


@dataclass(slots=True)
class Cell:
    """A cell with its lines that have words."""

    lines: list[Line] = field(default_factory=list)

    @property
    def text(self) -> str:
        """The words of the cell."""
        return reduce(join, (line.text for line in self.lines), "")

    @property
    def numbers(self) -> tuple[int, ...]:
        """The numbers of its lines in the source."""
        return tuple(line.number for line in self.lines)


Row = dict[Column, Cell]


@dataclass(slots=True)
class Table:
    """A table: what its columns hold, its header, its rows, and where its lines begin and end (as indices)."""

    columns: tuple[Column, ...]
    header: list[Cell]
    first: int
    rows: list[list[Cell]] = field(default_factory=list)
    end: int = 0

    def named(self) -> list[Row]:
        """The rows with their cells by column; a row cut short has fewer."""
        return [dict(zip(self.columns, row, strict=False)) for row in self.rows]

    def has(self, *columns: Column) -> bool:
        """Whether it has all these columns."""
        return set(columns) <= set(self.columns)


def tables(lines: Sequence[Line], stops: frozenset[int] = frozenset()) -> list[Table]:
    """The tables of a document in its order. ``stops`` are indices of lines known to stand in none."""
    found: list[Table] = []
    at = 0
    while at < len(lines):
        table = _header_at(lines, at)
        if table is None:
            at += 1
            continue
        _fill(table, lines, stops)
        found.append(table)
        at = table.end
    return found


def _header_at(lines: Sequence[Line], at: int) -> Table | None:
    """A header: cells right below one another, each named as a column is."""
    cells: list[Cell] = []
    here = at
    while here < len(lines) and not lines[here].is_blank:
        if _is_cell(lines[here]):
            cells.append(Cell())
        elif not cells:
            return None
        cells[-1].lines.append(lines[here])
        here += 1
    columns = [column_of(cell.text) for cell in cells]
    named = [column for column in columns if column is not None]
    if len(named) < 2 or len(named) < len(columns):
        return None
    return Table(tuple(named), cells, at, end=here)


def column_of(text: str) -> Column | None:
    """What a column holds whose header says this."""
    words = " ".join(re.findall(r"[a-z]+", text.lower()))
    if len(words.split()) > 6:
        return None
    if re.fullmatch(r"part [a-z]", words):
        return Column.PART
    return next((column for column in Column if column is not Column.PART and column.value in words), None)


def _is_cell(line: Line) -> bool:
    return line.raw.removeprefix("\f").startswith("\t")


def _fill(table: Table, lines: Sequence[Line], stops: frozenset[int]) -> None:
    """Gather cells until something stands there that belongs to no table, or another table begins."""
    width, at, gap = len(table.columns), table.end, True
    while at < len(lines):
        line = lines[at]
        if line.place.is_furniture:
            at += 1
            continue
        if at in stops or (gap and _is_cell(line) and _header_at(lines, at)):
            break
        if _is_cell(line):
            if not table.rows or len(table.rows[-1]) == width or _stands_alone(table.rows[-1], gap=gap):
                table.rows.append([])
            table.rows[-1].append(Cell())
        elif not line.is_blank and _is_outside(table, line, gap=gap):
            break
        if not line.is_blank:
            table.rows[-1][-1].lines.append(line)
        gap = line.is_blank if not _is_cell(line) else False
        at += 1
    table.end = at


def _stands_alone(row: Sequence[Cell], *, gap: bool) -> bool:
    """A row that is one cell across the whole table, as "PART A" is."""
    return gap and len(row) == 1 and bool(re.fullmatch(r"part [a-z]", row[0].text.lower()))


def _is_outside(table: Table, line: Line, *, gap: bool) -> bool:
    """Whether a line without a tab goes on from no cell: its row is full, and no cell asks for such words."""
    if not table.rows:
        return True
    row = table.rows[-1]
    full = len(row) == len(table.columns)
    asked = row[-1].text.endswith(":") or line.text.lower().startswith("supporting")
    return full and gap and not asked
