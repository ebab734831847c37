"""Coverage as a spreadsheet: the matrix, the gaps, the hours. Nothing in it is a formula or a link."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from io import BytesIO
from typing import Any

import xlsxwriter

from goldenthread.programmes.types import KIND_NAMES, ROUTE_NAMES, USE_NAMES, Coverage, CoverageBook, Route, Use
from goldenthread.web.programmes.matrix import LETTERS
from goldenthread.web.shared.spreadsheets import rows_for

A3 = 8
LACKING = {Use.TAUGHT: "Never taught", Use.PRACTISED: "Never practised", Use.ASSESSED: "Never assessed"}
GAPS = ("Variant", "Route", "Section", "Number", "Statement", "What is missing")
HOURS = ("Variant", "Route", "By", "Heading", "Minutes", "Share in %")


def workbook(book: CoverageBook) -> bytes:
    """The three sheets."""
    made = BytesIO()
    with xlsxwriter.Workbook(made, {"in_memory": True}) as file:
        bold = file.add_format({"bold": True, "text_wrap": True, "valign": "top"})
        tall = file.add_format({"bold": True, "rotation": 90, "text_wrap": True, "valign": "bottom"})
        _matrix(file, book, bold, tall)
        _rows(
            file, "Gaps", ("Variant", "Route", "Section", "Number", "Statement", "What is missing"), _gaps(book), bold
        )
        _rows(file, "Hours", ("Variant", "Route", "By", "Heading", "Minutes", "Share in %"), _hours(book), bold)
    return made.getvalue()


def _matrix(file: Any, book: CoverageBook, bold: Any, tall: Any) -> None:
    sheet, coverage = file.add_worksheet("Matrix"), book.matrix
    left = 3 + len(USE_NAMES)
    heads: tuple[tuple[str, Sequence[str | int], Any], ...] = (
        ("Component", [column.title for column in coverage.columns], tall),
        ("Module", [column.module for column in coverage.columns], tall),
        ("Kind", [KIND_NAMES[column.kind] for column in coverage.columns], tall),
        ("Routes", [_routes(column.routes) for column in coverage.columns], tall),
        ("Variant", [column.variant for column in coverage.columns], tall),
        ("Minutes", [column.minutes for column in coverage.columns], None),
    )
    for row, (name, values, look) in enumerate(heads):
        _put(sheet, row, 2, name, bold)
        for place, value in enumerate(values):
            _put(sheet, row, left + place, value, look)
    _put(sheet, 0, 0, f"{book.release.name}, {book.release.edition}: {book.name}", bold)
    if book.aside:
        _put(sheet, 1, 0, book.aside)
    top = len(heads)
    for place, name in enumerate(("Section", "Number", "Statement", *USE_NAMES.values())):
        _put(sheet, top, place, name, bold)
    row = top
    for line in coverage.rows:
        counts = [sum(use in cell for cell in line.uses) for use in USE_NAMES]
        said: tuple[str | int, ...] = (line.statement.section, line.statement.number, line.statement.text, *counts)
        row, first = _put_row(sheet, row + 1, said), row + 1
        for place, cell in enumerate(line.uses):
            if cell:
                _put(sheet, first, left + place, "".join(letter for use, letter in LETTERS.items() if use in cell))
    sheet.freeze_panes(top + 1, 3)
    sheet.set_row(0, 150)
    sheet.set_column(0, 0, 24)
    sheet.set_column(2, 2, 60)
    sheet.set_column(left, left + max(len(coverage.columns), 1), 5)
    sheet.set_landscape()
    sheet.set_paper(A3)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(0, top)


def _rows(file: Any, name: str, heads: Sequence[str], rows: Iterable[Sequence[str | float]], bold: Any) -> None:
    sheet = file.add_worksheet(name)
    number = _put_row(sheet, 0, heads, bold)
    for row in rows:
        number = _put_row(sheet, number + 1, row)
    sheet.freeze_panes(1, 0)
    sheet.set_column(0, len(heads) - 1, 24)


def _put_row(sheet: Any, row: int, values: Sequence[str | float], look: Any = None) -> int:
    """One row, and those in which words go on that are too long for a cell. Gives the last of them."""
    for at, line in enumerate(rows_for(values), start=row):
        for place, value in enumerate(line):
            _put(sheet, at, place, value, look)
        row = at
    return row


def _put(sheet: Any, row: int, place: int, value: str | float, look: Any = None) -> None:
    """One cell, as words or as a number: the library never guesses from the words what is meant."""
    if isinstance(value, str):
        sheet.write_string(row, place, value, look)
    else:
        sheet.write_number(row, place, value, look)


def _gaps(book: CoverageBook) -> Iterable[tuple[str, ...]]:
    for variation in book.variations:
        for coverage in variation.by_route:
            for place, missing in _missing(coverage):
                route = _name(coverage)
                yield (variation.name, route, place.section, place.number, place.text, missing)


def _missing(coverage: Coverage) -> Iterable[tuple[Any, str]]:
    for row in coverage.rows if coverage.columns else ():
        lacking = [says for use, says in LACKING.items() if use not in row.all_uses]
        if lacking:
            yield row.statement, "; ".join(lacking)


def _hours(book: CoverageBook) -> Iterable[tuple[str | float, ...]]:
    for variation in book.variations:
        for coverage in variation.by_route:
            for by, hours in (("Section", coverage.by_section), ("Kind of study", coverage.by_kind)):
                for line in hours:
                    yield (variation.name, _name(coverage), by, line.name, line.minutes, line.share)


def _name(coverage: Coverage) -> str:
    return ROUTE_NAMES[coverage.route] if coverage.route else "Both"


def _routes(routes: frozenset[Route]) -> str:
    return ", ".join(name for route, name in ROUTE_NAMES.items() if route in routes)
