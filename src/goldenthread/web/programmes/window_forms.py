"""What curriculum leads type about windows, about markers, and about figures about them."""

from __future__ import annotations

from dataclasses import asdict
from datetime import time
from typing import Any

from goldenthread.programmes.types import AccuracyRule, AssessmentPolicy, Gate, MarkingRule, RuleAbout, WindowHours
from goldenthread.web.programmes.rule_form import RuleForm, Section
from goldenthread.web.shared.fields import CheckboxesField, ChoiceField, ConfirmField, NumberField, TextField
from goldenthread.web.shared.fields.dates import read_time
from goldenthread.web.shared.words import clock

CONDITIONS = (
    ("needs_engagement", "They have engaged as the engagement policy asks"),
    ("needs_declaration", "They have signed the declaration that it is their own work"),
    ("needs_evaluations", "They have answered the surveys about their sessions"),
    ("needs_fees", "Their fees are recorded as in order"),
)
HANDED_IN, LEFT = "handed_in", "left"
AT_CLOSE = [
    (HANDED_IN, "They count as handed in, as last saved"),
    (LEFT, "They stay as they are, and are not marked"),
]


class WindowsForm(RuleForm):
    """How long a window is, what opens it for somebody, and what happens at its close."""

    about = RuleAbout.WINDOWS

    window_days = NumberField(label="How many days is a window open?", min_value=1, max_value=365, width=3)
    closes = TextField(
        label="At what time does it close on its last day?",
        hint="UK time, where nobody says otherwise for a window. For example, 9am, 6:30pm or 18:30",
        asks="Enter the time",
        max_length=10,
    )
    conditions = CheckboxesField(
        label="What must hold before a brief opens for somebody?",
        hint="What does not hold is said to them beforehand, with what would change it",
        choices=CONDITIONS,
        required=False,
        says_optional=False,
    )
    reminder_hours = NumberField(
        label="How many hours before the close is whoever has not handed in reminded?",
        hint="0 means never",
        min_value=0,
        max_value=24 * 28,
        width=3,
    )
    at_close = ChoiceField(
        label="What becomes of answers that were written here and not handed in by the close?", choices=AT_CLOSE
    )

    @classmethod
    def said(cls, policy: AssessmentPolicy) -> dict[str, Any]:
        """What a policy says, as the form shows it."""
        return {
            "window_days": policy.window_days,
            "closes": clock(policy.hours.closes),
            "conditions": [name for name, holds in asdict(policy.gate).items() if holds],
            "reminder_hours": policy.reminder_hours,
            "at_close": HANDED_IN if policy.takes_draft_at_close else LEFT,
        }

    def clean_closes(self) -> time:
        """The time of day."""
        return read_time(self.cleaned_data["closes"])

    def values(self) -> dict[str, Any]:
        """The rule that was typed."""
        said = self.cleaned_data
        return {
            "window_days": said["window_days"],
            "hours": WindowHours(said["closes"]),
            "gate": Gate(**{name: name in said["conditions"] for name, _ in CONDITIONS}),
            "reminder_hours": said["reminder_hours"],
            "takes_draft_at_close": said["at_close"] == HANDED_IN,
        }


class MarkersForm(RuleForm):
    """Who marks, how much, by when, and when figures about markers say something."""

    about = RuleAbout.MARKERS
    sections = (
        Section("Who marks", ("markers", "needs_training", "capacity", "days")),
        Section(
            "Figures about markers",
            ("least_scripts", "fit_low", "fit_high", "unexpected"),
            "They inform people, and move no mark.",
        ),
    )

    markers = NumberField(
        label="How many assessors mark each script from the start?",
        hint="Leave it empty where the rule for second marking says it",
        min_value=1,
        max_value=9,
        width=2,
        required=False,
        says_optional=False,
    )
    needs_training = ConfirmField(label="Only those who are trained for the qualification mark it", required=False)
    capacity = NumberField(
        label="How many scripts of a window does somebody take of whom nothing else is recorded?",
        min_value=0,
        max_value=5000,
        width=4,
        suffix="scripts",
    )
    days = NumberField(
        label="How many days after a window closes is its marking due?", min_value=1, max_value=365, width=3
    )
    least_scripts = NumberField(
        label="From how many scripts marked twice does a figure stand?", min_value=2, max_value=1000, width=4
    )
    fit_low = NumberField(
        label="From which fit are marks as scattered as expected?",
        hint="In hundredths: 70 is a fit of 0.7. At 100, marks are as scattered as expected; below, more alike",
        min_value=1,
        max_value=100,
        width=3,
    )
    fit_high = NumberField(
        label="And up to which?", hint="In hundredths: 130 is a fit of 1.3", min_value=100, max_value=1000, width=4
    )
    unexpected = NumberField(
        label="How many standard deviations away is a mark listed as unexpected?", min_value=2, max_value=9, width=2
    )

    @classmethod
    def said(cls, policy: AssessmentPolicy) -> dict[str, Any]:
        """What a policy says, as the form shows it."""
        return asdict(policy.marking) | asdict(policy.accuracy)

    def values(self) -> dict[str, Any]:
        """The rule that was typed."""
        said = self.cleaned_data
        who = {name: said[name] for name in ("markers", "needs_training", "capacity", "days")}
        figures = {name: said[name] for name in asdict(AccuracyRule())}
        return {"marking": MarkingRule(**who, is_ours=False), "accuracy": AccuracyRule(**figures)}
