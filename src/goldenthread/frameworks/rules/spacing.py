"""Text whose columns somebody's extractor has kept apart by spaces, as rows of words that stand somewhere.

Each letter is taken to be as wide as every other, which is what such an extractor does.
"""

from __future__ import annotations

import re

from goldenthread.frameworks.rules.gutters import labels_at
from goldenthread.frameworks.rules.rows import Row, Word

# How high a letter is, in widths of one: so that two spaces are a gap and one is none.
HEIGHT = 2.2
# By how many letters columns may stand elsewhere on the next page.
DRIFTS = 12.0
LEAST_SPACED = 0.15
_WORD = re.compile(r"\S+")
_GAP = re.compile(r"\S(?: {3,}|\t+)\S")


def spaced_pages(text: str) -> list[list[Row]] | None:
    """The pages of such a text as rows; None where it is no such text."""
    lines = [line for line in text.split("\n") if line.split()]
    spaced = sum(bool(_GAP.search(line)) for line in lines)
    if "\t" in text or spaced < LEAST_SPACED * len(lines):
        return None
    pages = [_rows(page) for page in text.split("\f")]
    headed = any(labels_at(rows, at, HEIGHT) for rows in pages for at in range(len(rows)))
    return pages if headed else None


def _rows(page: str) -> list[Row]:
    return [
        Row(tuple(Word(found.group(), found.start(), found.end(), HEIGHT * at, HEIGHT) for found in words))
        for at, line in enumerate(page.split("\n"))
        if (words := list(_WORD.finditer(line)))
    ]
