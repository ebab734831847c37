"""Who is asking, and what hats they wear for whom."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from types import MappingProxyType
from typing import NewType
from uuid import UUID

from goldenthread.ground.types import AuditLine, Refusal

PersonRef = NewType("PersonRef", UUID)
OrganisationRef = NewType("OrganisationRef", UUID)

# No row has it, so nothing that is somebody's own belongs to another system that reads here.
NO_PERSON = -1


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


class Phase(StrEnum):
    """The phase of schooling that a school teaches."""

    PRIMARY = "primary"
    SECONDARY = "secondary"
    ALL_THROUGH = "all_through"
    SIXTEEN_PLUS = "sixteen_plus"
    SPECIAL = "special"
    EARLY_YEARS = "early_years"


PHASE_NAMES: Mapping[Phase, str] = MappingProxyType(
    {
        Phase.EARLY_YEARS: "Early years",
        Phase.PRIMARY: "Primary",
        Phase.SECONDARY: "Secondary",
        Phase.ALL_THROUGH: "All-through",
        Phase.SIXTEEN_PLUS: "16 and over",
        Phase.SPECIAL: "Special or alternative provision",
    }
)


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

    def wears_at(self, organisation_id: int, *duties: Duty) -> bool:
        """Whether any of the duties is theirs for this organisation, or for the lead provider, who works everywhere."""
        return self.wears_for_provider(*duties) or organisation_id in self.places(*duties)

    def within(self, path: str, *duties: Duty) -> Mapping[str, frozenset[int]]:
        """What narrows rows to the organisations for which they wear any of the duties; nothing where one of these is
        the lead provider. ``path`` leads from a row to the organisation."""
        return {} if self.wears_for_provider(*duties) else {f"{path}__in": self.places(*duties)}

    @property
    def duties(self) -> frozenset[Duty]:
        """Every duty they wear for anyone."""
        return frozenset(hat.duty for hat in self.hats)

    @property
    def is_system(self) -> bool:
        """Whether another system is asking, and no person."""
        return self.person_id == NO_PERSON

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
class PeoplePage:
    """One page of the directory, and how many there are in all."""

    people: tuple[PersonCard, ...]
    total: int
    number: int
    pages: int


@dataclass(frozen=True)
class HatLine:
    """One hat on a person's record, and whether whoever is looking may end it."""

    line: MembershipLine
    may_end: bool


@dataclass(frozen=True)
class PersonRecord:
    """Everything the page of one person shows."""

    ref: PersonRef
    name: str
    email: str
    trn: str
    joined_at: datetime | None
    last_login: datetime | None
    erasure_asked_at: datetime | None
    erased_at: datetime | None
    hats: tuple[HatLine, ...]
    history: tuple[AuditLine, ...]
    is_whole: bool

    @property
    def worn(self) -> tuple[HatLine, ...]:
        """The hats they wear now."""
        return tuple(hat for hat in self.hats if hat.line.ended_on is None)


@dataclass(frozen=True)
class RecordPage:
    """One page of the record of what was done, with the names behind the references."""

    lines: tuple[AuditLine, ...]
    names: Mapping[str, str]
    total: int
    number: int
    pages: int


@dataclass(frozen=True)
class RecordSearch:
    """What somebody looks for in the record. Empty parts narrow nothing."""

    who: str = ""
    to: str = ""
    did: str = ""
    since: date | None = None
    until: date | None = None


@dataclass(frozen=True)
class OrganisationCard:
    """An organisation as it may be chosen from a list."""

    ref: OrganisationRef
    id: int
    name: str
    kind: OrganisationKind
    urn: str = ""


@dataclass(frozen=True)
class OrganisationDetails:
    """What is known of an organisation beside its name. Empty is: nobody has recorded it.

    ``fsm_percent``: the share of a school's pupils who are eligible for free school meals, as ``fsm_source`` gave it
    for ``fsm_on``.
    """

    place: str = ""
    specialism: str = ""
    phase: Phase | None = None
    fsm_percent: int | None = None
    fsm_source: str = ""
    fsm_on: date | None = None


@dataclass(frozen=True)
class DescribingPage:
    """An organisation with what is known of it, and why whoever looks may not change that."""

    card: OrganisationCard
    details: OrganisationDetails
    refusal: Refusal | None


@dataclass(frozen=True)
class OnShow:
    """Somebody as whom a visitor may enter the demonstration."""

    ref: PersonRef
    name: str
    email: str
    organisation: str
    organisation_kind: OrganisationKind


@dataclass(frozen=True)
class OrganisationRow:
    """One organisation in a list, with how many people wear a hat for it."""

    card: OrganisationCard
    people: int


@dataclass(frozen=True)
class OrganisationsPage:
    """One page of organisations, and how many there are in all."""

    rows: tuple[OrganisationRow, ...]
    total: int
    number: int
    pages: int


@dataclass(frozen=True)
class OwnAccount:
    """What somebody sees of their own account."""

    name: str
    email: str
    trn: str
    has_password: bool
    erasure_asked_at: datetime | None
    hats: tuple[MembershipLine, ...]


@dataclass(frozen=True)
class Erased:
    """What an erasure did: how many rows of each kind lost their personal words, what was kept and why, and how many
    files were taken out of the store."""

    changed: Mapping[str, int]
    kept: Mapping[str, str]
    files: int


@dataclass(frozen=True)
class ClientLine:
    """A system that reads through the API, in a list."""

    ref: UUID
    name: str
    organisation: str
    made_at: datetime
    made_by: str
    last_used_at: datetime | None
    revoked_at: datetime | None
