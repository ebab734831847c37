"""What is recorded of a coach, and conflicts of interest, as they are typed."""

from __future__ import annotations

from typing import Any

from django import forms

from goldenthread.coaching.types.describing import MEETS_NAMES, TIE_NAMES, CoachDetails, Meets, NewConflict, Tie
from goldenthread.people.types import PHASE_NAMES, Phase
from goldenthread.web.shared.fields import (
    CheckboxesField,
    ChoiceField,
    DateField,
    EmailField,
    NumberField,
    TextAreaField,
    TextField,
)


class DetailsForm(forms.Form):
    """How many, which phases, where and how; from a day on."""

    capacity = NumberField(
        label="How many they can coach at a time", suffix="participants", min_value=0, max_value=200,
        hint="Whoever is deferred or withdrawn does not count. 0 for nobody more",
    )  # fmt: skip
    phases = CheckboxesField(
        label="Phases of schooling they know", required=False, small=True,
        choices=[(phase.value, name) for phase, name in PHASE_NAMES.items()],
    )  # fmt: skip
    meets = CheckboxesField(
        label="How they meet", choices=[(how.value, name) for how, name in MEETS_NAMES.items()], small=True,
        hint="Somebody who meets online can be paired with anybody, wherever they are",
    )  # fmt: skip
    areas = TextAreaField(
        label="Places they cover", required=False, rows=3,
        hint="One on each line, as schools and venues write them. For example: Norfolk",
    )  # fmt: skip
    from_on = DateField(
        label="Holds from", asks="Enter the day from which it holds",
        hint="For example, 5 1 2026. What held until then stays in the record",
    )  # fmt: skip

    def details(self) -> CoachDetails:
        """The details as a value."""
        said = self.cleaned_data
        lines = (line.strip() for line in said["areas"].splitlines())
        return CoachDetails(
            capacity=said["capacity"],
            phases=frozenset(Phase(phase) for phase in said["phases"]),
            areas=tuple(dict.fromkeys(line for line in lines if line)),
            meets=frozenset(Meets(how) for how in said["meets"]),
        )


def typed(details: CoachDetails) -> dict[str, Any]:
    """Details as the form shows them."""
    return {
        "capacity": details.capacity,
        "phases": [phase.value for phase in details.phases],
        "meets": [how.value for how in details.meets],
        "areas": "\n".join(details.areas),
    }


class ConflictForm(forms.Form):
    """With whom, and what lies between them."""

    tie = ChoiceField(label="What lies between them?", choices=[(tie.value, name) for tie, name in TIE_NAMES.items()])
    email = EmailField(
        label="With a person: their e-mail address", required=False, max_length=254, autocomplete="off",
        hint="They need not be known here yet",
    )  # fmt: skip
    urn = TextField(label="Or with a school: its number (URN)", required=False, max_length=8, width=10)
    words = TextAreaField(
        label="Anything whoever pairs should know", required=False, rows=3, hint="Write no more than is needed"
    )

    def conflict(self) -> NewConflict:
        """The conflict as a value."""
        said = self.cleaned_data
        return NewConflict(Tie(said["tie"]), said["email"], said["urn"].strip(), said["words"].strip())


class EndConflictForm(forms.Form):
    """Why a conflict no longer stands."""

    why = TextAreaField(label="What has changed?", rows=3, hint="It stays in the record", asks="Say what has changed")
