"""Who is asking, and what hats they wear for whom."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from types import MappingProxyType
from typing import NewType
from uuid import UUID

PersonRef = NewType("PersonRef", UUID)
OrganisationRef = NewType("OrganisationRef", UUID)


class OrganisationKind(StrEnum):
    """What an organisation is to the programme."""

    LEAD_PROVIDER = "lead_provider"
    DELIVERY_PARTNER = "delivery_partner"
    SCHOOL = "school"


class Duty(StrEnum):
    """What somebody does for an organisation. The same duty may be worn for several."""

    ADMINISTRATOR = "administrator"
    CURRICULUM_LEAD = "curriculum_lead"
    PROGRAMME_MANAGER = "programme_manager"
    QUALITY_LEAD = "quality_lead"
    INSPECTOR = "inspector"
    FACILITATOR = "facilitator"
    COACH = "coach"
    ASSESSOR = "assessor"
    MODERATOR = "moderator"
    HEADTEACHER = "headteacher"
    SPONSOR = "sponsor"
    MENTOR = "mentor"
    PARTICIPANT = "participant"


DUTY_NAMES: Mapping[Duty, str] = MappingProxyType({duty: duty.value.replace("_", " ").capitalize() for duty in Duty})


@dataclass(frozen=True)
class Hat:
    """One duty for one organisation, today."""

    duty: Duty
    organisation_id: int
    organisation_kind: OrganisationKind


@dataclass(frozen=True)
class Actor:
    """Who is asking. Made once per request, job or command; every permission is a question to this value."""

    person: PersonRef
    person_id: int
    name: str
    hats: frozenset[Hat] = frozenset()

    def wears(self, *duties: Duty) -> bool:
        """Whether any of the duties is theirs, for any organisation."""
        return any(hat.duty in duties for hat in self.hats)

    def wears_for_provider(self, *duties: Duty) -> bool:
        """Whether any of the duties is theirs for the lead provider itself, so for everything in this installation."""
        return any(h.duty in duties and h.organisation_kind is OrganisationKind.LEAD_PROVIDER for h in self.hats)

    def places(self, *duties: Duty) -> frozenset[int]:
        """The organisations (by id) for which they wear any of the duties."""
        return frozenset(hat.organisation_id for hat in self.hats if hat.duty in duties)

    @property
    def duties(self) -> frozenset[Duty]:
        """Every duty they wear for anyone."""
        return frozenset(hat.duty for hat in self.hats)

    def __str__(self) -> str:
        return str(self.person)


@dataclass(frozen=True)
class MembershipLine:
    """One hat with its dates, as the people pages show it."""

    ref: UUID
    duty: Duty
    organisation: str
    organisation_ref: OrganisationRef
    began_on: date
    ended_on: date | None


@dataclass(frozen=True)
class PersonCard:
    """A person as staff may see them in a list or beside a record."""

    ref: PersonRef
    name: str
    email: str
    duties: tuple[MembershipLine, ...] = ()


@dataclass(frozen=True)
class OrganisationCard:
    """An organisation as it may be chosen from a list."""

    ref: OrganisationRef
    id: int
    name: str
    kind: OrganisationKind
    urn: str = ""


@dataclass(frozen=True)
class OnShow:
    """Somebody as whom a visitor may enter the demonstration."""

    ref: PersonRef
    name: str
    email: str
    organisation: str
    organisation_kind: OrganisationKind
