"""The values the awards room passes around."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import NewType
from uuid import UUID

from goldenthread.assessment.types.words import Outcome

OutcomeRef = NewType("OutcomeRef", UUID)
CertificateRef = NewType("CertificateRef", UUID)


class State(StrEnum):
    """Where a certificate stands. A revoked one says so to whoever verifies it, for good."""

    ISSUED = "issued"
    REVOKED = "revoked"


class Event(StrEnum):
    """What can happen to a certificate."""

    REVOKE = "revoke"


@dataclass(frozen=True)
class CertificateText:
    """Everything a certificate says."""

    name: str
    qualification: str
    provider: str
    awarded_on: date
    number: str
    verify_at: str
    revoked_on: date | None = None


@dataclass(frozen=True)
class Award:
    """An outcome with its certificate, if it has one, as its participant sees it."""

    outcome: Outcome
    qualification: str
    awarded_at: datetime
    certificate: CertificateRef | None = None
    number: str = ""
    code: str = ""
    state: State | None = None
    revoked_at: datetime | None = None
    revoked_why: str = ""
    is_beside_a_pass: bool = False
    """Whether another attempt passed, and that one counts."""


@dataclass(frozen=True)
class AwardLine:
    """An outcome as staff list it."""

    name: str
    qualification: str
    outcome: Outcome
    awarded_at: datetime
    certificate: CertificateRef | None
    number: str
    state: State | None
    may_open: bool = False
    may_revoke: bool = False
    may_issue: bool = False
    replaced_at: datetime | None = None
    before: tuple[str, ...] = ()
    """The numbers of those that were revoked before this one was made."""
    is_beside_a_pass: bool = False
    """Whether another attempt passed, and that one counts."""


@dataclass(frozen=True)
class OutcomeFacts:
    """An outcome as other systems read it: whose, on which cohort, and whether its certificate stands."""

    ref: OutcomeRef
    enrolment: UUID
    cohort: UUID
    participant: UUID
    name: str
    qualification: str
    outcome: Outcome
    awarded_at: datetime
    number: str
    state: State | None
    replaced_at: datetime | None = None
    """When a correction let another outcome of the same result stand instead."""


@dataclass(frozen=True)
class OutcomeStands:
    """Where an outcome stands, for whoever would make another certificate for it."""

    stands: bool
    newest: State
    is_erased: bool


@dataclass(frozen=True)
class Verified:
    """What a stranger learns from a code: whose name, which qualification, when, and whether it stands. No more."""

    name: str
    qualification: str
    awarded_on: date
    is_valid: bool
    revoked_on: date | None


@dataclass(frozen=True)
class OutcomeLetter:
    """What somebody is written when their result is out. It does not say what the result is."""

    to: str
    name: str
    qualification: str
    result: UUID
    script: UUID


@dataclass(frozen=True)
class CertificateLetter:
    """What the holder is written when a certificate is revoked by hand, or another is made. It does not say why."""

    ref: CertificateRef
    to: str
    name: str
    number: str
    qualification: str


@dataclass(frozen=True)
class CertificateCopy:
    """A certificate's PDF, to be sent to its owner. One that was revoked is drawn anew, and says so across it."""

    content: bytes
    name: str
    media_type: str
