"""What is typed on the library's pages, as values."""

from __future__ import annotations

import re
from typing import Any
from uuid import UUID

from django import forms

from goldenthread.learning.queries.library import statements_called
from goldenthread.learning.types.illustrating import NewFile
from goldenthread.learning.types.library import ITEM_KIND_NAMES, ITEM_STATE_NAMES, ItemDraft, ItemKind, LibraryAsked
from goldenthread.people.types import Actor
from goldenthread.web.shared.fields import (
    ChoiceField,
    FileField,
    NumberField,
    SelectField,
    TextAreaField,
    TextField,
)

MEGABYTE = 1024 * 1024


class LibraryFilter(forms.Form):
    """What somebody looks for."""

    words = TextField(label="Words", required=False, max_length=200, says_optional=False)
    kind = SelectField(label="Kind", required=False, empty="Every kind", says_optional=False)
    section = SelectField(label="Section", required=False, empty="Every section", says_optional=False)
    statement = TextField(label="Statement", required=False, max_length=60, width=10, says_optional=False)

    def __init__(self, data: Any, *, sections: tuple[tuple[str, str], ...] = (), keeps: bool = False) -> None:
        super().__init__(data)
        self.fields["kind"].choices = [(k.value, name) for k, name in ITEM_KIND_NAMES.items()]  # type: ignore[attr-defined]  # a select
        self.fields["section"].choices = list(sections)  # type: ignore[attr-defined]  # a select
        if keeps:
            states = list(ITEM_STATE_NAMES.items())
            self.fields["state"] = SelectField(
                label="Where it stands", required=False, choices=states, empty="In the library", says_optional=False
            )

    @staticmethod
    def asked(given: Any) -> LibraryAsked:
        """What the address asks for; nonsense asks for nothing."""
        kind = given.get("kind", "")
        return LibraryAsked(
            words=given.get("words", "")[:200],
            kind=ItemKind(kind) if kind in set(ItemKind) else None,
            section=given.get("section", ""),
            statement=given.get("statement", "")[:60],
            state=given.get("state", "") or "shared",
        )


class ItemForm(forms.Form):
    """One item of the library."""

    kind = ChoiceField(label="What is it?", choices=[(k.value, name) for k, name in ITEM_KIND_NAMES.items()])
    title = TextField(label="Title", max_length=300)
    authors = TextField(label="Authors", max_length=300, required=False)
    year = NumberField(label="Year", required=False)
    summary = TextAreaField(
        label="Summary", rows=6, words=250, hint="In your own words: what it shows, and what a leader can do with it"
    )
    address = TextField(label="Address on the web", max_length=500, required=False)
    file = FileField(
        label="File",
        required=False,
        kinds=(".pdf", ".docx", ".odt", ".xlsx", ".txt", ".md"),
        largest=20 * MEGABYTE,
        hint="Only where its licence lets you share it. Up to 20 MB",
    )
    licence = TextField(
        label="Licence", max_length=200, required=False, hint="As its owner says it, for example CC BY 4.0"
    )
    minutes = NumberField(label="Reading time", suffix="minutes", min_value=0, max_value=6000, initial=10)
    codes = TextAreaField(
        label="Statements it helps with",
        rows=3,
        asks="Give the code of at least one statement",
        hint="Their codes, one a line. A code stands beside each statement of a framework",
    )

    def __init__(self, *given: Any, actor: Actor, may_choose: bool, **rest: Any) -> None:
        super().__init__(*given, **rest)
        self.actor = actor
        self.refs: frozenset[UUID] = frozenset()
        if not may_choose:
            self.fields["kind"].choices = [(ItemKind.PRACTICE.value, ITEM_KIND_NAMES[ItemKind.PRACTICE])]  # type: ignore[attr-defined]  # radios
            self.fields["kind"].initial = ItemKind.PRACTICE.value

    def clean_codes(self) -> str:
        """The codes as they were typed. :raises ValidationError: naming those that no statement has."""
        said = str(self.cleaned_data["codes"])
        self.refs, unknown = statements_called(re.split(r"[\s,;]+", said), by=self.actor)
        if unknown:
            raise forms.ValidationError(f"No framework in force has a statement {', '.join(unknown[:3])}")
        return said

    def draft(self) -> ItemDraft:
        """The item as its writer means it."""
        said = self.cleaned_data
        return ItemDraft(
            kind=ItemKind(said["kind"]),
            title=said["title"],
            summary=said["summary"],
            authors=said["authors"],
            year=said["year"],
            address=said["address"].strip(),
            licence=said["licence"],
            minutes=said["minutes"],
            statements=self.refs,
        )

    def new_file(self) -> NewFile | None:
        """The file, where one was chosen."""
        given = self.cleaned_data["file"]
        return NewFile(given.name, given.read()) if given else None
