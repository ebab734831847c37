"""The decision record of one script on one page, and what a window came to."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import replace
from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import render

from goldenthread.assessment.queries.records import (
    record_data,
    record_page,
    results_as_csv,
    results_page,
    statistics_as_csv,
)
from goldenthread.assessment.types.records import ResultsPage, Tally
from goldenthread.web.assessment.releasing import TELLS
from goldenthread.web.shared import words
from goldenthread.web.shared.figures.drawing import Figure, Table
from goldenthread.web.shared.figures.groups import group_bars
from goldenthread.web.shared.request import Request
from goldenthread.web.shared.routes import admits
from goldenthread.web.shared.sending import send_file


@admits(*TELLS)
def record(request: Request, ref: UUID) -> HttpResponse:
    """Everything that was decided about a script, by its number."""
    page = record_page(ref, by=request.actor, at=request.at)
    return render(request, "assessment/records/record.html", {"page": page})


@admits(*TELLS)
def record_file(request: Request, ref: UUID) -> HttpResponse:
    """The same as a file."""
    data = record_data(ref, by=request.actor, at=request.at)
    content = json.dumps(data, ensure_ascii=False, indent=1).encode()
    return send_file(content, name=f"decision-record-{data['number']}.json", media_type="application/json")


@admits(*TELLS)
def results(request: Request, ref: UUID) -> HttpResponse:
    """Outcomes and marks of a window, counted; and as files for whatever comes next."""
    page = results_page(ref, by=request.actor)
    drawn = {"outcomes": _outcomes(page), "criteria": [_tallied(name, marks, "Mark") for name, marks in page.criteria]}
    return render(request, "assessment/records/results.html", {"page": page, **drawn})


def _outcomes(page: ResultsPage) -> Figure:
    """How many have each outcome, under what it comes to."""
    first = page.outcomes[0]
    title = f"{words.count(first.number)} of {words.count(page.released)} {first.what}"
    return _tallied(title, [Tally(each.what.capitalize(), each.number) for each in page.outcomes], "Outcome")


def _tallied(title: str, tallies: Sequence[Tally], what: str) -> Figure:
    figure = group_bars(title, groups=[(each.what, each.number) for each in tallies])
    return replace(figure, table=Table((what, "Results"), figure.table.rows))


@admits(*TELLS)
def results_file(request: Request, ref: UUID, what: str) -> HttpResponse:
    """One of these files."""
    made = {"results": results_as_csv, "statistics": statistics_as_csv}.get(what)
    if made is None:
        raise Http404
    return send_file(made(ref, by=request.actor), name=f"{what}.csv", media_type="text/csv")
