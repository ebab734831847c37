"""The fixed cast: the same few people in every test and in the demonstration.

They are brought in through the house's own actions, so that a maker never makes what the house would refuse.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from goldenthread.people.actions.founding import found
from goldenthread.people.actions.membership import add_organisation, bring_in
from goldenthread.people.queries.acting import actor_by_email
from goldenthread.people.queries.directory import organisations
from goldenthread.people.types import Actor, Duty, OrganisationCard, OrganisationKind
from tests.makers.remembering import remembered


@dataclass(frozen=True)
class Cast:
    """Everybody, and the four organisations they belong to."""

    provider: OrganisationCard
    partner: OrganisationCard
    other_partner: OrganisationCard
    school: OrganisationCard
    other_school: OrganisationCard
    administrator: Actor
    curriculum_lead: Actor
    programme_manager: Actor
    partner_manager: Actor
    quality_lead: Actor
    inspector: Actor
    facilitator: Actor
    coach: Actor
    assessor: Actor
    second_assessor: Actor
    moderator: Actor
    headteacher: Actor
    sponsor: Actor
    mentor: Actor
    participant: Actor
    outsider: Actor
    outside_participant: Actor


def make_cast(*, at: datetime) -> Cast:
    """Found the installation and bring everybody in."""
    return remembered(("cast", at), lambda: _make_cast(at))


def _make_cast(at: datetime) -> Cast:
    admin = found(provider="Fenland Leadership Trust", name="Ada Okafor", email="ada@provider.example", at=at)
    provider = _provider(admin)
    partner = add_organisation(kind=OrganisationKind.DELIVERY_PARTNER, name="Harbour Teaching Hub", by=admin, at=at)
    other = add_organisation(kind=OrganisationKind.DELIVERY_PARTNER, name="Moorland Teaching Hub", by=admin, at=at)

    def person(name: str, email: str, duty: Duty, place: OrganisationCard, by: Actor = admin) -> Actor:
        bring_in(name=name, email=email, duty=duty, place=place.ref, by=by, at=at)
        return actor_by_email(email)

    manager = person("Priya Shah", "priya@provider.example", Duty.PROGRAMME_MANAGER, provider)
    school = add_organisation(kind=OrganisationKind.SCHOOL, name="Castle Hill Primary", urn="100001", by=manager, at=at)
    far = add_organisation(kind=OrganisationKind.SCHOOL, name="Tor View Academy", urn="100002", by=manager, at=at)
    return Cast(
        provider=provider,
        partner=partner,
        other_partner=other,
        school=school,
        other_school=far,
        administrator=admin,
        curriculum_lead=person("Callum Reid", "callum@provider.example", Duty.CURRICULUM_LEAD, provider),
        programme_manager=manager,
        partner_manager=person("Harriet Boyd", "harriet@harbour.example", Duty.PROGRAMME_MANAGER, partner),
        quality_lead=person("Quentin Adeyemi", "quentin@provider.example", Duty.QUALITY_LEAD, provider),
        inspector=person("Iris Walsh", "iris@inspection.example", Duty.INSPECTOR, provider),
        facilitator=person("Farah Aziz", "farah@harbour.example", Duty.FACILITATOR, partner),
        coach=person("Colin Marsh", "colin@harbour.example", Duty.COACH, partner),
        assessor=person("Agnes Doyle", "agnes@marking.example", Duty.ASSESSOR, provider),
        second_assessor=person("Bernard Lowe", "bernard@marking.example", Duty.ASSESSOR, provider),
        moderator=person("Marguerite Stone", "marguerite@provider.example", Duty.MODERATOR, provider),
        headteacher=person("Helen Carter", "helen@castlehill.example", Duty.HEADTEACHER, school, manager),
        sponsor=person("Samir Patel", "samir@castlehill.example", Duty.SPONSOR, school, manager),
        mentor=person("Megan Price", "megan@castlehill.example", Duty.MENTOR, school, manager),
        participant=person("Parveen Begum", "parveen@castlehill.example", Duty.PARTICIPANT, school, manager),
        outsider=person("Oscar Flint", "oscar@moorland.example", Duty.PROGRAMME_MANAGER, other),
        outside_participant=person("Olga Novak", "olga@torview.example", Duty.PARTICIPANT, far, manager),
    )


def _provider(admin: Actor) -> OrganisationCard:
    return organisations(by=admin, kind=OrganisationKind.LEAD_PROVIDER)[0]
