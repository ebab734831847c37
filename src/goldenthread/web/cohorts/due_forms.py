"""What a manager types about due dates, and about how a cohort is measured."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms

from goldenthread.cohorts.types.due import DueLine
from goldenthread.cohorts.types.measuring import MeasuringPage
from goldenthread.web.shared.fields import ChoiceField, DateField, TextAreaField
from goldenthread.web.shared.words import day

BY_RULE, BY_HAND, FIRST_DAY = "rule", "hand", "first"


class DueForm(forms.Form):
    """A day, or the rule again, and why."""

    which = ChoiceField(label="When is it due?", asks="Choose when it is due")
    due_on = DateField(label="The day", hint="For example, 5 10 2026", required=False)
    why = TextAreaField(
        label="Why?", hint="Kept in the record, and shown beside the day", asks="Say why", rows=3, max_length=500
    )

    def __init__(self, sent: Any, *, line: DueLine) -> None:
        super().__init__(sent, initial={"which": BY_HAND, "due_on": line.due_on})
        self.fields["which"].choices = [  # type: ignore[attr-defined]  # a choice field
            (BY_HAND, "On the day below"),
            (BY_RULE, f"By the rule: {day(line.by_rule)}"),
        ]

    def clean(self) -> dict[str, Any]:
        """A day is needed where it goes by a day."""
        said = super().clean() or {}
        if said.get("which") == BY_HAND and not said.get("due_on") and "due_on" not in self.errors:
            self.add_error("due_on", "Enter the day on which it is due")
        return said

    def chosen(self) -> date | None:
        """The day; none for the rule's."""
        return self.cleaned_data["due_on"] if self.cleaned_data["which"] == BY_HAND else None


class MeasuringForm(forms.Form):
    """Another policy for a cohort, and why."""

    policy = ChoiceField(label="By which policy is this cohort measured?", asks="Choose a policy")
    why = TextAreaField(label="Why?", hint="Kept in the record", asks="Say why", rows=3, max_length=500)

    def __init__(self, sent: Any, *, page: MeasuringPage) -> None:
        first = page.history.on(page.line.starts_on)
        super().__init__(sent, initial={"policy": page.policy_on.isoformat() if page.policy_on else FIRST_DAY})
        self.fields["policy"].choices = [  # type: ignore[attr-defined]  # a choice field
            (FIRST_DAY, f"The one in force on its first day, {day(page.line.starts_on)}"),
            *(
                (line.on.isoformat(), f"The one in force from {day(line.on)}")
                for line in page.history.lines
                if line is not first or page.policy_on == line.on
            ),
        ]

    def on(self) -> date | None:
        """The day whose policy was chosen; none for the cohort's own first."""
        chosen = self.cleaned_data["policy"]
        return None if chosen == FIRST_DAY else date.fromisoformat(chosen)
