"""Attempts at an assessment, what comes between two of them, and assessments that are put off."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from types import MappingProxyType
from uuid import UUID

from goldenthread.assessment.types.words import Outcome, ScriptRef, State, WindowRef
from goldenthread.ground.types import Refusal
from goldenthread.programmes.types.again import AgainRule


class PutOffKind(StrEnum):
    """``deferred``: the assessment comes in a later window. ``withdrawn``: it does not, until somebody says so."""

    DEFERRED = "deferred"
    WITHDRAWN = "withdrawn"


class PutOffReason(StrEnum):
    """Why an assessment is put off, in the words that providers use."""

    ILLNESS = "illness"
    BEREAVEMENT = "bereavement"
    FAMILY_LEAVE = "family_leave"
    OTHER = "other"


PUT_OFF_NAMES: Mapping[PutOffKind, str] = MappingProxyType(
    {
        PutOffKind.DEFERRED: "Put off to a later window",
        PutOffKind.WITHDRAWN: "Withdrawn from this assessment",
    }
)
REASON_NAMES: Mapping[PutOffReason, str] = MappingProxyType(
    {
        PutOffReason.ILLNESS: "Illness",
        PutOffReason.BEREAVEMENT: "Bereavement or a significant change",
        PutOffReason.FAMILY_LEAVE: "Family leave",
        PutOffReason.OTHER: "Other exceptional circumstances",
    }
)


@dataclass(frozen=True)
class NewPutOff:
    """That somebody is not assessed in a window, as it is decided. ``to_window``: when instead, if that is known."""

    kind: PutOffKind
    reason: PutOffReason
    why: str
    to_window: UUID | None = None


@dataclass(frozen=True)
class PutOffFacts:
    """What was decided, as the gate asks it. ``opens_at``: when the later window opens, if one was named."""

    kind: PutOffKind
    opens_at: datetime | None = None


@dataclass(frozen=True)
class Attempt:
    """One script of somebody, as a rule about attempts needs it. ``was_helped``: a meeting after it is recorded."""

    opens_at: datetime
    closes_at: datetime
    state: State
    outcome: Outcome | None = None
    released_at: datetime | None = None
    was_helped: bool = False


@dataclass(frozen=True)
class NewHelp:
    """A meeting about the next attempt: its day, and what was agreed."""

    met_on: date
    agreed: str


@dataclass(frozen=True)
class HelpLine:
    """A meeting as it was recorded."""

    met_on: date
    agreed: str
    by: str


@dataclass(frozen=True)
class AttemptLine:
    """What the record shows of one window: which attempt it was, if it was one, and what came of it."""

    number: int | None
    title: str
    opens_at: datetime
    closes_at: datetime
    says: str
    outcome: Outcome | None
    released_at: datetime | None
    script: ScriptRef
    failed: tuple[str, ...]
    help: tuple[HelpLine, ...]


@dataclass(frozen=True)
class AttemptsPage:
    """Somebody's attempts, what comes next and who helps. Never their number."""

    enrolment: UUID
    name: str
    is_own: bool
    programme: str
    most: int
    used: int
    rule: AgainRule
    lines: tuple[AttemptLine, ...]
    next_opens_at: datetime | None
    helpers: tuple[str, ...]
    waits_for_help: bool
    helps_after: ScriptRef
    has_passed: bool
    why_not_help: Refusal | None

    @property
    def left(self) -> int:
        """Attempts that are left."""
        return max(self.most - self.used, 0)

    @property
    def failed(self) -> tuple[str, ...]:
        """The weakest criteria of the newest attempt that failed."""
        return next((line.failed for line in self.lines if line.outcome is Outcome.FAILED), ())

    @property
    def met(self) -> bool:
        """Whether a meeting after an attempt is recorded."""
        return any(line.help for line in self.lines)


@dataclass(frozen=True)
class PutOffPage:
    """Somebody in a window before it is decided that they are not assessed in it, or after."""

    window: WindowRef
    cohort: str
    brief: str
    enrolment: UUID
    name: str
    stands: str
    later: tuple[tuple[WindowRef, datetime], ...]
    decided: PutOffFacts | None
    why_not: Refusal | None
