"""What is typed about meetings besides their record: a time, a preparation, an action, a call for help."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms

from goldenthread.coaching.types import PLACE_NAMES, ActionLine, MeetingLine, Place
from goldenthread.coaching.types.meetings import CHANGE_NAMES, USUAL_MINUTES, Appointment, Change, Prepared
from goldenthread.web.shared.fields import ChoiceField, DateField, MomentField, NumberField, TextAreaField, TextField

PLACES = [(place.value, name) for place, name in PLACE_NAMES.items()]


class AppointmentForm(forms.Form):
    """When, how long and where."""

    starts_at = MomentField(label="When do you meet?", hint="For example, 24 11 2026 at 4:30pm")
    minutes = NumberField(label="For how long?", suffix="minutes", min_value=1, max_value=480)
    place = ChoiceField(label="How do you meet?", choices=PLACES, inline=True, small=True)
    where = TextField(
        label="Where",
        required=False,
        max_length=300,
        hint="A place, or the address of an online room. Both of you see it",
    )

    def __init__(self, data: Any = None, *, was: MeetingLine | None = None) -> None:
        initial: dict[str, Any] = {"minutes": USUAL_MINUTES, "place": Place.ONLINE.value}
        if was is not None:
            now = was.instead or was
            place = next(value for value, name in PLACES if name == now.place)
            initial = {"starts_at": now.at, "minutes": now.minutes or USUAL_MINUTES, "place": place, "where": now.where}
        super().__init__(data, initial=initial)
        if was is not None:
            self.fields["why"] = TextAreaField(
                label="Why it changes", required=False, rows=2, hint="Both of you read it"
            )

    def appointment(self) -> Appointment:
        """What was chosen."""
        said = self.cleaned_data
        return Appointment(said["starts_at"], said["minutes"], Place(said["place"]), said["where"])


class PrepareForm(forms.Form):
    """What a participant writes before a meeting."""

    wants = TextAreaField(label="What do you want to work on?", rows=6, required=False, says_optional=False)
    did = TextAreaField(label="What did you do on what you agreed?", rows=5, required=False)
    private = TextAreaField(
        label="Notes for yourself", rows=3, required=False, hint="Only you ever read these; they are never shared"
    )

    def __init__(self, data: Any = None, *, kept: Prepared, own: str) -> None:
        super().__init__(data, initial={"wants": kept.wants, "did": kept.did, "private": own})


class OwnNotesForm(forms.Form):
    """A coach's own notes on a meeting."""

    words = TextAreaField(
        label="Notes for yourself", rows=4, required=False, hint="Only you ever read these, before and after you meet"
    )


class AmendForm(forms.Form):
    """What the record should say, and why it changes."""

    held_at = MomentField(label="When did it begin?", hint="For example, 24 11 2026 at 4:30pm")
    minutes = NumberField(label="How long did it take?", suffix="minutes", min_value=1, max_value=480)
    shared = TextAreaField(label="Notes you share", rows=8, asks="Write what you talked about")
    why = TextAreaField(
        label="Why do you correct it?",
        rows=2,
        hint="You both read it; what stood there before stays to be read",
        asks="Say why",
    )

    def __init__(self, data: Any = None, *, line: MeetingLine) -> None:
        super().__init__(data, initial={"held_at": line.at, "minutes": line.minutes, "shared": line.shared})


class ChangeActionForm(forms.Form):
    """What became of something agreed."""

    due_on = DateField(label="The new day", required=False, hint="Only where you move it")
    note = TextAreaField(label="Note", required=False, rows=3, hint="You both read it. Say why, where you drop it")

    field_order = ("change", "due_on", "note")

    def __init__(self, data: Any = None, *, line: ActionLine) -> None:
        super().__init__(data)
        can = (Change.DO, Change.MOVE, Change.DROP) if line.is_open else (Change.REOPEN,)
        choices = [(each.value, CHANGE_NAMES[each]) for each in can]
        self.fields["change"] = ChoiceField(label="What became of it?", choices=choices, initial=can[0].value)
        self.order_fields(self.field_order)

    def said(self) -> tuple[Change, str, date | None]:
        """What was said."""
        return Change(self.cleaned_data["change"]), self.cleaned_data["note"], self.cleaned_data["due_on"]


class WordsForm(forms.Form):
    """A few words: a call for help, its answer, what is not right about a record, or why."""

    words = TextAreaField(label="Your words", rows=4, asks="Write a sentence")

    def __init__(self, data: Any = None, *, label: str, hint: str = "") -> None:
        super().__init__(data)
        self.fields["words"].label, self.fields["words"].help_text = label, hint
