"""What curriculum leads type about an engagement policy."""

from __future__ import annotations

from collections import Counter
from datetime import date
from typing import Any

from django import forms

from goldenthread.programmes.types import (
    ENGAGEMENT_NAMES,
    KIND_NAMES,
    MEASURE_NAMES,
    CatchUpRule,
    ComponentKind,
    DueRule,
    EngagementKind,
    EngagementPolicy,
    ExcusedRule,
    Measure,
    OwnTime,
    Part,
    PolicyTerms,
)
from goldenthread.web.shared.fields import (
    CheckboxesField,
    ChoiceField,
    ConfirmField,
    DateField,
    NumberField,
    SelectField,
    TextField,
)

MOST_PARTS = 4
KINDS = [(kind.value, name) for kind, name in KIND_NAMES.items()]
MEASURES = [(measure.value, name) for measure, name in MEASURE_NAMES.items()]
CREDITS_NOTHING, COUNTS_AS_DONE, LEFT_OUT = "nothing", "done", "left_out"
EXCUSED = [
    (CREDITS_NOTHING, "It credits nothing: it has to be caught up"),
    (COUNTS_AS_DONE, "It counts as done"),
    (LEFT_OUT, "It is left out of what is due"),
]
OWN_TIME = [
    (OwnTime.BY_THE_END.value, "By the cohort’s last day"),
    (OwnTime.AFTER_START.value, "So many days after the cohort’s first day"),
    (OwnTime.SPREAD.value, "Evenly spread over the cohort, in the order of the programme"),
]


class KindForm(forms.Form):
    """Which kind of policy to draft."""

    kind = ChoiceField(
        label="How should engagement be measured?",
        choices=[(kind.value, name) for kind, name in ENGAGEMENT_NAMES.items()],
        hints={
            EngagementKind.OVERALL_SHARE.value: "For example 90 % of all hours",
            EngagementKind.EACH_PART.value: "For example 90 % of live sessions and, separately, 90 % of self-study",
            EngagementKind.WEIGHTED_PARTS.value: "For example attendance 50, diagnostics 30, reflections 20",
        },
        initial=EngagementKind.OVERALL_SHARE.value,
    )


class PolicyForm(forms.Form):
    """What every kind of policy says."""

    kind = EngagementKind.OVERALL_SHARE

    about = TextField(
        label="What is this draft about?",
        hint="So that others know it again, for example Live sessions counted apart",
        asks="Say what the draft is about",
        max_length=200,
    )
    counts_optional = ConfirmField(label="Components that are not required count too", required=False)
    partly = NumberField(
        label="What does being there in part credit?", min_value=0, max_value=100, width=3, suffix="%", initial=50
    )
    excused = ChoiceField(label="What does being excused do?", choices=EXCUSED, initial=CREDITS_NOTHING)
    catch_up = NumberField(
        label="What does a reviewed catch-up credit?", min_value=0, max_value=100, width=3, suffix="%", initial=100
    )
    most = NumberField(
        label="At most how many components can be caught up?",
        hint="Leave it empty for no limit",
        min_value=0,
        max_value=100,
        width=3,
        required=False,
    )
    after_session = NumberField(
        label="How many days after its last session is a component due?",
        min_value=0,
        max_value=365,
        width=3,
        initial=0,
        suffix="days",
    )
    own_time = ChoiceField(
        label="When is a component without sessions due?", choices=OWN_TIME, initial=OwnTime.BY_THE_END.value
    )
    after_start = NumberField(
        label="How many days after the first day?",
        hint="Only where it goes by the cohort’s first day",
        min_value=1,
        max_value=730,
        width=3,
        required=False,
        suffix="days",
    )

    def __init__(self, sent: Any, *, policy: EngagementPolicy | None, about: str) -> None:
        super().__init__(sent, initial={"about": about, **(self.said(policy) if policy else {})})

    def said(self, policy: EngagementPolicy) -> dict[str, Any]:
        """What a policy says, as the form shows it."""
        excused = COUNTS_AS_DONE if policy.excused else CREDITS_NOTHING
        return {
            "counts_optional": policy.counts_optional,
            "partly": policy.partly,
            "excused": LEFT_OUT if policy.excused_rule is ExcusedRule.LEFT_OUT else excused,
            "catch_up": policy.catch_up.share,
            "most": policy.catch_up.most,
            "after_session": policy.due.after_session,
            "own_time": policy.due.own_time.value,
            "after_start": policy.due.after_start or None,
        }

    def clean(self) -> dict[str, Any]:
        """Days after the first day are needed where it goes by it."""
        said = super().clean() or {}
        if said.get("own_time") == OwnTime.AFTER_START.value and not said.get("after_start"):
            self.add_error("after_start", "Enter a number of days")
        return said

    def _policy(self, today: date, **measured: Any) -> EngagementPolicy:
        """What was typed, and what is measured how. Its terms are those of a draft."""
        typed = self.cleaned_data
        own_time = OwnTime(typed["own_time"])
        return EngagementPolicy(
            terms=PolicyTerms(today, typed["about"]),
            kind=self.kind,
            counts_optional=typed["counts_optional"],
            partly=typed["partly"],
            excused=100 if typed["excused"] == COUNTS_AS_DONE else 0,
            excused_rule=ExcusedRule.LEFT_OUT if typed["excused"] == LEFT_OUT else ExcusedRule.CREDITS,
            catch_up=CatchUpRule(typed["catch_up"], typed["most"]),
            due=DueRule(
                typed["after_session"], own_time, typed["after_start"] if own_time is OwnTime.AFTER_START else 0
            ),
            **measured,
        )

    @property
    def opening(self) -> list[forms.BoundField]:
        """The fields before the parts."""
        return [self[name] for name in ("about", "threshold", "measure", "counts") if name in self.fields]

    @property
    def finer(self) -> list[forms.BoundField]:
        """The fields after the parts."""
        return [self[name] for name in PolicyForm.base_fields if name != "about"]

    @property
    def parts(self) -> list[tuple[int, list[forms.BoundField]]]:
        """The fields of each part, with its number; none where there are no parts."""
        return []


def _threshold() -> NumberField:
    return NumberField(
        label="What share has to be reached?",
        asks="Enter the share",
        min_value=1,
        max_value=100,
        width=3,
        suffix="%",
        initial=90,
    )


class OverallForm(PolicyForm):
    """One share of everything that counts."""

    threshold = _threshold()
    measure = ChoiceField(label="What is counted?", choices=MEASURES, initial=Measure.MINUTES.value)
    counts = CheckboxesField(
        label="Which kinds of component count?",
        hint="Tick none for every kind",
        choices=KINDS,
        required=False,
        small=True,
    )

    def said(self, policy: EngagementPolicy) -> dict[str, Any]:
        """What a policy says, as the form shows it."""
        own = {"measure": policy.measure.value, "counts": [kind.value for kind in policy.counts]}
        return super().said(policy) | {"threshold": policy.threshold} | ({} if policy.parts else own)

    def policy(self, today: date) -> EngagementPolicy:
        """What was typed: one measure and one share."""
        typed = self.cleaned_data
        counts = frozenset(ComponentKind(kind) for kind in typed["counts"])
        return self._policy(today, threshold=typed["threshold"], measure=Measure(typed["measure"]), counts=counts)


class PartsForm(PolicyForm):
    """Up to four parts. Those without a name are left out."""

    kind = EngagementKind.EACH_PART
    own, own_label, own_suffix, own_most = "threshold", "Share that has to be reached", "%", 100

    def __init__(self, sent: Any, **rest: Any) -> None:
        super().__init__(sent, **rest)
        for n in range(1, MOST_PARTS + 1):
            optional = "" if n <= 2 else " (leave it empty if there is none)"
            self.fields[f"name_{n}"] = TextField(
                label=f"Name{optional}", hint="For example Live sessions", required=False, max_length=60, width=20,
                says_optional=False,
            )  # fmt: skip
            self.fields[f"kinds_{n}"] = CheckboxesField(
                label="Kinds of component", choices=KINDS, required=False, small=True, says_optional=False
            )
            self.fields[f"measure_{n}"] = SelectField(
                label="What is counted?", choices=MEASURES, empty="", required=False, says_optional=False
            )
            self.fields[f"own_{n}"] = NumberField(
                label=self.own_label, min_value=1, max_value=self.own_most, width=3, suffix=self.own_suffix,
                required=False, says_optional=False,
            )  # fmt: skip

    def said(self, policy: EngagementPolicy) -> dict[str, Any]:
        """What a policy says, as the form shows it."""
        told: dict[str, Any] = super().said(policy)
        for n, part in enumerate(policy.parts[:MOST_PARTS], start=1):
            own = part.threshold if self.own == "threshold" else part.weight
            told |= {
                f"name_{n}": part.name,
                f"kinds_{n}": [kind.value for kind in part.kinds],
                f"measure_{n}": part.measure.value,
                f"own_{n}": own,
            }
        return told

    @property
    def parts(self) -> list[tuple[int, list[forms.BoundField]]]:
        """The fields of each part, with its number."""
        names = ("name", "kinds", "measure", "own")
        return [(n, [self[f"{name}_{n}"] for name in names]) for n in range(1, MOST_PARTS + 1)]

    def clean(self) -> dict[str, Any]:
        """At least two parts, each whole; no kind of component and no name in two of them."""
        said = super().clean()
        used = self._used(said)
        for n in (1, 2):
            if n not in used:
                self.add_error(f"name_{n}", f"Enter a name for part {n}")
        for n in used:
            if not said.get(f"kinds_{n}"):
                self.add_error(f"kinds_{n}", f"Choose the kinds of component of part {n}")
            if not said.get(f"own_{n}") and f"own_{n}" not in self.errors:
                self.add_error(f"own_{n}", f"Enter a number for part {n}")
        names = Counter(said[f"name_{n}"].casefold() for n in used)
        kinds = Counter(kind for n in used for kind in said.get(f"kinds_{n}", ()))
        for n in used:
            if names[said[f"name_{n}"].casefold()] > 1:
                self.add_error(f"name_{n}", "Give each part a name of its own")
            if any(kinds[kind] > 1 for kind in said.get(f"kinds_{n}", ())):
                self.add_error(f"kinds_{n}", "Choose each kind of component in one part only, so that it counts once")
        return said

    def policy(self, today: date) -> EngagementPolicy:
        """What was typed: the parts, and the highest share that any asks for."""
        parts = self.given()
        return self._policy(today, threshold=max(part.threshold or 0 for part in parts), parts=parts)

    def given(self) -> tuple[Part, ...]:
        """The parts that were filled in."""
        typed = self.cleaned_data
        return tuple(
            Part(
                name=typed[f"name_{n}"],
                kinds=frozenset(ComponentKind(kind) for kind in typed[f"kinds_{n}"]),
                measure=Measure(typed[f"measure_{n}"] or Measure.MINUTES.value),
                **{self.own: typed[f"own_{n}"]},
            )
            for n in self._used(typed)
        )

    def _used(self, said: dict[str, Any]) -> list[int]:
        return [n for n in range(1, MOST_PARTS + 1) if said.get(f"name_{n}")]


class WeightedForm(PartsForm):
    """Weighted parts, added up."""

    kind = EngagementKind.WEIGHTED_PARTS
    own, own_label, own_suffix, own_most = "weight", "Weight among the parts", "points", 1000
    threshold = _threshold()

    def said(self, policy: EngagementPolicy) -> dict[str, Any]:
        """What a policy says, as the form shows it."""
        return super().said(policy) | {"threshold": policy.threshold}

    def policy(self, today: date) -> EngagementPolicy:
        """What was typed: the parts, and the share of them all."""
        return self._policy(today, threshold=self.cleaned_data["threshold"], parts=self.given())


class AdoptingForm(forms.Form):
    """From when a policy is in force, and on whose word."""

    in_force_from = DateField(
        label="From which day is it in force?",
        hint="Cohorts that begin on this day or later are measured by it. For example, 1 9 2027",
        asks="Enter the day",
    )
    source = TextField(
        label="On whose word does it stand?",
        hint="A document or a decision, so that somebody can look it up",
        asks="Enter the source",
        max_length=500,
    )
    is_illustrative = ConfirmField(
        label="No official figure was found: pages say that this policy is illustrative", required=False
    )

    def terms(self) -> PolicyTerms:
        """What was typed."""
        typed = self.cleaned_data
        return PolicyTerms(typed["in_force_from"], typed["source"], typed["is_illustrative"])


def form_for(kind: EngagementKind) -> type[OverallForm | PartsForm]:
    """The form that a kind of policy is written with."""
    forms_: dict[EngagementKind, type[OverallForm | PartsForm]] = {
        EngagementKind.OVERALL_SHARE: OverallForm,
        EngagementKind.EACH_PART: PartsForm,
        EngagementKind.WEIGHTED_PARTS: WeightedForm,
    }
    return forms_[kind]
