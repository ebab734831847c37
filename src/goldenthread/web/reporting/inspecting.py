"""The evidence pack of an inspection week: made with one press, kept, read as a page, a workbook or a PDF."""

from __future__ import annotations

from io import BytesIO
from typing import Any
from uuid import UUID, uuid4

import xlsxwriter
from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render

from goldenthread.ground.types import Refused
from goldenthread.people.types import Duty
from goldenthread.reporting.actions.inspecting import make_pack
from goldenthread.reporting.queries.inspecting import packs_page, week_pack, week_pack_pdf
from goldenthread.reporting.types.inspecting import WeekPack
from goldenthread.web.reporting.tables import shown
from goldenthread.web.shared.answers import see_other
from goldenthread.web.shared.fields import DateField
from goldenthread.web.shared.request import Request
from goldenthread.web.shared.routes import admits
from goldenthread.web.shared.sending import send_file
from goldenthread.web.shared.spreadsheets import rows_for
from goldenthread.web.shared.words import moment

STAFF = (Duty.PROGRAMME_MANAGER, Duty.ADMINISTRATOR, Duty.QUALITY_LEAD, Duty.INSPECTOR)
WORKBOOK = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


class WeekForm(forms.Form):
    """Any day of the week; ``key`` makes a second press the same press."""

    day = DateField(
        label="Which week?",
        hint="Any day of it. The next week stands here already",
        asks="Enter any day of the week that is inspected",
    )
    key = forms.UUIDField(widget=forms.HiddenInput)


@admits(*STAFF)
def packs(request: Request) -> HttpResponse:
    """The packs that were made; the button makes one."""
    page = packs_page(by=request.actor, at=request.at)
    first = {"day": page.next_week, "key": uuid4()}
    form = WeekForm(request.POST if request.method == "POST" else None, initial=first)
    if form.is_bound and form.is_valid():
        try:
            given = form.cleaned_data
            ref = make_pack(given["day"], key=given["key"], by=request.actor, at=request.at)
            messages.success(request, "The pack is made and kept.")
            return see_other("reporting:week_pack", ref)
        except Refused as refused:
            form.add_error(None, str(refused.refusal))
    context = {"page": page, "form": form}
    return render(request, "reporting/inspecting/packs.html", context, status=422 if form.errors else 200)


@admits(*STAFF)
def pack(request: Request, ref: UUID) -> HttpResponse:
    """One pack as it stood."""
    found = week_pack(ref, by=request.actor)
    facts = {"pack": found, "tables": [shown(table) for table in found.tables]}
    return render(request, "reporting/inspecting/pack.html", facts)


@admits(*STAFF)
def book(request: Request, ref: UUID) -> HttpResponse:
    """The same as one workbook."""
    found = week_pack(ref, by=request.actor)
    return send_file(_workbook(found), name=f"{_name(found)}.xlsx", media_type=WORKBOOK)


@admits(*STAFF)
def paper(request: Request, ref: UUID) -> HttpResponse:
    """The same as an accessible PDF."""
    found, drawn = week_pack_pdf(ref, by=request.actor)
    return send_file(drawn, name=f"{_name(found)}.pdf", media_type="application/pdf")


def _name(found: WeekPack) -> str:
    return f"evidence-pack-{found.line.week_on}-version-{found.line.version}"


def _workbook(found: WeekPack) -> bytes:
    """A sheet about the pack and one for each table. Nothing in it is a formula or a link."""
    made, line = BytesIO(), found.line
    about: list[tuple[str | float, ...]] = [
        ("Evidence pack", f"Week of {line.week_on:%-d %B %Y}"),
        ("Lead provider", line.provider),
        ("Version", line.version),
        ("Made by", line.made_by),
        ("Made at", moment(line.made_at)),
        *((table.title, table.says) for table in found.tables),
        *(("Wording", words) for words in found.attributions),
    ]
    with xlsxwriter.Workbook(made, {"in_memory": True}) as file:
        bold = file.add_format({"bold": True, "text_wrap": True, "valign": "top"})
        _sheet(file, "About", about, None)
        for table in found.tables:
            _sheet(file, table.title[:31], [table.heads, *table.rows], bold)
    return made.getvalue()


def _sheet(file: Any, name: str, rows: list[tuple[str | float, ...]], look: Any) -> None:
    sheet, at = file.add_worksheet(name), 0
    for place, row in enumerate(rows):
        for line in rows_for(row):
            for column, value in enumerate(line):
                # As words or as a number: the library never guesses from the words what is meant.
                write = sheet.write_string if isinstance(value, str) else sheet.write_number
                write(at, column, value, look if place == 0 else None)
            at += 1
    sheet.set_column(0, max(len(row) for row in rows) - 1, 26)
    if look:
        sheet.freeze_panes(1, 0)
