"""An edition to take away: as JSON, as CSV, as a spreadsheet. Nothing in them is a formula."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from io import BytesIO
from itertools import chain
from types import MappingProxyType
from typing import Any
from uuid import UUID

import xlsxwriter
from django.http import Http404, HttpResponse

from goldenthread.frameworks.queries.sharing import taken_away
from goldenthread.frameworks.types import TakenAway
from goldenthread.web.frameworks.opening import asker, open_or_signed_in
from goldenthread.web.shared.request import Request
from goldenthread.web.shared.sending import send_file
from goldenthread.web.shared.spreadsheets import rows_for

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@open_or_signed_in
def download(request: Request, ref: UUID, form: str) -> HttpResponse:
    """The edition as a file of the form that is asked for."""
    made = FORMS.get(form)
    if made is None:
        raise Http404
    media_type, write = made
    taken = taken_away(ref, by=asker(request))
    name = f"{taken.edition.code}-{taken.edition.label}.{form}"
    return send_file(write(taken), name=name, media_type=media_type)


def _json(taken: TakenAway) -> bytes:
    return taken.data.encode()


def _csv(taken: TakenAway) -> bytes:
    return taken.csv


def _xlsx(taken: TakenAway) -> bytes:
    made = BytesIO()
    with xlsxwriter.Workbook(made, {"in_memory": True}) as file:
        bold = file.add_format({"bold": True, "text_wrap": True, "valign": "top"})
        wrapped = file.add_format({"text_wrap": True, "valign": "top"})
        _sheet(file, "Statements", (taken.columns, *taken.rows), bold, wrapped)
        if taken.references:
            _sheet(file, "References", (taken.reference_columns, *taken.references), bold, wrapped)
        _sheet(file, "About", (("What", "Words"), *taken.about), bold, wrapped)
    return made.getvalue()


def _sheet(file: Any, name: str, rows: Sequence[Sequence[str]], bold: Any, wrapped: Any) -> None:
    sheet = file.add_worksheet(name)
    for number, row in enumerate(chain.from_iterable(map(rows_for, rows))):
        for place, words in enumerate(row):
            # Written as words: the library never guesses from them what is meant.
            sheet.write_string(number, place, str(words), wrapped if number else bold)
    last = len(rows[0]) - 1
    sheet.freeze_panes(1, 0)
    sheet.set_column(0, last - 1, 18)
    sheet.set_column(last, last, 90)
    sheet.set_landscape()
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(0)


FORMS: Mapping[str, tuple[str, Callable[[TakenAway], bytes]]] = MappingProxyType(
    {"json": ("application/json", _json), "csv": ("text/csv; charset=utf-8", _csv), "xlsx": (XLSX, _xlsx)}
)
