"""Rows of a spreadsheet. A cell holds so many letters and no more: what is longer goes on in rows of its own."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import zip_longest

LONGEST = 32_767
"""How many UTF-16 units spreadsheets keep in a cell. Those beyond are cut off by whatever writes or opens the file."""


def rows_for(row: Sequence[str | float]) -> Iterator[tuple[str | float, ...]]:
    """A row as cells can hold it: itself, and where words are too long for a cell, further rows with the rest.

    A further row begins with what the first cell says, and that it is continued; its other cells are empty but for
    the words that go on. Put together again, they are the words.
    """
    first, *others = zip_longest(*map(_pieces, row), fillvalue="")
    yield first
    for other in others:
        yield (other[0] or f"{first[0]} (continued)", *other[1:])


def _pieces(value: str | float) -> list[str | float]:
    if not isinstance(value, str) or len(value) <= LONGEST // 2:
        return [value]
    found: list[str | float] = []
    while value:
        # Letters beyond the first 65,536 take two units each.
        taken = value[:LONGEST].encode("utf-16-le", "surrogatepass")[: LONGEST * 2].decode("utf-16-le", "ignore")
        if len(taken) < len(value):
            taken = taken[: taken.rfind(" ") + 1] or taken
        found.append(taken)
        value = value[len(taken) :]
    return found
