"""What is asked of somebody who sends a document in."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from django import forms
from django.conf import settings

from goldenthread.frameworks.actions.uploading import MOST_FILES
from goldenthread.frameworks.queries.owning import owner_said
from goldenthread.frameworks.types import OPEN_GOVERNMENT_LICENCE, About
from goldenthread.web.shared.fields import FilesField, NumberField, TextAreaField, TextField

MEGABYTE = 1024 * 1024
LARGEST = 10 * MEGABYTE
OWNED = ("publisher", "licence")
OWN_WORDS = "Publisher and licence may be left empty where a text, web page or CASE package says them of itself"
STATED = f"As the document states it, such as {OPEN_GOVERNMENT_LICENCE}. It is shown wherever the wording is shown"
# What is said of one document, and what several say of themselves.
_OWN = ("code", "title", "year")


class AboutForm(forms.Form):
    """What a document is, whose it is, and under which licence its words come."""

    code = TextField(
        label="Code", hint="As people cite it, for example NPQSL", width=10, max_length=12, asks="Enter a code"
    )
    title = TextField(label="Title", max_length=300, asks="Enter the document’s title")
    publisher = TextField(
        label="Publisher", hint="As the document names it", max_length=200, asks="Enter who published it"
    )
    year = NumberField(
        label="Year", width=4, min_value=2000, max_value=2100, asks="Enter the year of this edition",
        error_messages={"invalid": "Enter the year as four digits, like 2020"},
    )  # fmt: skip
    licence = TextField(
        label="Licence", hint=STATED, max_length=200, asks="Enter the licence that its wording comes under"
    )
    attribution = TextField(
        label="Attribution", hint="What the licence asks to be said with the words", max_length=300, required=False
    )

    def about(self) -> About:
        """What was said, as a value."""
        given = self.cleaned_data
        return About(
            code=given["code"].strip().upper(),
            title=given["title"].strip(),
            publisher=given["publisher"].strip(),
            year=given["year"] or 0,
            licence=given["licence"].strip(),
            attribution=given["attribution"].strip(),
        )


class UploadForm(AboutForm):
    """A document, as a file or as pasted text; or several files, each of which is called what it says itself."""

    file = FilesField(
        label="The document, or several",
        hint="PDF, Word, OpenDocument, markdown or text files, saved web pages or CASE packages, up to 10 MB each. "
        f"Choose up to {MOST_FILES} at once, {settings.UPLOAD_LIMIT // MEGABYTE} MB together: then leave code and "
        "title empty, for each is called what it says itself",
        kinds=(".pdf", ".docx", ".odt", ".html", ".htm", ".md", ".markdown", ".txt", ".json"),
        largest=LARGEST,
        required=False,
    )
    text = TextAreaField(label="Or paste its text", rows=8, required=False, strip=False)
    publisher = TextField(label="Publisher", hint=OWN_WORDS, max_length=200, required=False, says_optional=False)
    licence = TextField(label="Licence", hint=STATED, max_length=200, required=False, says_optional=False)
    field_order = ("file", "text", "code", "title", "publisher", "year", "licence", "attribution")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in _OWN:
            self.fields[name].required = False
            self.fields[name].look["says_optional"] = False  # type: ignore[attr-defined]  # a field of ours
        self.fields["year"].help_text = "For several documents: of those that do not say theirs"

    def clean(self) -> dict[str, Any]:
        """Exactly one document with what it is, or several files without."""
        given = super().clean() or {}
        files = given.get("file") or []
        has_text = bool((given.get("text") or "").strip())
        if bool(files) == has_text and "file" not in self.errors:
            both = "Choose files or paste the text, not both: take one of them away"
            self.add_error("file", both if files else "Choose a file, or paste its text")
        elif bool(files) != has_text:
            self._own_words(given)
        for name in _OWN:
            field = self.fields[name]
            if len(files) > 1 and given.get(name) and name != "year":
                self.add_error(name, "Leave this empty: each of several documents is called what it says itself")
            elif len(files) <= 1 and not given.get(name) and name not in self.errors:
                self.add_error(name, str(field.error_messages["required"]))
        return given

    def _own_words(self, given: dict[str, Any]) -> None:
        """Let one document say whose it is, where the person did not; ask for what neither says."""
        files = given.get("file") or []
        if len(files) < 2:
            owner = owner_said(files[0].read() if files else given["text"], title=given.get("title") or "")
            for file in files:
                file.seek(0)
            for name, said in asdict(owner).items():
                most = self.fields[name].max_length  # type: ignore[attr-defined]  # a field of text
                given[name] = given.get(name) or said[:most]
        for name in OWNED:
            if not given.get(name) and name not in self.errors:
                self.add_error(name, str(AboutForm.base_fields[name].error_messages["required"]))

    def chosen(self) -> list[tuple[str, bytes]]:
        """The files that were chosen, by name."""
        return [(file.name, file.read()) for file in self.cleaned_data["file"]]


class WhyForm(forms.Form):
    """Why a reading is put away."""

    why = TextAreaField(label="Why is it put away?", rows=3, words=100)
