"""What a release covers, route by route."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render

from goldenthread.programmes.queries.coverage import coverage_page
from goldenthread.programmes.types import ROUTE_NAMES, USE_NAMES, Coverage, CoverageRow, Route
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
    }
    return render(request, "programmes/coverage/show.html", context)


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
