"""Yearly figures, and what somebody enters for them."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import render

from goldenthread.ground.types import Refused
from goldenthread.reporting.actions.yearly import enter_aim
from goldenthread.reporting.queries.tables import year_as_csv
from goldenthread.reporting.queries.yearly import year_page
from goldenthread.reporting.types.yearly import AIM_NAMES, Aim, NewAim, YearOf, YearPage
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
        "shown": [(one, _drawn(one)) for one in page.qualifications],
    }
    return render(request, "reporting/yearly/year.html", context, status=422 if form.is_bound else 200)


def _drawn(one: YearOf) -> Figure | None:
    groups = [(metric.name, float(metric.share)) for metric in one.metrics if metric.share is not None]
    return group_bars("Share of the target reached", groups=groups, unit="%") if groups else None
