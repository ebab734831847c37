"""What moderators type about samples: a judgement, a decision, a file, and whom else they ask."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django import forms

from goldenthread.assessment.types.handing_over import NewGuest
from goldenthread.assessment.types.marking import Mark, MarkSheet
from goldenthread.assessment.types.sampling import Correction, Decision, LookPage, LookSheet, RulingSheet
from goldenthread.programmes.types import MarkScheme
from goldenthread.web.assessment.sheets import CriterionFields
from goldenthread.web.shared.fields import (
    ChoiceField,
    DateField,
    EmailField,
    FileField,
    NumberField,
    SelectField,
    TextAreaField,
    TextField,
)

OWN = "own"
MEGABYTE = 1024 * 1024
DECISIONS = [
    (Decision.ACCEPT.value, "The markings stand"),
    (Decision.CORRECT.value, "Correct the marks that are not settled"),
    (Decision.RE_MARK.value, "Have the scripts marked again by somebody else"),
]


class SeedForm(forms.Form):
    """By which seed a sample is drawn."""

    seed = TextField(
        label="Seed",
        hint="A word or number of your choice. The same seed draws the same sample, whoever draws it",
        max_length=40,
        asks="Enter a seed",
        width=20,
    )


class LookForm(forms.Form):
    """A judgement: one marker's marks are right, or the moderator gives their own."""

    def __init__(self, data: Any = None, *, page: LookPage) -> None:
        super().__init__(data)
        self.page = page
        rights = [(str(side.seat), f"Seat {side.letter}’s marks are right") for side in page.sides]
        self.fields["right"] = ChoiceField(
            label="What is your judgement?",
            choices=[*rights, (OWN, "I give the marks below")],
            asks="Say whether somebody’s marks are right",
        )
        for criterion in page.scheme.criteria:
            self.fields[f"mark_{criterion.code}"] = ChoiceField(
                label=f"Your mark for {criterion.title}",
                says_optional=False,
                choices=[(str(level.mark), f"{level.mark} – {level.label}") for level in criterion.levels],
                required=False,
                inline=True,
                small=True,
            )
            self.fields[f"reason_{criterion.code}"] = TextAreaField(
                label=f"Why this mark for {criterion.title}",
                says_optional=False,
                rows=2,
                required=False,
                hint="Needed where not every marker gave it",
            )
        self.fields["comment"] = TextAreaField(label="Over all", rows=3, required=False)

    def criteria(self) -> Iterator[CriterionFields]:
        """Each criterion with its fields, in the scheme's order."""
        for criterion in self.page.scheme.criteria:
            yield CriterionFields(criterion, self[f"mark_{criterion.code}"], self[f"reason_{criterion.code}"])

    def value(self) -> LookSheet:
        """What was judged."""
        said = self.cleaned_data
        if said["right"] != OWN:
            return LookSheet(int(said["right"]), MarkSheet({}, said["comment"]))
        marks = {
            c.code: Mark(int(said[f"mark_{c.code}"]) if said[f"mark_{c.code}"] else None, said[f"reason_{c.code}"])
            for c in self.page.scheme.criteria
        }
        return LookSheet(None, MarkSheet(marks, said["comment"]))


ON_TOTAL = "total"


class RulingForm(forms.Form):
    """What follows for all of one marker's markings, and why."""

    decision = ChoiceField(label="What follows for this marker’s markings?", choices=DECISIONS, asks="Choose one")
    by_marks = NumberField(
        label="By how many marks?",
        hint="Below zero to take marks off, for example -1. Only for a correction",
        min_value=-20,
        max_value=20,
        width=3,
        required=False,
        says_optional=False,
    )
    reason = TextAreaField(label="Why?", rows=3, asks="Say in a sentence why", hint="It stays in the record")

    def __init__(self, data: Any = None, *, scheme: MarkScheme) -> None:
        super().__init__(data)
        self.fields["code"] = SelectField(
            label="On what?",
            empty="Every criterion",
            choices=[(ON_TOTAL, "The total"), *((f"c-{c.code}", f"{c.code} {c.title}") for c in scheme.criteria)],
            hint="Marks on the total are spread over the criteria as evenly as their scales allow",
            required=False,
            says_optional=False,
        )
        self.order_fields(["decision", "by_marks", "code", "reason"])

    def clean(self) -> dict[str, Any]:
        """A correction says by how many marks."""
        said: dict[str, Any] = super().clean() or {}
        if (
            said.get("decision") == Decision.CORRECT.value
            and not said.get("by_marks")
            and "by_marks" not in self.errors
        ):
            self.add_error("by_marks", "Enter by how many marks")
        return said

    def value(self) -> RulingSheet:
        """What was decided."""
        said = self.cleaned_data
        decision = Decision(said["decision"])
        correct = Correction(said["by_marks"], said["code"].removeprefix("c-"), on_total=False)
        if said["code"] == ON_TOTAL:
            correct = Correction(said["by_marks"], on_total=True)
        return RulingSheet(decision, said["reason"], correct if decision is Decision.CORRECT else None)


class JudgementsForm(forms.Form):
    """A file of judgements that somebody outside filled in."""

    source = TextField(label="Who judged?", hint="The organisation", max_length=200, asks="Say who judged")
    file = FileField(
        label="judgements.csv, filled in",
        kinds=(".csv",),
        largest=5 * MEGABYTE,
        asks="Choose the file",
        hint="The CSV file from the hand-over, at most 5 MB",
    )


class GuestForm(forms.Form):
    """Somebody of another organisation, and until when."""

    name = TextField(label="Name", max_length=200, asks="Enter their name")
    email = EmailField(label="E-mail address", asks="Enter their e-mail address")
    place = TextField(label="Organisation", max_length=200, asks="Enter the organisation they come from")
    until = DateField(
        label="Last day of their access",
        hint="It ends by itself at 11:59pm on that day. For example, 1 9 2027",
        asks="Enter the last day",
    )

    def value(self) -> NewGuest:
        """Whom to ask."""
        return NewGuest(**self.cleaned_data)
