"""Figures with how sure each is: a point on its interval, under one another on one scale."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.safestring import SafeString

from goldenthread.web.shared.figures.drawing import Figure, Table, dot, fitted, line, picture, text
from goldenthread.web.shared.words import decimal

SCALE, EDGE, ROW, HEAD, NAME = 330, 16, 48, 46, 22
# The most letters of a word about a row that leave room for its name.
LONGEST = 18


@dataclass(frozen=True)
class Axis:
    """A scale from ``low`` to ``high`` with what its marks say, and what its ends mean. ``unit`` follows a figure."""

    low: float
    high: float
    marks: tuple[tuple[float, str], ...]
    ends: tuple[str, str] = ("", "")
    decimals: int = 2
    factor: float = 1
    unit: str = ""

    def x(self, value: float) -> float:
        """Across; what lies beyond is drawn at the end, and the table says where it is."""
        share = (value - self.low) / (self.high - self.low)
        return EDGE + (SCALE - 2 * EDGE) * min(max(share, 0.0), 1.0)

    def said(self, value: float) -> str:
        """A value as it is written."""
        return f"{decimal(value * self.factor, self.decimals)}{self.unit}"


Row = tuple[str, tuple[float, float, float] | None, str]


def interval_plot(title: str, *, axis: Axis, rows: Sequence[Row], what: str, none: str = "Too few to say") -> Figure:
    """A row for each: its name, the figure with the ends of its interval, and a word about it, or why there is none.

    ``what`` heads the names. The middle mark of the scale, if one is drawn, is where rows are compared with.
    """
    height = HEAD + ROW * len(rows) + 8
    shapes = [text(0, 16, axis.ends[0], "d-soft"), text(SCALE, 16, axis.ends[1], "d-soft d-end")]
    for value, says in axis.marks:
        x = axis.x(value)
        shapes += [line(x, HEAD - 6, x, height - 4, "d-rule"), text(x, HEAD - 12, says, "d-soft d-middle")]
    for place, (name, known, word) in enumerate(rows):
        # A whole sentence stands in the table; drawn, it would run over the name.
        drawn_word = word if 0 < len(word) <= LONGEST else none
        shapes += _row(axis, name, known, HEAD + ROW * place, drawn_word)
    has_words = any(word for _, known, word in rows if known)
    columns = (what, "Figure", "From", "To", *(("In words",) if has_words else ()))
    body = tuple(
        (
            name,
            *(map(axis.said, known) if known else (none if has_words else word or none, "", "")),
            *((word,) if has_words else ()),
        )
        for name, known, word in rows
    )
    says = "Each point stands on the interval in which the figure lies, nineteen times in twenty."
    drawn = picture(width=SCALE, height=height, title=title, says=says, shapes=shapes)
    return Figure(title, drawn, says, Table(columns, body))


def _row(axis: Axis, name: str, known: tuple[float, float, float] | None, top: float, none: str) -> list[SafeString]:
    y = top + NAME + 10
    said = none if known is None else axis.said(known[0])
    shapes = [
        text(0, top + NAME - 4, fitted(name, SCALE - 12 * len(said) - 10)),
        text(SCALE, top + NAME - 4, said, "d-soft d-end" if known is None else "d-strong d-end"),
    ]
    if known is None:
        return shapes
    value, low, high = known
    return [*shapes, line(axis.x(low), y, axis.x(high), y, "d-link"), dot(axis.x(value), y, 6, "d-first")]
