"""What curriculum leads type about samples for moderation."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from goldenthread.programmes.types import AssessmentPolicy, RuleAbout, SamplingRule
from goldenthread.web.programmes.rule_form import RuleForm, Section
from goldenthread.web.shared.fields import NumberField


class SamplingForm(RuleForm):
    """Which markings a moderator looks at, when a sample grows, since when, and on whose word."""

    about = RuleAbout.SAMPLES
    sections = (
        Section("What comes in", ("share", "bands", "each_marker", "borderline", "first_share")),
        Section("When it grows", ("each_criterion", "total", "most_apart", "doublings")),
        Section("What is marked later", ("unsampled",)),
    )

    share = NumberField(
        label="How many of a hundred markings of each stratum?",
        hint="A stratum is one marker, one band of marks, one centre. 0 asks for no sample",
        min_value=0,
        max_value=100,
        width=3,
        suffix="%",
    )
    bands = NumberField(label="Into how many bands is the scale of totals cut?", min_value=1, max_value=10, width=3)
    each_marker = NumberField(label="At least how many of each marker?", min_value=0, max_value=100, width=3)
    borderline = NumberField(
        label="Every script near the pass total: at most how many marks from it?",
        hint="On either side. Leave it empty where it does not matter",
        min_value=0,
        max_value=100,
        width=3,
        required=False,
        says_optional=False,
    )
    first_share = NumberField(
        label="How many percentage points more of whoever marks for the first time?",
        min_value=0,
        max_value=100,
        width=3,
    )
    each_criterion = NumberField(
        label="By how many marks may a moderator differ on a criterion?", min_value=0, max_value=20, width=3
    )
    total = NumberField(label="By how many marks may a moderator differ in total?", min_value=0, max_value=500, width=3)
    most_apart = NumberField(
        label="How much of a marker’s sample may differ by more before it grows?",
        min_value=0,
        max_value=100,
        width=3,
        suffix="%",
    )
    doublings = NumberField(
        label="How often does it double before all of a marker’s are taken?", min_value=0, max_value=6, width=3
    )
    unsampled = NumberField(
        label="How many markings finished after the draw may be in no sample?",
        hint="If there are more, a supplement is drawn by itself, and results wait until it is looked at",
        min_value=0,
        max_value=1000,
        width=4,
    )

    @classmethod
    def said(cls, policy: AssessmentPolicy) -> dict[str, Any]:
        """What a policy says, as the form shows it."""
        return asdict(policy.sampling)

    def values(self) -> dict[str, Any]:
        """The rule that was typed."""
        return {"sampling": SamplingRule(**{name: self.cleaned_data[name] for name in asdict(SamplingRule())})}
