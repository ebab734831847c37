"""A chapter of its own: what is known of organisations, and the evidence pack of the next week that has sessions."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

from goldenthread.cli.demonstration.calendar import Calendar
from goldenthread.people.actions.describing import describe_organisation
from goldenthread.people.queries.directory import organisations
from goldenthread.people.types import Actor, OrganisationDetails, OrganisationKind, Phase
from goldenthread.reporting.actions.inspecting import make_pack
from goldenthread.reporting.queries.gathering import week_facts

# Made up, like everything here. The last school's figures stay unrecorded, as they often are.
PARTNERS = (("Great Yarmouth, Norfolk", "Rural and coastal schools"), ("Ely, Cambridgeshire", "Small primary schools"))
SCHOOLS = ((Phase.PRIMARY, 34), (Phase.SECONDARY, 18), (Phase.PRIMARY, 41))
PRESS = UUID("00000000-0000-5000-8000-000000000069")

MOST_WEEKS = 12


def be_ready(calendar: Calendar, *, by: Actor) -> None:
    """Record what is known of partners and schools, and make the pack."""
    now = calendar.moment(0)
    for card, (place, specialism) in zip(_of(OrganisationKind.DELIVERY_PARTNER, by), PARTNERS, strict=False):
        describe_organisation(card, OrganisationDetails(place, specialism), by=by, at=now)
    counted_on = calendar.day(-120)
    for card, (phase, share) in zip(_of(OrganisationKind.SCHOOL, by), SCHOOLS, strict=False):
        told = OrganisationDetails("", "", phase, share, "Made up for the demonstration", counted_on)
        describe_organisation(card, told, by=by, at=now)
    monday = now.date() - timedelta(days=now.weekday())
    coming = [monday + timedelta(weeks=n) for n in range(1, MOST_WEEKS)]
    busy = next((week for week in coming if week_facts(week).sessions), coming[0])
    make_pack(busy, key=PRESS, by=by, at=now)


def _of(kind: OrganisationKind, by: Actor) -> list[UUID]:
    return [card.ref for card in organisations(by=by, kind=kind)]
