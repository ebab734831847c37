"""What is known of an organisation: its place, what it does best, a school's phase and pupils."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render

from goldenthread.ground.types import Refused
from goldenthread.people.actions.describing import describe_organisation
from goldenthread.people.queries.describing import describing_page
from goldenthread.people.types import PHASE_NAMES, DescribingPage, OrganisationDetails, OrganisationKind, Phase
from goldenthread.web.people.directory import LOOKERS
from goldenthread.web.shared.answers import see_other
from goldenthread.web.shared.fields import DateField, NumberField, SelectField, TextField
from goldenthread.web.shared.request import Request
from goldenthread.web.shared.routes import admits


class DetailsForm(forms.Form):
    """The facts, as they fit what the organisation is."""

    place = TextField(label="Main place", hint="For example: Great Yarmouth, Norfolk", required=False, max_length=120)
    specialism = TextField(
        label="Specialism", hint="What it is known for. For example: rural primaries", required=False, max_length=200
    )
    phase = SelectField(
        label="Phase", choices=[(p.value, name) for p, name in PHASE_NAMES.items()], empty="Not recorded",
        required=False,
    )  # fmt: skip
    fsm_percent = NumberField(
        label="Pupils eligible for free school meals", suffix="%", width=4, required=False, min_value=0, max_value=100,
        hint="A whole number, rounded down. 30 or more counts as high disadvantage",
    )  # fmt: skip
    fsm_source = TextField(
        label="Where the figure is from", hint="For example: school census", required=False, max_length=200
    )
    fsm_on = DateField(label="The day it holds for", hint="For example, 16 1 2026", required=False)

    def __init__(self, *args: Any, kind: OrganisationKind, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        is_school = kind is OrganisationKind.SCHOOL
        for name in ("specialism",) if is_school else ("phase", "fsm_percent", "fsm_source", "fsm_on"):
            del self.fields[name]

    def details(self) -> OrganisationDetails:
        """The facts as a value."""
        given = self.cleaned_data
        return OrganisationDetails(
            place=given["place"].strip(),
            specialism=given.get("specialism", "").strip(),
            phase=Phase(given["phase"]) if given.get("phase") else None,
            fsm_percent=given.get("fsm_percent"),
            fsm_source=given.get("fsm_source", "").strip(),
            fsm_on=given.get("fsm_on"),
        )


@admits(*LOOKERS)
def show(request: Request, ref: UUID) -> HttpResponse:
    """What is known, and a form to change it for those who may."""
    page = describing_page(ref, by=request.actor)
    form = DetailsForm(
        request.POST if request.method == "POST" else None, kind=page.card.kind, initial=_initial(page.details)
    )
    if form.is_bound and form.is_valid():
        try:
            describe_organisation(ref, form.details(), by=request.actor, at=request.at)
            messages.success(request, f"What is known of {page.card.name} is kept.")
            return see_other("people:organisation", ref)
        except Refused as refused:
            form.add_error(None, str(refused.refusal))
    facts = {"page": page, "form": form, "known": _known(page)}
    return render(request, "people/describing/organisation.html", facts, status=422 if form.errors else 200)


def _initial(details: OrganisationDetails) -> dict[str, Any]:
    return {
        "place": details.place,
        "specialism": details.specialism,
        "phase": details.phase.value if details.phase else "",
        "fsm_percent": details.fsm_percent,
        "fsm_source": details.fsm_source,
        "fsm_on": details.fsm_on,
    }


def _known(page: DescribingPage) -> tuple[tuple[str, str], ...]:
    details = page.details
    said = [("Place", details.place)]
    if page.card.kind is OrganisationKind.SCHOOL:
        percent = "" if details.fsm_percent is None else f"{details.fsm_percent} %, {details.fsm_source}"
        said += [("Phase", PHASE_NAMES[details.phase] if details.phase else ""), ("Free school meals", percent)]
    else:
        said.append(("Specialism", details.specialism))
    return tuple((name, value or "Not recorded") for name, value in said)
