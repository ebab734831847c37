"""What managers and sponsors type about applications."""

from __future__ import annotations

from contextlib import suppress
from typing import Any
from uuid import UUID

from django import forms
from django.http import QueryDict

from goldenthread.admissions.types import REJECTION_REASONS, STATE_NAMES, Answer, Asking, State
from goldenthread.web.shared.fields import ChoiceField, FileField, SelectField, TextAreaField, TextField

MOST_AT_ONCE = 100
READY, WAITING = "ready", "waiting"


def ticked(sent: QueryDict) -> list[UUID]:
    """The applications ticked on the board, at most a hundred; what is no reference is passed over."""
    found = []
    for text in sent.getlist("application")[:MOST_AT_ONCE]:
        with suppress(ValueError):
            found.append(UUID(text))
    return found


class UploadForm(forms.Form):
    """A table of participants."""

    table = FileField(
        label="Table of participants", hint="A CSV file with up to 2,000 rows", asks="Choose a file",
        kinds=(".csv", ".txt"), largest=2_000_000,
    )  # fmt: skip


class BoardFilter(forms.Form):
    """Which applications to show."""

    words = TextField(label="Name, address or school", required=False, max_length=100, says_optional=False)
    state = SelectField(
        label="Show",
        required=False,
        empty="All applications",
        choices=[(READY, "Ready to accept"), (WAITING, "Waiting for the sponsor")]
        + [(s.value, n) for s, n in STATE_NAMES.items()],
    )

    def chosen(self) -> Asking:
        """What was asked for; nothing for what was not chosen or makes no sense."""
        self.is_valid()
        state, words = self.cleaned_data.get("state"), self.cleaned_data.get("words") or ""
        if state in {READY, WAITING}:
            return Asking(State.PENDING, is_ready=state == READY, words=words)
        return Asking(State(state) if state else None, words=words)


class AnswerForm(forms.Form):
    """What a sponsor told the manager."""

    answer = ChoiceField(
        label="What did the sponsor say?", asks="Choose what the sponsor said",
        choices=[(Answer.CONFIRMED.value, "They will sponsor"), (Answer.DECLINED.value, "They will not")],
    )  # fmt: skip
    why = TextAreaField(
        label="How do you know?", hint="For example, by telephone on 3 March", asks="Say how you know", rows=2
    )

    def told(self) -> dict[str, Any]:
        """What was typed, as the action takes it."""
        return {"answer": Answer(self.cleaned_data["answer"]), "why": self.cleaned_data["why"]}


class SponsorForm(forms.Form):
    """A sponsor's own answer."""

    answer = ChoiceField(
        label="Will you sponsor them?", asks="Choose yes or no",
        choices=[(Answer.CONFIRMED.value, "Yes, I will"), (Answer.DECLINED.value, "No, I will not")],
    )  # fmt: skip
    why = TextAreaField(label="Anything we should know?", required=False, rows=3)

    def told(self) -> dict[str, Any]:
        """What was typed, as the action takes it."""
        return {"answer": Answer(self.cleaned_data["answer"]), "why": self.cleaned_data["why"] or ""}


class RejectingForm(forms.Form):
    """Why an application is rejected."""

    reason = ChoiceField(label="Reason", choices=list(REJECTION_REASONS.items()), asks="Choose a reason")
    why = TextAreaField(label="In a few words", hint="Kept in the record", required=False, rows=3)

    def told(self) -> dict[str, Any]:
        """What was typed, as the action takes it."""
        return {"reason": self.cleaned_data["reason"], "why": self.cleaned_data["why"] or ""}


class WithdrawingForm(forms.Form):
    """Why an application is withdrawn."""

    why = TextAreaField(label="Why is it withdrawn?", hint="Kept in the record", asks="Say why", rows=3)

    def told(self) -> dict[str, Any]:
        """What was typed, as the action takes it."""
        return {"why": self.cleaned_data["why"]}
