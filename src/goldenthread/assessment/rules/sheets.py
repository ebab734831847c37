"""Sheets that are filled in: read rows, reckon sums and scores, and say what is wrong."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from decimal import Decimal

from goldenthread.assessment.types.counting import Block
from goldenthread.assessment.types.projects import DocumentKind
from goldenthread.assessment.types.sheets import SHEETS, Column, Reckoned, Row
from goldenthread.assessment.types.words import Part
from goldenthread.ground.types import Refusal

MOST_ROWS, MOST_LETTERS, MOST_AMOUNT = 60, 500, Decimal(10_000_000)
# Figures, with commas or spaces before each three of them where there are thousands, and pence after a point.
_NUMBER = re.compile(r"(?:[0-9]+|[1-9][0-9]{0,2}(?:[, ][0-9]{3})+)(?:\.[0-9]*)?|\.[0-9]+")
_COMMAS = re.compile(r"[0-9][0-9., ]*,[0-9., ]*")


def rows_from(kind: DocumentKind, given: Iterable[Mapping[str, str]]) -> tuple[Row, ...]:
    """The rows that hold anything, each with the columns of its sheet and nothing else."""
    keys = [column.key for column in SHEETS[kind].columns]
    rows = ({key: " ".join(str(row.get(key, "")).split())[:MOST_LETTERS] for key in keys} for row in given)
    return tuple(row for row in rows if any(row.values()))[:MOST_ROWS]


def reckon_sheet(kind: DocumentKind, rows: Iterable[Row]) -> Reckoned:
    """The rows with what they come to: the cost of each and the sum, or the score of each risk, highest first."""
    sheet, kept = SHEETS[kind], list(rows)
    faults = tuple(
        (number, column.key, said)
        for number, row in enumerate(kept, 1)
        for column in sheet.columns
        if (said := _fault(column, row))
    )
    heads = tuple(column.title for column in sheet.columns)
    if kind is DocumentKind.BUDGET:
        costs = [_amount(row["number"]) * _amount(row["each"]) for row in kept]
        unread = {number for number, key, _ in faults if key in {"number", "each"}}
        lines = tuple(
            (*_cells(kind, row), "" if number in unread else _pounds(cost))
            for number, (row, cost) in enumerate(zip(kept, costs, strict=True), 1)
        )
        without = ", without the rows that are not right yet" if unread else ""
        total = (f"Total {_pounds(sum(costs, Decimal()))}{without}",)
        return Reckoned((*heads, "Cost"), lines, total if kept else (), faults)
    if kind is DocumentKind.RISKS:
        scored = [(_amount(row["likelihood"]) * _amount(row["impact"]), row) for row in kept]
        scored.sort(key=lambda pair: -pair[0])
        return Reckoned(
            (*heads, "Score"), tuple((*_cells(kind, row), f"{score:f}") for score, row in scored), (), faults
        )
    return Reckoned(heads, tuple(_cells(kind, row) for row in kept), (), faults)


def why_not_make(reckoned: Reckoned) -> Refusal | None:
    """Why no document is made of a sheet yet."""
    if not reckoned.rows:
        return Refusal("sheet_empty", "Nothing is filled in yet.", "Fill in at least one row.")
    if reckoned.faults:
        row, _, said = reckoned.faults[0]
        return Refusal("sheet_faulty", f"Row {row}: {said}", "Mend it, then make the document.")
    return None


def blocks_of(title: str, reckoned: Reckoned) -> tuple[Block, ...]:
    """A sheet as the text of its document."""
    lines = [" | ".join(line) for line in (reckoned.heads, *reckoned.rows, *((each,) for each in reckoned.sums))]
    return (Block(Part.HEADINGS, title), *(Block(Part.TABLES, line) for line in lines))


def _cells(kind: DocumentKind, row: Row) -> tuple[str, ...]:
    return tuple(row[column.key] for column in SHEETS[kind].columns)


def _fault(column: Column, row: Row) -> str:
    """What is wrong with one cell. The first column says what the row is."""
    said = row[column.key]
    if not said:
        return f"“{column.title}” is empty." if column.is_number or column.key in {"what", "step", "risk"} else ""
    if not column.is_number:
        return ""
    if (amount := _read(said)) is None:
        return f"“{column.title}” {_why_unread(said)}"
    if column.highest and (amount != int(amount) or not 1 <= amount <= column.highest):
        return f"“{column.title}” is a whole number from 1 to {column.highest}."
    return f"“{column.title}” is more than {MOST_AMOUNT:,}." if amount > MOST_AMOUNT else ""


def _read(said: str) -> Decimal | None:
    """A number as people write it: *£1,200.50*. A comma parts thousands and nothing else, so that *10,50* is none."""
    figures = said.removeprefix("£").strip()
    return Decimal(re.sub("[, ]", "", figures)) if _NUMBER.fullmatch(figures) else None


def _why_unread(said: str) -> str:
    """What keeps these words from being a number, and how it is written."""
    figures = said.replace("£", "").strip()
    if figures[:1] in {"-", "−", "–"} and _read(figures[1:].strip()) is not None:
        return "is less than nothing: write it without the minus."
    if _COMMAS.fullmatch(figures) and figures.count(",") == 1:
        pounds, pence = (re.sub("[^0-9]", "", part) for part in figures.split(","))
        return f"has a comma that can be read in two ways: write {pounds}.{pence or '00'}, with a point."
    if _COMMAS.fullmatch(figures):
        return "has commas that part no thousands: write it like 1,500 or 10.50."
    return "is not a number: write it in figures, like 1,500 or 10.50."


def _amount(said: str) -> Decimal:
    found = _read(said)
    return found if found is not None and found <= MOST_AMOUNT else Decimal()


def _pounds(amount: Decimal) -> str:
    return f"£{amount:,.2f}"
