"""What is typed on the coaching pages, as values."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

from django import forms

from goldenthread.coaching.types import PLACE_NAMES, AgreedAction, CoachLoad, MeetingLine, MeetingNotes, Place, Record
from goldenthread.people.types import PersonRef
from goldenthread.web.shared.fields import (
    ChoiceField,
    ConfirmField,
    DateField,
    MomentField,
    NumberField,
    SelectField,
    TextAreaField,
)
from goldenthread.web.shared.fields import TextField as Line

PLACES = [(place.value, name) for place, name in PLACE_NAMES.items()]
ACTIONS = 3
NEXT_UNCREDITED = ""


class MeetingForm(forms.Form):
    """A meeting that took place. ``key`` makes a second click the same meeting."""

    key = forms.UUIDField(widget=forms.HiddenInput)
    held_at = MomentField(label="When did it begin?", hint="For example, 24 11 2026 at 4:30pm")
    minutes = NumberField(label="How long did it take?", suffix="minutes", min_value=1, max_value=480, initial=60)
    place = ChoiceField(label="How did you meet?", choices=PLACES, inline=True, small=True, initial=Place.ONLINE.value)
    shared = TextAreaField(
        label="Notes you share", rows=6, hint="You both read these", asks="Write what you talked about"
    )
    private = TextAreaField(
        label="Notes for yourself", rows=3, required=False, hint="Nobody but you reads these, whatever role they have"
    )
    component = SelectField(label="Counts towards", required=False, empty="The next one without a credit")
    next_at = MomentField(label="When do you meet next?", required=False)

    def __init__(self, data: Any = None, *, record: Record, at: datetime, booked: MeetingLine | None = None) -> None:
        start = booked.at if booked and booked.has_begun else at - timedelta(hours=1)
        initial: dict[str, Any] = {"key": booked.ref if booked else uuid4(), "held_at": start}
        if booked:
            place = next(value for value, name in PLACES if name == booked.place)
            initial |= {"private": booked.private, "minutes": booked.minutes or 60, "place": place}
        super().__init__(data, initial=initial)
        for n in range(1, ACTIONS + 1):
            self.fields[f"action_{n}"] = Line(label=f"Agreed action {n}", required=False, max_length=500)
            self.fields[f"due_{n}"] = DateField(label="To be done by", required=False)
            self.fields[f"coachs_{n}"] = ConfirmField(label="I do this one, as their coach", required=False)
        self.fields["component"].choices = [  # type: ignore[attr-defined]  # a select has choices
            (str(c.ref), f"{c.title}{' (credited already)' if c.is_credited else ''}") for c in record.components
        ]

    @property
    def agreed(self) -> list[tuple[Any, Any, Any]]:
        """The fields of each action, side by side."""
        return [(self[f"action_{n}"], self[f"due_{n}"], self[f"coachs_{n}"]) for n in range(1, ACTIONS + 1)]

    def notes(self) -> MeetingNotes:
        """What was written."""
        said = self.cleaned_data
        return MeetingNotes(
            held_at=said["held_at"],
            minutes=said["minutes"],
            place=Place(said["place"]),
            shared=said["shared"],
            private=said["private"],
            actions=tuple(
                AgreedAction(said[f"action_{n}"], said[f"due_{n}"], said[f"coachs_{n}"])
                for n in range(1, ACTIONS + 1)
                if said[f"action_{n}"]
            ),
            component=UUID(said["component"]) if said["component"] else None,
            next_at=said["next_at"],
        )


class ReasonForm(forms.Form):
    """Why something recorded was wrong."""

    why = TextAreaField(label="What was wrong?", rows=3, hint="It stays in the record, with the notes", asks="Say why")


class PairForm(forms.Form):
    """Whom to pair with."""

    def __init__(self, data: Any = None, *, coaches: Sequence[CoachLoad]) -> None:
        super().__init__(data)
        self.fields["coach"] = SelectField(
            label="Coach",
            choices=[(str(c.person), f"{c.name}, coaching {c.load}") for c in coaches if not c.why_not],
            empty="Choose a coach",
            asks="Choose a coach",
        )
        self.cannot = tuple(c for c in coaches if c.why_not)

    def coach(self) -> PersonRef:
        """The chosen coach."""
        return PersonRef(UUID(self.cleaned_data["coach"]))
