"""What is typed about standards: exemplars, their marks, and why somebody is admitted or stopped."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django import forms

from goldenthread.assessment.types.briefing import GivenFile
from goldenthread.assessment.types.standardising import ExemplarPlace
from goldenthread.assessment.types.standing import PURPOSE_NAMES, Decision, Purpose
from goldenthread.web.shared.fields import ChoiceField, FileField, SelectField, TextAreaField, TextField

MEGABYTE = 1024 * 1024
ACTS = {
    "admit": ("Clear them by hand", "They have shown elsewhere that they keep to the standard"),
    "let_try": ("Let them try the test again", "All tries are there again"),
    "stop": ("Stop their marking", "What they have not finished goes to others, and what they finished comes back"),
}


class ExemplarForm(forms.Form):
    """A text whose marks are to be agreed: a script by its number, or a file."""

    title = TextField(label="Title", hint="How you know it. Markers never see it", max_length=120, asks="Enter a title")
    use = ChoiceField(
        label="What is it marked for?",
        choices=[(purpose.value, name) for purpose, name in PURPOSE_NAMES.items()],
        hints={
            Purpose.PRACTICE.value: "Afterwards the marker reads the agreed marks and reasons",
            Purpose.TEST.value: "It decides who may mark live scripts",
            Purpose.SEED.value: "Nobody is told which it is",
        },
        asks="Choose what it is marked for",
    )
    number = TextField(
        label="Number of a settled script on this brief",
        hint="For example, 123-456-789. Its text and cleaned file are copied",
        required=False,
        width=10,
        max_length=11,
    )
    file = FileField(
        label="Or a file",
        kinds=(".docx", ".odt", ".pdf"),
        largest=20 * MEGABYTE,
        required=False,
        hint="Only its text and its cleaned copy are kept",
    )

    def __init__(self, data: Any = None, files: Any = None, *, forms: Sequence[tuple[UUID, str]] = ()) -> None:
        super().__init__(data, files)
        if forms:
            self.fields["form"] = SelectField(
                label="What is the file?",
                choices=[
                    ("", "A text by itself"),
                    *((str(ref), f"The account of a project: {name}") for ref, name in forms),
                ],
                required=False,
                hint="A project gets its other pieces on the next page. A script brings what it was handed in with",
            )

    def clean(self) -> dict[str, Any]:
        """One of the two is needed, and not both."""
        said: dict[str, Any] = super().clean() or {}
        if bool(said.get("number")) is bool(said.get("file")) and "file" not in self.errors:
            self.add_error("number", "Enter a number or choose a file: one of the two")
        return said

    def purpose(self) -> Purpose:
        """What it is marked for."""
        return Purpose(self.cleaned_data["use"])

    def form(self) -> UUID | None:
        """On which form the file is the account of a project, if it is one."""
        said = self.cleaned_data.get("form")
        return UUID(said) if said else None

    def given(self) -> GivenFile | None:
        """The file, if there is one."""
        file = self.cleaned_data["file"]
        return GivenFile(file.read(), file.name) if file else None


class ExemplarFileForm(forms.Form):
    """A file for a place of an exemplar of a project."""

    file = FileField(
        label="File",
        kinds=(".docx", ".odt", ".pdf"),
        largest=20 * MEGABYTE,
        hint="Only its text and its cleaned copy are kept",
        asks="Choose a file",
    )

    def value(self) -> GivenFile:
        """The file that was chosen."""
        file = self.cleaned_data["file"]
        return GivenFile(file.read(), file.name)


class ExemplarTextForm(forms.Form):
    """Words at a place of an exemplar of a project."""

    text = TextAreaField(label="Words", rows=8, asks="Write what a project would say", max_length=20_000)

    def __init__(self, data: Any = None, *, place: ExemplarPlace) -> None:
        today = "Project 1: Its title (8 September 2025 to 6 February 2026)\n\nWhat it improves"
        signed = "What the sponsor wrote\n\nSigned by the sponsor on 3 February 2026."
        super().__init__(data, initial={"text": place.text or (today if place.is_needed else signed)})


class StandingForm(forms.Form):
    """What is done by hand with where a marker stands, and why."""

    why = TextAreaField(label="Why?", rows=3, hint="It stays in the record", asks="Say why, in a sentence")

    def __init__(self, data: Any = None, *, may: tuple[str, ...]) -> None:
        super().__init__(data)
        self.fields["act"] = ChoiceField(
            label="What do you want to do?",
            choices=[(act, ACTS[act][0]) for act in may],
            hints={act: ACTS[act][1] for act in may},
            asks="Choose what to do",
        )
        self.order_fields(["act", "why"])


class DecisionForm(forms.Form):
    """What becomes of a stop, and why."""

    decision = ChoiceField(
        label="What do you decide?",
        choices=[(Decision.CONFIRMED.value, "Confirm the stop"), (Decision.LIFTED.value, "Lift the stop")],
        hints={
            Decision.CONFIRMED.value: "They pass the test again before they mark on. Others mark what came back; their "
            "own marks of it are kept and count no more",
            Decision.LIFTED.value: "They mark on as before. What came back stands as they marked it",
        },
        asks="Choose what you decide",
    )
    why = TextAreaField(
        label="Why?", rows=3, hint="It stays in the record. Say what you looked at", asks="Say why, in a sentence"
    )

    def value(self) -> Decision:
        """The decision."""
        return Decision(self.cleaned_data["decision"])
