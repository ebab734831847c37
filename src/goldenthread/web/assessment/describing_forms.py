"""What is recorded of those who mark, as it is typed."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django import forms

from goldenthread.assessment.types.describing import (
    HAND_ON_NAMES,
    TIE_NAMES,
    HandOn,
    NewAbsence,
    NewConflict,
    Takes,
    Tie,
)
from goldenthread.people.types import PHASE_NAMES, Phase
from goldenthread.programmes.types import QualificationCard
from goldenthread.web.shared.fields import (
    CheckboxesField,
    ChoiceField,
    DateField,
    EmailField,
    NumberField,
    SelectField,
    TextAreaField,
    TextField,
)


class TakesForm(forms.Form):
    """How many scripts, of which window, and which phases."""

    capacity = NumberField(
        label="How many scripts of a window", suffix="scripts", min_value=0, max_value=5000,
        hint="Those that are finished count too. 0 for none. Nobody loses a script by a smaller number",
    )  # fmt: skip
    phases = CheckboxesField(
        label="Phases of schooling known well", required=False, small=True,
        hint="Scripts from schools of other phases go to others where that costs nothing. Leave it empty for any",
        choices=[(phase.value, name) for phase, name in PHASE_NAMES.items()],
    )  # fmt: skip

    def __init__(self, data: Any = None, *, windows: tuple[tuple[UUID, str], ...], initial: Any = None) -> None:
        super().__init__(data, initial=initial)
        choices = [("", "Every window that has no number of its own"), *((str(ref), name) for ref, name in windows)]
        self.fields["window"] = SelectField(label="Of which window", choices=choices, required=False, empty="")
        self.order_fields(["capacity", "window", "phases"])

    def takes(self) -> Takes:
        """The numbers as a value."""
        said = self.cleaned_data
        return Takes(said["capacity"], frozenset(Phase(phase) for phase in said["phases"]))

    def window(self) -> UUID | None:
        """Of which window; none for every one."""
        return UUID(self.cleaned_data["window"]) if self.cleaned_data["window"] else None


class TrainingForm(forms.Form):
    """For which qualification, and when."""

    from_on = DateField(label="Trained from", hint="For example, 5 1 2026")
    until_on = DateField(label="Last day it holds", required=False, hint="Leave it empty where it has none")

    def __init__(self, data: Any = None, *, cards: tuple[QualificationCard, ...], initial: Any = None) -> None:
        super().__init__(data, initial=initial)
        choices = [(str(card.ref), f"{card.facts.code} ({card.facts.suite})") for card in cards]
        self.fields["qualification"] = SelectField(label="To mark which qualification?", choices=choices)
        self.order_fields(["qualification", "from_on", "until_on"])


class ConflictForm(forms.Form):
    """With whom, and what lies between them."""

    tie = ChoiceField(label="What lies between them?", choices=[(tie.value, name) for tie, name in TIE_NAMES.items()])
    email = EmailField(
        label="With a person: their e-mail address", required=False, max_length=254, autocomplete="off",
        hint="They need not be known here yet",
    )  # fmt: skip
    urn = TextField(label="Or with a school: its number (URN)", required=False, max_length=8, width=10)
    words = TextAreaField(
        label="The reason", rows=3, hint="Write no more than is needed", asks="Say why, in a sentence"
    )

    def __init__(self, data: Any = None, *, partners: tuple[tuple[str, str], ...]) -> None:
        super().__init__(data)
        self.fields["partner"] = SelectField(
            label="Or with a delivery partner", choices=list(partners), required=False, empty="None"
        )
        self.order_fields(["tie", "email", "urn", "partner", "words"])

    def conflict(self) -> NewConflict:
        """The conflict as a value."""
        said = self.cleaned_data
        partner = UUID(said["partner"]) if said["partner"] else None
        return NewConflict(Tie(said["tie"]), said["words"].strip(), said["email"], said["urn"].strip(), partner)


class StopForm(forms.Form):
    """From when, why, and what becomes of what they have."""

    from_on = DateField(label="From which day?", hint="For example, 5 1 2026")
    until_on = DateField(label="Last day", required=False, hint="Leave it empty until further notice")
    why = TextAreaField(
        label="Why?", rows=3, asks="Say why, in a sentence",
        hint="It stays in the record. Nobody needs to know of an illness more than that there is one",
    )  # fmt: skip
    hand_on = ChoiceField(
        label="What becomes of the scripts they have?",
        choices=[(each.value, name) for each, name in HAND_ON_NAMES.items()],
        hint="What is finished stays as it is, and drafts are kept",
    )

    def absence(self) -> NewAbsence:
        """The absence as a value."""
        said = self.cleaned_data
        return NewAbsence(said["from_on"], said["until_on"], said["why"], HandOn(said["hand_on"]))


class EndForm(forms.Form):
    """Why something recorded holds no more."""

    why = TextAreaField(label="What has changed?", rows=3, hint="It stays in the record", asks="Say what has changed")


class AskForm(forms.Form):
    """Why one more marking of a script is needed."""

    why = TextAreaField(
        label="Why is one more marking needed?",
        rows=3,
        hint="It stays in the record. Name nobody",
        asks="Say in a sentence why",
    )


class DueForm(forms.Form):
    """Another day by which a window is to be marked."""

    due_on = DateField(label="To be marked by", hint="For example, 5 1 2026")
    why = TextAreaField(label="Why another day?", rows=3, hint="It stays in the record", asks="Say why")
