"""What stands on every page and is no part of what the document says: running heads and feet, numbers of pages."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from goldenthread.frameworks.rules.gutters import headers_at, labels_at
from goldenthread.frameworks.rules.lines import BULLETS, is_label, is_page_number
from goldenthread.frameworks.rules.rows import Row

DEEP = 3
_ITEM = re.compile(r"^\(?\w{1,3}[.)]\s")
_FIGURES = re.compile(r"\d+")
_NUMBER = re.compile(r"^[-–—|\s]*(?:page\s+)?(?:\d{1,3}|[ivx]{1,6})(?:\s*(?:of|/)\s*\d{1,3})?[-–—|\s]*$", re.IGNORECASE)


def furniture(pages: Sequence[Sequence[Row]], body: float) -> list[frozenset[int]]:
    """For each page, which of its rows are furniture: said at one place on several pages, or a page's number."""
    times: Counter[tuple[str, int]] = Counter()
    for rows in pages:
        times.update({key for at in _edges(rows, body) for key in _keys(rows[at])[:1]})
    least = max(2, sum(bool(rows) for rows in pages) // 2)
    found = []
    for rows in pages:
        again = {at for at in _edges(rows, body) if any(times[key] >= least for key in _keys(rows[at]))}
        top, foot = 0, len(rows)
        while top in again or (top < foot and _is_number(rows[top].text) and top + 1 in again):
            top += 1
        while foot - 1 in again or (foot > top and _is_number(rows[foot - 1].text) and foot - 2 in again):
            foot -= 1
        # A page's number is its last row, or its first.
        if foot > top and _is_number(rows[foot - 1].text):
            foot -= 1
        elif foot > top and _is_number(rows[top].text):
            top += 1
        found.append(frozenset([*range(top), *range(foot, len(rows))]))
    return found


def _edges(rows: Sequence[Row], body: float) -> list[int]:
    return [
        at
        for at in range(len(rows))
        if (at < DEEP or at >= len(rows) - DEEP)
        and _may_run(rows[at].text)
        and headers_at(rows, at, body) is None
        and labels_at(rows, at, body) is None
    ]


def _may_run(said: str) -> bool:
    """Whether a row may be a running head: no label, no item, and no part of a sentence."""
    if is_label(said) or said[0] in BULLETS or _ITEM.match(said):
        return False
    return "://" in said or _is_number(said) or not (said[-1] in ".,;:" or said[0].islower())


def _keys(row: Row) -> list[tuple[str, int]]:
    """What a row says but for figures, and how deep on the page; a hair's breadth more or less is the same."""
    said, deep = _FIGURES.sub("#", row.text), round(row.base / 2)
    return [(said, deep), (said, deep + 1), (said, deep - 1)]


def _is_number(text: str) -> bool:
    return is_page_number(text) or bool(_NUMBER.match(text))
