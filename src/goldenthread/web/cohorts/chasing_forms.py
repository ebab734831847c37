"""What a manager types on the worklist and after a contact."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from django import forms

from goldenthread.cohorts.types import CohortRef
from goldenthread.cohorts.types.chasing import CONTACTED_NAMES, REASON_NAMES, Contacted, NewContact, Reason, WorkFilter
from goldenthread.ground.types.days import LONDON
from goldenthread.people.types import OrganisationCard
from goldenthread.web.shared.fields import ChoiceField, DateField, SelectField, TextAreaField

SNOOZED = "yes"


class WorklistFilter(forms.Form):
    """Whom to show."""

    reason = SelectField(
        label="Reason", required=False, empty="Every reason", choices=[(r.value, n) for r, n in REASON_NAMES.items()]
    )
    cohort = SelectField(label="Cohort", required=False, empty="All cohorts")
    partner = SelectField(label="Delivery partner", required=False, empty="All partners")
    snoozed = SelectField(
        label="When to look again", required=False, empty="Today or earlier", choices=[(SNOOZED, "A later day")]
    )

    def __init__(
        self, sent: Any, *, partners: Iterable[OrganisationCard], cohorts: Iterable[tuple[CohortRef, str]]
    ) -> None:
        super().__init__(sent)
        for name, choices in (
            ("cohort", [(str(ref), title) for ref, title in cohorts]),
            ("partner", [(str(card.ref), card.name) for card in partners]),
        ):
            self.fields[name].choices = choices  # type: ignore[attr-defined]  # a choice field
        if len(self.fields["partner"].choices) < 2:  # type: ignore[attr-defined]  # a choice field
            del self.fields["partner"]

    @staticmethod
    def asked(sent: Mapping[str, Any], *, partners: Iterable[OrganisationCard]) -> WorkFilter:
        """What the address asks for; nothing for what makes no sense."""
        known = {str(card.ref) for card in partners}
        partner, reason = str(sent.get("partner", "")), str(sent.get("reason", ""))
        return WorkFilter(
            cohort=_ref(str(sent.get("cohort", ""))),
            partner=UUID(partner) if partner in known else None,
            reason=Reason(reason) if reason in set(Reason) else None,
            snoozed=sent.get("snoozed") == SNOOZED,
        )


class ContactForm(forms.Form):
    """A contact that took place, or was tried."""

    how = ChoiceField(
        label="How did you reach them?",
        asks="Choose how",
        choices=[(c.value, n) for c, n in CONTACTED_NAMES.items()],
    )
    held_on = DateField(label="On which day?", asks="Enter the day")
    agreed = TextAreaField(
        label="What was agreed?",
        hint="Seen by those who run the cohort. The participant sees it when they ask for what is held about them",
        asks="Say what was agreed, or that you tried",
        rows=4,
        max_length=2000,
    )
    look_on = DateField(
        label="When will you look again?",
        hint="Until then they leave the list. Leave it empty to keep them on it",
        required=False,
    )

    def __init__(self, sent: Any, *, today: datetime) -> None:
        super().__init__(sent, initial={"held_on": today.astimezone(LONDON).date()})

    def contact(self) -> NewContact:
        """What was typed."""
        typed = self.cleaned_data
        return NewContact(Contacted(typed["how"]), typed["held_on"], typed["agreed"], typed["look_on"])


def _ref(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None
