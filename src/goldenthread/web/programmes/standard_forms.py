"""What curriculum leads type about how markers are held to one standard."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from goldenthread.programmes.types import AssessmentPolicy, RuleAbout, StandardRule
from goldenthread.web.programmes.rule_form import RuleForm, Section
from goldenthread.web.shared.fields import ConfirmField, NumberField


class StandardForm(RuleForm):
    """A rule about the standard, since when it holds, and on whose word."""

    about = RuleAbout.STANDARD
    sections = (
        Section(
            "Before live work",
            ("needs_clearance", "test", "agree", "tries"),
            "Prepare exemplars before the day from which you ask for it: nobody can be given a script before they are "
            "cleared.",
        ),
        Section("What counts as close", ("each_criterion", "total", "same_result")),
        Section("When marking stops", ("every", "in_a_row", "off", "among")),
    )

    needs_clearance = ConfirmField(label="Nobody marks a live script before they are cleared", required=False)
    each_criterion = NumberField(
        label="How far apart may a mark be on each criterion?", min_value=0, max_value=20, width=2, suffix="marks"
    )
    total = NumberField(label="And in total?", min_value=0, max_value=500, width=3, suffix="marks")
    same_result = ConfirmField(label="Both have to come to the same result, passed or failed", required=False)
    test = NumberField(label="How many scripts has the test?", min_value=1, max_value=20, width=2, suffix="scripts")
    agree = NumberField(
        label="How many of them have to be close?", min_value=1, max_value=20, width=2, suffix="scripts"
    )
    tries = NumberField(label="How often can it be tried?", min_value=1, max_value=9, width=2, suffix="times")
    every = NumberField(
        label="One script is hidden for how many live ones?", hint="0 means none", min_value=0, max_value=200, width=3
    )
    in_a_row = NumberField(
        label="Marking stops after how many that are off in a row?", min_value=1, max_value=20, width=2
    )
    off = NumberField(label="Or after how many that are off", min_value=1, max_value=20, width=2)
    among = NumberField(label="of how many last ones?", min_value=1, max_value=50, width=2)
    is_illustrative = ConfirmField(
        label="No official figures were found: pages say that these are illustrative", required=False
    )

    @classmethod
    def said(cls, policy: AssessmentPolicy) -> dict[str, Any]:
        """What a policy says, as the form shows it."""
        return asdict(policy.standard)

    def clean(self) -> dict[str, Any]:
        """What each field allows by itself but not beside the others."""
        said: dict[str, Any] = super().clean() or {}
        if (said.get("agree") or 0) > (said.get("test") or 20):
            self.add_error("agree", "Enter no more than the test has scripts")
        if (said.get("off") or 0) > (said.get("among") or 50):
            self.add_error("off", "Enter no more than the number that is looked at")
        return said

    def values(self) -> dict[str, Any]:
        """The rule that was typed."""
        return {"standard": StandardRule(**{name: self.cleaned_data[name] for name in asdict(StandardRule())})}
