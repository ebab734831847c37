"""What is typed into the questions and materials of a brief, as values."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, TypeVar

from django import forms
from django.http import Http404

from goldenthread.assessment.types.briefing import NewMaterial, NewQuestion
from goldenthread.assessment.types.composing import MATERIAL_NAMES, Composed, Material, MaterialKind, Question
from goldenthread.web.assessment.forms import DATA_KINDS, MEGABYTE, given
from goldenthread.web.shared.fields import ChoiceField, FileField, NumberField, SelectField, TextAreaField, TextField

Piece = TypeVar("Piece", Question, Material)


def at_place(pieces: Sequence[Piece], place: int) -> Piece | None:
    """The piece at a place; nothing for place 0, which is a new one. :raises Http404: if there is none there."""
    if not place:
        return None
    found = next((each for each in pieces if each.place == place), None)
    if found is None:
        raise Http404
    return found


class QuestionForm(forms.Form):
    """A question of a brief."""

    heading = TextField(
        label="Heading", hint="A word or two, such as Diagnosis. It stands above the answer", max_length=120
    )
    asks = TextAreaField(label="What it asks", rows=8, hint="Write in markdown", asks="Write what is to be answered")
    words = NumberField(
        label="About how many words", required=False, min_value=1, max_value=20000, width=5, hint="A guide, not a limit"
    )

    def __init__(self, data: Any = None, *, page: Composed, before: Question | None) -> None:
        told = {"heading": before.heading, "asks": before.asks, "words": before.words or None} if before else {}
        super().__init__(data, initial={**told, "place": str(before.place) if before else "0"})
        self.fields["place"] = place_field([each.heading for each in page.questions], is_new=before is None)

    def value(self) -> NewQuestion:
        """What was written."""
        said = self.cleaned_data
        return NewQuestion(said["heading"], said["asks"], said["words"] or 0, int(said["place"]))


class MaterialForm(forms.Form):
    """A material of a brief."""

    kind = ChoiceField(
        label="What is it?",
        choices=[(each.value, MATERIAL_NAMES[each]) for each in MaterialKind],
        hints={
            "data": "Figures, for example attendance by year",
            "extract": "A piece of a document, for example the school’s plan",
            "voice": "What somebody at the school says",
        },
        asks="Choose what it is",
    )
    title = TextField(label="Title", max_length=160)
    text = TextAreaField(
        label="Text", rows=12, required=False, hint="Write in markdown: | for a table, > for a quotation"
    )
    file = FileField(label="File", kinds=DATA_KINDS, largest=10 * MEGABYTE, required=False)

    def __init__(self, data: Any = None, files: Any = None, *, page: Composed, before: Material | None) -> None:
        told = {"kind": before.kind.value, "title": before.title, "text": before.text} if before else {}
        super().__init__(data, files, initial={**told, "place": str(before.place) if before else "0"})
        self.fields["place"] = place_field([each.title for each in page.materials], is_new=before is None)

    def value(self) -> NewMaterial:
        """What was written."""
        said = self.cleaned_data
        kind = MaterialKind(said["kind"])
        return NewMaterial(kind, said["title"], said["text"], given(said["file"]), int(said["place"]))


def place_field(names: Sequence[str], *, is_new: bool) -> SelectField:
    """Where a piece stands: the places there are, and the end for a new one."""
    places = [(str(n), f"{n}, where “{name}” is" if is_new else str(n)) for n, name in enumerate(names, 1)]
    return SelectField(label="Place", choices=[*([("0", "At the end")] if is_new else []), *places], empty="")
