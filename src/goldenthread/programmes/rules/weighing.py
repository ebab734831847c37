"""How much time statements take, and which take far more than the others."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from statistics import median
from uuid import UUID

from goldenthread.programmes.types import CoverageColumn, Heavy, OverWeight, Route, StatementPlace, Use

Cells = Mapping[UUID, Mapping[UUID, frozenset[Use]]]

# Ours, for want of an official figure, and said to be so wherever it is used.
OVER_WEIGHT = OverWeight(times=2.5, least_minutes=120, set_on=date(2026, 11, 28))


def served(column: CoverageColumn, cells: Cells, known: Iterable[UUID]) -> tuple[UUID, ...]:
    """The statements of this framework that a component serves."""
    return tuple(ref for ref in known if ref in cells[column.ref])


def heavy(
    statements: Sequence[StatementPlace], columns: Sequence[CoverageColumn], cells: Cells, *, routes: Iterable[Route]
) -> tuple[Heavy, ...]:
    """The statements that take far more time than the middle one on one of these routes, those with the most first.

    A component's time is shared evenly over the statements it serves. The middle one is that of the statements which
    take any time at all on the route.
    """
    found = [each for route in routes for each in _on(route, statements, columns, cells)]
    most = {ref: max(each.minutes for each in found if each.statement.ref == ref) for ref in _refs(found)}
    places = {place.ref: at for at, place in enumerate(statements)}
    return tuple(sorted(found, key=lambda each: (-most[each.statement.ref], places[each.statement.ref])))


def _refs(found: Iterable[Heavy]) -> frozenset[UUID]:
    return frozenset(each.statement.ref for each in found)


def _on(
    route: Route, statements: Sequence[StatementPlace], columns: Sequence[CoverageColumn], cells: Cells
) -> Iterable[Heavy]:
    known = [place.ref for place in statements]
    minutes, components = dict.fromkeys(known, 0.0), dict.fromkeys(known, 0)
    for column in columns:
        refs = served(column, cells, known) if route in column.routes else ()
        for ref in refs:
            minutes[ref] += column.minutes / len(refs)
            components[ref] += 1
    taken = [each for each in minutes.values() if each]
    if not taken:
        return ()
    limit = max(OVER_WEIGHT.least_minutes, OVER_WEIGHT.times * median(taken))
    return (
        Heavy(place, route, round(minutes[place.ref]), components[place.ref])
        for place in statements
        if minutes[place.ref] >= limit
    )
