"""How much each of many has of what they take: bars from zero, the mark at all of it; bands where they are many."""

from __future__ import annotations

from collections.abc import Sequence

from goldenthread.web.shared.figures.drawing import Figure, Table, box, in_lines, line, picture, text
from goldenthread.web.shared.words import share

LABELS, BARS, ENDS, ROW = 170, 200, 110, 30
# A name takes up to four lines, each so far below the one before.
LINES, NEXT = 4, 18
MOST = 30
BANDS = ((0, "Nothing"), (25, "Up to 25 %"), (50, "26 to 50 %"), (75, "51 to 75 %"), (99, "76 to 99 %"), (100, "All"))
Load = tuple[str, int, int, int]
"""A name, what they have now, what they would have, and what they take."""


def load_bars(title: str, *, loads: Sequence[Load]) -> Figure:
    """What each has of what they take: up to thirty by name; of more, how many are in which band."""
    rows = tuple((name, str(now), str(then), str(takes)) for name, now, then, takes in loads)
    table = Table(("Assessor", "Now", "Then", "Takes"), rows)
    return _drawn(title, [(name, then, takes) for name, _, then, takes in loads], table)


def progress_bars(title: str, what: str, lines: Sequence[tuple[str, int, int]]) -> Figure:
    """How much each has finished of what they have, likewise."""
    table = Table((what, "Marked", "Of"), tuple((name, str(done), str(of)) for name, done, of in lines))
    return _drawn(title, lines, table)


def sample_bars(title: str, heads: tuple[str, str, str], lines: Sequence[tuple[str, int, int]]) -> Figure:
    """How much of each stratum was drawn, or of what was drawn is looked at; the table has a column for each part."""
    table = Table(heads, tuple((name, str(part), str(of)) for name, part, of in lines))
    return _drawn(title, lines, table)


def _drawn(title: str, lines: Sequence[tuple[str, int, int]], table: Table) -> Figure:
    bars = [(name, share(part, of) if of else 0, f"{part} of {of}") for name, part, of in lines]
    if len(lines) > MOST:
        counts = _bands([percent for _, percent, _ in bars])
        highest = max(number for _, number in counts)
        bars = [(name, round(100 * number / highest), str(number)) for name, number in counts]
    says = "; ".join(f"{name}: {words}" for name, _, words in bars) + "."
    shapes, y = [], 4
    for name, percent, words in bars:
        named = in_lines(name, LABELS - 16, most=LINES)
        shapes += [text(LABELS - 10, y + 16 + NEXT * place, part, "d-end") for place, part in enumerate(named)]
        shapes += [
            box(LABELS, y, BARS, ROW - 10, "d-track", rounded=0),
            box(LABELS, y, BARS * min(percent, 100) / 100, ROW - 10, "d-bar", rounded=0),
            text(LABELS + BARS + 8, y + 16, words, "d-strong"),
        ]
        y += ROW + NEXT * (len(named) - 1)
    height = y + 4
    shapes.insert(0, line(LABELS, 0, LABELS, height, "d-mark"))
    drawn = picture(width=LABELS + BARS + ENDS, height=height, title=title, says=says, shapes=shapes)
    return Figure(title, drawn, says, table)


def _bands(percents: Sequence[int]) -> list[tuple[str, int]]:
    """How many are in each band, named by its end."""
    found, before = [], -1
    for end, name in BANDS:
        found.append((name, sum(before < min(percent, 100) <= end for percent in percents)))
        before = end
    return found
