"""The room's words and values: applications, uploads, confirmations."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from types import MappingProxyType
from typing import NewType
from uuid import UUID

from goldenthread.ground.types import Refusal
from goldenthread.programmes.types import Route

ApplicationRef = NewType("ApplicationRef", UUID)
UploadRef = NewType("UploadRef", UUID)
ConfirmationRef = NewType("ConfirmationRef", UUID)


class State(StrEnum):
    """Where an application stands."""

    PENDING = "pending"
    ACCEPTED = "accepted"
    REJECTED = "rejected"
    WITHDRAWN = "withdrawn"


class Event(StrEnum):
    """What can happen to an application."""

    ACCEPT = "accept"
    REJECT = "reject"
    WITHDRAW = "withdraw"


class Answer(StrEnum):
    """What a sponsor says. ``none``: asked, not answered yet."""

    NONE = "none"
    CONFIRMED = "confirmed"
    DECLINED = "declined"


STATE_NAMES: Mapping[State, str] = MappingProxyType({state: state.value.capitalize() for state in State})

# DfE's codes for why an application is rejected, with our words for them.
REJECTION_REASONS: Mapping[str, str] = MappingProxyType(
    {
        "rejected_by_provider": "Not accepted by the provider",
        "registration_expired": "The registration expired",
        "other_application_in_this_cohort_accepted": "Another application in this cohort was accepted",
    }
)

COLUMNS: Mapping[str, str] = MappingProxyType(
    {
        "name": "Name",
        "email": "Email",
        "trn": "TRN",
        "school_urn": "School URN",
        "school_name": "School name",
        "route": "Route",
        "sponsor_name": "Sponsor name",
        "sponsor_email": "Sponsor email",
    }
)


@dataclass(frozen=True)
class SheetRow:
    """One row of an uploaded table, as it was typed, with its line in the file."""

    line: int
    cells: Mapping[str, str]


@dataclass(frozen=True)
class Sheet:
    """A table that could be read. ``ignored``: headings that mean nothing here."""

    rows: tuple[SheetRow, ...]
    ignored: tuple[str, ...] = ()


@dataclass(frozen=True)
class Applicant:
    """What a good row says."""

    name: str
    email: str
    trn: str
    school_urn: str
    school_name: str
    route: Route
    sponsor_name: str
    sponsor_email: str


@dataclass(frozen=True)
class GoodRow:
    """A row that can enter. ``looks``: what somebody should look at before it is accepted."""

    line: int
    applicant: Applicant
    looks: tuple[str, ...] = ()


@dataclass(frozen=True)
class BadRow:
    """A row that comes back, with every reason and the cells as they were typed."""

    line: int
    reasons: tuple[str, ...]
    cells: Mapping[str, str]


@dataclass(frozen=True)
class Known:
    """What is known before an upload: who has applied or has a place, whose teacher reference numbers are taken, and
    the names of schools by their numbers.
    """

    applied: frozenset[str] = frozenset()
    placed: frozenset[str] = frozenset()
    trns: Mapping[str, str] = field(default_factory=dict)
    numbers: Mapping[str, str] = field(default_factory=dict)
    """The other way round: the teacher reference numbers of those whose e-mail addresses are known."""
    schools: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Sorted:
    """An upload, row by row."""

    good: tuple[GoodRow, ...]
    bad: tuple[BadRow, ...]


@dataclass(frozen=True)
class SchoolLine:
    """A school as a file names it, and as it is known here under its number (empty: not known yet)."""

    urn: str
    typed: str
    known: str
    rows: int


@dataclass(frozen=True)
class LookLine:
    """A row that entered with something to look at before it is accepted."""

    line: int
    application: ApplicationRef
    name: str
    looks: tuple[str, ...]


@dataclass(frozen=True)
class UploadPage:
    """What became of an upload. ``renamed``: schools known here by another way of writing their names."""

    ref: UploadRef
    file_name: str
    at: datetime
    by: str
    cohort: UUID
    cohort_title: str
    entered: int
    bad: tuple[BadRow, ...]
    ignored: tuple[str, ...]
    renamed: tuple[SchoolLine, ...]
    looks: tuple[LookLine, ...]

    @property
    def total(self) -> int:
        """How many rows the file had."""
        return self.entered + len(self.bad)


@dataclass(frozen=True)
class UploadLine:
    """An upload as a list names it."""

    ref: UploadRef
    file_name: str
    at: datetime
    by: str
    entered: int
    refused: int


@dataclass(frozen=True)
class ApplicationRow:
    """An application on the board. ``known_as``: how its school is known here, where that is written otherwise."""

    ref: ApplicationRef
    name: str
    email: str
    school: str
    known_as: str
    looks: tuple[str, ...]
    route: Route
    state: State
    sponsor: str
    answer: Answer | None
    at: datetime
    enrolment: UUID | None


@dataclass(frozen=True)
class Asking:
    """Which applications to show: in one state; pending ones that are ready, or wait for their sponsor; those with
    these words in name, address or school."""

    state: State | None = None
    is_ready: bool | None = None
    words: str = ""


@dataclass(frozen=True)
class ApplicationBoard:
    """Applications for one cohort, a page of those asked for. ``counts`` has every state, whatever is shown.

    ``to_ask``: sponsors never asked. ``to_remind``: those asked, without an answer; ``asked_at``: when they last were.
    """

    cohort: UUID
    cohort_title: str
    capacity: int
    free: int
    rows: tuple[ApplicationRow, ...]
    counts: Mapping[State, int]
    waiting: int
    ready: int
    to_ask: Asked
    to_remind: Asked
    asked_at: datetime | None
    uploads: tuple[UploadLine, ...]
    asked: Asking
    total: int
    page: int
    pages: int
    why_not_run: Refusal | None

    @property
    def state(self) -> State | None:
        """The one state that is shown; nothing for all of them."""
        return self.asked.state


@dataclass(frozen=True)
class StepLine:
    """Something that happened to an application."""

    at: datetime
    says: str
    by: str
    why: str = ""


@dataclass(frozen=True)
class Offer:
    """Something that could be done with an application, or why not."""

    event: Event
    why_not: Refusal | None


@dataclass(frozen=True)
class ApplicationPage:
    """One application: who, where it stands, what happened, what can be done."""

    ref: ApplicationRef
    applicant: Applicant
    known_as: str
    looks: tuple[str, ...]
    state: State
    answer: Answer | None
    cohort: UUID
    cohort_title: str
    enrolment: UUID | None
    steps: tuple[StepLine, ...]
    offers: tuple[Offer, ...]
    why_not_confirm: Refusal | None


@dataclass(frozen=True)
class SponsorPage:
    """What a sponsor sees behind their link: whom it is about and what is asked, and nothing more."""

    confirmation: ConfirmationRef
    sponsor: str
    participant: str
    school: str
    programme: str
    cohort: str
    starts_on: date
    answer: Answer
    why_not: Refusal | None


@dataclass(frozen=True)
class AskedAbout:
    """Somebody a sponsor is asked about. ``token`` is the last part of the link and is written down nowhere else."""

    participant: str
    token: str


@dataclass(frozen=True)
class SponsorLetter:
    """What the letter to a sponsor needs: everybody they are asked about at once.

    ``answer_by``: a day before the cohort begins; nothing where it begins at once or has begun.
    """

    confirmation: ConfirmationRef
    to: str
    sponsor: str
    programme: str
    cohort: str
    about: tuple[AskedAbout, ...]
    answer_by: date | None


@dataclass(frozen=True)
class Asked:
    """How many sponsors are asked, about how many participants."""

    sponsors: int
    participants: int


@dataclass(frozen=True)
class Standing:
    """What a sponsor has said so far, and when they were last asked."""

    answer: Answer
    asked_at: datetime


@dataclass(frozen=True)
class WelcomeLetter:
    """What the letter to somebody accepted needs."""

    application: ApplicationRef
    to: str
    name: str
    programme: str
    cohort: str
    starts_on: date


@dataclass(frozen=True)
class ManyAccepted:
    """What accepting several did: how many, and who could not be accepted and why."""

    accepted: int
    refused: tuple[tuple[str, Refusal], ...] = ()
