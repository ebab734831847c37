"""A comment about a passage, as it is typed beside the marks: its fields stand in the same form as theirs."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django import forms

from goldenthread.assessment.types.marking_pages import MarkingPage
from goldenthread.assessment.types.pinning import AUDIENCE_NAMES, Audience, BankScheme, NewBankComment, NewPin
from goldenthread.web.shared.fields import ChoiceField, ConfirmField, NumberField, SelectField, TextAreaField, TextField


class PinForm(forms.Form):
    """A passage, a criterion if it is about one, who reads it, and the words."""

    prefix = "pin"

    def __init__(self, data: Any = None, *, page: MarkingPage, begins: dict[str, Any] | None = None) -> None:
        super().__init__(data, initial=begins)
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


def beginning(page: MarkingPage, asked: dict[str, str]) -> dict[str, Any]:
    """What the fields begin with, where an earlier comment is changed or one is taken from the bank."""
    for pin in page.pins:
        if str(pin.ref) == asked.get("change"):
            return {
                "paragraph": pin.paragraph,
                "quote": " ".join(pin.passage.quote.split()),
                "start": pin.passage.start,
                "words": pin.words,
                "code": pin.code,
                "audience": pin.audience.value,
                "instead_of": pin.ref,
            }
    for line in page.bank:
        if str(line.ref) == asked.get("take"):
            return {"words": line.words, "code": line.code, "banked": line.ref}
    return {}


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
