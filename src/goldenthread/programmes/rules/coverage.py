"""What a route of a release covers: the matrix, and what follows from it."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from uuid import UUID

from goldenthread.programmes.rules.sharing import shared_out
from goldenthread.programmes.rules.weighing import OVER_WEIGHT, Cells, heavy
from goldenthread.programmes.types import (
    KIND_NAMES,
    ComponentFacts,
    Coverage,
    CoverageColumn,
    CoverageRow,
    Hours,
    ReleaseOutline,
    Route,
    StatementPlace,
    Summary,
    Tie,
    Use,
    VariantLine,
)


def coverage(
    statements: Sequence[StatementPlace],
    columns: Sequence[CoverageColumn],
    ties: Mapping[UUID, Iterable[Tie]],
    *,
    route: Route | None,
) -> Coverage:
    """What one route covers, or all of the release where ``route`` is ``None``. ``ties`` by component reference.

    A statement is a gap where nothing teaches it; heavy where it takes far more time than is usual on a route. A
    component is an orphan where it serves no statement of this framework and is not marked as serving none. Hours are
    those of one route: nobody takes the components of both together.
    """
    shown = tuple(column for column in columns if route is None or route in column.routes)
    cells: Cells = {column.ref: _by_statement(ties.get(column.ref, ())) for column in shown}
    rows = tuple(
        CoverageRow(place, tuple(cells[column.ref].get(place.ref, frozenset()) for column in shown))
        for place in statements
    )
    known = {place.ref for place in statements}
    return Coverage(
        route=route,
        columns=shown,
        rows=rows,
        gaps=_lacking(rows, Use.TAUGHT),
        unpractised=_lacking(rows, Use.PRACTISED),
        unassessed=_lacking(rows, Use.ASSESSED),
        heavy=heavy(statements, shown, cells, routes=(route,) if route else Route),
        over_weight=OVER_WEIGHT,
        orphans=tuple(c for c in shown if not c.stands_apart and not known & cells[c.ref].keys()),
        by_section=_by_section(statements, shown, cells) if route else (),
        by_kind=_by_kind(shown) if route else (),
    )


def columns_of(outline: ReleaseOutline) -> tuple[CoverageColumn, ...]:
    """The components of a release, or of one of its variants, as coverage needs them."""
    return tuple(_column(component) for component in outline.components)


def held_by(outline: ReleaseOutline, ties: Mapping[int, Collection[Tie]]) -> Mapping[UUID, Collection[Tie]]:
    """The ties of a release by component reference, out of those by component id."""
    return {component.ref: ties.get(component.id, frozenset()) for component in outline.components}


def summary(
    statements: Sequence[StatementPlace],
    outline: ReleaseOutline,
    ties: Mapping[int, Collection[Tie]],
    *,
    variant: VariantLine | None,
    route: Route,
) -> Summary:
    """What one route of the core or of a variant covers, in numbers. ``ties`` by component id."""
    shown = outline.on(route)
    held = {(tie.statement, tie.use) for component in shown for tie in ties.get(component.id, ())}
    return Summary(
        variant=variant,
        route=route,
        components=len(shown),
        minutes=sum(component.minutes for component in shown),
        statements=len(statements),
        lacking={use: sum((place.ref, use) not in held for place in statements) for use in Use},
    )


def hours(
    statements: Sequence[StatementPlace], components: Collection[ComponentFacts], ties: Mapping[int, Collection[Tie]]
) -> tuple[tuple[Hours, ...], tuple[Hours, ...]]:
    """The hours of one route by section and by kind of study. ``ties`` by component id."""
    shown = [_column(component) for component in components]
    held: Cells = {component.ref: _by_statement(ties.get(component.id, ())) for component in components}
    return _by_section(statements, shown, held), _by_kind(shown)


def _column(component: ComponentFacts) -> CoverageColumn:
    return CoverageColumn(
        ref=component.ref,
        kind=component.kind,
        title=component.title,
        minutes=component.minutes,
        routes=component.routes,
        stands_apart=component.stands_apart,
        module=component.module,
        variant=component.variant_title,
    )


def _by_statement(ties: Iterable[Tie]) -> dict[UUID, frozenset[Use]]:
    found: dict[UUID, set[Use]] = {}
    for tie in ties:
        found.setdefault(tie.statement, set()).add(tie.use)
    return {statement: frozenset(uses) for statement, uses in found.items()}


def _lacking(rows: Iterable[CoverageRow], use: Use) -> tuple[StatementPlace, ...]:
    return tuple(row.statement for row in rows if use not in row.all_uses)


def _by_section(
    statements: Sequence[StatementPlace],
    columns: Sequence[CoverageColumn],
    cells: Cells,
) -> tuple[Hours, ...]:
    """Minutes by section: a component's minutes are shared evenly over the statements it serves."""
    section_of = {place.ref: place.section for place in statements}
    minutes = dict.fromkeys((place.section for place in statements), 0.0)
    nowhere = 0.0
    for column in columns:
        served = [section_of[ref] for ref in cells[column.ref] if ref in section_of]
        for section in served:
            minutes[section] += column.minutes / len(served)
        if not served:
            nowhere += column.minutes
    if nowhere:
        minutes["No section"] = nowhere
    return _hours(minutes)


def _by_kind(columns: Sequence[CoverageColumn]) -> tuple[Hours, ...]:
    kinds = dict.fromkeys(column.kind for column in columns)
    return _hours({KIND_NAMES[k]: float(sum(c.minutes for c in columns if c.kind is k)) for k in kinds})


def _hours(minutes: Mapping[str, float]) -> tuple[Hours, ...]:
    exact = tuple(minutes.values())
    rounded, shares = shared_out(exact, total=round(sum(exact))), shared_out(exact, total=100)
    return tuple(Hours(*line) for line in zip(minutes, rounded, shares, strict=True))
