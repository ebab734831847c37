"""What curriculum leads type about how markers are held to one standard."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from goldenthread.programmes.types import AssessmentPolicy, StandardRule
from goldenthread.web.programmes.terms_form import TermsForm
from goldenthread.web.shared.fields import ConfirmField, NumberField

NUMBERS = ("each_criterion", "total", "test", "agree", "tries", "every", "in_a_row", "off", "among")


class StandardForm(TermsForm):
    """A rule about the standard, since when it holds, and on whose word."""

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

    def __init__(self, data: Any = None, *, policy: AssessmentPolicy | None) -> None:
        super().__init__(data, initial=asdict(policy.standard if policy else StandardRule()))

    def clean(self) -> dict[str, Any]:
        """What each field allows by itself but not beside the others."""
        said: dict[str, Any] = super().clean() or {}
        if (said.get("agree") or 0) > (said.get("test") or 20):
            self.add_error("agree", "Enter no more than the test has scripts")
        if (said.get("off") or 0) > (said.get("among") or 50):
            self.add_error("off", "Enter no more than the number that is looked at")
        return said

    def rule(self) -> StandardRule:
        """The rule that was typed."""
        said = self.cleaned_data
        return StandardRule(
            needs_clearance=said["needs_clearance"],
            same_result=said["same_result"],
            **{name: said[name] for name in NUMBERS},
        )
