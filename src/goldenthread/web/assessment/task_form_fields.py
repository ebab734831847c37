"""What is typed into the next version of a form of a project task, line by line."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django import forms
from django.forms import BoundField
from django.forms.utils import ErrorDict

from goldenthread.assessment.types.projects import KIND_NAMES, DocumentKind, FormDocument, FormPart, TaskForm
from goldenthread.assessment.types.task_forms import (
    MOST_DOCUMENTS,
    MOST_PARTS,
    MOST_PROJECTS,
    MOST_TERMS,
    MOST_WORDS,
    FormFault,
    FormPage,
)
from goldenthread.web.shared.fields import (
    ConfirmField,
    DateField,
    NumberField,
    SelectField,
    TextAreaField,
    TextField,
)

PART = ("part_key", "part_title", "part_limit", "part_criteria")
DOCUMENT = ("document_criterion", "document_title", "document_kind")
ALONE = ("title", "holds_from", "source", "is_illustrative")
ASKS = ("limit", "least_terms", "projects", "is_readable", "note")
# Lines that stand ready behind those that are filled in, and that a button adds.
SPARE = 2


@dataclass(frozen=True)
class LineFields:
    """A line of the form as fields."""

    number: int
    fields: tuple[BoundField, ...]


class TaskFormForm(forms.Form):
    """The next version of a form. A line whose fields are all empty is none: that is how one is taken out.

    ``adds``: a button asked for more lines, so that nothing is checked yet.
    """

    title = TextField(label="Title", max_length=200, asks="Enter a title")
    holds_from = DateField(
        label="Holds from",
        hint="Windows that open on this day or later can take projects on it. For example, 1 9 2027",
        asks="Enter the day",
    )
    source = TextAreaField(
        label="On whose word does it stand?",
        rows=2,
        hint="A document or a decision, so that somebody can look it up",
        max_length=500,
        asks="Enter the source",
    )
    is_illustrative = ConfirmField(
        label="No official form was found for some of it: pages say that it is illustrative", required=False
    )
    limit = NumberField(
        label="Words over all parts",
        hint="Leave it empty where each part has a limit of its own below. Then each part is a file of its own",
        min_value=1,
        max_value=MOST_WORDS,
        width=5,
        suffix="words",
        required=False,
        says_optional=False,
    )
    least_terms = NumberField(
        label="Through how many school terms does a project run at least?",
        hint="0 for any length",
        min_value=0,
        max_value=MOST_TERMS,
        width=2,
    )
    projects = NumberField(
        label="How many projects may the task be met by?", min_value=1, max_value=MOST_PROJECTS, width=2
    )
    is_readable = ConfirmField(
        label="Participants may read their sponsor’s comments before they hand in", required=False
    )
    note = TextAreaField(
        label="Note to participants",
        rows=3,
        max_length=2000,
        required=False,
        hint="What this form allows that another does not. It stands on the page of every project",
    )
    seen = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, data: Any = None, *, page: FormPage) -> None:
        before = page.line.form
        self.adds = str(data.get("more", "")) if data else ""
        self._lines: dict[str, list[int]] = {"part": [], "document": []}
        super().__init__(data, initial=_initial(before) | {"seen": page.newest.form.version})
        self.parts = _number(data, PART[1], len(before.parts), self.adds == "parts", MOST_PARTS)
        self.documents = _number(data, DOCUMENT[1], len(before.documents), self.adds == "documents", MOST_DOCUMENTS)
        for line in range(self.parts):
            self.fields |= _part_fields(line)
        for line in range(self.documents):
            self.fields |= _document_fields(line)

    def full_clean(self) -> None:
        """Nothing is checked where only more lines were asked for: what was typed is shown as it is."""
        if not self.adds:
            super().full_clean()
            return
        self._errors, self.cleaned_data = ErrorDict(), {}

    def alone(self) -> Iterator[BoundField]:
        """What it is, since when and on whose word."""
        return (self[name] for name in ALONE)

    def asks(self) -> Iterator[BoundField]:
        """What it asks for beside parts and documents."""
        return (self[name] for name in ASKS)

    def part_lines(self) -> Iterator[LineFields]:
        """The parts, line by line."""
        return self._lined(PART, self.parts)

    def document_lines(self) -> Iterator[LineFields]:
        """The documents, line by line."""
        return self._lined(DOCUMENT, self.documents)

    def _lined(self, names: Iterable[str], number: int) -> Iterator[LineFields]:
        for line in range(number):
            yield LineFields(line + 1, tuple(self[f"{name}_{line}"] for name in names))

    @property
    def may_add_parts(self) -> bool:
        """Whether there can be more lines of parts."""
        return self.parts < MOST_PARTS

    @property
    def may_add_documents(self) -> bool:
        """Whether there can be more lines of documents."""
        return self.documents < MOST_DOCUMENTS

    def value(self) -> TaskForm:
        """The form that was typed; which line of the page each part and document stood on is remembered."""
        said, parts, documents = self.cleaned_data, [], []
        self._lines = {"part": [], "document": []}
        for line in range(self.parts):
            key, title, limit, criteria = _typed(said, PART, line)
            if key or title or limit or criteria:
                self._lines["part"].append(line)
                parts.append(
                    FormPart(key, title, tuple(re.split(r"[\s,;]+", criteria)) if criteria else (), limit or 0)
                )
        for line in range(self.documents):
            criterion, title, kind = _typed(said, DOCUMENT, line)
            if criterion or title:
                self._lines["document"].append(line)
                documents.append(FormDocument(criterion, title, DocumentKind(kind)))
        return TaskForm(
            slug="",
            title=said["title"],
            holds_from=said["holds_from"],
            source=" ".join(said["source"].split()),
            is_illustrative=said["is_illustrative"],
            parts=tuple(parts),
            documents=tuple(documents),
            limit=said["limit"] or 0,
            least_terms=said["least_terms"],
            projects=said["projects"],
            is_readable=said["is_readable"],
            note="\n".join(said["note"].splitlines()),
        )

    def add_faults(self, faults: Iterable[FormFault]) -> None:
        """Put what is wrong beside what was typed."""
        for fault in faults:
            kind = fault.field.partition("_")[0]
            lines = self._lines.get(kind)
            if fault.field in (*PART, *DOCUMENT):
                place = lines[fault.line] if lines else 0
                self.add_error(f"{fault.field}_{place}", str(fault.refusal))
            else:
                self.add_error(fault.field, str(fault.refusal))


def _part_fields(line: int) -> dict[str, forms.Field]:
    return {
        f"part_key_{line}": TextField(label="Key", max_length=20, width=3, required=False, says_optional=False),
        f"part_title_{line}": TextField(label="Title", max_length=200, required=False, says_optional=False),
        f"part_limit_{line}": NumberField(
            label="Own limit of words",
            min_value=1,
            max_value=MOST_WORDS,
            width=5,
            required=False,
            says_optional=False,
        ),
        f"part_criteria_{line}": TextField(
            label="Codes of its criteria", max_length=500, required=False, says_optional=False
        ),
    }


def _document_fields(line: int) -> dict[str, forms.Field]:
    return {
        f"document_criterion_{line}": TextField(
            label="Criterion", max_length=20, width=5, required=False, says_optional=False
        ),
        f"document_title_{line}": TextField(label="Title", max_length=200, required=False, says_optional=False),
        f"document_kind_{line}": SelectField(
            label="How it comes about",
            choices=[(each.value, name) for each, name in KIND_NAMES.items()],
            initial=DocumentKind.UPLOAD.value,
            empty="",
        ),
    }


def _initial(form: TaskForm) -> dict[str, Any]:
    said: dict[str, Any] = {name: getattr(form, name) for name in (*ALONE, *ASKS)} | {"limit": form.limit or None}
    for line, part in enumerate(form.parts):
        values = (part.key, part.title, part.limit or None, ", ".join(part.criteria))
        said |= {f"{name}_{line}": value for name, value in zip(PART, values, strict=True)}
    for line, each in enumerate(form.documents):
        told = (each.criterion, each.title, each.kind.value)
        said |= {f"{name}_{line}": value for name, value in zip(DOCUMENT, told, strict=True)}
    return said


def _typed(said: Mapping[str, Any], names: Iterable[str], line: int) -> list[Any]:
    return [said[f"{name}_{line}"] for name in names]


def _number(data: Any, name: str, before: int, adds: bool, most: int) -> int:
    """How many lines there are: those that were sent, or those that stand and some to spare."""
    sent = sum(bool(re.fullmatch(rf"{name}_\d{{1,2}}", each)) for each in data or {})
    number = sent + SPARE * adds if sent else before + SPARE
    return min(number, most)
