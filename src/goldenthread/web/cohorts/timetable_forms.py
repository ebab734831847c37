"""What managers and participants type about timetables: a rhythm, term dates, a place."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, time, timedelta
from typing import Any
from uuid import UUID

from django import forms

from goldenthread.cohorts.types import CohortLine, Rhythm
from goldenthread.cohorts.types.terms import SPAN_NAMES, Span, SpanKind
from goldenthread.cohorts.types.timetables import SeatLine
from goldenthread.web.shared.fields import ChoiceField, DateField, NumberField, SelectField, TextField

DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday")
SATURDAY = 5
WEEKDAYS = [(str(n), name) for n, name in enumerate(DAYS)]
HOURS = [
    (f"{hour:02d}:{minute:02d}", f"{hour % 12 or 12}:{minute:02d}{'am' if hour < 12 else 'pm'}")
    for hour in range(7, 21)
    for minute in (0, 15, 30, 45)
]


class RhythmForm(forms.Form):
    """How a timetable is laid out."""

    first_on = DateField(
        label="First session",
        hint="Its weekday is the one that sessions in a room keep to",
        asks="Enter the day of the first session",
    )
    last_on = DateField(label="Last possible day", asks="Enter the last possible day")
    starts = SelectField(
        label="Sessions in a room start at", choices=HOURS, initial="09:30", empty="", asks="Choose an hour"
    )
    online_weekday = SelectField(
        label="Sessions online are on", choices=WEEKDAYS, required=False, empty="The same weekday"
    )
    online_starts = SelectField(
        label="Sessions online start at", choices=HOURS, initial="16:00", empty="", asks="Choose an hour"
    )
    weeks_between = NumberField(
        label="Weeks from one session to the next",
        hint="Leave empty to spread the modules evenly between the first and the last day",
        required=False, min_value=1, max_value=26, width=2, suffix="weeks",
    )  # fmt: skip

    def __init__(self, sent: Any, *, cohort: CohortLine, today: date) -> None:
        first = _working(max(cohort.starts_on, today))
        super().__init__(sent, initial={"first_on": min(first, cohort.ends_on), "last_on": cohort.ends_on})

    def rhythm(self) -> Rhythm:
        """What was typed."""
        typed = self.cleaned_data
        return Rhythm(
            first_on=typed["first_on"],
            weeks_between=typed["weeks_between"] or 0,
            starts=time.fromisoformat(typed["starts"]),
            last_on=typed["last_on"],
            online_weekday=int(typed["online_weekday"]) if typed["online_weekday"] else None,
            online_starts=time.fromisoformat(typed["online_starts"]),
        )

    def sent_again(self) -> dict[str, str]:
        """What was typed, for the hidden fields of the page that asks whether this is right."""
        typed = self.cleaned_data
        return {
            "first_on": typed["first_on"].isoformat(),
            "last_on": typed["last_on"].isoformat(),
            "weeks_between": str(typed["weeks_between"] or ""),
            **{name: typed[name] for name in ("starts", "online_weekday", "online_starts")},
        }


class SpanForm(forms.Form):
    """A term, a half term or a closure."""

    kind = ChoiceField(
        label="What is it?",
        choices=[(kind.value, name) for kind, name in SPAN_NAMES.items()],
        asks="Choose what it is",
        initial=SpanKind.TERM.value,
    )
    title = TextField(label="Name", hint="For example, Autumn term, or INSET day", asks="Enter a name", max_length=80)
    first_on = DateField(label="First day", asks="Enter the first day")
    last_on = DateField(label="Last day", hint="The same day for a single one", asks="Enter the last day")

    def __init__(self, sent: Any = None, *, span: Span | None = None) -> None:
        super().__init__(sent, initial=vars(span) | {"kind": span.kind.value} if span else None)

    def span(self) -> Span:
        """What was typed."""
        typed = self.cleaned_data
        return Span(SpanKind(typed["kind"]), typed["title"], typed["first_on"], typed["last_on"])


class SeatForm(forms.Form):
    """Whom to give a place at this session, or to let wait for one."""

    who = SelectField(label="Participant", asks="Choose a participant")

    def __init__(self, sent: Any = None, *, people: Iterable[SeatLine]) -> None:
        super().__init__(sent)
        choices = [(str(line.enrolment), f"{line.name}, {line.school}") for line in people]
        self.fields["who"].choices = choices  # type: ignore[attr-defined]  # a choice field

    def chosen(self) -> UUID:
        """Whom."""
        return UUID(self.cleaned_data["who"])


def _working(day: date) -> date:
    """The day, or the Monday after a weekend."""
    return day if day.weekday() < SATURDAY else day + timedelta(days=7 - day.weekday())
