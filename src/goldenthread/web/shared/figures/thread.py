"""The mark: a single line through points. The logo, a share of a whole and a strip of time are all this line."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.html import format_html
from django.utils.safestring import SafeString

from goldenthread.web.shared.figures.drawing import dot, joined, n

Point = tuple[float, float]
LOGO_POINTS: tuple[Point, ...] = ((9, 18.5), (19, 11), (29, 8))
LOGO_ENDS: tuple[Point, Point] = ((1.5, 22), (36.5, 3.5))


def through(points: Sequence[Point]) -> str:
    """The path of one smooth line through every point in order (a Catmull-Rom curve written as cubic pieces)."""
    first, last = points[0], points[-1]
    padded = [first, *points, last]
    pieces = [f"M{n(first[0])} {n(first[1])}"]
    for before, start, end, after in zip(padded, padded[1:], padded[2:], padded[3:], strict=False):
        a = (start[0] + (end[0] - before[0]) / 6, start[1] + (end[1] - before[1]) / 6)
        b = (end[0] - (after[0] - start[0]) / 6, end[1] - (after[1] - start[1]) / 6)
        pieces.append("C" + " ".join(f"{n(x)} {n(y)}" for x, y in (a, b, end)))
    return "".join(pieces)


def thread(points: Sequence[Point], look: str = "d-thread") -> SafeString:
    """The line itself, as a shape for a figure."""
    return format_html('<path d="{}" class="{}"/>', through(points), look)


def logo() -> SafeString:
    """The mark beside the name; it has no words of its own because the name stands next to it."""
    line = thread([LOGO_ENDS[0], *LOGO_POINTS, LOGO_ENDS[1]], "gt-mark__line")
    dots = joined(dot(x, y, 3.4, "gt-mark__point") for x, y in LOGO_POINTS)
    return format_html(
        '<svg class="gt-mark" xmlns="http://www.w3.org/2000/svg" viewBox="0 0 38 26" aria-hidden="true"'
        ' focusable="false">{}{}</svg>',
        line,
        dots,
    )
