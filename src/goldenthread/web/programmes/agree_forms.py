"""What curriculum leads type about second marking and agreement."""

from __future__ import annotations

from typing import Any

from django import forms

from goldenthread.programmes.types import (
    AGREEMENT_NAMES,
    CLOSE_NAMES,
    OFF_SCALE_NAMES,
    SECOND_NAMES,
    THIRD_NAMES,
    AgreementKind,
    AgreementRule,
    AssessmentPolicy,
    CloseMarks,
    OffScale,
    RuleAbout,
    SecondMarking,
    SecondRule,
    ThirdPerson,
)
from goldenthread.web.programmes.rule_form import RuleForm, Section
from goldenthread.web.shared.fields import ChoiceField, ConfirmField, NumberField, TextField


class AgreementForm(RuleForm):
    """Which scripts are marked twice, when markings agree, what follows, since when, and on whose word."""

    about = RuleAbout.MARKING
    sections = (
        Section("Which, where only some are", ("fails", "around_total", "short_by", "sample", "seed")),
        Section(
            "When markings agree",
            (
                "kind",
                "each_criterion",
                "total",
                "same_result",
                "boundaries",
                "close_marks",
                "off_scale",
                "third",
            ),
        ),
    )

    which = ChoiceField(
        label="Which scripts are marked a second time?", choices=[(k.value, name) for k, name in SECOND_NAMES.items()]
    )
    fails = ConfirmField(label="Every script that fails", required=False)
    around_total = NumberField(
        label="Scripts whose total is near the minimum: at most how many marks from it?",
        hint="On either side. Leave it empty where it does not matter",
        min_value=0,
        max_value=500,
        width=3,
        required=False,
        says_optional=False,
    )
    short_by = NumberField(
        label="Scripts that reach the total and miss the minimum of a criterion: by at most how many marks?",
        hint="Leave it empty where it does not matter",
        min_value=1,
        max_value=20,
        width=3,
        required=False,
        says_optional=False,
    )
    sample = NumberField(
        label="A sample of the rest: how many of a hundred?",
        min_value=0,
        max_value=100,
        width=3,
        suffix="%",
        required=False,
        says_optional=False,
    )
    seed = TextField(
        label="By which words is the sample drawn?",
        hint="Any words. Whoever knows them can draw the same sample again",
        max_length=80,
        required=False,
        says_optional=False,
    )
    kind = ChoiceField(
        label="When does a mark follow from several markings?",
        hint="A moderator accepts it or chooses another, whatever follows",
        choices=[(kind.value, name) for kind, name in AGREEMENT_NAMES.items()],
    )
    each_criterion = NumberField(
        label="How far apart may marks on a criterion lie?",
        hint="From the lowest to the highest. Leave it empty for no such distance",
        min_value=0,
        max_value=20,
        width=3,
        required=False,
        says_optional=False,
    )
    total = NumberField(
        label="How far apart may totals lie?",
        hint="Leave it empty for no such distance",
        min_value=0,
        max_value=500,
        width=3,
        required=False,
        says_optional=False,
    )
    same_result = ConfirmField(label="Only where all pass the script or all fail it", required=False)
    boundaries = TextField(
        label="At which totals do grades begin?",
        hint="Numbers that rise, with spaces between them, beside the minimum to pass. Leave it empty for none",
        required=False,
        says_optional=False,
    )
    close_marks = ChoiceField(
        label="Where marks on a criterion are close and not the same, which stands?",
        hint="Where the average is asked for above, it is the average",
        choices=[(close.value, name) for close, name in CLOSE_NAMES.items()],
    )
    off_scale = ChoiceField(
        label="And where an average is not a mark of the scale?",
        choices=[(off.value, name) for off, name in OFF_SCALE_NAMES.items()],
    )
    third = ChoiceField(
        label="Who sees to markings that lie too far apart?",
        choices=[(third.value, name) for third, name in THIRD_NAMES.items()],
    )

    @classmethod
    def said(cls, policy: AssessmentPolicy) -> dict[str, Any]:
        """What a policy says, as the form shows it."""
        second, agreement = policy.second, policy.agreement
        return {
            "which": policy.second_marking.value,
            "fails": second.fails,
            "around_total": second.around_total,
            "short_by": second.short_by,
            "sample": second.sample or None,
            "seed": second.seed,
            "kind": agreement.kind.value,
            "each_criterion": agreement.each_criterion,
            "total": agreement.total,
            "same_result": agreement.same_result,
            "boundaries": " ".join(map(str, agreement.boundaries)),
            "close_marks": agreement.close_marks.value,
            "off_scale": agreement.off_scale.value,
            "third": agreement.third.value,
        }

    def clean_boundaries(self) -> tuple[int, ...]:
        """The totals at which grades begin."""
        words = self.cleaned_data["boundaries"].replace(",", " ").split()
        if not all(word.isdecimal() and int(word) <= 10_000 for word in words):
            raise forms.ValidationError("Enter whole numbers with spaces between them")
        found = [int(word) for word in words]
        if found != sorted(set(found)):
            raise forms.ValidationError("Enter numbers that rise")
        return tuple(found)

    def clean(self) -> dict[str, Any]:
        """What each field allows by itself but not beside the others."""
        said: dict[str, Any] = super().clean() or {}
        picks = said.get("fails") or said.get("sample") or said.get("short_by") or said.get("around_total") is not None
        if said.get("which") == SecondMarking.SOME.value and not picks:
            self.add_error("which", "Say below which scripts are picked")
        if said.get("sample") and not said.get("seed"):
            self.add_error("seed", "Enter the words by which the sample is drawn")
        return said

    def values(self) -> dict[str, Any]:
        """The rule that was typed."""
        said, which = self.cleaned_data, SecondMarking(self.cleaned_data["which"])
        second = SecondRule(
            sample=said["sample"] or 0,
            seed=said["seed"] if said["sample"] else "",
            fails=said["fails"],
            around_total=said["around_total"],
            short_by=said["short_by"],
        )
        agreement = AgreementRule(
            kind=AgreementKind(said["kind"]),
            each_criterion=said["each_criterion"],
            total=said["total"],
            same_result=said["same_result"],
            close_marks=CloseMarks(said["close_marks"]),
            off_scale=OffScale(said["off_scale"]),
            boundaries=said["boundaries"],
            third=ThirdPerson(said["third"]),
        )
        second = second if which is SecondMarking.SOME else SecondRule()
        return {"second_marking": which, "second": second, "agreement": agreement}
