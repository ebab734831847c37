"""A comment about a passage, as it is typed beside the marks: its fields stand in the same form as theirs."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict
from typing import Any
from uuid import UUID

from django import forms

from goldenthread.assessment.types.marking_pages import MarkingPage
from goldenthread.assessment.types.pinning import (
    AUDIENCE_NAMES,
    Audience,
    BankScheme,
    NewBankComment,
    NewPin,
    Unpinned,
)
from goldenthread.web.shared.fields import ChoiceField, ConfirmField, NumberField, SelectField, TextAreaField, TextField


class PinForm(forms.Form):
    """A passage, a criterion if it is about one, who reads it, and the words."""

    prefix = "pin"

    def __init__(self, data: Any = None, *, page: MarkingPage, begins: Unpinned | None = None) -> None:
        super().__init__(data, initial=_filled(begins or page.sheet.unpinned))
        self.fields["paragraph"] = NumberField(
            label="Paragraph", hint="Its number stands beside it", required=False, says_optional=False
        )
        self.fields["quote"] = TextField(
            label="Words it is about",
            hint="Copied from the paragraph; leave empty for all of it",
            required=False,
            says_optional=False,
        )
        self.fields["start"] = forms.IntegerField(required=False, min_value=0)
        self.fields["words"] = TextAreaField(label="Comment", rows=3, required=False, says_optional=False)
        self.fields["code"] = SelectField(
            label="Criterion",
            empty="None in particular",
            choices=[(c.code, f"{c.code} {c.title}") for c in page.scheme.criteria],
            required=False,
            says_optional=False,
        )
        self.fields["audience"] = ChoiceField(
            label="Who reads it",
            says_optional=False,
            choices=[(each.value, name) for each, name in AUDIENCE_NAMES.items()],
            required=False,
            small=True,
            initial=Audience.PARTICIPANT.value,
        )
        self.fields["banked"] = forms.UUIDField(required=False)
        self.fields["instead_of"] = forms.UUIDField(required=False)

    def value(self) -> NewPin:
        """What was typed."""
        said = self.cleaned_data
        return NewPin(
            paragraph=said["paragraph"] or 0,
            words=said["words"],
            quote=said["quote"],
            start=said["start"] or 0,
            code=said["code"],
            audience=Audience(said["audience"] or Audience.PARTICIPANT),
            banked=said["banked"],
        )

    def instead_of(self) -> UUID | None:
        """The comment that this one is to stand for."""
        found: UUID | None = self.cleaned_data["instead_of"]
        return found


def typed_comment(sent: Mapping[str, Any]) -> Unpinned:
    """A comment as it stands in its fields, whether it could be pinned or not; none where its fields are empty."""
    parts = {part: str(sent.get(f"{PinForm.prefix}-{part}") or "") for part in asdict(Unpinned())}
    typed = Unpinned(**parts)
    return typed if typed.words or typed.paragraph or typed.quote else Unpinned()


def as_sent(typed: Unpinned) -> dict[str, str]:
    """A comment under the names of its fields."""
    return {f"{PinForm.prefix}-{part}": words for part, words in _filled(typed).items()}


def _filled(typed: Unpinned) -> dict[str, str]:
    return {part: words for part, words in asdict(typed).items() if words}


class BankForm(forms.Form):
    """A comment for the bank of one scheme."""

    def __init__(self, data: Any = None, *, scheme: BankScheme, may_share: bool) -> None:
        super().__init__(data, prefix=str(scheme.ref))
        self.scheme = scheme
        self.fields["words"] = TextAreaField(label="Comment", rows=3, asks="Write the comment")
        self.fields["code"] = SelectField(
            label="Criterion",
            empty="Any",
            choices=[(code, f"{code} {title}") for code, title in scheme.codes],
            required=False,
            says_optional=False,
        )
        if may_share:
            self.fields["is_shared"] = ConfirmField(
                label="Everybody who marks against this scheme can take it", required=False
            )

    def value(self) -> NewBankComment:
        """What was typed."""
        said = self.cleaned_data
        return NewBankComment(self.scheme.ref, said["words"], said["code"], said.get("is_shared", False))
