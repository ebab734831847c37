"""What a release covers, route by route."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render

from goldenthread.programmes.queries.coverage import coverage_page
from goldenthread.programmes.types import ROUTE_NAMES, USE_NAMES, Coverage, CoverageRow, Route, StatementPlace, Use
from goldenthread.web.programmes.staff import STAFF
from goldenthread.web.shared.figures.coverage import coverage_matrix
from goldenthread.web.shared.figures.drawing import Figure
from goldenthread.web.shared.request import Request
from goldenthread.web.shared.routes import admits
from goldenthread.web.shared.words import count

LETTERS = tuple((use, use.value[0].upper()) for use in USE_NAMES)


@admits(*STAFF)
def show(request: Request, ref: UUID) -> HttpResponse:
    """The matrix with its gaps first, for one route or for both together."""
    route = next((r for r in Route if r.value == request.GET.get("route")), None)
    page = coverage_page(ref, by=request.actor, route=route)
    context = {
        "page": page,
        "route": route,
        "routes": ROUTE_NAMES,
        "picture": matrix(page.coverage, rows=page.gaps_first),
        "sections": sections_of(page.coverage),
    }
    return render(request, "programmes/coverage/show.html", context)


@dataclass(frozen=True)
class Line:
    """One statement, and the components by what they do with it."""

    statement: StatementPlace
    uses: tuple[tuple[str, tuple[str, ...]], ...]


@dataclass(frozen=True)
class Section:
    """The statements of a section, for pages too narrow for the matrix."""

    name: str
    taught: int
    lines: tuple[Line, ...]


def sections_of(coverage: Coverage) -> tuple[Section, ...]:
    """The matrix section by section, in the framework's order."""
    groups = groupby(coverage.rows, key=lambda row: row.statement.section)
    return tuple(_section(name, tuple(rows), coverage) for name, rows in groups)


def _section(name: str, rows: tuple[CoverageRow, ...], coverage: Coverage) -> Section:
    lines = tuple(Line(row.statement, tuple(_uses(row, coverage))) for row in rows)
    return Section(name, sum(Use.TAUGHT in row.all_uses for row in rows), lines)


def _uses(row: CoverageRow, coverage: Coverage) -> Iterator[tuple[str, tuple[str, ...]]]:
    for use, word in USE_NAMES.items():
        names = tuple(c.title for c, uses in zip(coverage.columns, row.uses, strict=True) if use in uses)
        if names:
            yield word, names


def matrix(coverage: Coverage, *, rows: tuple[CoverageRow, ...]) -> Figure:
    """The matrix as a figure whose title states the finding."""
    gaps = len(coverage.gaps)
    title = f"{count(gaps, 'statement')} not taught yet" if gaps else "Every statement is taught"
    cells = {
        (i, j): "".join(letter for use, letter in LETTERS if use in uses)
        for i, row in enumerate(rows)
        for j, uses in enumerate(row.uses)
        if uses
    }
    return coverage_matrix(
        title,
        statements=[(row.statement.number, row.statement.text) for row in rows],
        components=[column.title for column in coverage.columns],
        cells=cells,
    )
