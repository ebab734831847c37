"""Take a register from a platform’s file: choose it, say whose its names are, look at what it does, and enter it."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render

from goldenthread.cohorts.actions.importing import answer_names, confirm_attendance, read_file
from goldenthread.cohorts.queries.importing import attendance_page, files_read
from goldenthread.cohorts.queries.timetable import register_page
from goldenthread.cohorts.types import (
    HOW_NAMES,
    MARK_NAMES,
    AttendancePage,
    EnrolmentRef,
    How,
    NameRow,
    Thresholds,
)
from goldenthread.ground.types import Refused
from goldenthread.web.cohorts.who import LEADS, RUNS
from goldenthread.web.shared.answers import see_other
from goldenthread.web.shared.fields import ChoiceField, FileField, NumberField, SelectField
from goldenthread.web.shared.request import Request
from goldenthread.web.shared.routes import admits
from goldenthread.web.shared.uploads import takes_files
from goldenthread.web.shared.words import count

LARGEST = 4_000_000
NOBODY = "nobody"
# Beyond so many strangers nobody looks for each of them in a list: they are only named.
MOST_STRANGERS = 30
SHOWN = 100
ILLUSTRATIVE = "Illustrative: no official figure was found"


class FileForm(forms.Form):
    """The platform's file, and what its minutes mean."""

    table = FileField(
        label="Attendance report", hint="A CSV file from Zoom, Teams or another platform, with up to 2,000 rows",
        asks="Choose a file", kinds=(".csv", ".txt", ".tsv"), largest=LARGEST,
    )  # fmt: skip
    present = NumberField(
        label="Present from this share of the session’s minutes", hint=ILLUSTRATIVE, asks="Enter a percentage",
        min_value=1, max_value=100, width=3, suffix="%", initial=Thresholds().present,
    )  # fmt: skip
    partly = NumberField(
        label="Partly from this share", hint=ILLUSTRATIVE, asks="Enter a percentage",
        min_value=1, max_value=100, width=3, suffix="%", initial=Thresholds().partly,
    )  # fmt: skip

    def thresholds(self) -> Thresholds:
        """What was typed."""
        return Thresholds(self.cleaned_data["present"], self.cleaned_data["partly"])


class NamesForm(forms.Form):
    """For each name that is not sure, whose it is."""

    def __init__(self, sent: Any = None, *, page: AttendancePage) -> None:
        super().__init__(sent)
        strangers = [row for row in page.by_hand if not row.candidates]
        others = [(str(person.enrolment), person.name) for person in page.people if not _is_sure(person.known_as)]
        self.rows = [row for row in page.by_hand if row.candidates]
        for row in self.rows:
            choices = [(str(one.enrolment), one.name) for one in row.candidates] + [(NOBODY, "None of these")]
            self.fields[_field(row)] = ChoiceField(
                label=_said(row), hint=_hint(row), choices=choices, asks=f"Say who {_said(row)} is", label_size="s",
                initial=_initial(row),
            )  # fmt: skip
        if len(strangers) <= MOST_STRANGERS:
            self.rows += strangers
            for row in strangers:
                self.fields[_field(row)] = SelectField(
                    label=_said(row), hint=_hint(row), choices=others, empty="Nobody on this register",
                    required=False, says_optional=False, initial=_initial(row),
                )  # fmt: skip

    def answers(self) -> dict[int, EnrolmentRef | None]:
        """Whose each name is, by its line."""
        told = {row.line: self.cleaned_data[_field(row)] for row in self.rows}
        return {line: EnrolmentRef(UUID(who)) if who not in {"", NOBODY} else None for line, who in told.items()}


@admits(*LEADS, *RUNS)
@takes_files(largest=LARGEST)
def choose(request: Request, ref: UUID) -> HttpResponse:
    """Choose a platform's file for a session."""
    page = register_page(ref, by=request.actor, at=request.at)
    form = FileForm(request.POST, request.FILES) if request.method == "POST" else FileForm()
    if form.is_bound and form.is_valid():
        file = form.cleaned_data["table"]
        told = {"name": file.name, "thresholds": form.thresholds()}
        try:
            kept = read_file(ref, file.read(), **told, by=request.actor, at=request.at)
            return see_other("cohorts:attendance", kept)
        except Refused as refused:
            form.add_error("table", str(refused.refusal))
    context = {"page": page, "form": form, "files": files_read(ref, by=request.actor)}
    return render(request, "cohorts/importing/choose.html", context, status=422 if form.is_bound else 200)


@admits(*LEADS, *RUNS)
def names(request: Request, ref: UUID) -> HttpResponse:
    """Say whose the names are that are not sure."""
    page = attendance_page(ref, by=request.actor)
    form = NamesForm(request.POST if request.method == "POST" else None, page=page)
    if form.is_bound and form.is_valid():
        try:
            answer_names(ref, form.answers(), by=request.actor, at=request.at)
            return see_other("cohorts:attendance", ref)
        except Refused as refused:
            form.add_error(None, str(refused.refusal))
    context = {"page": page, "form": form}
    return render(request, "cohorts/importing/names.html", context, status=422 if form.is_bound else 200)


@admits(*LEADS, *RUNS)
def check(request: Request, ref: UUID) -> HttpResponse:
    """Look at whom the file marks and whom it does not; then enter it."""
    page = attendance_page(ref, by=request.actor)
    if page.asked and not page.confirmed_at:
        return see_other("cohorts:names", ref)
    if request.method == "POST":
        try:
            told = confirm_attendance(ref, by=request.actor, at=request.at)
            messages.success(request, f"The file is entered: {count(told.marked, 'person', 'people')} marked.")
        except Refused as refused:
            messages.error(request, str(refused.refusal))
            return see_other("cohorts:attendance", ref)
        return see_other("cohorts:register", page.session)
    context = {"page": page, "marks": MARK_NAMES, "hows": HOW_NAMES, "others": page.others[:SHOWN]}
    return render(request, "cohorts/importing/check.html", context)


def _is_sure(known_as: tuple[NameRow, ...]) -> bool:
    return any(row.how in (How.EMAIL, How.NAME) for row in known_as)


def _field(row: NameRow) -> str:
    return f"line_{row.line}"


def _said(row: NameRow) -> str:
    return row.name or row.email


def _hint(row: NameRow) -> str:
    """What else the file says about a name."""
    again = ". You chose this for an earlier file" if row.how is How.REMEMBERED else ""
    return f"Line {row.line}, {count(row.minutes, 'minute')}{again}"


def _initial(row: NameRow) -> str:
    if row.how is How.ASKED:
        return ""
    return str(row.enrolment) if row.enrolment else NOBODY if row.candidates else ""
