"""Which part of the golden thread is shown, and what is said of its pairs."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from typing import Any
from uuid import UUID

from django import forms
from django.http import QueryDict

from goldenthread.frameworks.types import STAGE_NAMES, AlignmentState, ThreadFramework
from goldenthread.web.shared.fields import ChoiceField, SelectField


class ThreadForm(forms.Form):
    """Which part of the thread is shown."""

    framework = SelectField(label="Through", required=False, empty="Any framework")

    def __init__(self, sent: Any, *, frameworks: Sequence[ThreadFramework]) -> None:
        super().__init__(sent)
        self.fields["framework"].choices = [  # type: ignore[attr-defined]  # a choice field
            (each.code, f"{each.code}: {each.title}") for each in frameworks
        ]

    def code(self) -> str:
        """The framework that was asked for; any, where it is not on the list."""
        self.is_valid()
        return str(self.cleaned_data.get("framework", ""))


class ProposalsForm(ThreadForm):
    """Which pairs are shown."""

    state = SelectField(
        label="Pairs",
        required=False,
        empty="",
        choices=[
            (AlignmentState.PROPOSED.value, "Proposed"),
            (AlignmentState.CONFIRMED.value, "Confirmed"),
            (AlignmentState.REFUSED.value, "Refused"),
        ],
    )
    likeness = SelectField(
        label="Wording",
        required=False,
        empty="The same and nearly the same",
        choices=[("same", "The same"), ("near", "Nearly the same")],
    )

    def asked(self) -> dict[str, Any]:
        """What was asked for, as the query takes it."""
        code, said = self.code(), self.cleaned_data
        likeness = said.get("likeness", "")
        return {
            "state": AlignmentState(said.get("state") or AlignmentState.PROPOSED),
            "code": code,
            "is_same": None if not likeness else likeness == "same",
        }


class PairsForm(forms.Form):
    """The pairs that were decided; anything else that was sent is passed over."""

    def __init__(self, sent: QueryDict) -> None:
        super().__init__(sent)
        self.sent = sent.getlist("pair")

    def pairs(self) -> tuple[UUID, ...]:
        """The references among what was sent."""
        read = forms.UUIDField(required=False)
        found = []
        for each in self.sent:
            with suppress(forms.ValidationError):
                found.append(read.clean(each))
        return tuple(ref for ref in found if ref)


class StageForm(forms.Form):
    """When in a career a framework is met."""

    stage = ChoiceField(
        label="When in a career is it met?",
        asks="Choose a stage",
        choices=[(stage.value, name) for stage, name in STAGE_NAMES.items()],
    )
