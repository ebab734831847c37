"""What is typed on the pages of projects, as values."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID, uuid4

from django import forms
from django.forms import BoundField

from goldenthread.assessment.types.booking import NewTerms, TermsPage
from goldenthread.assessment.types.briefing import GivenFile
from goldenthread.assessment.types.project_pages import ProjectPage
from goldenthread.assessment.types.projects import WHOLE, ProjectDetails, TaskForm
from goldenthread.assessment.types.sheets import KEY, FilledPage, SeenSheet, Sheet
from goldenthread.assessment.types.sponsoring import SponsorPage
from goldenthread.web.assessment.forms import SubmitForm, given
from goldenthread.web.shared.fields import (
    ConfirmField,
    DateField,
    EmailField,
    FileField,
    MomentField,
    NumberField,
    SelectField,
    TextAreaField,
    TextField,
)

MEGABYTE = 1024 * 1024
BLANK_ROWS = 3
# More than a sheet takes, so that what is too much is refused and not left out in silence.
MOST_SENT = 100
MOST_SAVES = 2_000_000_000


class DetailsForm(forms.Form):
    """What a project is."""

    title = TextField(label="Title of the project", max_length=200, asks="Enter a title")
    improves = TextAreaField(label="What it improves", rows=4, asks="Say what it improves")
    starts_on = DateField(label="Begins", hint="For example, 7 9 2026", asks="Enter the day on which it begins")
    ends_on = DateField(label="Ends", asks="Enter the day on which it ends")

    def __init__(self, data: Any = None, *, number: int, page: ProjectPage) -> None:
        self.number = number
        said = next((each for each in page.standing.projects if each.number == number), None)
        names = ("title", "improves", "starts_on", "ends_on")
        super().__init__(data, initial={name: getattr(said, name) for name in names} if said else None)

    def value(self) -> ProjectDetails:
        """What was said."""
        return ProjectDetails(self.number, **self.cleaned_data)


class PieceForm(forms.Form):
    """A file for one place."""

    file = FileField(
        label="File",
        kinds=(".docx", ".odt", ".pdf"),
        largest=20 * MEGABYTE,
        hint="A Word document (.docx), an OpenDocument text (.odt) or a PDF, at most 20 MB. Save a spreadsheet as a "
        "PDF first",
        asks="Choose a file",
    )

    def value(self) -> GivenFile:
        """The file that was chosen."""
        file = given(self.cleaned_data["file"])
        assert file is not None
        return file


class AccountForm(PieceForm):
    """An account: of everything, or of a part."""

    field_order = ("place", "file")

    def __init__(self, data: Any = None, files: Any = None, *, form: TaskForm) -> None:
        super().__init__(data, files)
        whole = [] if form.is_in_parts else [(WHOLE, "The whole task, in one file")]
        parts = [(part.key, part.title) for part in form.parts]
        self.fields["place"] = SelectField(label="What the file holds", choices=[*whole, *parts])
        self.order_fields(self.field_order)


class AskForm(forms.Form):
    """Whom to ask."""

    name = TextField(label="Their name", max_length=120, asks="Enter their name")
    email = EmailField(label="Their e-mail address", autocomplete="off", asks="Enter their e-mail address")


class CommentForm(forms.Form):
    """What a sponsor signs."""

    text = TextAreaField(
        label="Your comments",
        rows=12,
        hint="What they did with others, what got in the way, and what changed. Name no pupils",
        asks="Write your comments",
    )
    name = TextField(label="Your full name, to sign it", max_length=120, asks="Enter your name to sign it")

    def __init__(self, data: Any = None, *, page: SponsorPage) -> None:
        said = page.comment
        super().__init__(data, initial={"text": said.text, "name": said.name} if said else {"name": page.sponsor})


class HandInForm(SubmitForm):
    """The declaration, and that what is missing was seen."""

    def __init__(self, data: Any = None, *, page: ProjectPage) -> None:
        super().__init__(data, declaration=page.declaration)
        if page.looks:
            self.fields["knows"] = ConfirmField(
                label="I have seen what is on the list, and hand it in as it is",
                asks="Mend what is on the list, or tick that you hand it in as it is",
            )


class TermsForm(forms.Form):
    """On which terms a window takes projects."""

    books_until = MomentField(
        label="Booking closes",
        required=False,
        hint="No later than the window. Leave it empty if the window need not be booked",
    )
    places = NumberField(label="Places", required=False, min_value=1, max_value=10_000, hint="Empty for no limit")
    fee = TextField(label="Fee", required=False, max_length=200, hint="Shown to participants as you write it")

    def __init__(self, data: Any = None, *, page: TermsPage) -> None:
        stands = page.terms
        names = ("books_until", "places", "fee")
        initial = {name: getattr(stands, name) for name in names} if stands else {}
        super().__init__(data, initial=initial | ({"form": str(page.form.ref)} if page.form else {}))
        says = [(str(each.ref), f"{each.form.title}, version {each.form.version}") for each in page.forms]
        self.fields["form"] = SelectField(label="Form", choices=says, hint="What participants are asked for")
        self.order_fields(["form", *names])

    def value(self) -> NewTerms:
        """What was chosen."""
        said = self.cleaned_data
        return NewTerms(UUID(said["form"]), said["books_until"], said["places"], said["fee"])


@dataclass(frozen=True)
class RowFields:
    """A row of a sheet as fields."""

    number: int
    key: BoundField
    cells: tuple[BoundField, ...]


class SheetForm(forms.Form):
    """A sheet, row by row, with some rows to spare. Nothing is required while it is filled in.

    ``draft`` and ``before`` go with it: the sheet as the page had it, so that what another tab saved is not undone.
    """

    def __init__(self, data: Any = None, *, page: FilledPage) -> None:
        super().__init__(data)
        self.sheet: Sheet = page.sheet
        self.number = max(len(page.rows) + BLANK_ROWS, _sent(data))
        begins = as_sent(page)
        self.fields["draft"] = forms.IntegerField(
            required=False, min_value=0, max_value=MOST_SAVES, widget=forms.HiddenInput, initial=begins["draft"]
        )
        self.fields["before"] = forms.JSONField(required=False, widget=forms.HiddenInput, initial=_flat(page))
        for row in range(self.number):
            key = begins.get(f"{KEY}_{row}") or str(uuid4())
            self.fields[f"{KEY}_{row}"] = forms.CharField(required=False, widget=forms.HiddenInput, initial=key)
            for column in self.sheet.columns:
                self.fields[f"{column.key}_{row}"] = TextField(
                    label=column.title,
                    required=False,
                    says_optional=False,
                    max_length=500,
                    initial=begins.get(f"{column.key}_{row}", ""),
                )

    def rows(self) -> Iterator[RowFields]:
        """Each row with its fields."""
        for row in range(self.number):
            cells = tuple(self[f"{column.key}_{row}"] for column in self.sheet.columns)
            yield RowFields(row + 1, self[f"{KEY}_{row}"], cells)

    def value(self) -> list[dict[str, str]]:
        """What was filled in, with the rows that are left empty."""
        return _rows(self.sheet, self.cleaned_data, self.number)

    def seen(self) -> SeenSheet | None:
        """The sheet as the page had it; nothing where the page does not say."""
        number, said = self.cleaned_data["draft"], self.cleaned_data["before"]
        if number is None or not isinstance(said, dict):
            return None
        words = {str(name): str(value) for name, value in said.items()}
        return SeenSheet(number, tuple(row for row in _rows(self.sheet, words, _sent(words)) if row[KEY]))


def as_sent(page: FilledPage) -> dict[str, str]:
    """What a page that shows what stands would send, if nothing were changed on it."""
    return {**_flat(page), "draft": str(page.number), "before": json.dumps(_flat(page))}


def _flat(page: FilledPage) -> dict[str, str]:
    return {f"{name}_{number}": said for number, row in enumerate(page.rows) for name, said in row.items()}


def _rows(sheet: Sheet, said: Mapping[str, str], number: int) -> list[dict[str, str]]:
    names = [KEY, *(column.key for column in sheet.columns)]
    return [{name: said.get(f"{name}_{row}") or "" for name in names} for row in range(number)]


def _sent(data: Any) -> int:
    """How many rows a form that was sent has, within reason."""
    numbers = [name.rpartition("_")[2] for name in data or {}]
    return min(max((int(each) + 1 for each in numbers if each.isdecimal() and len(each) <= 3), default=0), MOST_SENT)
