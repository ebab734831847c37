"""Mark sheets as forms: a mark and a reason for each criterion of a scheme."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django import forms
from django.forms import BoundField

from goldenthread.assessment.types.marking import Mark, MarkSheet, Seen
from goldenthread.assessment.types.moderating import ComparisonPage, CriterionSides, MarkersWords, SettlementSheet
from goldenthread.programmes.types import Criterion, MarkScheme
from goldenthread.web.assessment.pins import as_sent, typed_comment
from goldenthread.web.shared.fields import CheckboxesField, ChoiceField, TextAreaField

# Beside which control a refusal of marks is said; a correction has its own reason.
MARKS_BESIDE = {"mark_missing": "mark_{about}", "reason_missing": "reason_{about}", "no_reason": "why"}


@dataclass(frozen=True)
class CriterionFields:
    """One criterion with its fields, for the page."""

    criterion: Criterion
    mark: BoundField
    reason: BoundField


@dataclass(frozen=True)
class SettlementFields:
    """One criterion with both sides and the fields to settle it."""

    sides: CriterionSides
    mark: BoundField
    reason: BoundField
    feedback: BoundField
    struck: BoundField | None


# Who may read what a marker of a script writes beside a mark.
READERS = "The moderator and the participant"


class MarkSheetForm(forms.Form):
    """An assessor's sheet. Nothing is required while it is a draft; finishing asks for all of it."""

    def __init__(
        self,
        data: Any = None,
        *,
        scheme: MarkScheme,
        sheet: MarkSheet,
        readers: str = READERS,
    ) -> None:
        super().__init__(data)
        self.scheme = scheme
        self.kept = sheet
        self.fields["draft"] = forms.IntegerField(required=False, min_value=0)
        self.fields["before"] = forms.JSONField(required=False)
        for criterion in scheme.criteria:
            given = sheet.marks.get(criterion.code, Mark())
            self.fields[f"mark_{criterion.code}"] = ChoiceField(
                label=f"Mark for {criterion.title}",
                says_optional=False,
                choices=[(str(level.mark), f"{level.mark} – {level.label}") for level in criterion.levels],
                hints={str(level.mark): level.description for level in criterion.levels},
                required=False,
                small=True,
                initial="" if given.mark is None else str(given.mark),
            )
            self.fields[f"reason_{criterion.code}"] = TextAreaField(
                label=f"Reason for {criterion.title}",
                says_optional=False,
                rows=3,
                required=False,
                initial=given.reason,
                hint=f"{readers} may read it",
            )
        self.fields["comment"] = TextAreaField(
            label="Over all", rows=3, required=False, initial=sheet.comment, hint="What to say about the whole script"
        )

    def criteria(self) -> Iterator[CriterionFields]:
        """Each criterion with its fields, in the scheme's order."""
        for criterion in self.scheme.criteria:
            yield CriterionFields(criterion, self[f"mark_{criterion.code}"], self[f"reason_{criterion.code}"])

    def begins(self) -> str:
        """What the page begins with, as it is sent back, so that what another tab saved meanwhile is not undone."""
        marks = self.kept.marks
        words = {f"reason_{code}": mark.reason for code, mark in marks.items()}
        given = {f"mark_{code}": str(mark.mark) for code, mark in marks.items() if mark.mark is not None}
        return json.dumps({**words, **given, "comment": self.kept.comment, **as_sent(self.kept.unpinned)})

    def seen(self) -> Seen | None:
        """The draft as the page had it; nothing where the page does not say."""
        number, said = self.cleaned_data["draft"], self.cleaned_data["before"]
        if number is None or not isinstance(said, dict):
            return None
        return Seen(number, _as_it_was(self.scheme, said))

    def sheet(self) -> MarkSheet:
        """What was put down so far, with the comment at a passage that stands in its fields."""
        return MarkSheet(_marks(self.scheme, self.cleaned_data), self.cleaned_data["comment"], typed_comment(self.data))


class SettlementForm(forms.Form):
    """A moderator's sheet: agreed marks, reasons, and what the participant is told."""

    def __init__(self, data: Any = None, *, page: ComparisonPage) -> None:
        super().__init__(data)
        self.page = page
        # The settlement that stood when the page was drawn. It is not drawn from what was sent: a page that is drawn
        # again shows what stands by then.
        self.fields["seen"] = forms.UUIDField(required=False)
        for sides in page.rows:
            code, criterion = sides.criterion.code, sides.criterion
            self.fields[f"mark_{code}"] = ChoiceField(
                label=f"Agreed mark for {criterion.title}",
                says_optional=False,
                choices=[(str(level.mark), f"{level.mark} – {level.label}") for level in criterion.levels],
                asks=f"Choose an agreed mark for {criterion.title}",
                inline=True,
                small=True,
                initial="" if sides.settled.mark is None else str(sides.settled.mark),
            )
            self.fields[f"reason_{code}"] = TextAreaField(
                label=f"Why this mark for {criterion.title}",
                rows=2,
                required=False,
                initial=sides.settled.reason,
                hint="Needed where not every marker gave it. The participant does not read it",
            )
            self.fields[f"feedback_{code}"] = TextAreaField(
                label=f"Feedback on {criterion.title}",
                rows=4,
                required=False,
                initial=sides.feedback,
                hint="The participant reads this. It begins with everything the markers said",
            )
            self._offer_striking(code, sides.words, f"on {criterion.title}")
        self._offer_striking("", page.words, "over all")
        self.fields["comment"] = TextAreaField(
            label="Feedback over all", rows=4, required=False, initial=page.comment, hint="The participant reads this"
        )

    def clean(self) -> dict[str, Any]:
        """Nothing is settled where no marks stand to settle: somebody asked for one more marking since, perhaps."""
        if not self.page.rows:
            raise forms.ValidationError("Its marking is not finished, so nothing can be settled or corrected now.")
        return self.cleaned_data

    def typed(self) -> tuple[str, ...]:
        """What was written to be sent with a page that has no place for it any more, so that it can be kept."""
        if self.page.rows or not self.is_bound:
            return ()
        words = ("reason_", "feedback_", "comment", "why")
        return tuple(said for name, said in self.data.items() if name.startswith(words) and said.strip())

    def criteria(self) -> Iterator[SettlementFields]:
        """Each criterion with both sides and its fields."""
        for sides in self.page.rows:
            code = sides.criterion.code
            fields = self[f"mark_{code}"], self[f"reason_{code}"], self[f"feedback_{code}"]
            yield SettlementFields(sides, *fields, self._striking(code))

    def struck_over_all(self) -> BoundField | None:
        """Which words over all are struck out."""
        return self._striking("")

    def _striking(self, code: str) -> BoundField | None:
        """Which words on a criterion are struck out; nothing to choose where nobody said any."""
        name = f"struck_{code}"
        return self[name] if name in self.fields else None

    def _offer_striking(self, code: str, words: Sequence[MarkersWords], where: str) -> None:
        if words:
            self.fields[f"struck_{code}"] = CheckboxesField(
                label=f"Strike out of the feedback {where}",
                says_optional=False,
                choices=[(str(each.seat), f"What marker {each.place} said") for each in words],
                required=False,
                small=True,
                initial=[str(each.seat) for each in words if each.is_struck],
                hint="It is kept and listed, and the participant does not read it. Take it out of the feedback too",
            )

    def seen(self) -> UUID | None:
        """The settlement that was looked at, if there was one."""
        found: UUID | None = self.cleaned_data["seen"]
        return found

    def value(self) -> SettlementSheet:
        """What was decided."""
        said = self.cleaned_data
        feedback = {c.code: said[f"feedback_{c.code}"] for c in self.page.scheme.criteria}
        codes = ["", *(criterion.code for criterion in self.page.scheme.criteria)]
        struck = {(int(seat), code) for code in codes for seat in said.get(f"struck_{code}", ())}
        return SettlementSheet(MarkSheet(_marks(self.page.scheme, said), said["comment"]), feedback, struck)


def _as_it_was(scheme: MarkScheme, said: dict[str, Any]) -> MarkSheet:
    words = {name: str(value) for name, value in said.items()}
    marks = {c.code: (words.get(f"mark_{c.code}", ""), words.get(f"reason_{c.code}", "")) for c in scheme.criteria}
    return MarkSheet(
        {code: Mark(int(mark) if mark.isdecimal() else None, reason) for code, (mark, reason) in marks.items()},
        words.get("comment", ""),
        typed_comment(words),
    )


def _marks(scheme: MarkScheme, said: dict[str, Any]) -> dict[str, Mark]:
    return {
        c.code: Mark(int(said[f"mark_{c.code}"]) if said[f"mark_{c.code}"] else None, said[f"reason_{c.code}"])
        for c in scheme.criteria
    }
