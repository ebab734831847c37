"""Which statements a picker shows, and what is chosen of them."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import groupby

from goldenthread.programmes.types import PickerLine, PickerSection, StatementPlace, Tie


def picked(
    statements: Iterable[StatementPlace], ties: Iterable[Tie], *, find: str = "", section: int | None = None
) -> tuple[PickerSection, ...]:
    """The statements by section, in order. ``find``: words that must all stand in a statement, whatever their case."""
    words = find.casefold().split()
    held = frozenset(ties)
    sections = []
    for (number, title), group in groupby(statements, key=lambda place: (place.section_number, place.section)):
        lines = tuple(
            PickerLine(place, frozenset(tie.use for tie in held if tie.statement == place.ref)) for place in group
        )
        wanted = section in (None, number)
        shown = tuple(line for line in lines if wanted and _says(line.statement, words))
        sections.append(PickerSection(number, title, shown, len(lines), sum(1 for line in lines if line.uses)))
    return tuple(sections)


def _says(place: StatementPlace, words: Iterable[str]) -> bool:
    said = f"{place.number} {place.text}".casefold()
    return all(word in said for word in words)
