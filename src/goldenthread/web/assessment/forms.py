"""What is typed on the pages of those who run assessment and of participants, as values."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django import forms

from goldenthread.assessment.types.arriving import Wish
from goldenthread.assessment.types.briefing import BriefPage, BriefText, GivenFile, NewWindow, WindowChoices, WindowPage
from goldenthread.assessment.types.submitting import Declaration
from goldenthread.web.shared.fields import ConfirmField, FileField, MomentField, SelectField, TextAreaField, TextField

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
        hint="For example, 1 2 2026 at 12:01pm, by the clock in the UK on that day",
    )
    closes_at = MomentField(
        label="Closes",
        required=False,
        hint="Leave it empty and it closes on the policy’s last day, at 11:59pm unless the policy says otherwise",
    )

    def __init__(self, data: Any = None, *, choices: WindowChoices, cohort: str = "") -> None:
        super().__init__(data, initial={"cohort": cohort})
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
            self.fields["declared"] = ConfirmField(
                label="I declare that this is my own work",
                required=self.hands_in,
                asks="Confirm that this is your own work, or upload it without handing in",
            )

    def wish(self) -> Wish:
        """Whether to hand it in as soon as it is read, and what was signed for that."""
        return Wish(hands_in=True, signed=self.version) if self.hands_in else Wish()

    def value(self) -> GivenFile:
        """The file that was chosen."""
        file = given(self.cleaned_data["file"])
        assert file is not None
        return file


class SubmitForm(forms.Form):
    """The own-work declaration, where the policy asks for it."""

    def __init__(self, data: Any = None, *, declaration: Declaration | None) -> None:
        super().__init__(data)
        self.version = declaration.version if declaration else 0
        if declaration:
            self.fields["declared"] = ConfirmField(
                label="I declare that this is my own work", asks="Confirm that this is your own work"
            )

    def signed(self) -> int:
        """The version of the declaration that was ticked, 0 if none was asked for."""
        return self.version


def given(file: Any) -> GivenFile | None:
    """An uploaded file as its bytes and name."""
    return GivenFile(file.read(), str(file.name)) if file else None
