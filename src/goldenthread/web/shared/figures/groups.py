"""One number for each of a few groups, as bars that begin at zero."""

from __future__ import annotations

from collections.abc import Sequence

from goldenthread.web.shared.figures.drawing import Figure, Table, box, fitted, line, n, picture, text

LABELS, BARS, ENDS, ROW = 170, 200, 100, 34


def group_bars(
    title: str, *, groups: Sequence[tuple[str, float]], unit: str = "", highest: float | None = None
) -> Figure:
    """A bar for each group with its number at its end; ``highest`` is what a whole bar means, else the largest."""
    whole = highest or max((value for _, value in groups), default=0) or 1
    says = "; ".join(f"{name}: {_said(value, unit)}" for name, value in groups) + "."
    height = ROW * len(groups) + 8
    shapes = [line(LABELS, 0, LABELS, height, "d-mark")]
    for place, (name, value) in enumerate(groups):
        y = ROW * place + 6
        end = LABELS + BARS * min(max(value, 0) / whole, 1)
        shapes += [
            text(LABELS - 10, y + 17, fitted(name, LABELS - 16), "d-end"),
            box(LABELS, y, end - LABELS, ROW - 12, "d-bar", rounded=0),
            text(end + 8, y + 17, _said(value, unit), "d-strong"),
        ]
    table = Table(("Group", unit.strip() or "Number"), tuple((name, _said(value, unit)) for name, value in groups))
    drawn = picture(width=LABELS + BARS + ENDS, height=height, title=title, says=says, shapes=shapes)
    return Figure(title, drawn, says, table)


def _said(value: float, unit: str) -> str:
    return f"{n(value)} {unit}".strip() if value < 1000 else f"{value:,.0f} {unit}".strip()
