"""How far somebody was from what was agreed, one script after the other."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from goldenthread.web.shared.figures.drawing import Figure, Table, box, dot, line, picture, square, text
from goldenthread.web.shared.words import count

LEFT, STEP, HEIGHT, TOP, MOST, WIDE = 54, 34, 150, 12, 24, 330


@dataclass(frozen=True)
class Point:
    """One script: when, what for, how many marks more than agreed, and whether that was close."""

    on: str
    purpose: str
    difference: int
    is_close: bool


def closeness(points: Sequence[Point], *, within: int) -> Figure:
    """Differences in total over time, zero in the middle, with the band that counts as close.

    A full point was close, an open square was not. Of more than 24 the newest are drawn; the table has all.
    """
    close = sum(point.is_close for point in points)
    title = f"{close} of {count(len(points), 'script')} close to what was agreed"
    shown = list(points[-MOST:])
    most = max([within, 1, *(abs(point.difference) for point in shown)])
    width, middle = max(LEFT + STEP * len(shown) + 16, WIDE), TOP + HEIGHT / 2

    def level(difference: float) -> float:
        return middle - HEIGHT / 2 * difference / most

    shapes = [
        box(LEFT, level(within), width - LEFT - 8, level(-within) - level(within), "d-track", rounded=0),
        line(LEFT, middle, width - 8, middle, "d-mark"),
        text(LEFT - 8, level(most) + 6, f"+{most}", "d-soft d-end"),
        text(LEFT - 8, middle + 5, "0", "d-soft d-end"),
        text(LEFT - 8, level(-most) + 6, f"\u2212{most}", "d-soft d-end"),
    ]
    for place, point in enumerate(shown):
        draw, kind = (dot, "d-first") if point.is_close else (square, "d-second")
        shapes.append(draw(LEFT + STEP * place + STEP / 2, level(point.difference), 6, kind))
    says = "; ".join(f"{point.on}: {_signed(point.difference)}" for point in shown) + "."
    rows = tuple((each.on, each.purpose, _signed(each.difference), "Yes" if each.is_close else "No") for each in points)
    table = Table(("Finished", "For", "Marks from what was agreed", "Close"), rows)
    drawn = picture(width=width, height=HEIGHT + 2 * TOP, title=title, says=says, shapes=shapes)
    return Figure(title, drawn, says, table)


def _signed(difference: int) -> str:
    return f"{difference:+d}".replace("-", "\u2212") if difference else "0"
