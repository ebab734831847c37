"""What facilitators fill in: registers, corrections, and which of two marks is right."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from datetime import datetime
from typing import Any
from uuid import UUID

from django import forms
from django.core import signing

from goldenthread.cohorts.types import MARK_NAMES, EnrolmentRef, Mark, RegisterLine, RegisterPage, RegisterSheet
from goldenthread.web.shared.fields import ChoiceField, TextAreaField
from goldenthread.web.shared.words import clock

MARKS = [(mark.value, name) for mark, name in MARK_NAMES.items()]
_SALT = "when a register was opened"


class MarkField(ChoiceField):
    """The four marks for one person, each as large as a thumb; none of them need be given."""

    def __init__(self, **rest: Any) -> None:
        super().__init__(choices=MARKS, required=False, template_name="cohorts/registering/mark.html", **rest)


class RegisterForm(forms.Form):
    """One question for each person without a mark. ``key`` is made with the empty form and sent back with it.

    ``opened`` says when the page was made, signed: whoever fills it in has seen every mark given before. A sheet may
    name people who were marked meanwhile, or whom nobody expects any more; what it says of them is not lost here.
    """

    key = forms.UUIDField(widget=forms.HiddenInput)
    opened = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(
        self, sent: Any, *, page: RegisterPage, key: UUID | None = None, opened_at: datetime | None = None
    ) -> None:
        initial = {"key": key, "opened": signing.dumps(opened_at.isoformat(), salt=_SALT) if opened_at else ""}
        super().__init__(sent, initial=initial)
        self.page = page
        for line in page.lines:
            self.fields[_field(line)] = MarkField(
                label=line.name, hint=_hint(line), initial=line.arrived.mark.value if line.arrived else None
            )

    @classmethod
    def all_present(cls, sent: Mapping[str, Any], *, page: RegisterPage) -> RegisterForm:
        """The form as it was filled in, with everybody left over marked present; nothing is saved by it."""
        form = cls(None, page=page)
        form.initial = {_field(line): sent.get(_field(line)) or Mark.PRESENT.value for line in page.unmarked}
        form.initial |= {"key": sent.get("key"), "opened": sent.get("opened")}
        return form

    def marks(self) -> list[forms.BoundField]:
        """The questions, one for each person without a mark."""
        return [self[_field(line)] for line in self.page.unmarked]

    def sheet(self) -> RegisterSheet:
        """What was marked, of whomever."""
        marks = {}
        for name, value in self.data.items():
            with suppress(ValueError):
                if name.startswith("mark_") and value:
                    marks[EnrolmentRef(UUID(name.removeprefix("mark_")))] = Mark(value)
        return RegisterSheet(self.cleaned_data["key"], marks, self._opened_at())

    def _opened_at(self) -> datetime | None:
        try:
            return datetime.fromisoformat(signing.loads(self.cleaned_data["opened"], salt=_SALT))
        except signing.BadSignature:
            return None


class CorrectingForm(forms.Form):
    """Another mark, and why."""

    to = ChoiceField(label="What should it say?", choices=MARKS, asks="Choose the right mark", inline=True)
    reason = TextAreaField(
        label="Why was it wrong?", hint="Kept in the record beside the first mark", asks="Say why", rows=3
    )

    def mark(self) -> Mark:
        """The right mark."""
        return Mark(self.cleaned_data["to"])

    def why(self) -> str:
        """The reason."""
        return str(self.cleaned_data["reason"])


class SettlingForm(forms.Form):
    """Which of the marks that were given is right, and how somebody knows."""

    to = ChoiceField(label="Which is right?", asks="Choose which mark is right")
    reason = TextAreaField(
        label="How do you know?", hint="Kept in the record beside both marks", asks="Say how you know", rows=3
    )

    def __init__(self, sent: Any = None, *, line: RegisterLine) -> None:
        super().__init__(sent)
        said = dict.fromkeys([line.mark, *(claim.mark for claim in line.disputed)])
        self.fields["to"].choices = [(m.value, MARK_NAMES[m]) for m in said if m]  # type: ignore[attr-defined]  # a choice field

    def mark(self) -> Mark:
        """The mark that is right."""
        return Mark(self.cleaned_data["to"])

    def why(self) -> str:
        """How they know."""
        return str(self.cleaned_data["reason"])


def _field(line: RegisterLine) -> str:
    return f"mark_{EnrolmentRef(line.enrolment).hex}"


def _hint(line: RegisterLine) -> str:
    if line.arrived:
        return f"{line.school}. Checked in themselves at {clock(line.arrived.at)}"
    return line.school
