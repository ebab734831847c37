"""What is typed in cases, as values."""

from __future__ import annotations

from typing import Any

from django import forms

from goldenthread.assessment.types.briefing import GivenFile
from goldenthread.assessment.types.case_pages import CasePage
from goldenthread.assessment.types.cases import (
    EFFECT_NAMES,
    NATURE_NAMES,
    Effect,
    Nature,
    NewDecision,
    NewEvidence,
    NewHearing,
    NewLetter,
)
from goldenthread.web.assessment.forms import given
from goldenthread.web.shared.fields import (
    CheckboxesField,
    ChoiceField,
    ConfirmField,
    FileField,
    MomentField,
    TextAreaField,
    TextField,
)

MEGABYTE = 1024 * 1024
KINDS = (".pdf", ".docx", ".odt", ".txt", ".md")
MOST = 10_000
NOTHING = "nothing"


class _About(forms.Form):
    """A form on a case."""

    def __init__(self, data: Any = None, files: Any = None, *, page: CasePage) -> None:
        super().__init__(data, files)
        self.page = page


class EvidenceForm(_About):
    """Something for or against a suspicion."""

    text = TextAreaField(
        label="What is it?",
        rows=6,
        max_length=MOST,
        hint="For example, a quotation with where it comes from, or what two files have in common",
        asks="Say what it is",
    )
    file = FileField(
        label="File", kinds=KINDS, largest=20 * MEGABYTE, required=False, hint="It is kept with its fingerprint"
    )
    is_shown = ConfirmField(
        label="The participant sees it on their page, once they were written to", required=False, initial=True
    )

    def value(self) -> NewEvidence:
        """What was added."""
        said = self.cleaned_data
        return NewEvidence(said["text"], said["is_shown"], given(said["file"]))


class LetterForm(_About):
    """What the participant is told, and until when they may answer."""

    text = TextAreaField(
        label="What do you tell them?",
        rows=10,
        max_length=MOST,
        hint="What is suspected and why, what they are shown, and what happens next. Name nobody who reported it",
        asks="Write the letter",
    )
    answer_by = MomentField(label="Until when may they answer?", asks="Enter until when they may answer")

    def value(self) -> NewLetter:
        """What was written."""
        return NewLetter(self.cleaned_data["text"], self.cleaned_data["answer_by"])


class HearingForm(_About):
    """When, where and with whom."""

    at = MomentField(label="When?", asks="Enter when they are heard")
    place = TextField(label="Where, or by which link?", max_length=500, asks="Say where they are heard")
    who = TextAreaField(
        label="Who is there?",
        rows=3,
        max_length=MOST,
        hint="With their part in it, and whether the participant may bring somebody",
        asks="Say who is there",
    )

    def value(self) -> NewHearing:
        """What was set."""
        said = self.cleaned_data
        return NewHearing(said["at"], said["place"], said["who"])


class _WordsForm(_About):
    """A form that asks for words alone; ``text`` is the field of whoever builds on it."""

    def value(self) -> str:
        """What was written."""
        text: str = self.cleaned_data["text"]
        return text


class NotesForm(_WordsForm):
    """What was said at a hearing."""

    text = TextAreaField(
        label="What was said?",
        rows=10,
        max_length=MOST,
        hint="Say who was there. The participant reads it",
        asks="Write down what was said",
    )


class DropForm(_WordsForm):
    """Why there is nothing in it."""

    text = TextAreaField(
        label="Why is there nothing in it?",
        rows=4,
        max_length=MOST,
        hint="If they were written to, the participant reads it",
        asks="Say why",
    )


class DecisionForm(_About):
    """What was found, what follows, and why."""

    found = ChoiceField(
        label="What did you find?",
        choices=[(NOTHING, "Nothing was found"), *((each.value, name) for each, name in NATURE_NAMES.items())],
        asks="Choose what you found",
    )
    effect = ChoiceField(
        label="What follows for the result?",
        choices=[(each.value, name) for each, name in EFFECT_NAMES.items()],
        asks="Choose what follows",
    )
    reasons = TextAreaField(
        label="Why?",
        rows=8,
        max_length=MOST,
        hint="What you weighed, and what the participant said. They read it, and can appeal against it",
        asks="Give the reasons",
    )

    def __init__(self, data: Any = None, files: Any = None, *, page: CasePage) -> None:
        super().__init__(data, files, page=page)
        self.fields["parts"] = CheckboxesField(
            label="Which criteria’s marks do not count?",
            choices=list(page.criteria),
            required=False,
            hint="Only where you chose that the marks of some criteria do not count",
        )
        self.order_fields(["found", "effect", "parts", "reasons"])

    def value(self) -> NewDecision:
        """What was decided."""
        said = self.cleaned_data
        nature = None if said["found"] == NOTHING else Nature(said["found"])
        return NewDecision(nature is not None, said["reasons"], nature, Effect(said["effect"]), tuple(said["parts"]))


class AnswerForm(forms.Form):
    """What a participant says to it."""

    text = TextAreaField(
        label="Your answer",
        rows=10,
        max_length=MOST,
        hint="Say it in your own words. You can answer more than once; everything is kept",
        asks="Write your answer",
    )
    file = FileField(
        label="A file that supports it",
        kinds=KINDS,
        largest=20 * MEGABYTE,
        required=False,
        hint="For example, your notes or an earlier draft. PDF, Word, OpenDocument or text, at most 20 MB",
    )

    def file_given(self) -> GivenFile | None:
        """The file, if one was chosen."""
        return given(self.cleaned_data["file"])
