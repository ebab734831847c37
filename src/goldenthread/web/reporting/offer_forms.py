"""What is typed about an offer."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django import forms

from goldenthread.reporting.types.offering import Cost, NewOffer, OfferingPage
from goldenthread.web.shared.fields import CheckboxesField, DateField, NumberField, TextAreaField, TextField

COST = ("cost", "cost_since", "cost_includes", "cost_source")
ASKS: Mapping[str, str] = {
    "cost": "Enter the cost, or empty the other fields about it",
    "cost_since": "Enter the day from which it costs that",
    "cost_includes": "Say what is in it, for example: with its assessment, without VAT",
    "cost_source": "Say where the cost is from, for example: price list of 1 August 2026",
}


class OfferForm(forms.Form):
    """What is published with a release. Everything may be left out."""

    about = TextAreaField(
        label="What should people know about it?",
        hint="For whom it is and what is special about how you run it, up to 600 characters",
        rows=4,
        required=False,
        max_length=600,
    )
    cost = NumberField(
        label="What does a place cost?",
        hint="In whole pounds. Leave it empty to say nothing about it",
        prefix="£",
        min_value=0,
        max_value=1_000_000,
        width=10,
        required=False,
    )
    cost_since = DateField(label="Since when, or from when?", required=False)
    cost_includes = TextField(
        label="What is in it?", hint="For example: with its assessment, without VAT", max_length=200, required=False
    )
    cost_source = TextField(
        label="Where is the cost from?", hint="For example: price list of 1 August 2026", max_length=200, required=False
    )
    cohorts = CheckboxesField(
        label="Which cohorts are shown, with their free places?",
        hint="Those that are still to begin. Each goes from the page on the day it begins",
        choices=(),
        required=False,
    )
    variants = CheckboxesField(label="Which local variants are shown?", choices=(), required=False)
    years = CheckboxesField(
        label="Of which years are figures shown?",
        hint="As they stand today, rounded, and nothing where few people are behind a number",
        choices=(),
        required=False,
    )

    def __init__(self, sent: Any, *, page: OfferingPage) -> None:
        super().__init__(sent, initial=_first(page))
        self.release = page.release.ref
        for name, offered in (("cohorts", page.cohorts), ("variants", page.variants), ("years", page.years)):
            field = self.fields[name]
            if isinstance(field, forms.MultipleChoiceField):
                field.choices = [(each.value, each.says) for each in offered]
            if not offered:
                del self.fields[name]

    def clean(self) -> dict[str, Any]:
        """A cost is said whole or not at all."""
        said = super().clean() or {}
        given = [name for name in COST if said.get(name) not in {None, ""}]
        if given:
            for name in COST:
                if name not in given and name not in self.errors:
                    self.add_error(name, ASKS[name])
        return said

    def offer(self) -> NewOffer:
        """What is to be published."""
        said = self.cleaned_data
        cost = None
        if said["cost"] is not None:
            cost = Cost(said["cost"], said["cost_since"], said["cost_includes"], said["cost_source"])
        return NewOffer(
            release=self.release,
            about=said["about"],
            cost=cost,
            variants=frozenset(map(UUID, said.get("variants", ()))),
            cohorts=frozenset(map(UUID, said.get("cohorts", ()))),
            years=frozenset(map(int, said.get("years", ()))),
        )


def _first(page: OfferingPage) -> dict[str, Any]:
    """What the form shows at first: what is published now."""
    now = page.now
    if now is None:
        return {}
    cost = now.cost
    return {
        "about": now.about,
        "cost": cost.pounds if cost else None,
        "cost_since": cost.since if cost else None,
        "cost_includes": cost.includes if cost else "",
        "cost_source": cost.source if cost else "",
        "variants": [str(ref) for ref in now.variants],
        "cohorts": [str(ref) for ref in now.cohorts],
        "years": [str(year) for year in now.years],
    }
