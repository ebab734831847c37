"""The record: who did what to what, when and why."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render

from goldenthread.ground.types import AuditLine
from goldenthread.people.queries.record import record_csv, record_page, record_rows
from goldenthread.people.types import Duty
from goldenthread.web.people.deeds import NAMELESS, UNTIED, belongings, facts_of, in_words, said, thing_of
from goldenthread.web.people.forms import RecordForm
from goldenthread.web.shared.request import Request
from goldenthread.web.shared.routes import admits

HEADER = ("at", "by", "name", "did", "in words", "to", "why", "facts")
READERS = (Duty.ADMINISTRATOR, Duty.QUALITY_LEAD, Duty.INSPECTOR)


@admits(*READERS)
def search(request: Request) -> HttpResponse:
    """Search the record, a page at a time."""
    form = RecordForm(request.GET)
    asked = form.search()
    page = request.GET.get("page", "1")
    found = record_page(asked, page=page, belongings=belongings, untied=UNTIED, nameless=NAMELESS)
    rows = in_words(found, by=request.actor)
    dated = bool(asked.since or asked.until)
    context = {"form": form, "found": found, "rows": rows, "query": request.GET.urlencode(), "dated": dated}
    return render(request, "people/trail/search.html", context)


@admits(*READERS)
def download(request: Request) -> HttpResponse:
    """What was found, as a file for a spreadsheet."""
    asked = RecordForm(request.GET).search()
    found = record_rows(asked, belongings=belongings, untied=UNTIED, nameless=NAMELESS)
    answer = HttpResponse(record_csv(HEADER, found, _cells), content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="record-{request.at:%Y-%m-%d}.csv"'
    return answer


def _cells(line: AuditLine, name: str) -> tuple[str, ...]:
    facts = "; ".join(f"{key}: {value}" for key, value in facts_of(line).items())
    at = line.at.date().isoformat() if line.is_by_day else line.at.isoformat()
    return (at, line.by, name, line.did, said(line.did), thing_of(line), line.why, facts)
