"""Which component teaches, practises or assesses which statement, and which statement nothing teaches."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from django.utils.html import format_html
from django.utils.safestring import SafeString

from goldenthread.web.shared.figures.drawing import Figure, Table, box, dot, fitted, line, n, picture, square, text
from goldenthread.web.shared.words import count

USES = {"T": "taught", "P": "practised", "A": "assessed"}
LABELS, CELL, ROW, HEAD, KEY, EDGE = 90, 46, 26, 300, 34, 210
# A slanted head rises by four fifths of its length, and reaches to the right by three fifths.
HEAD_WORDS = 420
Cells = Mapping[tuple[int, int], str]


def coverage_matrix(
    title: str, *, statements: Sequence[tuple[str, str]], components: Sequence[str], cells: Cells
) -> Figure:
    """A row for each statement (its code and its words), a column for each component.

    ``cells`` maps a statement's place and a component's place to letters of T (taught), P (practised), A (assessed).
    A statement that nothing teaches has its row marked, with the word for it.
    """
    untaught = [i for i in range(len(statements)) if not _where(cells, i, "T", components)]
    says = f"{count(len(statements), 'statement')}, {count(len(components), 'component')}; " + (
        f"{count(len(untaught), 'statement')} not taught anywhere." if untaught else "every statement is taught."
    )
    width = LABELS + CELL * len(components) + EDGE
    height = KEY + HEAD + ROW * len(statements) + 8
    shapes = [*_key(), *_heads(components)]
    for place, (code, _) in enumerate(statements):
        shapes += _row(place, code, len(components), cells, is_gap=place in untaught)
    rows = tuple(
        (f"{code} {words}", *(", ".join(_where(cells, i, use, components)) or "nowhere" for use in USES))
        for i, (code, words) in enumerate(statements)
    )
    table = Table(("Statement", *(f"{word.capitalize()} in" for word in USES.values())), rows)
    return Figure(title, picture(width=width, height=height, title=title, says=says, shapes=shapes), says, table)


def _where(cells: Cells, statement: int, use: str, components: Sequence[str]) -> list[str]:
    return [name for place, name in enumerate(components) if use in cells.get((statement, place), "")]


def _key() -> list[SafeString]:
    shapes: list[SafeString] = []
    for place, (use, word) in enumerate(USES.items()):
        x = 8 + place * 110
        shapes += [_sign(use, x, 14), text(x + 14, 19, word, "d-soft")]
    return shapes


def _heads(components: Sequence[str]) -> list[SafeString]:
    shapes = []
    for place, name in enumerate(components):
        x, y = LABELS + CELL * place + CELL / 2, KEY + HEAD - 8
        shapes.append(
            format_html(
                '<text x="{0}" y="{1}" class="d-soft" transform="rotate(-55 {0} {1})">{2}</text>',
                n(x),
                n(y),
                fitted(name, HEAD_WORDS, size=15),
            )
        )
    return shapes


def _row(place: int, code: str, columns: int, cells: Cells, *, is_gap: bool) -> list[SafeString]:
    top = KEY + HEAD + ROW * place
    wide = CELL * columns
    shapes = [text(LABELS - 10, top + 18, fitted(code, LABELS - 20), "d-end")]
    if is_gap:
        shapes += [box(LABELS, top + 2, wide, ROW - 4, "d-cell-gap"), text(LABELS + wide + 8, top + 18, "not taught")]
    shapes.append(line(LABELS, top + ROW, LABELS + wide, top + ROW, "d-rule"))
    for column in range(columns):
        for slot, use in enumerate(USES):
            if use in cells.get((place, column), ""):
                shapes.append(_sign(use, LABELS + CELL * column + 10 + 13 * slot, top + ROW / 2))
    return shapes


def _sign(use: str, x: float, y: float) -> SafeString:
    """Three uses, three shapes: a full point, an open square, a full square on its corner."""
    if use == "T":
        return dot(x, y, 5, "d-bar")
    if use == "P":
        return square(x, y, 4, "d-second")
    return format_html('<path d="M{0} {2}L{3} {1}L{0} {4}L{5} {1}Z" class="d-good"/>', *_corners(x, y, 6))


def _corners(x: float, y: float, reach: float) -> tuple[str, ...]:
    return n(x), n(y), n(y - reach), n(x + reach), n(y + reach), n(x - reach)
