"""What every form for a rule of assessment has: its own fields in sections, since when it holds, and on whose word."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, ClassVar

from django import forms

from goldenthread.programmes.types import AssessmentPolicy, PolicyTerms, RuleAbout, RuleChange
from goldenthread.web.shared.fields import ConfirmField, DateField, TextField

SINCE = "Since when, and on whose word"
TERMS = ("in_force_from", "source", "is_illustrative")


@dataclass(frozen=True)
class Section:
    """Fields of a form that stand together, under a heading, with a sentence where they need one."""

    title: str
    fields: tuple[str, ...]
    lead: str = ""


class RuleForm(forms.Form):
    """A rule's own fields come first, and what it stands on after them, on the page and among its faults.

    Each form says what it is ``about``, how its fields stand together, and, where its fields are not those of the
    policy, what a policy says of them (:meth:`said`) and which values of the policy were typed (:meth:`values`).
    """

    about: ClassVar[RuleAbout]
    sections: ClassVar[Sequence[Section]] = ()

    in_force_from = DateField(
        label="From which day does it hold?",
        hint="Windows that open on this day or later go by it. For example, 1 9 2027",
        asks="Enter the day",
    )
    source = TextField(
        label="On whose word does it stand?",
        hint="A document or a decision, so that somebody can look it up",
        asks="Enter the source",
        max_length=500,
    )
    is_illustrative = ConfirmField(
        label="No official rule was found: pages say that this one is illustrative", required=False
    )

    def __init__(self, data: Any = None, *, policy: AssessmentPolicy | None) -> None:
        super().__init__(data, initial=self.said(policy) if policy else None)
        self.policy = policy
        self.add_more()
        self.order_fields([name for name in self.fields if name not in TERMS])

    def add_more(self) -> None:
        """Add the fields of which there are several alike; most forms have none."""

    @classmethod
    def said(cls, policy: AssessmentPolicy) -> dict[str, Any]:
        """What a policy says, as the form shows it: by itself, the fields that are called as the policy's."""
        return {name: getattr(policy, name) for name in cls.base_fields if name not in TERMS}

    def values(self) -> dict[str, Any]:
        """What was typed, by the names of the policy's fields: by itself, what the fields are called."""
        return {name: self.cleaned_data[name] for name in self.fields if name not in TERMS}

    @property
    def drawn(self) -> list[tuple[Section, list[forms.BoundField]]]:
        """The sections with their fields; those that stand in none come first, under no heading."""
        placed = {name for section in self.sections for name in section.fields}
        first = tuple(name for name in self.fields if name not in {*placed, *TERMS})
        every = [*([Section("", first)] if first else []), *self.sections, Section(SINCE, TERMS)]
        return [(section, [self[name] for name in section.fields]) for section in every]

    def change(self) -> RuleChange:
        """The rule that was typed."""
        return RuleChange(self.about, self.values())

    def terms(self) -> PolicyTerms:
        """Since when, and on whose word."""
        return PolicyTerms(*(self.cleaned_data[name] for name in TERMS))
