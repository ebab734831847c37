"""What a reference, a rule or a point of the scale is to say: its kind decides what is asked."""

from __future__ import annotations

from typing import Any

from django import forms

from goldenthread.frameworks.types import DETAIL_FIELDS, DETAIL_NEEDS, DetailKind, DetailView, Saying
from goldenthread.web.shared.fields import NumberField, SelectField, TextAreaField, TextField

MOST = 100_000


class DetailForm(forms.Form):
    """What a detail is to say."""

    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, kind: DetailKind, sections: tuple[tuple[int, str], ...], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.kind = kind
        for name, label in DETAIL_FIELDS[kind].items():
            self.fields[name] = _field(kind, name, label)
        if kind is DetailKind.REFERENCE:
            choices = [(str(number), f"{number}. {title}") for number, title in sections]
            self.fields["section"] = SelectField(
                label="Section", choices=choices, required=False, empty="No section is named"
            )

    @staticmethod
    def start(detail: DetailView) -> dict[str, Any]:
        """The form's first values."""
        said = {name: getattr(detail.says, name) for name in DETAIL_FIELDS[detail.says.kind]}
        return said | {"section": detail.says.section, "version": detail.version}

    def saying(self) -> Saying:
        """What was said, as a value."""
        given = {name: self.cleaned_data[name] for name in DETAIL_FIELDS[self.kind]}
        section = self.cleaned_data.get("section")
        return Saying(self.kind, **given, section=int(section) if section else None)


def _field(kind: DetailKind, name: str, label: str) -> forms.Field:
    required = name in DETAIL_NEEDS[kind]
    if name == "figure":
        return NumberField(label=label, width=5, min_value=1, max_value=MOST, required=required)
    if name in ("text", "more"):
        hint = "One on each line" if name == "more" and kind is DetailKind.PART else ""
        return TextAreaField(label=label, hint=hint, rows=4, required=required)
    most = {"label": 20}.get(name, 300)
    return TextField(label=label, max_length=most, width=10 if name == "label" else None, required=required)
