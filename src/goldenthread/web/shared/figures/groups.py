"""One number for each of a few groups, as bars that begin at zero."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from goldenthread.web.shared.figures.drawing import Figure, Table, box, fitted, line, n, picture, text

LABELS, BARS, ENDS, ROW = 170, 200, 100, 34
# About as wide as one letter of a number at its end.
LETTER = 8


def group_bars(
    title: str,
    *,
    groups: Sequence[tuple[str, float]],
    unit: str = "",
    highest: float | None = None,
    say: Callable[[float], str] | None = None,
) -> Figure:
    """A bar for each group with its number at its end; ``highest`` is what a whole bar means, else the largest.

    ``say`` says a number in words of its own, otherwise it stands before its unit.
    """
    whole = highest or max((value for _, value in groups), default=0) or 1
    said = [say(value) if say else _said(value, unit) for _, value in groups]
    says = "; ".join(f"{name}: {words}" for (name, _), words in zip(groups, said, strict=True)) + "."
    height = ROW * len(groups) + 8
    shapes = [line(LABELS, 0, LABELS, height, "d-mark")]
    for place, ((name, value), words) in enumerate(zip(groups, said, strict=True)):
        y = ROW * place + 6
        end = LABELS + BARS * min(max(value, 0) / whole, 1)
        shapes += [
            text(LABELS - 10, y + 17, fitted(name, LABELS - 16), "d-end"),
            box(LABELS, y, end - LABELS, ROW - 12, "d-bar", rounded=0),
            text(end + 8, y + 17, words, "d-strong"),
        ]
    named = [name for name, _ in groups]
    table = Table(("Group", unit.strip() or "Number"), tuple(zip(named, said, strict=True)))
    ends = max([ENDS, *(LETTER * len(words) for words in said)])
    drawn = picture(width=LABELS + BARS + ends, height=height, title=title, says=says, shapes=shapes)
    return Figure(title, drawn, says, table)


def _said(value: float, unit: str) -> str:
    return f"{n(value)} {unit}".strip() if value < 1000 else f"{value:,.0f} {unit}".strip()
