"""What is typed about fees, as values."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms

from goldenthread.assessment.types.gating import FeesNote, FeesPage
from goldenthread.web.shared.fields import ChoiceField, DateField, TextAreaField


class FeesForm(forms.Form):
    """How somebody's fees stand now."""

    stands = ChoiceField(
        label="How do they stand?", choices=[("yes", "In order"), ("no", "Not in order")], asks="Choose how they stand"
    )
    since = DateField(label="Since when?", asks="Enter the day from which it holds")
    why = TextAreaField(
        label="Why?", rows=3, hint="For example, which payment came or is missing", asks="Say why", max_length=1000
    )

    def __init__(self, data: Any = None, *, page: FeesPage, today: date) -> None:
        super().__init__(data, initial={"stands": "no" if page.in_order else "yes", "since": today})

    def value(self) -> FeesNote:
        """What was written."""
        said = self.cleaned_data
        return FeesNote(said["stands"] == "yes", said["since"], said["why"])
