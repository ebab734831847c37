"""The matrix of a release as a table: a row for each statement, a column for each component."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby

from django.utils.safestring import SafeString

from goldenthread.programmes.types import Coverage, CoverageColumn, CoverageRow, StatementPlace, Use

LETTERS = {use: use.value[0].upper() for use in Use}


@dataclass(frozen=True)
class Count:
    """How many components do one thing with a statement."""

    word: str
    number: int


@dataclass(frozen=True)
class Line:
    """A statement, how often it is taught, practised and assessed, and a cell for each component."""

    statement: StatementPlace
    counts: tuple[Count, ...]
    is_heavy: bool
    cells: SafeString


@dataclass(frozen=True)
class Group:
    """The lines of one section."""

    name: str
    lines: tuple[Line, ...]


@dataclass(frozen=True)
class Span:
    """A module, and how many components of it stand side by side."""

    name: str
    width: int


@dataclass(frozen=True)
class Served:
    """How many statements a component serves; ``is_orphan``: none, and not by design."""

    number: int
    is_orphan: bool


@dataclass(frozen=True)
class Matrix:
    """Everything the table shows. ``width`` is the number of its columns."""

    spans: tuple[Span, ...]
    columns: tuple[CoverageColumn, ...]
    groups: tuple[Group, ...]
    served: tuple[Served, ...]

    @property
    def width(self) -> int:
        """All columns, the statement's and the counts among them."""
        return len(self.columns) + 1 + len(LETTERS)


def matrix(coverage: Coverage) -> Matrix:
    """The table of what one route covers, or both together, in the framework's order."""
    heavy = {each.statement.ref for each in coverage.heavy}
    sections = groupby(coverage.rows, key=lambda row: row.statement.section)
    modules = groupby(coverage.columns, key=lambda column: column.module)
    return Matrix(
        spans=tuple(Span(name, len(tuple(columns))) for name, columns in modules),
        columns=coverage.columns,
        groups=tuple(
            Group(name, tuple(_line(row, is_heavy=row.statement.ref in heavy) for row in rows))
            for name, rows in sections
        ),
        served=tuple(_served(coverage, place, column) for place, column in enumerate(coverage.columns)),
    )


def _line(row: CoverageRow, *, is_heavy: bool) -> Line:
    counts = tuple(Count(use.value, sum(use in cell for cell in row.uses)) for use in Use)
    return Line(row.statement, counts, is_heavy, SafeString("".join(map(_cell, row.uses))))


def _cell(uses: frozenset[Use]) -> str:
    """One cell. It holds nothing but our own letters, so that it needs no escaping however many there are."""
    if not uses:
        return "<td></td>"
    letters = "".join(letter for use, letter in LETTERS.items() if use in uses)
    return f'<td class="gt-matrix__{letters[0].lower()}">{letters}</td>'


def _served(coverage: Coverage, place: int, column: CoverageColumn) -> Served:
    number = sum(1 for row in coverage.rows if row.uses[place])
    return Served(number, is_orphan=not number and not column.stands_apart)
