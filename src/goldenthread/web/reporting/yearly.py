"""Yearly figures, and what somebody enters for them."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import render

from goldenthread.ground.types import Refused
from goldenthread.reporting.actions.yearly import enter_aim
from goldenthread.reporting.queries.tables import year_as_csv, years_as_csv
from goldenthread.reporting.queries.yearly import side_page, year_page
from goldenthread.reporting.types.yearly import AIM_NAMES, Aim, NewAim, SideLine, StudyTotal, YearOf, YearPage
from goldenthread.web.reporting.figures import INSPECTS, spreadsheet
from goldenthread.web.shared.answers import see_other
from goldenthread.web.shared.fields import NumberField, SelectField, TextField
from goldenthread.web.shared.figures.drawing import Figure
from goldenthread.web.shared.figures.groups import group_bars
from goldenthread.web.shared.request import Request
from goldenthread.web.shared.routes import admits

MOST = 100_000_000
# The first year of the suite of 2017, and a last one for an address to be an address.
FIRST, LAST = 2017, 2999


class AimForm(forms.Form):
    """One number, and where it is from."""

    qualification = SelectField(label="Qualification", choices=[], asks="Choose a qualification")
    what = SelectField(label="What is it?", choices=[(a.value, name) for a, name in AIM_NAMES.items()])
    number = NumberField(label="Number", min_value=0, max_value=MOST, width=10, asks="Enter the number")
    source = TextField(label="Where is it from?", hint="For example: contract of 1 August 2026", max_length=200)

    def __init__(self, *args: Any, page: YearPage, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        told = [(str(one.qualification), one.title) for one in page.qualifications]
        self.fields["qualification"].choices = told  # type: ignore[attr-defined]  # a choice field


@admits(*INSPECTS)
def show(request: Request, year: int | None = None) -> HttpResponse:
    """A year's figures; as a spreadsheet with ``?as=csv``; and a number entered."""
    if year is not None and not FIRST <= year <= LAST:
        raise Http404
    page = year_page(year, by=request.actor, at=request.at)
    if request.GET.get("as") == "csv":
        return spreadsheet(year_as_csv(page), f"year-{page.year}")
    form = AimForm(request.POST if request.method == "POST" else None, page=page)
    if form.is_bound and form.is_valid():
        given = form.cleaned_data
        new = NewAim(page.year, given["qualification"], Aim(given["what"]), given["number"], given["source"])
        try:
            enter_aim(new, by=request.actor, at=request.at)
            messages.success(request, "The number is kept.")
            return see_other("reporting:year", page.year)
        except Refused as refused:
            form.add_error(None, str(refused.refusal))
    context = {
        "page": page,
        "form": form,
        "names": AIM_NAMES,
        "shown": [(one, _drawn(one), _by_route(one)) for one in page.qualifications],
    }
    return render(request, "reporting/yearly/year.html", context, status=422 if form.is_bound else 200)


@admits(*INSPECTS)
def compare(request: Request) -> HttpResponse:
    """Year by year, side by side; every share drawn that more than one year has."""
    page = side_page(by=request.actor, at=request.at)
    if request.GET.get("as") == "csv":
        return spreadsheet(years_as_csv(page), "years")
    shown = [
        (
            one.title,
            [drawn for line in one.lines if (drawn := _through(line, page.years))],
            [(line.name, list(zip(page.years, line.metrics, strict=True))) for line in one.lines],
        )
        for one in page.qualifications
    ]
    columns = ["Measure", *((str(year), "number") for year in page.years)]
    return render(request, "reporting/yearly/compare.html", {"shown": shown, "columns": columns})


def _drawn(one: YearOf) -> Figure | None:
    groups = [(metric.name, float(metric.share)) for metric in one.metrics if metric.share is not None]
    return group_bars("Share of the target reached", groups=groups, unit="%") if groups else None


def _through(line: SideLine, years: tuple[int, ...]) -> Figure | None:
    """One measure's percentages through the years, where at least two years have one."""
    known = [
        (str(y), float(m.percent)) for y, m in zip(years, line.metrics, strict=True) if m and m.percent is not None
    ]
    return group_bars(line.name, groups=known, unit="%", highest=100) if len(known) > 1 else None


def _by_route(one: YearOf) -> list[tuple[StudyTotal, Figure]]:
    """Each route's guided time by type of study, drawn; the table beside it has the kinds."""
    return [(total, _study(total, one)) for total in one.totals]


def _study(total: StudyTotal, one: YearOf) -> Figure:
    hours_of: dict[str, int] = {}
    for line in one.study:
        if (line.release, line.route) == (total.release, total.route):
            hours_of[line.type_of_study] = hours_of.get(line.type_of_study, 0) + line.minutes
    groups = [(name, round(minutes / 60, 2)) for name, minutes in hours_of.items()]
    return group_bars(f"Guided hours, {total.route}", groups=groups, unit="hours")
