"""What is typed on the pages of those who run assessment and of participants, as values."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from django import forms

from goldenthread.assessment.types.arriving import Wish
from goldenthread.assessment.types.briefing import BriefPage, BriefText, GivenFile, NewWindow, WindowChoices, WindowPage
from goldenthread.assessment.types.submitting import Declaration, Signature
from goldenthread.web.shared.fields import (
    ChoiceField,
    ConfirmField,
    FileField,
    MomentField,
    SelectField,
    TextAreaField,
    TextField,
)

MEGABYTE = 1024 * 1024
DATA_KINDS = (".pdf", ".docx", ".xlsx", ".csv", ".txt", ".md")


class BriefForm(forms.Form):
    """A brief: title, text, and a file of data if there is one."""

    title = TextField(label="Title", hint="As participants will see it", max_length=200, asks="Enter a title")
    text = TextAreaField(
        label="The brief",
        rows=18,
        hint="Write in markdown: ## for a heading, - for a list, | for a table",
        asks="Write the brief",
    )
    file = FileField(
        label="File of data",
        kinds=DATA_KINDS,
        largest=10 * MEGABYTE,
        required=False,
        hint="For example a table of attendance. Participants get it with the brief",
    )

    def __init__(self, data: Any = None, files: Any = None, *, page: BriefPage | None = None) -> None:
        newest = page.versions[0] if page else None
        initial = {"title": page.title, "text": newest.text} if page and newest else None
        super().__init__(data, files, initial=initial)

    def value(self) -> BriefText:
        """What was written."""
        return BriefText(self.cleaned_data["title"], self.cleaned_data["text"], given(self.cleaned_data["file"]))


class WindowForm(forms.Form):
    """A window for a cohort."""

    opens_at = MomentField(
        label="Opens",
        asks="Enter when it opens",
    )
    closes_at = MomentField(
        label="Closes",
        required=False,
        hint="Leave it empty and it closes on the policy’s last day, at 11:59pm unless the policy says otherwise",
    )

    def __init__(self, data: Any = None, *, choices: WindowChoices, at: datetime, cohort: str = "") -> None:
        super().__init__(data, initial={"cohort": cohort})
        says = f"For example, 1 2 {at.year + 1} at 12:01pm, by the clock in the UK on that day"
        self.fields["opens_at"].help_text = says
        self.fields["cohort"] = SelectField(label="Cohort", choices=[(str(c.ref), c.name) for c in choices.cohorts])
        self.fields["brief"] = SelectField(
            label="Brief", choices=[(str(c.ref), c.name) for c in choices.briefs], hint="Published briefs only"
        )
        self.order_fields(["cohort", "brief", "opens_at", "closes_at"])

    def value(self) -> NewWindow:
        """What was asked for."""
        said = self.cleaned_data
        return NewWindow(UUID(said["cohort"]), UUID(said["brief"]), said["opens_at"], said["closes_at"])


class MoveForm(forms.Form):
    """Other times for a window."""

    opens_at = MomentField(label="Opens", asks="Enter when it opens")
    closes_at = MomentField(label="Closes", asks="Enter when it closes")
    why = TextAreaField(label="Why do the times change?", rows=3, hint="It stays in the record", asks="Say why")

    def __init__(self, data: Any = None, *, page: WindowPage) -> None:
        super().__init__(data, initial={"opens_at": page.line.opens_at, "closes_at": page.line.closes_at})


class UploadForm(forms.Form):
    """A script as a file."""

    file = FileField(
        label="Your script",
        kinds=(".docx", ".odt", ".pdf"),
        largest=20 * MEGABYTE,
        hint="A Word document (.docx), an OpenDocument text (.odt) or a PDF, at most 20 MB",
        asks="Choose your script",
    )

    def __init__(self, data: Any = None, files: Any = None, *, declaration: Declaration | None = None) -> None:
        super().__init__(data, files)
        self.version = declaration.version if declaration else 0
        self.hands_in = data is not None and "at_once" in data
        if declaration:
            asks = "Confirm that this is your own work, or upload it without handing in"
            self.fields |= _signing(declaration, asks=asks, required=self.hands_in)

    def wish(self) -> Wish:
        """Whether to hand it in as soon as it is read, and what was signed for that."""
        return Wish(hands_in=True, signed=self.version, says=_said(self)) if self.hands_in else Wish()

    def value(self) -> GivenFile:
        """The file that was chosen."""
        file = given(self.cleaned_data["file"])
        assert file is not None
        return file


class SubmitForm(forms.Form):
    """The own-work declaration, where the policy asks for it."""

    def __init__(self, data: Any = None, files: Any = None, *, declaration: Declaration | None) -> None:
        super().__init__(data, files)
        self.version = declaration.version if declaration else 0
        if declaration:
            self.fields |= _signing(declaration, asks="Confirm that this is your own work")

    def signed(self) -> int:
        """The version of the declaration that was ticked, 0 if none was asked for."""
        return self.version

    def says(self) -> Signature:
        """What was put below the declaration."""
        return _said(self)


def _signing(declaration: Declaration, *, asks: str, required: bool = True) -> dict[str, forms.Field]:
    """The fields below a declaration: the tick, and what its text asks for. ``asks``: what is said without the tick."""
    fields: dict[str, forms.Field] = {
        "declared": ConfirmField(label="I declare that this is my own work", required=required, asks=asks)
    }
    if declaration.ai_asks:
        fields["used_ai"] = ChoiceField(
            label=declaration.ai_asks,
            choices=[("yes", "Yes"), ("no", "No")],
            required=required,
            says_optional=False,
            asks="Choose yes or no",
        )
        fields["used_for"] = TextAreaField(
            label="If yes, which, and what for?", rows=3, max_length=5000, required=False, says_optional=False
        )
    if declaration.asks_name:
        fields["name"] = TextField(
            label="Your full name, to sign it",
            max_length=200,
            required=required,
            says_optional=False,
            asks="Type your full name",
        )
    return fields


def _said(form: forms.Form) -> Signature:
    said = form.cleaned_data
    used = said.get("used_ai", "")
    return Signature(said.get("name", ""), used == "yes" if used else None, said.get("used_for", ""))


class DeclarationForm(forms.Form):
    """What participants sign, and what they are told is kept."""

    text = TextAreaField(label="What they sign", rows=6, max_length=5000, asks="Write what they sign")
    ai_asks = TextAreaField(
        label="What do you ask about tools?",
        rows=3,
        max_length=500,
        required=False,
        hint="For example, whether they used tools that write or rewrite text. They answer yes or no, and say what "
        "for. Markers do not see the answer",
    )
    asks_name = ConfirmField(label="They type their full name below it", required=False)
    kept = TextAreaField(
        label="What are they told is kept, and why?",
        rows=8,
        max_length=5000,
        hint="They read it before they hand anything over",
        asks="Say what is kept",
    )

    def __init__(self, data: Any = None, *, stands: Declaration) -> None:
        names = ("text", "ai_asks", "asks_name", "kept")
        super().__init__(data, initial={name: getattr(stands, name) for name in names})

    def value(self) -> Declaration:
        """What was written; its number follows from those before it."""
        return Declaration(0, **self.cleaned_data)


def given(file: Any) -> GivenFile | None:
    """An uploaded file as its bytes and name."""
    return GivenFile(file.read(), str(file.name)) if file else None
