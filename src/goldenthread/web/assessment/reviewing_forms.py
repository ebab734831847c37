"""What is typed when a result is questioned, and when a question is decided."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django import forms
from django.forms import BoundField

from goldenthread.assessment.types.briefing import GivenFile
from goldenthread.assessment.types.marking import Mark, MarkSheet
from goldenthread.assessment.types.moderating import SettlementSheet
from goldenthread.assessment.types.reviewing import (
    EFFECT_NAMES,
    Decision,
    Effect,
    NewLateAsk,
    NewReview,
    ReviewedCriterion,
    ReviewOffer,
    ReviewPage,
)
from goldenthread.ground.types.days import day
from goldenthread.programmes.types import REVIEW_NAMES, Criterion, ReviewKind
from goldenthread.web.shared.fields import (
    CheckboxesField,
    ChoiceField,
    DateField,
    FilesField,
    TextAreaField,
    TextField,
)

MEGABYTE, MOST_STATEMENT = 1024 * 1024, 10_000
ASKED_FOR = (ReviewKind.CLERICAL_CHECK, ReviewKind.ENQUIRY, ReviewKind.APPEAL, ReviewKind.FINAL_APPEAL)
KINDS = (".pdf", ".docx", ".odt", ".txt")


class QuestionForm(forms.Form):
    """The grounds, what somebody thinks is wrong, and evidence if there is any."""

    statement = TextAreaField(
        label="What do you think is wrong, and where?",
        rows=8,
        hint="Whoever decides knows your work by its number. Please name nobody, yourself and your school included. "
        f"At most {MOST_STATEMENT:,} characters",
        asks="Say what you think is wrong",
        max_length=MOST_STATEMENT,
    )
    attach = FilesField(
        label="Evidence",
        kinds=KINDS,
        largest=10 * MEGABYTE,
        required=False,
        hint="If there is any: at most 5 files of 10 MB, in PDF, Word, OpenDocument or plain text. Whoever decides "
        "opens a copy without its author and its name. Please take names out of the words",
    )

    def __init__(self, data: Any = None, files: Any = None, *, offer: ReviewOffer) -> None:
        super().__init__(data, files)
        self.kind = offer.kind
        self.fields["grounds"] = CheckboxesField(
            label="On which grounds?",
            choices=[(ground.code, ground.says) for ground in offer.grounds],
            asks="Choose at least one ground",
        )
        self.order_fields(["grounds", "statement", "attach"])
        if not offer.takes_files:
            del self.fields["attach"]

    def value(self) -> NewReview:
        """What was asked."""
        said = self.cleaned_data
        # Sent all the same where none are taken, they are refused with why, not dropped.
        sent = said["attach"] if "attach" in self.fields else self.files.getlist("attach") if self.files else ()
        files = tuple(GivenFile(file.read(), str(file.name)) for file in sent or ())
        return NewReview(self.kind, tuple(said["grounds"]), said["statement"], files)


class LateAskForm(forms.Form):
    """Who may ask for what after its last day, until when, and why."""

    number = TextField(
        label="Number of the script",
        hint="Whoever wrote it finds it on the page of their result. For example, 123-456-789",
        max_length=20,
        asks="Enter the number of the script",
    )
    kind = ChoiceField(
        label="What can they ask for?",
        choices=[(kind.value, REVIEW_NAMES[kind]) for kind in ASKED_FOR],
        asks="Choose what they can ask for",
    )
    until_on = DateField(label="Until the end of which day?", hint="For example, 31 3 2027", asks="Enter the last day")
    why = TextAreaField(
        label="Why?",
        rows=3,
        hint="It is kept in the decision record of the script. Name nobody",
        asks="Say why",
        max_length=2000,
    )

    def value(self) -> NewLateAsk:
        """What is let."""
        said = self.cleaned_data
        return NewLateAsk(said["number"], ReviewKind(said["kind"]), said["until_on"], said["why"])


@dataclass(frozen=True)
class DecidedFields:
    """One criterion with what was given, where it is shown, and its fields."""

    criterion: Criterion
    given: ReviewedCriterion | None
    mark: BoundField
    reason: BoundField
    feedback: BoundField | None


class DecisionForm(forms.Form):
    """What a reviewer decides. Where they mark anew, their marks decide; else the effect is chosen."""

    def __init__(self, data: Any = None, *, page: ReviewPage) -> None:
        super().__init__(data)
        self.page = page
        self.fields["seen"] = forms.UUIDField()
        if not page.marks_anew:
            appeals = {ReviewKind.APPEAL, ReviewKind.FINAL_APPEAL}
            effects = [each for each in Effect if each is not Effect.RE_MARK or page.kind in appeals]
            self.fields["effect"] = ChoiceField(
                label="What follows?",
                choices=[(each.value, EFFECT_NAMES[each]) for each in effects],
                asks="Choose what follows",
            )
        self.fields["reasons"] = TextAreaField(
            label="Reasons", rows=5, hint="The participant reads this. Name nobody", asks="Say why"
        )
        if page.bearing:
            self.fields["sets_aside"] = CheckboxesField(
                label="Which decision of a case no longer bears on it?",
                choices=[(str(each.case), f"{each.says} Decided {day(each.decided_at)}") for each in page.bearing],
                required=False,
                hint="Choose it where the appeal against that decision is right. The marks then stand as you give them "
                "below, where you find what was settled before",
            )
        for criterion in page.scheme.criteria:
            self._add(criterion)
        self.fields["comment"] = TextAreaField(
            label="Feedback over all", rows=3, required=False, initial=page.comment, hint="The participant reads this"
        )

    def _add(self, criterion: Criterion) -> None:
        code, anew = criterion.code, self.page.marks_anew
        given = self._given.get(code)
        counts = (given.counted or given.stands) if given else None
        self.fields[f"mark_{code}"] = ChoiceField(
            label=f"Mark for {criterion.title}",
            says_optional=False,
            choices=[(str(level.mark), f"{level.mark} – {level.label}") for level in criterion.levels],
            required=anew,
            asks=f"Choose a mark for {criterion.title}",
            hints={str(level.mark): level.description for level in criterion.levels},
            small=True,
            initial="" if counts is None else str(counts.mark),
        )
        self.fields[f"reason_{code}"] = TextAreaField(
            label=f"Reason for {criterion.title}" if anew else f"Why this mark for {criterion.title}",
            rows=2,
            required=anew,
            asks=f"Give a reason for {criterion.title}",
            initial=counts.reason if counts else "",
            hint="The participant reads this" if anew else "Needed where not every marker gave it",
        )
        if not anew:
            self.fields[f"feedback_{code}"] = TextAreaField(
                label=f"Feedback on {criterion.title}",
                rows=3,
                required=False,
                initial="" if given is None else given.told_before if given.counted else given.feedback,
                hint="The participant reads this",
            )

    @property
    def _given(self) -> dict[str, ReviewedCriterion]:
        return {each.criterion.code: each for each in self.page.criteria}

    def criteria(self) -> Iterator[DecidedFields]:
        """Each criterion with its fields."""
        for criterion in self.page.scheme.criteria:
            code = criterion.code
            feedback = None if self.page.marks_anew else self[f"feedback_{code}"]
            yield DecidedFields(
                criterion, self._given.get(code), self[f"mark_{code}"], self[f"reason_{code}"], feedback
            )

    def seen(self) -> UUID:
        """The settlement that stood when the page was drawn."""
        found: UUID = self.cleaned_data["seen"]
        return found

    def value(self) -> Decision:
        """What was decided."""
        said, codes = self.cleaned_data, [criterion.code for criterion in self.page.scheme.criteria]
        marks = {
            code: Mark(int(said[f"mark_{code}"]) if said[f"mark_{code}"] else None, said[f"reason_{code}"])
            for code in codes
        }
        feedback = {code: said.get(f"feedback_{code}", "") for code in codes}
        effect = Effect(said.get("effect", Effect.CORRECTED.value))
        settled = SettlementSheet(MarkSheet(marks, said["comment"]), feedback)
        return Decision(effect, said["reasons"], settled, tuple(UUID(each) for each in said.get("sets_aside") or ()))

    def typed(self) -> tuple[tuple[str, str], ...]:
        """What was written on a page whose reader decides nothing any more, by what it was about, to be copied."""
        if self.page.may_decide or not self.is_bound:
            return ()
        written = [field for field in self if not field.is_hidden and field.name not in {"seen", "sets_aside"}]
        return tuple(
            (str(field.label), str(field.data)) for field in written if field.data and field.data != field.initial
        )

    def set_aside(self) -> tuple[str, ...]:
        """What the chosen decisions of cases did, in words."""
        chosen = self.cleaned_data.get("sets_aside") or ()
        return tuple(each.says for each in self.page.bearing if str(each.case) in chosen)
