"""How much of each of a few wholes is there: a bar for each, filled as far as it goes."""

from __future__ import annotations

from collections.abc import Sequence

from goldenthread.web.shared.figures.drawing import Figure, Table, box, fitted, picture, text

# Narrow, and each name above its bar, so that a phone shows it in its own size.
BARS, ENDS, ROW, HIGH = 270, 90, 54, 20


def coverage_bars(title: str, *, rows: Sequence[tuple[str, int, int]], what: str, there: str, missing: str) -> Figure:
    """A row for each whole: its name, how much is there, and of how much. Bars are as long as their whole is large, so
    that they can be compared; ``there`` and ``missing`` head the columns of the table."""
    largest = max((of for _, _, of in rows), default=0) or 1
    shapes = []
    for place, (name, done, of) in enumerate(rows):
        y, whole = ROW * place, BARS * of / largest
        shapes += [
            text(0, y + 18, fitted(name, BARS + ENDS)),
            box(0, y + 26, whole, HIGH, "d-track", rounded=0),
            box(0, y + 26, whole * done / of if of else 0, HIGH, "d-bar", rounded=0),
            text(whole + 8, y + 42, f"{done} of {of}", "d-strong"),
        ]
    says = "; ".join(f"{name}: {done} of {of}" for name, done, of in rows) + "."
    table = Table((what, there, missing), tuple((name, str(done), str(of - done)) for name, done, of in rows))
    drawn = picture(width=BARS + ENDS, height=ROW * len(rows), title=title, says=says, shapes=shapes)
    return Figure(title, drawn, says, table)
