"""Two markers on each criterion: how far apart they are, and on what."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.safestring import SafeString

from goldenthread.web.shared.figures.drawing import Figure, Table, dot, fitted, line, picture, square, text
from goldenthread.web.shared.words import count

SCALE, SAYS, ROW, HEAD, NAME = 330, 120, 58, 58, 22


def agreement_plot(
    title: str,
    *,
    criteria: Sequence[tuple[str, int, int]],
    levels: Sequence[str],
    markers: tuple[str, str] = ("Marker A", "Marker B"),
) -> Figure:
    """A row for each criterion: its name, and the place among ``levels`` (from 0) that each marker gave it.

    The first marker is a full point, the second an open square; where they agree both stand in one place.
    """
    apart = [name for name, first, second in criteria if first != second]
    says = f"They agree on {len(criteria) - len(apart)} of {count(len(criteria), 'criterion', 'criteria')}."
    width, height = SCALE + SAYS, HEAD + ROW * len(criteria) + 10
    shapes = [*_key(markers), *_scale(levels, height)]
    for place, (name, first, second) in enumerate(criteria):
        shapes += _row(place, name, first, second, len(levels))
    rows = tuple((name, levels[one], levels[two], _gap(one, two)) for name, one, two in criteria)
    table = Table(("Criterion", *markers, "Apart"), rows)
    return Figure(title, picture(width=width, height=height, title=title, says=says, shapes=shapes), says, table)


def _gap(first: int, second: int) -> str:
    return f"{count(abs(first - second), 'level')} apart" if first != second else "agree"


def _key(markers: tuple[str, str]) -> list[SafeString]:
    return [
        *(dot(8, 14, 6, "d-first"), text(22, 19, markers[0], "d-soft")),
        *(square(138, 14, 6, "d-second"), text(152, 19, markers[1], "d-soft")),
    ]


def _scale(levels: Sequence[str], height: float) -> list[SafeString]:
    shapes: list[SafeString] = []
    for place, level in enumerate(levels):
        x = _x(place, len(levels))
        shapes += [
            line(x, HEAD - 6, x, height - 8, "d-rule"),
            text(x, HEAD - 14, fitted(level, 64, size=14), "d-soft d-middle"),
        ]
    return shapes


def _row(place: int, name: str, first: int, second: int, levels: int) -> list[SafeString]:
    top = HEAD + ROW * place
    y = top + NAME + (ROW - NAME) / 2 - 2
    a, b = _x(first, levels), _x(second, levels)
    return [
        text(0, top + NAME - 4, fitted(name, SCALE + SAYS)),
        line(a, y, b, y, "d-link"),
        square(b, y, 9 if first == second else 7, "d-second"),
        dot(a, y, 5 if first == second else 7, "d-first"),
        text(SCALE + 8, y + 5, _gap(first, second), "d-soft" if first == second else "d-strong"),
    ]


def _x(place: int, levels: int) -> float:
    return 32 + (SCALE - 64) * place / max(levels - 1, 1)
