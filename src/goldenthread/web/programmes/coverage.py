"""What a release covers, route by route and variant by variant: on a page, on paper and in a spreadsheet."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby
from urllib.parse import urlencode
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.text import slugify

from goldenthread.programmes.queries.coverage import coverage_book, coverage_page
from goldenthread.programmes.types import ROUTE_NAMES, USE_NAMES, Coverage, CoverageRow, StatementPlace, Use
from goldenthread.web.programmes.asked import ref_in, route_in
from goldenthread.web.programmes.matrix import matrix
from goldenthread.web.programmes.sheets import workbook
from goldenthread.web.programmes.staff import STAFF
from goldenthread.web.shared.request import Request
from goldenthread.web.shared.routes import admits
from goldenthread.web.shared.sending import send_file

SPREADSHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@admits(*STAFF)
def show(request: Request, ref: UUID) -> HttpResponse:
    """Gaps, hours and the matrix, for one route or both together, of the core or of a variant."""
    route, variant = route_in(request), ref_in(request, "variant")
    page = coverage_page(ref, by=request.actor, route=route, variant=variant)
    context = {
        "page": page,
        "route": route,
        "routes": ROUTE_NAMES,
        "which": urlencode({"variant": variant} if variant else {}),
        "looked_at": urlencode({name: value for name, value in (("route", route), ("variant", variant)) if value}),
        "matrix": matrix(page.coverage),
        "sections": sections_of(page.coverage),
    }
    return render(request, "programmes/coverage/show.html", context)


@admits(*STAFF)
def book(request: Request, ref: UUID) -> HttpResponse:
    """The same as a spreadsheet."""
    found = coverage_book(ref, by=request.actor, variant=ref_in(request, "variant"))
    name = f"coverage-{slugify(found.release.name)}.xlsx"
    return send_file(workbook(found), name=name, media_type=SPREADSHEET)


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
