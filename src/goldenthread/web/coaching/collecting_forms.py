"""What is typed about a portfolio, as values."""

from __future__ import annotations

from typing import Any
from uuid import UUID, uuid4

from django import forms

from goldenthread.coaching.actions.collecting import MOST_BYTES
from goldenthread.coaching.types.collecting import READER_NAMES, EntryDraft, EntryVersionLine, Reader
from goldenthread.web.shared.fields import CheckboxesField, FileField, TextAreaField
from goldenthread.web.shared.fields import TextField as Line


class EntryForm(forms.Form):
    """An entry. ``key`` makes a second click the same entry; ``since`` is the version somebody had before them."""

    key = forms.UUIDField(widget=forms.HiddenInput)
    since = forms.IntegerField(widget=forms.HiddenInput, min_value=0, max_value=30_000)
    title = Line(label="Title", max_length=200, hint="For example, how our team now plans together")
    words = TextAreaField(label="What did you do, and what does it show?", rows=8, required=False, max_length=20_000)
    link = Line(label="Link", max_length=600, required=False, hint="The whole address, beginning with https://")

    def __init__(self, data: Any = None, *, last: EntryVersionLine | None = None) -> None:
        begin: dict[str, Any] = {"key": uuid4(), "since": 0}
        if last is not None:
            said = last.draft
            begin |= {"since": last.number, "title": said.title, "words": said.words, "link": said.link}
        super().__init__(data, initial=begin)

    def draft(self) -> EntryDraft:
        """What was written."""
        said = self.cleaned_data
        return EntryDraft(said["title"], said["words"], said["link"])


class EntryFileForm(forms.Form):
    """A file beside an entry."""

    file = FileField(
        label="Attach a file",
        asks="Choose a file to attach",
        kinds=(".docx", ".pdf", ".odt", ".xlsx", ".txt", ".csv", ".md"),
        largest=MOST_BYTES,
        hint="Word, PDF, OpenDocument, Excel or text, up to 20 MB",
    )


class ShareForm(forms.Form):
    """Who reads an entry."""

    readers = CheckboxesField(
        label="Who may read this entry?",
        hint="Whoever is that beside you at the time. Tick nobody to keep it to yourself.",
        choices=[(reader.value, name) for reader, name in READER_NAMES.items()],
        required=False,
    )

    def value(self) -> frozenset[Reader]:
        """The readers."""
        return frozenset(Reader(each) for each in self.cleaned_data["readers"])


class CommentForm(forms.Form):
    """Something said of an entry."""

    words = TextAreaField(label="Comment", rows=3, asks="Write a sentence or two")


def chosen_of(sent: list[str]) -> frozenset[UUID]:
    """The references among what was sent; anything else is left out."""
    found = []
    for each in sent:
        try:
            found.append(UUID(each))
        except ValueError:
            continue
    return frozenset(found)
