"""Tables for spreadsheets: what is exported is read as text, never run as a formula."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence

# A spreadsheet takes a cell that begins with one of these for a formula or a command.
RUN_BY_SPREADSHEETS = ("=", "+", "-", "@", "\t", "\r")


def looks_like_a_formula(cell: str) -> bool:
    """Whether a spreadsheet would run this cell instead of showing it."""
    return cell.startswith(RUN_BY_SPREADSHEETS)


def harmless(cell: object) -> str:
    """The cell as text that a spreadsheet shows: an apostrophe goes before what it would otherwise run."""
    text = "" if cell is None else str(cell)
    return f"'{text}" if looks_like_a_formula(text) else text


def as_csv(header: Sequence[str], rows: Iterable[Sequence[object]]) -> bytes:
    """A table as a CSV file that opens in every spreadsheet: UTF-8 with its mark, and every cell harmless."""
    out = io.StringIO(newline="")
    writer = csv.writer(out)
    writer.writerow([harmless(cell) for cell in header])
    writer.writerows([harmless(cell) for cell in row] for row in rows)
    return out.getvalue().encode("utf-8-sig")
