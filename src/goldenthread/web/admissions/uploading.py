"""Upload a table of participants, and see what became of each row."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render

from goldenthread.admissions.actions.uploading import upload
from goldenthread.admissions.queries.uploads import bad_rows_csv, template_csv, upload_page
from goldenthread.admissions.types import COLUMNS, UploadRef
from goldenthread.cohorts.queries.places import cohort_to_fill
from goldenthread.ground.types import Refused
from goldenthread.people.types import Duty
from goldenthread.web.admissions.forms import UploadForm
from goldenthread.web.shared.answers import see_other
from goldenthread.web.shared.request import Request
from goldenthread.web.shared.routes import admits
from goldenthread.web.shared.words import moment

RUNS = (Duty.PROGRAMME_MANAGER, Duty.ADMINISTRATOR)
LOOKS_ON = (Duty.QUALITY_LEAD, Duty.INSPECTOR)


@admits(*RUNS)
def send(request: Request, cohort: UUID) -> HttpResponse:
    """Choose a file; its good rows enter."""
    place = cohort_to_fill(cohort, by=request.actor)
    form = UploadForm(request.POST, request.FILES) if request.method == "POST" else UploadForm()
    if form.is_bound and form.is_valid():
        file = form.cleaned_data["table"]
        try:
            ref = upload(cohort, file.read(), name=file.name, by=request.actor, at=request.at)
            _say_if_it_came_before(request, ref)
            return see_other("admissions:uploaded", ref)
        except Refused as refused:
            form.add_error("table", str(refused.refusal))
    context = {"form": form, "place": place, "columns": COLUMNS.values()}
    return render(request, "admissions/uploading/send.html", context, status=422 if form.is_bound else 200)


def _say_if_it_came_before(request: Request, ref: UploadRef) -> None:
    """The same file enters once; whoever sends it again is shown the first result, and has to know that it is that."""
    first = upload_page(ref, by=request.actor)
    if first.at != request.at:
        when = f"on {moment(first.at)} by {first.by}, as {first.file_name}"
        messages.info(request, f"This same file was uploaded {when}. Nothing entered again; this is what came of it.")


@admits(*RUNS, *LOOKS_ON)
def result(request: Request, ref: UUID) -> HttpResponse:
    """What entered, and what came back and why."""
    context = {"page": upload_page(ref, by=request.actor), "names": COLUMNS}
    return render(request, "admissions/uploading/result.html", context)


@admits(*RUNS, *LOOKS_ON)
def bad_rows(request: Request, ref: UUID) -> HttpResponse:
    """The rows that came back, to mend and send again."""
    return _table(bad_rows_csv(ref, by=request.actor), "rows-to-mend.csv")


@admits(*RUNS)
def template(request: Request) -> HttpResponse:  # noqa: ARG001  the table is the same for everybody
    """The table to fill in."""
    return _table(template_csv(), "participants.csv")


def _table(content: bytes, name: str) -> HttpResponse:
    answer = HttpResponse(content, content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer
