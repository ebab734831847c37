"""What managers type to move somebody, and to choose a variant."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any
from uuid import UUID

from django import forms

from goldenthread.cohorts.types import Carry, TransferPage, TransferPlan, VariantChoicePage
from goldenthread.programmes.types import ROUTE_NAMES, Route
from goldenthread.web.shared.fields import ChoiceField, SelectField, TextAreaField

NOTHING = "nothing"
CORE = "core"


class GoingForm(forms.Form):
    """Where to: a cohort and a route."""

    cohort = SelectField(label="Cohort", asks="Choose a cohort")
    route = ChoiceField(
        label="Route", asks="Choose a route", inline=True,
        choices=[(route.value, name) for route, name in ROUTE_NAMES.items()],
    )  # fmt: skip

    def __init__(self, sent: Any, *, page: TransferPage) -> None:
        here = page.before
        super().__init__(sent, initial={"cohort": str(here.cohort.ref), "route": here.route.value})
        lines = {line.ref: line for line in (here.cohort, *page.cohorts)}
        self.fields["cohort"].choices = [  # type: ignore[attr-defined]  # a choice field
            (str(ref), f"{line.title}, {line.partner}, {line.starts_on:%-d %B %Y}") for ref, line in lines.items()
        ]

    def plan(self) -> TransferPlan:
        """What was chosen, with nothing yet about what counts as what."""
        return TransferPlan(UUID(self.cleaned_data["cohort"]), Route(self.cleaned_data["route"]), {})


class CarryingForm(forms.Form):
    """What each thing done counts as in the other place, and why somebody goes there."""

    why = TextAreaField(
        label="Why do they go there?", hint="Kept in the record. They can read it.", asks="Say why", rows=3
    )

    def __init__(self, sent: Mapping[str, Any] | None, *, page: TransferPage) -> None:
        super().__init__(sent)
        self.carries = {_field(carry): carry for carry in page.moves}
        for name, carry in self.carries.items():
            others = [(str(other.ref), other.title) for other in carry.others]
            self.fields[name] = SelectField(
                label=f"{carry.done.title}, {carry.percent} done, counts as",
                choices=[*others, (NOTHING, "Nothing")],
                initial=str(carry.onto.ref) if carry.onto else NOTHING,
                asks="Choose what it counts as",
            )
        self.order_fields([*self.carries, "why"])

    @property
    def is_sure(self) -> bool:
        """Whether it is to happen, or only to be worked out again."""
        return "again" not in self.data

    def plan(self, going: TransferPlan) -> TransferPlan:
        """The whole of what was chosen."""
        chosen: dict[UUID, str] = {carry.done.ref: self.cleaned_data[name] for name, carry in self.carries.items()}
        onto = {ref: None if value == NOTHING else UUID(value) for ref, value in chosen.items()}
        return replace(going, onto=onto, why=self.cleaned_data["why"])


class VariantForm(forms.Form):
    """Which variant a cohort takes."""

    variant = ChoiceField(label="What do they take?", asks="Choose the core or a variant")

    def __init__(self, sent: Any, *, page: VariantChoicePage) -> None:
        super().__init__(sent)
        self.fields["variant"].choices = [  # type: ignore[attr-defined]  # a choice field
            (str(choice.ref or CORE), choice.title) for choice in page.open
        ]

    def chosen(self) -> UUID | None:
        """The variant; nothing for the core."""
        value = self.cleaned_data["variant"]
        return None if value == CORE else UUID(value)


def _field(carry: Carry) -> str:
    return f"onto_{carry.done.ref.hex}"
