"""What is asked of somebody who reviews a reading."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from django import forms

from goldenthread.frameworks.types import Correction, ItemView, Kind, kinds_beside
from goldenthread.web.frameworks.kinds import KINDS
from goldenthread.web.shared.fields import NumberField, SelectField, TextAreaField, TextField

# Which kinds have which fields of a correction.
_ASKED = {
    "number": {Kind.LEARN_THAT, Kind.STANDARD},
    "printed": {Kind.CRITERION, Kind.STANDARD},
    "title": {Kind.BEHAVIOUR},
    "part": {Kind.CRITERION},
    "documents": {Kind.CRITERION},
}


class WordsForm(forms.Form):
    """What an item is to say."""

    text = TextAreaField(label="Words", rows=5, asks="Enter the words, or merge this with the item before")
    kind = SelectField(label="Kind", choices=KINDS)
    number = NumberField(
        label="Number",
        hint="Learn that statements, and standards that stand by themselves",
        width=3,
        min_value=1,
        max_value=999,
        required=False,
    )
    printed = TextField(
        label="Code", hint="As the document has it, like 1.1.2", width=10, max_length=20, required=False
    )
    title = TextField(label="Name", hint="Behaviours only", max_length=200, required=False)
    part = TextField(label="Part of the task", hint="Criteria only: its letter", width=2, max_length=5, required=False)
    documents = TextAreaField(
        label="Supporting documents", hint="Criteria only: one on each line", rows=2, required=False
    )

    def __init__(self, *args: Any, kinds: Collection[Kind], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["kind"].choices = [(kind, name) for kind, name in KINDS if kind in kinds]  # type: ignore[attr-defined]  # a choice field
        for name, having in _ASKED.items():
            if not having & set(kinds):
                del self.fields[name]

    def says(self, *, section: int) -> Correction:
        """What was said, as a value, of an item in this section."""
        given = self.cleaned_data
        documents = given.get("documents")
        return Correction(
            given["text"], Kind(given["kind"]), given.get("number"), section,
            printed=given.get("printed"), title=given.get("title"), part=given.get("part"),
            documents=None if documents is None else tuple(documents.splitlines()),
        )  # fmt: skip


class CorrectionForm(WordsForm):
    """What an item is to say, and where it belongs."""

    section = SelectField(label="Section", choices=[])
    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, item: ItemView, sections: tuple[tuple[int, str], ...], **kwargs: Any) -> None:
        super().__init__(*args, kinds=kinds_beside([item.kind]), **kwargs)
        self.fields["section"].choices = [(str(n), f"{n}. {title}") for n, title in sections]  # type: ignore[attr-defined]  # a choice field

    @staticmethod
    def start(item: ItemView) -> dict[str, Any]:
        """The form's first values."""
        return {
            "text": item.text,
            "kind": item.kind.value,
            "number": item.number if item.kind in (Kind.LEARN_THAT, Kind.STANDARD) else None,
            "printed": item.printed,
            "title": item.title,
            "part": item.part,
            "documents": "\n".join(item.documents),
            "section": item.section,
            "version": item.version,
        }

    def correction(self) -> Correction:
        """What was said, as a value."""
        return self.says(section=int(self.cleaned_data["section"]))


class VersionForm(forms.Form):
    """Which version of an item somebody has before them."""

    version = forms.IntegerField(widget=forms.HiddenInput)


class MoveForm(VersionForm):
    """Which way an item moves."""

    way = forms.ChoiceField(choices=[("up", "up"), ("down", "down")])


class SplitForm(VersionForm):
    """An item's words with an empty line where the second part begins."""

    text = TextAreaField(label="Put an empty line where the second item begins", rows=5)

    def parts(self) -> tuple[str, str]:
        """The two parts; the second is empty where there is no empty line."""
        first, _, second = self.cleaned_data["text"].replace("\r\n", "\n").partition("\n\n")
        return first, second


class SectionForm(forms.Form):
    """A section's title."""

    title = TextField(label="Title of the section", max_length=300)
