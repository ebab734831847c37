"""Headers, footers and page numbers: lines that stand in the margin, at one height, on page after page.

A PDF does not say which lines those are. That a line is repeated is not enough: people repeat themselves, and a
sentence that comes back at the top of several pages is theirs. A running line has to stand in the margin as well, at
the same height, and to be rarer within the pages than at their edges.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

Span = tuple[float, float]

# Shares of a page's height. Within the outer share a line is in the margin whatever follows; within the inner share it
# is where more than the usual space separates it from the next line, but not as much as under the end of a text.
OUTER, INNER = 0.08, 0.15
WIDER, WIDEST = 1.5, 0.1
# So many rows at one edge are looked at, and so many points apart is still the same height.
MOST_ROWS = 3
SAME_HEIGHT = 4
# A running line is on at least two pages in five: one side of a sheet may carry another, and a first page none.
LEAST_PAGES = 2
SHARE = 2 / 5
# Where the text order of a page puts its margins: among so many lines at its beginning or end.
NEAR = 6
# A page’s number, which is left out even where there is one page only.
_NUMBER = re.compile(r"(page\s+)?\d+(\s*(of|/)\s*\d+)?", re.IGNORECASE)


@dataclass(frozen=True)
class Edge:
    """A line in a margin, and how far above the foot of the page it stands, in points."""

    line: str
    height: int


@dataclass(frozen=True)
class Page:
    """The lines of a page in the order of its text, and those of them that stand in its margins."""

    lines: tuple[str, ...]
    edges: tuple[Edge, ...]


def without_running_lines(pages: Sequence[Page]) -> list[list[str]]:
    """The lines of each page without headers, footers and page numbers."""
    running = _running(pages)
    return [_trimmed(page, running) for page in pages]


def rows_of(spans: Iterable[Span]) -> list[Span]:
    """Rows of a page from the top down, as (bottom, top), from the pieces of text that lie in them."""
    rows: list[Span] = []
    for low, high in sorted(spans, key=lambda span: -(span[0] + span[1])):
        if rows and (low + high) / 2 > rows[-1][0]:
            rows[-1] = min(low, rows[-1][0]), max(high, rows[-1][1])
        else:
            rows.append((low, high))
    return rows


def in_margins(rows: Sequence[Span], *, foot: float, head: float) -> list[Span]:
    """The rows that stand in the upper or the lower margin of a page between these heights."""
    if not rows:
        return []
    gaps = [(above[0] + above[1] - below[0] - below[1]) / 2 for above, below in pairwise(rows)]
    usual = min(median(gaps), 3 * median(high - low for low, high in rows)) if gaps else 0.0
    tall = head - foot
    upper = _margin([head - low for low, _ in rows], gaps, usual, tall)
    lower = _margin([high - foot for _, high in reversed(rows)], gaps[::-1], usual, tall)
    return [*rows[:upper], *rows[max(upper, len(rows) - lower) :]]


def _margin(depths: Sequence[float], gaps: Sequence[float], usual: float, tall: float) -> int:
    """How many rows stand in one margin; ``depths``: how far their inner sides are from the edge of the page."""
    found = 0
    for place, depth in enumerate(depths[:MOST_ROWS], 1):
        is_set_apart = place <= len(gaps) and usual * WIDER < gaps[place - 1] < tall * WIDEST
        if depth <= tall * OUTER or (depth <= tall * INNER and is_set_apart):
            found = place
    return found


def _running(pages: Sequence[Page]) -> set[str]:
    """The shapes of lines that stand at one height in the margins of enough pages, and are rarer within them."""
    heights: defaultdict[str, list[int]] = defaultdict(list)
    everywhere = Counter(_shape(line) for page in pages for line in page.lines)
    for page in pages:
        for shape, height in {_shape(edge.line): edge.height for edge in page.edges}.items():
            heights[shape].append(height)
    return {
        shape
        for shape, places in heights.items()
        if (times := _at_one_height(places)) >= max(LEAST_PAGES, len(pages) * SHARE)
        and everywhere[shape] - times < times
    }


def _at_one_height(places: Sequence[int]) -> int:
    """How many of these heights are one height."""
    return max(sum(abs(one - other) <= SAME_HEIGHT for other in places) for one in places)


def _trimmed(page: Page, running: set[str]) -> list[str]:
    """A page without the lines in its margins that run through the file, or are a page's number."""
    lines = list(page.lines)
    for edge in page.edges:
        if _shape(edge.line) in running or _NUMBER.fullmatch(edge.line):
            near = [n for n, line in enumerate(lines) if line == edge.line and (n < NEAR or n >= len(lines) - NEAR)]
            if near:
                del lines[min(near, key=lambda n: min(n, len(lines) - 1 - n))]
    return lines


def _shape(line: str) -> str:
    """A line whatever numbers stand in it, as the number of the page does."""
    return re.sub(r"\d+", "#", line)
