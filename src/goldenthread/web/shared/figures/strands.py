"""Threads from column to column: what runs through several frameworks, in the order of a career."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from django.utils.safestring import SafeString

from goldenthread.web.shared.figures.drawing import Figure, Table, dot, fitted, in_lines, line, picture, text
from goldenthread.web.shared.figures.thread import thread
from goldenthread.web.shared.words import count

LABELS, COLUMN, ROW, HEAD, EDGE = 330, 130, 54, 58, 20
# The line sways a little between its points, as the mark does.
SWAY = 5


def strand_chart(
    title: str, *, columns: Sequence[tuple[str, str]], rows: Sequence[tuple[str, Mapping[int, str]]]
) -> Figure:
    """A line for each row through the columns (name, and what it is) where it stops; each stop says its place.

    A row that is alone needs no words beside it: the page is about it.
    """
    left = LABELS if len(rows) > 1 else 0
    says = f"{count(len(rows), 'thread')} through {count(len(columns), 'framework')}."
    width, height = left + COLUMN * len(columns) + EDGE, HEAD + ROW * len(rows) + 8
    shapes: list[SafeString] = []
    for place, (name, stage) in enumerate(columns):
        x = left + COLUMN * (place + 0.5)
        shapes += [
            text(x, 18, fitted(name, COLUMN), "d-strong d-middle"),
            text(x, 38, fitted(stage, COLUMN - 6, size=15), "d-soft d-middle"),
            line(x, HEAD - 10, x, height - 8, "d-rule"),
        ]
    for number, (words, stops) in enumerate(rows):
        shapes += _row(words, stops, left, HEAD + ROW * number + 16)
    names = tuple(name for name, _ in columns)
    table = Table(
        ("Statement", *names),
        tuple((words, *(stops.get(place, "–") for place in range(len(columns)))) for words, stops in rows),
    )
    return Figure(title, picture(width=width, height=height, title=title, says=says, shapes=shapes), says, table)


def _row(words: str, stops: Mapping[int, str], left: int, y: float) -> list[SafeString]:
    points = [(left + COLUMN * (place + 0.5), y + (SWAY if place % 2 else -SWAY)) for place in sorted(stops)]
    shapes = (
        [text(0, y - 3 + 20 * at, said) for at, said in enumerate(in_lines(words, left - 16, most=2))] if left else []
    )
    shapes += [thread(points)] if len(points) > 1 else []
    for (x, at), place in zip(points, sorted(stops), strict=True):
        shapes += [
            dot(x, at, 6, "d-point"),
            text(x, y + 26, fitted(stops[place], COLUMN - 4, size=15), "d-soft d-middle"),
        ]
    return shapes
