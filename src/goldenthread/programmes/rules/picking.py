"""Which statements a picker shows, what is chosen of them, and what a choice makes of what is held."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from itertools import groupby
from uuid import UUID

from goldenthread.programmes.types import PickerLine, PickerSection, StatementPlace, Tie


def picked(
    statements: Iterable[StatementPlace],
    ties: Iterable[Tie],
    *,
    found: Collection[UUID] | None = None,
    section: int | None = None,
) -> tuple[PickerSection, ...]:
    """The statements by section, in order; only those that were ``found``, where something was looked for."""
    held = frozenset(ties)
    sections = []
    for (number, title), group in groupby(statements, key=lambda place: (place.section_number, place.section)):
        lines = tuple(
            PickerLine(place, frozenset(tie.use for tie in held if tie.statement == place.ref)) for place in group
        )
        wanted = section in (None, number)
        shown = tuple(line for line in lines if wanted and (found is None or line.statement.ref in found))
        sections.append(PickerSection(number, title, shown, len(lines), sum(1 for line in lines if line.uses)))
    return tuple(sections)


def chosen(held: Collection[Tie], ties: Collection[Tie], *, shown: Collection[Tie] | None = None) -> frozenset[Tie]:
    """What is chosen once ``ties`` were chosen where ``shown`` was; without it, ``ties`` are all there are.

    Only what a person added or took away counts. What they left as they saw it is as it is by now.
    """
    if shown is None:
        return frozenset(ties)
    added, taken = frozenset(ties) - frozenset(shown), frozenset(shown) - frozenset(ties)
    return (frozenset(held) - taken) | added
