"""Several kinds of thing on one upright scale: how many of the many, and where each of the few stands."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence

from django.utils.safestring import SafeString

from goldenthread.web.shared.figures.drawing import Figure, Table, box, dot, fitted, line, n, picture, text, written
from goldenthread.web.shared.words import decimal

BARS, FIRST, SECOND, AXIS, HEAD, STEP, ROW = 110, 90, 96, 34, 54, 0.5, 24
MOST_DOTS = 7


def ruler(
    title: str,
    *,
    bars: Sequence[tuple[float, float, int]],
    points: Sequence[tuple[str, float]],
    names: Sequence[tuple[str, float]],
    heads: tuple[str, str, str],
    says: str,
) -> Figure:
    """``bars``: from, to and how many, growing to the left of the scale. ``points``: the few as dots. ``names``: the
    few by their short names. ``heads``: what the three are. All stand on one scale that rises."""
    ends = [*(end for low, high, _ in bars for end in (low, high)), *(v for _, v in points), *(v for _, v in names)]
    low, high = STEP * (min(ends, default=-1) // STEP), STEP * (max(ends, default=1) // STEP + 1)
    height = HEAD + ROW * (high - low) / STEP + 10
    most = max((count for _, _, count in bars), default=0) or 1

    def y(value: float) -> float:
        return HEAD + ROW * (high - value) / STEP

    shapes: list[SafeString] = [
        text(BARS, 18, heads[0], "d-strong d-end"),
        text(BARS + AXIS + 8, 18, heads[1], "d-strong"),
        text(BARS + AXIS + FIRST + 8, 18, heads[2], "d-strong"),
    ]
    for whole in range(int(-(-low // 1)), int(high // 1) + 1):
        shapes += [
            line(BARS + AXIS, y(whole), BARS + AXIS + FIRST + SECOND, y(whole), "d-rule"),
            text(BARS + AXIS / 2, y(whole) + 5, written(whole), "d-soft d-middle"),
        ]
    for bottom, top, count in bars:
        wide = (BARS - 34) * count / most
        shapes.append(box(BARS - wide, y(top) + 2, wide, y(bottom) - y(top) - 4, "d-bar", rounded=0))
        if count:
            shapes.append(text(BARS - wide - 4, (y(top) + y(bottom)) / 2 + 5, n(count), "d-soft d-end"))
    shapes += _dots(points, y)
    shapes += _names(names, y)
    drawn = picture(width=BARS + AXIS + FIRST + SECOND, height=height, title=title, says=says, shapes=shapes)
    return Figure(title, drawn, says, _table(bars, points, names, heads))


def _dots(points: Sequence[tuple[str, float]], y: Callable[[float], float]) -> list[SafeString]:
    """Dots beside one another where they stand at the same place; how many more where there is no room."""
    at = Counter(round(value / STEP * 2) for _, value in points)
    shapes: list[SafeString] = []
    for place, count in sorted(at.items()):
        height = y(place * STEP / 2)
        shown = count if count <= MOST_DOTS else MOST_DOTS - 3
        shapes += [dot(BARS + AXIS + 14 + 11 * number, height, 4, "d-first") for number in range(shown)]
        if shown < count:
            shapes.append(text(BARS + AXIS + 14 + 11 * shown, height + 5, f"+{count - shown}", "d-soft"))
    return shapes


def _names(names: Sequence[tuple[str, float]], y: Callable[[float], float]) -> list[SafeString]:
    """Names in rows; those at about the same place stand in one."""
    rows: dict[int, list[str]] = {}
    for name, value in sorted(names, key=lambda each: each[1]):
        rows.setdefault(round(value / STEP), []).append(name)
    left = BARS + AXIS + FIRST + 8
    return [text(left, y(row * STEP) + 5, fitted(", ".join(said), SECOND - 8)) for row, said in rows.items()]


def _table(
    bars: Sequence[tuple[float, float, int]],
    points: Sequence[tuple[str, float]],
    names: Sequence[tuple[str, float]],
    heads: tuple[str, str, str],
) -> Table:
    rows = [(heads[0], f"{written(low)} to {written(high)}", n(count)) for low, high, count in bars]
    rows += [
        (kind, decimal(value), name) for kind, some in ((heads[1], points), (heads[2], names)) for name, value in some
    ]
    return Table(("Kind", "Place on the scale", "Which, or how many"), tuple(rows))
