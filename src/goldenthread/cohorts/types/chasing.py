"""Who will miss the gate if nothing changes, why, and what was agreed with them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from types import MappingProxyType
from uuid import UUID

from goldenthread.cohorts.types.engagement import KeptFigure
from goldenthread.cohorts.types.words import CohortRef, EnrolmentRef


class Reason(StrEnum):
    """Why somebody will miss the gate if nothing changes.

    ``beyond``: even everything still ahead is not enough, so something missed has to be made up. ``sessions``: they
    come to too few sessions. ``own_time``: what is done in one's own time goes too slowly.
    """

    BEYOND = "beyond"
    SESSIONS = "sessions"
    OWN_TIME = "own_time"


class Contacted(StrEnum):
    """How somebody was spoken with."""

    PHONE = "phone"
    E_MAIL = "e_mail"
    VIDEO = "video"
    IN_PERSON = "in_person"
    NOT_REACHED = "not_reached"


REASON_NAMES: Mapping[Reason, str] = MappingProxyType(
    {
        Reason.BEYOND: "Something missed must be made up",
        Reason.SESSIONS: "Missing sessions",
        Reason.OWN_TIME: "Own study too slow",
    }
)
CONTACTED_NAMES: Mapping[Contacted, str] = MappingProxyType(
    {
        Contacted.PHONE: "By phone",
        Contacted.E_MAIL: "By e-mail",
        Contacted.VIDEO: "On a video call",
        Contacted.IN_PERSON: "In person",
        Contacted.NOT_REACHED: "Tried, not reached",
    }
)


@dataclass(frozen=True)
class AtRisk:
    """Why somebody will miss the gate if nothing changes, in words, and the next best step with its day.

    ``need`` puts people in order: in millionths of what is due, how far short of the threshold they will be at their
    own pace; a million more where something missed must be made up.
    """

    reason: Reason
    need: int
    says: str
    step: str
    step_on: date | None = None


@dataclass(frozen=True)
class NewContact:
    """What whoever runs the cohort enters about a contact. ``look_on``: when to look again."""

    how: Contacted
    held_on: date
    agreed: str
    look_on: date | None = None


@dataclass(frozen=True)
class ContactLine:
    """A contact as it is shown."""

    at: datetime
    by: str
    how: Contacted
    held_on: date
    agreed: str
    look_on: date | None


@dataclass(frozen=True)
class WorkRow:
    """Somebody on the worklist. ``last``: the newest contact with them."""

    ref: EnrolmentRef
    name: str
    school: str
    cohort: str
    cohort_ref: CohortRef
    partner: str
    figure: KeptFigure
    risk: AtRisk | None
    snoozed_until: date | None
    last: ContactLine | None


@dataclass(frozen=True)
class WorkFilter:
    """What of the worklist is shown. Those whose follow-up day has not come are left out unless asked for."""

    cohort: UUID | None = None
    partner: UUID | None = None
    reason: Reason | None = None
    snoozed: bool = False


@dataclass(frozen=True)
class Worklist:
    """A page of the worklist. ``counts`` by reason, of those that are not snoozed; ``snoozed`` counts the others."""

    rows: tuple[WorkRow, ...]
    counts: Mapping[Reason, int]
    snoozed: int
    total: int
    page: int
    pages: int
    cohorts: tuple[tuple[CohortRef, str], ...]


@dataclass(frozen=True)
class ContactPage:
    """What is needed to speak with somebody, and what was agreed before."""

    ref: EnrolmentRef
    name: str
    email: str
    school: str
    cohort: str
    cohort_ref: CohortRef
    figure: KeptFigure
    risk: AtRisk | None
    snoozed_until: date | None
    contacts: tuple[ContactLine, ...]
