"""What is typed about times of one's own, incidents, attempts and assessments that are put off, as values."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

from django import forms

from goldenthread.assessment.types.attempts import (
    HELP_STATE_NAMES,
    PUT_OFF_NAMES,
    REASON_NAMES,
    AttemptsPage,
    HelpState,
    NewHelp,
    NewPutOff,
    PutOffKind,
    PutOffPage,
    PutOffReason,
)
from goldenthread.assessment.types.own_times import (
    AFFECTED_NAMES,
    Affected,
    NewIncident,
    NewTime,
    OwnTimesPage,
    TimeEntry,
)
from goldenthread.programmes.types.again import SupportKind
from goldenthread.web.shared.fields import (
    CheckboxesField,
    ChoiceField,
    DateField,
    MomentField,
    NumberField,
    SelectField,
    TextAreaField,
)
from goldenthread.web.shared.words import moment

_WHY = "Only those who decide read it. It is in no letter and not in the record"


class TimeForm(forms.Form):
    """More time for one person: minutes, or a later moment."""

    minutes = NumberField(
        label="Minutes more", required=False, min_value=1, max_value=40_320, hint="On top of what they have"
    )
    closes_at = MomentField(label="Or not before", required=False, hint="A moment at which their window closes at last")
    why = TextAreaField(label="Why?", rows=3, hint=_WHY, asks="Say why", max_length=2000)

    def __init__(self, data: Any = None, *, page: OwnTimesPage) -> None:
        super().__init__(data)
        people = [(str(each.enrolment), each.name) for each in page.people]
        self.fields["person"] = SelectField(label="Who?", choices=people, asks="Choose who gets more time")
        self.order_fields(["person", "minutes", "closes_at", "why"])

    def clean(self) -> dict[str, Any]:
        """One of the two, and not both."""
        said = super().clean() or {}
        if not self.errors and bool(said.get("minutes")) == bool(said.get("closes_at")):
            self.add_error("minutes", "Enter minutes, or a moment below, and not both")
        return said

    def person(self) -> UUID:
        """Who was chosen."""
        return UUID(self.cleaned_data["person"])

    def value(self) -> NewTime:
        """What was written."""
        said = self.cleaned_data
        return NewTime(TimeEntry(0 if said["closes_at"] else said["minutes"], said["closes_at"]), said["why"])


class IncidentForm(forms.Form):
    """A technical incident in a window."""

    what = TextAreaField(
        label="What happened?",
        rows=3,
        hint="Everybody who gets more time reads it in a letter. Name nobody",
        asks="Say what happened",
        max_length=1000,
    )
    began_at = MomentField(label="From when?", asks="Enter when it began")
    ended_at = MomentField(label="Until when?", asks="Enter when it was over")
    minutes = NumberField(
        label="Minutes that each of them gets", min_value=1, max_value=40_320, asks="Enter how many minutes"
    )
    affected = ChoiceField(
        label="Who is affected?",
        choices=[(each.value, name) for each, name in AFFECTED_NAMES.items()],
        asks="Choose who is affected",
    )

    def __init__(self, data: Any = None, *, page: OwnTimesPage) -> None:
        super().__init__(data)
        people = [(str(each.enrolment), each.name) for each in page.people]
        self.fields["chosen"] = CheckboxesField(label="People, if you choose them", choices=people, required=False)

    def value(self) -> NewIncident:
        """What was written."""
        said = self.cleaned_data
        return NewIncident(
            what=said["what"],
            began_at=said["began_at"],
            ended_at=said["ended_at"],
            affected=Affected(said["affected"]),
            minutes=said["minutes"],
            chosen=frozenset(UUID(each) for each in said["chosen"]),
        )


class EndTimeForm(forms.Form):
    """Why a time is taken back."""

    why = TextAreaField(label="Why is it taken back?", rows=3, hint=_WHY, asks="Say why", max_length=1000)


class PutOffForm(forms.Form):
    """That somebody is not assessed in a window."""

    kind = ChoiceField(
        label="What is decided?",
        choices=[(each.value, name) for each, name in PUT_OFF_NAMES.items()],
        asks="Choose what is decided",
    )
    reason = ChoiceField(
        label="For which reason?", choices=[(each.value, n) for each, n in REASON_NAMES.items()], asks="Choose a reason"
    )
    why = TextAreaField(
        label="What was said of it, and which evidence was seen?",
        rows=4,
        hint=_WHY,
        asks="Write what was said, and which evidence was seen",
        max_length=2000,
    )

    def __init__(self, data: Any = None, *, page: PutOffPage) -> None:
        super().__init__(data)
        later = [(str(ref), f"The window that opens on {moment(at)}") for ref, at in page.later]
        self.fields["to_window"] = SelectField(
            label="To which window?", choices=later, required=False, empty="None is planned yet, or withdrawn"
        )
        self.order_fields(["kind", "to_window", "reason", "why"])

    def value(self) -> NewPutOff:
        """What was decided."""
        said = self.cleaned_data
        to = UUID(said["to_window"]) if said["to_window"] else None
        return NewPutOff(PutOffKind(said["kind"]), PutOffReason(said["reason"]), said["why"], to)


class HelpForm(forms.Form):
    """Support before the next attempt: arranged, done, or waived."""

    met_on = DateField(label="On which day?", asks="Enter the day")
    agreed = TextAreaField(
        label="What did you agree?",
        rows=5,
        hint="What they will do and who helps with it; where and with whom, if it is still to come; or why they need "
        "not have it. They read this",
        asks="Write what you agreed",
        max_length=4000,
    )

    def __init__(self, data: Any = None, *, page: AttemptsPage, today: date) -> None:
        super().__init__(data, initial={"met_on": today, "kind": page.to_record[0].kind.value, "state": "done"})
        kinds = [(each.kind.value, each.name) for each in page.to_record]
        states = [each for each in HelpState if page.may_waive or each is not HelpState.WAIVED]
        self.fields["kind"] = ChoiceField(
            label="Which support is it?", choices=kinds, asks="Choose which support it is"
        )
        self.fields["state"] = ChoiceField(
            label="Where does it stand?",
            choices=[(each.value, HELP_STATE_NAMES[each]) for each in states],
            asks="Choose where it stands",
        )
        self.order_fields(["kind", "state", "met_on", "agreed"])

    def value(self) -> NewHelp:
        """What was written."""
        said = self.cleaned_data
        return NewHelp(said["met_on"], said["agreed"], SupportKind(said["kind"]), HelpState(said["state"]))
