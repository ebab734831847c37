"""Who may record facts about an organisation, and which make sense."""

from __future__ import annotations

from datetime import date
from uuid import uuid4

import pytest

from goldenthread.people.rules.describing import why_not_describe, why_not_so
from goldenthread.people.types import Actor, Duty, Hat, OrganisationDetails, OrganisationKind, PersonRef, Phase

PROVIDER, PARTNER, SCHOOL = OrganisationKind
FIGURE = {"fsm_percent": 31, "fsm_source": "School census", "fsm_on": date(2026, 1, 15)}


def actor(duty: Duty, place: int, kind: OrganisationKind) -> Actor:
    return Actor(PersonRef(uuid4()), 1, "Somebody", frozenset({Hat(duty, place, kind)}))


@pytest.mark.parametrize(
    ("by", "kind", "may"),
    [
        (actor(Duty.ADMINISTRATOR, 1, PROVIDER), SCHOOL, True),
        (actor(Duty.PROGRAMME_MANAGER, 1, PROVIDER), PARTNER, True),
        (actor(Duty.PROGRAMME_MANAGER, 2, PARTNER), PARTNER, True),
        (actor(Duty.PROGRAMME_MANAGER, 3, PARTNER), PARTNER, False),
        (actor(Duty.PROGRAMME_MANAGER, 2, PARTNER), SCHOOL, False),
        (actor(Duty.QUALITY_LEAD, 1, PROVIDER), PARTNER, False),
    ],
)
def test_the_provider_describes_all_and_a_partner_itself(by, kind, may) -> None:
    assert (why_not_describe(by, organisation_id=2, kind=kind) is None) is may


@pytest.mark.parametrize(
    ("details", "kind", "code"),
    [
        (OrganisationDetails(), PARTNER, None),
        (OrganisationDetails(place="Ely", specialism="Rural primaries"), PARTNER, None),
        (OrganisationDetails(place="Ely", phase=Phase.PRIMARY, **FIGURE), SCHOOL, None),
        (OrganisationDetails(phase=Phase.PRIMARY), PARTNER, "not_a_school"),
        (OrganisationDetails(**FIGURE), PROVIDER, "not_a_school"),
        (OrganisationDetails(specialism="Phonics"), SCHOOL, "not_a_partner"),
        (OrganisationDetails(place="=cmd"), PARTNER, "no_name"),
        (OrganisationDetails(specialism="\u202egnirb"), PARTNER, "no_name"),
        (OrganisationDetails(**FIGURE | {"fsm_percent": None}), SCHOOL, "no_figure"),
        (OrganisationDetails(fsm_on=date(2026, 1, 15)), SCHOOL, "no_figure"),
        (OrganisationDetails(**FIGURE | {"fsm_percent": 101}), SCHOOL, "no_share"),
        (OrganisationDetails(**FIGURE | {"fsm_source": ""}), SCHOOL, "no_source"),
        (OrganisationDetails(**FIGURE | {"fsm_on": None}), SCHOOL, "no_source"),
    ],
)
def test_a_fact_fits_what_the_organisation_is_and_a_figure_says_where_it_is_from(details, kind, code) -> None:
    refusal = why_not_so(details, kind=kind)

    assert (refusal.code if refusal else None) == code
