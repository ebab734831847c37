"""What is typed about telling schools: plans, choices, the line of help, and why an address is opened again."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from types import MappingProxyType
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from goldenthread.ground.types.days import LONDON
from goldenthread.reporting.types import Cause
from goldenthread.reporting.types.planning import EVENTS, PART_NAMES, PLANNED, RHYTHM_NAMES, Part, Plan, Rhythm
from goldenthread.reporting.types.reaching import REACHED_NAMES
from goldenthread.reporting.types.subscribing import PACE_NAMES, PACES, STREAM_NAMES, Pace, Stream
from goldenthread.web.shared.fields import (
    CheckboxesField,
    ChoiceField,
    DateField,
    NumberField,
    SelectField,
    TextAreaField,
    TextField,
)


class PlanForm(forms.Form):
    """When schools are told, and of what."""

    in_force_from = DateField(label="From which day does this hold?", hint="Today at the earliest")
    rhythm = ChoiceField(
        label="How often do regular updates go out?",
        choices=[(r.value, RHYTHM_NAMES[r]) for r in Rhythm],
        hints={
            Rhythm.MONTHLY.value: "Eleven a year",
            Rhythm.HALF_TERMLY.value: "October, December, February, March, May and July",
            Rhythm.TERMLY.value: "December, March and July",
        },
    )
    day = NumberField(
        label="On which day of the month?",
        hint="1 to 28. At a weekend it goes out on the Monday after",
        min_value=1,
        max_value=28,
        width=2,
        required=False,
    )
    dates = TextAreaField(label="Dates of your choice", hint="One on a line, like 24 11 2026", rows=4, required=False)
    events = CheckboxesField(
        label="What is told when it happens?",
        hint="That a result is out is always told, what came of it only where the assessment policy or they say so",
        choices=[(event.value, event.words) for event in EVENTS],
        required=False,
    )
    optional = CheckboxesField(
        label="What may a participant keep back?",
        hint="Everything else is part of what you have agreed with the school",
        choices=[(part.value, PART_NAMES[part]) for part in PLANNED],
        required=False,
    )

    @staticmethod
    def from_plan(plan: Plan, at: datetime) -> dict[str, Any]:
        """What the form shows at first: the plan that holds, from today."""
        return {
            "in_force_from": at.astimezone(LONDON).date(),
            "rhythm": plan.rhythm.value,
            "day": plan.day,
            "dates": "\n".join(f"{day.day} {day.month} {day.year}" for day in plan.dates),
            "events": [event.value for event in plan.events],
            "optional": [part.value for part in plan.optional],
        }

    def clean_dates(self) -> tuple[date, ...]:
        """The days, line by line. :raises ValidationError: naming the line that is none."""
        found = []
        for line in filter(None, map(str.strip, self.cleaned_data["dates"].splitlines())):
            try:
                day, month, year = (int(part) for part in line.replace("/", " ").replace("-", " ").split())
                found.append(date(year, month, day))
            except ValueError:
                raise ValidationError(f"“{line[:40]}” is not a date. Enter dates like 24 11 2026", "no_date") from None
        return tuple(found)

    def plan(self) -> Plan:
        """The plan as a value."""
        said = self.cleaned_data
        return Plan(
            in_force_from=said["in_force_from"],
            rhythm=Rhythm(said["rhythm"]),
            day=said["day"] or 1,
            dates=said["dates"],
            events=frozenset(Cause(event) for event in said["events"]),
            optional=frozenset(Part(part) for part in said["optional"]),
        )


CHOICES: Mapping[Stream, str] = MappingProxyType(
    {
        **STREAM_NAMES,
        Stream.EVENTS: "When something happens, for example that somebody falls behind or comes back",
    }
)


class ChoicesForm(forms.Form):
    """What a reader wants to be told, and how often."""

    def __init__(self, *args: Any, streams: Iterable[Stream], **rest: Any) -> None:
        super().__init__(*args, **rest)
        self.streams = tuple(streams)
        for stream in self.streams:
            paces = [(pace.value, PACE_NAMES[pace]) for pace in PACES[stream]]
            self.fields[stream.value] = ChoiceField(label=CHOICES[stream], choices=paces)

    def paces(self) -> Mapping[Stream, Pace]:
        """What was chosen."""
        return {stream: Pace(self.cleaned_data[stream.value]) for stream in self.streams}


class HelpForm(forms.Form):
    """One line of the help that is wanted."""

    words = TextField(
        label="What help would you like from your school?",
        hint="One line, up to 200 characters. Leave it empty to take it back",
        max_length=200,
        width="full",
        required=False,
    )


class PartsForm(forms.Form):
    """Which of the parts that can be kept back are told."""

    parts = CheckboxesField(label="Tell my school", required=False, choices=())

    def __init__(self, *args: Any, offered: Mapping[str, str], **rest: Any) -> None:
        super().__init__(*args, **rest)
        self.offered = tuple(Part(code) for code in offered)
        field = self.fields["parts"]
        if isinstance(field, forms.MultipleChoiceField):
            field.choices = list(offered.items())

    def told(self) -> Mapping[Part, bool]:
        """Each part that was offered, and whether it is told."""
        ticked = set(self.cleaned_data["parts"])
        return {part: part.value in ticked for part in self.offered}


class ReachedForm(forms.Form):
    """Which updates are listed."""

    cohort = SelectField(label="Cohort", choices=(), required=False, empty="All cohorts")
    reached = SelectField(
        label="How far", choices=[(r.value, name) for r, name in REACHED_NAMES.items()], required=False, empty="All"
    )

    def __init__(self, *args: Any, cohorts: tuple[tuple[str, str], ...], **rest: Any) -> None:
        super().__init__(*args, **rest)
        field = self.fields["cohort"]
        if isinstance(field, forms.ChoiceField):
            field.choices = list(cohorts)


class ResumeForm(forms.Form):
    """Why an address is opened again."""

    why = TextField(label="What has changed?", max_length=300, width="full")
