"""Several people's answers on one scale, group of questions by group: how one sees oneself, and how others do.

The better end is always on the right, whichever value it has, and the scale is written over the drawing.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from django.utils.safestring import SafeString

from goldenthread.web.shared.figures.drawing import Figure, Table, dot, fitted, in_lines, line, n, picture, square, text

LEFT, SCALE, RIGHT, HEAD, NAME, LANE, GAP = 150, 270, 30, 56, 28, 26, 12
NONE = "not shown"


@dataclass(frozen=True)
class Axis:
    """A scale as it is drawn: its points with their words, the better end last, and where a value stands on it."""

    points: tuple[tuple[float, str], ...]
    goodness: Callable[[float], float]
    says: str

    def x(self, value: float) -> float:
        """Across."""
        return LEFT + SCALE * self.goodness(value)


@dataclass(frozen=True)
class Lane:
    """One line of a row: whose answers, and the value; ``before`` where an earlier one is drawn with it."""

    who: str
    value: float | None
    before: float | None = None
    is_own: bool = False


def behaviour_dots(title: str, *, axis: Axis, rows: Sequence[tuple[str, Sequence[Lane]]]) -> Figure:
    """A row for each group of questions, in it a line for each who answered. An open square is one's own answer."""
    columns = tuple(dict.fromkeys(lane.who for _, lanes in rows for lane in lanes))
    said = [[_said(next((x.value for x in lanes if x.who == who), None)) for who in columns] for _, lanes in rows]
    table = Table(("Behaviour", *columns), tuple((name, *cells) for (name, _), cells in zip(rows, said, strict=True)))
    return _figure(title, axis, rows, table)


def behaviour_slopes(title: str, *, axis: Axis, rows: Sequence[tuple[str, Sequence[Lane]]]) -> Figure:
    """The same with an earlier answer, hollow, joined to the present one."""
    columns = tuple(dict.fromkeys(lane.who for _, lanes in rows for lane in lanes))
    heads = tuple(head for who in columns for head in (f"{who}, first", f"{who}, now"))
    body = []
    for name, lanes in rows:
        by_who = {lane.who: lane for lane in lanes}
        cells = [
            cell
            for who in columns
            for cell in ((_said(by_who[who].before), _said(by_who[who].value)) if who in by_who else (NONE, NONE))
        ]
        body.append((name, *cells))
    return _figure(title, axis, rows, Table(("Behaviour", *heads), tuple(body)))


def _figure(title: str, axis: Axis, rows: Sequence[tuple[str, Sequence[Lane]]], table: Table) -> Figure:
    height = HEAD + sum(NAME + LANE * len(lanes) + GAP for _, lanes in rows)
    shapes = _axis(axis, height)
    top: float = HEAD
    for name, lanes in rows:
        shapes.append(text(0, top + 19, fitted(name, LEFT + SCALE, size=17), "d-strong"))
        for number, lane in enumerate(lanes):
            shapes += _lane(axis, lane, top + NAME + LANE * (number + 0.5))
        top += NAME + LANE * len(lanes) + GAP
    drawn = picture(width=LEFT + SCALE + RIGHT, height=height, title=title, says=axis.says, shapes=shapes)
    return Figure(title, drawn, axis.says, table)


def _axis(axis: Axis, height: float) -> list[SafeString]:
    shapes: list[SafeString] = []
    last = len(axis.points) - 1
    for place, (value, label) in enumerate(axis.points):
        x = axis.x(value)
        shapes += [line(x, HEAD - 6, x, height - 4, "d-rule"), text(x, HEAD - 14, n(value), "d-strong d-middle")]
        if place in (0, last):
            shapes.append(text(x + (RIGHT if place else -20), 18, fitted(label, 130), "d-end" if place else ""))
    return shapes


def _lane(axis: Axis, lane: Lane, y: float) -> list[SafeString]:
    shapes = [text(0, y + 5, in_lines(lane.who, LEFT - 14, most=1, size=15)[0], "d-soft")]
    shapes.append(line(LEFT, y, LEFT + SCALE, y, "d-rule"))
    if lane.value is None:
        return [*shapes, text(LEFT + 8, y + 5, NONE, "d-soft")]
    x = axis.x(lane.value)
    if lane.before is not None:
        was = axis.x(lane.before)
        shapes += [line(was, y, x, y, "d-link"), dot(was, y, 6, "d-second")]
    shapes.append(square(x, y, 6, "d-second") if lane.is_own and lane.before is None else dot(x, y, 6, "d-first"))
    moved = lane.before is not None and lane.before != lane.value
    words = f"{_said(lane.before)} to {_said(lane.value)}" if moved else _said(lane.value)
    edge = max(x, axis.x(lane.before) if lane.before is not None else x)
    if edge + 14 + 9 * len(words) <= LEFT + SCALE + RIGHT:
        return [*shapes, text(edge + 12, y + 5, words, "d-soft")]
    edge = min(x, axis.x(lane.before) if lane.before is not None else x)
    return [*shapes, text(edge - 12, y + 5, words, "d-soft d-end")]


def _said(value: float | None) -> str:
    return NONE if value is None else n(value)
