"""What is asked of somebody who sends a document in."""

from __future__ import annotations

from typing import Any

from django import forms

from goldenthread.frameworks.types import OPEN_GOVERNMENT_LICENCE, About
from goldenthread.web.shared.fields import FileField, NumberField, TextAreaField, TextField

MEGABYTE = 1024 * 1024


class AboutForm(forms.Form):
    """What a document is, whose it is, and under which licence its words come."""

    code = TextField(
        label="Code", hint="As people cite it, for example NPQSL", width=10, max_length=12, asks="Enter a code"
    )
    title = TextField(label="Title", max_length=300, asks="Enter the document’s title")
    publisher = TextField(
        label="Publisher", max_length=200, initial="Department for Education", asks="Enter who published it"
    )
    year = NumberField(
        label="Year", width=4, min_value=2000, max_value=2100, asks="Enter the year of this edition",
        error_messages={"invalid": "Enter the year as four digits, like 2020"},
    )  # fmt: skip
    licence = TextField(
        label="Licence", hint="Shown wherever the wording is shown", max_length=200, initial=OPEN_GOVERNMENT_LICENCE
    )
    attribution = TextField(label="Attribution", max_length=300, initial="© Crown copyright", required=False)

    def about(self) -> About:
        """What was said, as a value."""
        given = self.cleaned_data
        return About(
            code=given["code"].strip().upper(),
            title=given["title"].strip(),
            publisher=given["publisher"].strip(),
            year=given["year"],
            licence=given["licence"].strip(),
            attribution=given["attribution"].strip(),
        )


class UploadForm(AboutForm):
    """A document, as a file or as pasted text."""

    file = FileField(
        label="The document",
        hint="A PDF, Word, OpenDocument, markdown or text file, a saved web page or a CASE package, up to 10 MB",
        kinds=(".pdf", ".docx", ".odt", ".html", ".htm", ".md", ".markdown", ".txt", ".json"),
        largest=10 * MEGABYTE,
        required=False,
    )
    text = TextAreaField(label="Or paste its text", rows=8, required=False, strip=False)
    field_order = ("file", "text", "code", "title", "publisher", "year", "licence", "attribution")

    def clean(self) -> dict[str, Any]:
        """Exactly one document."""
        given = super().clean() or {}
        if bool(given.get("file")) == bool((given.get("text") or "").strip()) and "file" not in self.errors:
            self.add_error("file", "Choose a file or paste the text, but not both")
        return given


class WhyForm(forms.Form):
    """Why a reading is put away."""

    why = TextAreaField(label="Why is it put away?", rows=3, words=100)
