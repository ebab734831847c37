"""What is asked of every rule of assessment that is set anew: since when it holds, and on whose word."""

from __future__ import annotations

from typing import Any

from django import forms

from goldenthread.programmes.types import PolicyTerms
from goldenthread.web.shared.fields import ConfirmField, DateField, TextField

TERMS = ("in_force_from", "source", "is_illustrative")


class TermsForm(forms.Form):
    """A rule's own fields come first, and what it stands on after them, on the page and among its faults."""

    in_force_from = DateField(
        label="From which day does it hold?",
        hint="Windows that open on this day or later go by it. For example, 1 9 2027",
        asks="Enter the day",
    )
    source = TextField(
        label="On whose word does it stand?",
        hint="A document or a decision, so that somebody can look it up",
        asks="Enter the source",
        max_length=500,
    )
    is_illustrative = ConfirmField(
        label="No official rule was found: pages say that this one is illustrative", required=False
    )

    def __init__(self, data: Any = None, *, initial: dict[str, Any] | None) -> None:
        super().__init__(data, initial=initial)
        self.order_fields([name for name in self.fields if name not in TERMS])

    def terms(self) -> PolicyTerms:
        """Since when, and on whose word."""
        return PolicyTerms(*(self.cleaned_data[name] for name in TERMS))
