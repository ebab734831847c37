"""What the frameworks pages ask for."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import asdict
from typing import Any
from uuid import UUID

from django import forms
from django.http import QueryDict

from goldenthread.frameworks.queries.owning import owner_said
from goldenthread.frameworks.types import (
    CHANGE_NAMES,
    OPEN_GOVERNMENT_LICENCE,
    STAGE_NAMES,
    About,
    AlignmentState,
    Asked,
    Change,
    ChangeLine,
    ChangesPage,
    Correction,
    ItemView,
    Kind,
    SearchPage,
    ThreadFramework,
    kinds_beside,
)
from goldenthread.web.shared.fields import ChoiceField, FileField, NumberField, SelectField, TextAreaField, TextField

MEGABYTE = 1024 * 1024
LARGEST = 10 * MEGABYTE
OWNED = ("publisher", "licence")
OWN_WORDS = "Publisher and licence may be left empty where a text, web page or CASE package says them of itself"
STATED = f"As the document states it, such as {OPEN_GOVERNMENT_LICENCE}. It is shown wherever the wording is shown"
KINDS = [
    (Kind.LEARN_THAT.value, "Learn that statement"),
    (Kind.STEM.value, "Learn how to stem"),
    (Kind.PRACTICE.value, "Practice bullet"),
    (Kind.LEARN_HOW_TO.value, "Learn how to"),
    (Kind.LEARN_ABOUT.value, "Learn about"),
    (Kind.CRITERION.value, "Assessment criterion"),
    (Kind.BEHAVIOUR.value, "Behaviour"),
    (Kind.STANDARD.value, "Standard"),
]
# Which kinds have which fields of a correction.
_ASKED = {
    "number": {Kind.LEARN_THAT},
    "printed": {Kind.CRITERION, Kind.STANDARD},
    "title": {Kind.BEHAVIOUR},
    "part": {Kind.CRITERION},
    "documents": {Kind.CRITERION},
}


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
        largest=LARGEST,
        required=False,
    )
    text = TextAreaField(label="Or paste its text", rows=8, required=False, strip=False)
    publisher = TextField(label="Publisher", hint=OWN_WORDS, max_length=200, required=False, says_optional=False)
    licence = TextField(label="Licence", hint=STATED, max_length=200, required=False, says_optional=False)
    field_order = ("file", "text", "code", "title", "publisher", "year", "licence", "attribution")

    def clean(self) -> dict[str, Any]:
        """Exactly one document."""
        given = super().clean() or {}
        has_file, has_text = bool(given.get("file")), bool((given.get("text") or "").strip())
        if has_file == has_text and "file" not in self.errors:
            both = "Choose a file or paste the text, not both: take one of them away"
            self.add_error("file", both if has_file else "Choose a file, or paste its text")
        elif has_file != has_text:
            self._own_words(given)
        return given

    def _own_words(self, given: dict[str, Any]) -> None:
        """Let the document say whose it is, where the person did not; ask for what neither says."""
        file = given.get("file")
        owner = owner_said(file.read() if file else given["text"], title=given.get("title") or "")
        if file:
            file.seek(0)
        for name, said in asdict(owner).items():
            given[name] = given.get(name) or said[: self.fields[name].max_length]  # type: ignore[attr-defined]  # a text
            if not given[name] and name in OWNED and name not in self.errors:
                self.add_error(name, AboutForm.base_fields[name].error_messages["required"])


class CorrectionForm(forms.Form):
    """What an item is to say, and where it belongs."""

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
    section = SelectField(label="Section", choices=[])
    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, item: ItemView, sections: tuple[tuple[int, str], ...], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        kinds = kinds_beside([item.kind])
        self.fields["kind"].choices = [(kind, name) for kind, name in KINDS if kind in kinds]  # type: ignore[attr-defined]  # a choice field
        for name, having in _ASKED.items():
            if not having & set(kinds):
                del self.fields[name]
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
        given = self.cleaned_data
        documents = given.get("documents")
        return Correction(
            given["text"], Kind(given["kind"]), given.get("number"), int(given["section"]),
            printed=given.get("printed"), title=given.get("title"), part=given.get("part"),
            documents=None if documents is None else tuple(documents.splitlines()),
        )  # fmt: skip


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


class WhyForm(forms.Form):
    """Why a reading is put away."""

    why = TextAreaField(label="Why is it put away?", rows=3, words=100)


class ChangesForm(forms.Form):
    """Which changes are shown: those that are not the same, unless somebody asks otherwise."""

    change = SelectField(label="Change", required=False, empty="All that changed")
    kind = SelectField(label="Kind", required=False, empty="Every kind", choices=KINDS)
    section = SelectField(label="Section", required=False, empty="Every section")

    def __init__(self, sent: Any, *, page: ChangesPage) -> None:
        super().__init__(sent)
        self.lines = page.lines
        sections = {line.section: line.section_title for each in page.lines if (line := each.new or each.old)}
        change = self.fields["change"]
        change.choices = [  # type: ignore[attr-defined]  # a choice field
            *((change.value, f"{name} ({page.counts[change]})") for change, name in CHANGE_NAMES.items()),
            ("open", f"Not confirmed ({page.open})"),
            ("all", f"Everything ({len(page.lines)})"),
        ]
        self.fields["section"].choices = [  # type: ignore[attr-defined]  # a choice field
            (str(number), f"{number}. {title}") for number, title in sorted(sections.items())
        ]

    def shown(self) -> tuple[ChangeLine, ...]:
        """The changes that were asked for; an answer that is not on the list asks for nothing."""
        self.is_valid()
        asked = {name: self.cleaned_data.get(name, "") for name in self.fields}
        return tuple(line for line in self.lines if _is_asked(line, **asked))


def _is_asked(line: ChangeLine, *, change: str, kind: str, section: str) -> bool:
    said = line.new or line.old
    if (kind and line.kind != kind) or (section and str(said.section if said else "") != section):
        return False
    if change in ("all", "open"):
        return change == "all" or line.is_open
    return line.change == change if change else line.change is not Change.SAME


class ConfirmForm(forms.Form):
    """The changes to confirm, among those of a page; anything else that was sent is passed over."""

    def __init__(self, sent: QueryDict, *, page: ChangesPage) -> None:
        super().__init__(sent)
        asked = set(sent.getlist("change"))
        self.among = tuple(line.ref for line in page.lines if str(line.ref) in asked)


class JoinForm(forms.Form):
    """Which added statement is the removed one in other words."""

    added = ChoiceField(label="Which of the added statements is it?", asks="Choose the statement that it became")

    def __init__(self, sent: Any, *, page: ChangesPage, line: ChangeLine | None) -> None:
        super().__init__(sent)
        self.fields["added"].choices = [  # type: ignore[attr-defined]  # a choice field
            (str(each.ref), f"{each.new.code}: {each.new.text}")
            for each in page.lines
            if each.change is Change.ADDED and each.new and line and each.kind is line.kind
        ]


class ThreadForm(forms.Form):
    """Which part of the thread is shown."""

    framework = SelectField(label="Through", required=False, empty="Any framework")

    def __init__(self, sent: Any, *, frameworks: Sequence[ThreadFramework]) -> None:
        super().__init__(sent)
        self.fields["framework"].choices = [  # type: ignore[attr-defined]  # a choice field
            (each.code, f"{each.code}: {each.title}") for each in frameworks
        ]

    def code(self) -> str:
        """The framework that was asked for; any, where it is not on the list."""
        self.is_valid()
        return str(self.cleaned_data.get("framework", ""))


class ProposalsForm(ThreadForm):
    """Which pairs are shown."""

    state = SelectField(
        label="Pairs",
        required=False,
        empty="",
        choices=[
            (AlignmentState.PROPOSED.value, "Proposed"),
            (AlignmentState.CONFIRMED.value, "Confirmed"),
            (AlignmentState.REFUSED.value, "Refused"),
        ],
    )
    likeness = SelectField(
        label="Wording",
        required=False,
        empty="The same and nearly the same",
        choices=[("same", "The same"), ("near", "Nearly the same")],
    )

    def asked(self) -> dict[str, Any]:
        """What was asked for, as the query takes it."""
        code, said = self.code(), self.cleaned_data
        likeness = said.get("likeness", "")
        return {
            "state": AlignmentState(said.get("state") or AlignmentState.PROPOSED),
            "code": code,
            "is_same": None if not likeness else likeness == "same",
        }


class PairsForm(forms.Form):
    """The pairs that were decided; anything else that was sent is passed over."""

    def __init__(self, sent: QueryDict) -> None:
        super().__init__(sent)
        self.sent = sent.getlist("pair")

    def pairs(self) -> tuple[UUID, ...]:
        """The references among what was sent."""
        read = forms.UUIDField(required=False)
        found = []
        for each in self.sent:
            with suppress(forms.ValidationError):
                found.append(read.clean(each))
        return tuple(ref for ref in found if ref)


class StageForm(forms.Form):
    """When in a career a framework is met."""

    stage = ChoiceField(
        label="When in a career is it met?",
        asks="Choose a stage",
        choices=[(stage.value, name) for stage, name in STAGE_NAMES.items()],
    )


class SearchForm(forms.Form):
    """What is looked for, and where. An answer that is not on a list asks for nothing."""

    words = TextField(label="Words", required=False, max_length=200)
    framework = SelectField(label="Framework", required=False, empty="Every framework")
    section = SelectField(label="Section", required=False, empty="Every section")
    kind = SelectField(label="Kind", required=False, empty="Every kind", choices=KINDS)
    older = SelectField(label="Editions", required=False, empty="In force", choices=[("yes", "Superseded ones too")])

    def asked(self) -> Asked:
        """What was asked, as the query takes it."""
        section, kind = self.data.get("section", ""), self.data.get("kind", "")
        framework = self.data.get("framework", "")[:20]
        return Asked(
            words=self.data.get("words", "")[:200],
            framework=framework,
            section=int(section) if framework and section.isascii() and section.isdigit() else None,
            kind=Kind(kind) if kind in set(Kind) else None,
            older=self.data.get("older") == "yes",
        )

    def page(self) -> int:
        """The page that was asked for."""
        number = self.data.get("page", "")
        return max(1, int(number)) if number.isascii() and number.isdigit() and len(number) < 6 else 1

    def offer(self, page: SearchPage) -> None:
        """Fill the lists with what there is. Sections belong to a framework, and are offered once one is chosen."""
        self.fields["framework"].choices = [  # type: ignore[attr-defined]  # a choice field
            (code, f"{code}: {title}") for code, title in page.frameworks
        ]
        self.fields["section"].choices = [  # type: ignore[attr-defined]  # a choice field
            (str(number), f"{number}. {title}") for number, title in page.sections
        ]
        if not page.sections:
            del self.fields["section"]
