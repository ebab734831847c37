"""Circumstances of an assessment: what somebody asks for, with evidence that only those who decide see."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from types import MappingProxyType
from typing import NewType
from uuid import UUID

from goldenthread.assessment.types.attempts import PutOffReason
from goldenthread.assessment.types.briefing import GivenFile
from goldenthread.assessment.types.words import WindowRef
from goldenthread.ground.types import KeptFile, Refusal
from goldenthread.programmes.types.granting import GrantKind

CircumstanceRef = NewType("CircumstanceRef", UUID)


class AskedFor(StrEnum):
    """What somebody asks for because of their circumstances."""

    MORE_TIME = "more_time"
    FORMAT = "format"
    LATER_WINDOW = "later_window"
    WITHDRAWAL = "withdrawal"


ASKED_NAMES: Mapping[AskedFor, str] = MappingProxyType(
    {
        AskedFor.MORE_TIME: "More time, or a later close",
        AskedFor.FORMAT: "Another format of the brief or of what I hand in",
        AskedFor.LATER_WINDOW: "To be assessed in a later window",
        AskedFor.WITHDRAWAL: "To withdraw from this assessment",
    }
)


class AskedState(StrEnum):
    """Where it stands: ``asked`` waits for a decision; the others are for good."""

    ASKED = "asked"
    GRANTED = "granted"
    REFUSED = "refused"
    TAKEN_BACK = "taken_back"


class AskedEvent(StrEnum):
    """What can happen to it."""

    GRANT = "grant"
    REFUSE = "refuse"
    TAKE_BACK = "take_back"


ASKED_STATE_NAMES: Mapping[AskedState, str] = MappingProxyType(
    {
        AskedState.ASKED: "Waits for a decision",
        AskedState.GRANTED: "Granted",
        AskedState.REFUSED: "Not granted",
        AskedState.TAKEN_BACK: "Taken back",
    }
)


@dataclass(frozen=True)
class NewCircumstance:
    """What somebody asks for, why, and a file of evidence if there is one."""

    asks: AskedFor
    account: str
    file: GivenFile | None = None


@dataclass(frozen=True)
class NewGrant:
    """What follows when circumstances are granted. ``kind``: none where nothing does, which somebody has to say."""

    kind: GrantKind | None
    minutes: int = 0
    closes_at: datetime | None = None
    to_window: UUID | None = None
    reason: PutOffReason = PutOffReason.OTHER


@dataclass(frozen=True)
class CircumstanceLine:
    """Circumstances as whoever asked and whoever decides read them. ``answer`` is told to whoever asked."""

    ref: CircumstanceRef
    window: WindowRef
    enrolment: UUID
    name: str
    asks: AskedFor
    says: str
    state: AskedState
    stands: str
    account: str
    files: tuple[tuple[UUID, KeptFile], ...]
    asked_at: datetime
    answer: str
    decided_at: datetime | None
    follows: str = ""
    """What was given with the decision, in words; empty where nothing was said of it."""


@dataclass(frozen=True)
class DecideCircumstancePage:
    """One of them before it is decided, with the figures that the decision needs.

    ``closes_at``: when their own window closes; ``later``: later windows of their cohort; ``offers``: what the policy
    lets follow.
    """

    line: CircumstanceLine
    opens_at: datetime
    closes_at: datetime
    attempts: int
    used: int
    later: tuple[tuple[WindowRef, datetime], ...]
    offers: tuple[GrantKind, ...]


@dataclass(frozen=True)
class CircumstancesPage:
    """The circumstances of a window: one's own, or everybody's for those who decide."""

    window: WindowRef
    brief: str
    lines: tuple[CircumstanceLine, ...]
    why_not_ask: Refusal | None = None
