"""Which of the proposed pairs to make."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any
from uuid import UUID

from django import forms
from django.http import QueryDict

from goldenthread.coaching.types.proposing import Proposal, Weighed
from goldenthread.people.types import PersonRef
from goldenthread.web.shared.fields import SelectField

NOBODY = "Without a coach for now"


class ProposalsForm(forms.Form):
    """A list for each participant: the proposed coach first, then the next best."""

    def __init__(self, data: Any = None, *, proposals: Iterable[Proposal]) -> None:
        super().__init__(data)
        self.proposals = tuple(p for p in proposals if p.choices)
        for proposal in self.proposals:
            self.fields[_name(proposal)] = coach_field(proposal, label=f"Coach for {proposal.seeker.name}")

    def rows(self) -> Iterator[tuple[Proposal, Any]]:
        """Each participant with their list."""
        return ((proposal, self[_name(proposal)]) for proposal in self.proposals)

    def choices(self) -> dict[UUID, PersonRef]:
        """The chosen coach by enrolment; whoever is left without one is not in it."""
        chosen = ((p.seeker.enrolment, self.cleaned_data[_name(p)]) for p in self.proposals)
        return {enrolment: PersonRef(UUID(coach)) for enrolment, coach in chosen if coach}


def coach_field(proposal: Proposal, *, label: str, empty: str = NOBODY) -> SelectField:
    """A list of coaches for one participant; its empty choice leaves them without one."""
    choices = [("", empty), *((str(c.person), _called(c)) for c in proposal.choices)]
    first = str(proposal.chosen.person) if proposal.chosen else ""
    return SelectField(label=label, choices=choices, initial=first, required=False, empty="", hidden_label=True)


def pairs_sent(sent: QueryDict) -> dict[UUID, PersonRef]:
    """The pairs that the page to check sends back, as it drew them; what is none is left out."""
    found = {}
    for pair in sent.getlist("pair"):
        enrolment, _, coach = pair.partition(":")
        try:
            found[UUID(enrolment)] = PersonRef(UUID(coach))
        except ValueError:
            continue
    return found


def _called(coach: Weighed) -> str:
    return f"{coach.name}, {coach.load} of {coach.capacity}"


def _name(proposal: Proposal) -> str:
    return f"coach_{proposal.seeker.enrolment}"
