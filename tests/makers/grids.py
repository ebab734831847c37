"""A made content and assessment framework as a PDF: tables of several columns, with lines drawn or without."""

from __future__ import annotations

import typst

from tests.makers.contents import AREAS, MadeArea
from tests.makers.portables import _said

HEADERS = ("Learn how to", "Learn about", "Assessment criteria", "How it is tested")


def as_grids(
    areas: tuple[MadeArea, ...] = AREAS, *, has_borders: bool = True, points: int = 10, inset: int = 5
) -> bytes:
    """The areas, each in a table with a row for each of its rows, and the behaviours with their scale."""
    stroke = "" if has_borders else "stroke: none, "
    parts = [f'#set page(paper: "a5", flipped: true, numbering: "1", margin: 1.5cm)\n#set text(size: {points}pt)',
             "= Made Content and Assessment Framework"]  # fmt: skip
    for area in areas:
        cells = [f"[#{_said(cell)}]" for row in _rows(area) for cell in row]
        heads = ", ".join(f"[*{header}*]" for header in HEADERS)
        parts += [
            f"== #{_said(area.title)}",
            f"#table(columns: (1fr,) * 4, {stroke}inset: {inset}pt, table.header({heads}), {', '.join(cells)})",
        ]
    parts.append(
        "== Behaviours\n#table(columns: (1fr, 2fr, 1fr, 1fr), [*Behaviour*], [*Description*], "
        "[*Rating (1 = high, 4 = low)*], [*Comment*], [Patience], [Waits for others to finish], [], [])"
    )
    made = typst.compile("\n".join(parts).encode())
    assert isinstance(made, bytes)
    return made


def _rows(area: MadeArea) -> list[tuple[str, str, str, str]]:
    found = []
    for at, row in enumerate(area.rows):
        tested = [f"Part {area.part}"] if not at else []
        tested += [f"Supporting document required: {document}" for _, _, document in row.criteria if document]
        criteria = " ".join(f"{code} {text}" for code, text, _ in row.criteria)
        found.append((row.deed, row.topic, criteria, " ".join(tested)))
    return found
