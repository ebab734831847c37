"""What curriculum leads type about late pieces, circumstances and support before a further attempt."""

from __future__ import annotations

from typing import Any

from goldenthread.programmes.types import AssessmentPolicy, RuleAbout
from goldenthread.programmes.types.again import SUPPORT_NAMES, Support, SupportKind
from goldenthread.programmes.types.granting import GRANT_NAMES, GrantKind
from goldenthread.web.programmes.rule_form import RuleForm, Section
from goldenthread.web.shared.fields import CheckboxesField, ChoiceField, NumberField, TextField

NONE, OFFERED, REQUIRED = "none", "offered", "required"
_HOW = [
    (NONE, "Not guaranteed"),
    (OFFERED, "Guaranteed"),
    (REQUIRED, "Guaranteed, and the next brief opens only after it"),
]


class AllowancesForm(RuleForm):
    """What is allowed to somebody who is late, in difficult circumstances, or tries again."""

    about = RuleAbout.ALLOWANCES
    sections = (
        Section("Late pieces and circumstances", ("late_days", "grants")),
        Section(
            "Support after an attempt that failed",
            tuple(name for kind in SupportKind for name in (kind.value, f"{kind.value}_who")),
            "Where the rule for further attempts asks for a meeting, it stands beside what you choose here.",
        ),
    )

    late_days = NumberField(
        label="For how many days after the close may a piece be offered late?",
        hint="It counts only if somebody at the lead provider decides so. 0 takes nothing late",
        min_value=0,
        max_value=365,
        width=3,
        suffix="days",
    )
    grants = CheckboxesField(
        label="What may follow when circumstances are granted?",
        choices=[(each.value, name) for each, name in GRANT_NAMES.items()],
        hint="Whoever decides chooses one of them, or nothing further",
        required=False,
        says_optional=False,
    )

    def add_more(self) -> None:
        """Each kind of support, and who gives it."""
        for kind, name in SUPPORT_NAMES.items():
            self.fields[kind.value] = ChoiceField(label=name, choices=_HOW)
            self.fields[f"{kind.value}_who"] = TextField(
                label=f"Who gives it? ({name})",
                hint="Leave it empty where whoever coaches, mentors or manages them does",
                required=False,
                says_optional=False,
                max_length=200,
            )

    @classmethod
    def said(cls, policy: AssessmentPolicy) -> dict[str, Any]:
        """What a policy says, as the form shows it."""
        said: dict[str, Any] = {"late_days": policy.late_days, "grants": sorted(policy.grants)}
        kinds = {each.kind: each for each in policy.support}
        for kind in SupportKind:
            each = kinds.get(kind)
            said[kind.value] = NONE if each is None else REQUIRED if each.required else OFFERED
            said[f"{kind.value}_who"] = each.who if each else ""
        return said

    def values(self) -> dict[str, Any]:
        """The rule that was typed."""
        said = self.cleaned_data
        return {
            "late_days": said["late_days"],
            "grants": frozenset(GrantKind(each) for each in said["grants"]),
            "support": tuple(
                Support(kind, required=said[kind.value] == REQUIRED, who=said[f"{kind.value}_who"].strip())
                for kind in SupportKind
                if said[kind.value] != NONE
            ),
        }
