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
from goldenthread.programmes.types.again import SUPPORT_NAMES, AgainRule, SupportKind


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
    """One script of somebody, as a rule about attempts needs it. ``had``: the kinds of support that are recorded after
    it as done, or waived. ``late_refused``: what was offered late for it was not accepted."""

    opens_at: datetime
    closes_at: datetime
    state: State
    outcome: Outcome | None = None
    released_at: datetime | None = None
    had: frozenset[SupportKind] = frozenset()
    late_refused: bool = False


class HelpState(StrEnum):
    """What is recorded of a kind of support: it is arranged for a day to come, done, or somebody need not have it."""

    ARRANGED = "arranged"
    DONE = "done"
    WAIVED = "waived"


HELP_STATE_NAMES: Mapping[HelpState, str] = MappingProxyType(
    {
        HelpState.ARRANGED: "It is arranged",
        HelpState.DONE: "It is done",
        HelpState.WAIVED: "They need not have it",
    }
)


@dataclass(frozen=True)
class NewHelp:
    """Support before the next attempt as it is recorded: its day, and what was agreed, or why it is waived."""

    met_on: date
    agreed: str
    kind: SupportKind = SupportKind.MEETING
    state: HelpState = HelpState.DONE


@dataclass(frozen=True)
class HelpLine:
    """Support as it was recorded."""

    met_on: date
    agreed: str
    by: str
    kind: SupportKind = SupportKind.MEETING
    state: HelpState = HelpState.DONE

    @property
    def name(self) -> str:
        """Which kind it was."""
        return SUPPORT_NAMES[self.kind]


@dataclass(frozen=True)
class SupportLine:
    """A kind of support that is guaranteed after an attempt that failed, and where it stands.

    ``who``: who gives it; empty where nobody is named. ``newest``: what was recorded of it last.
    """

    kind: SupportKind
    name: str
    is_required: bool
    who: str
    newest: HelpLine | None = None

    @property
    def is_over(self) -> bool:
        """Whether it is done, or waived."""
        return self.newest is not None and self.newest.state is not HelpState.ARRANGED


@dataclass(frozen=True)
class AttemptLine:
    """What the record shows of one window: which attempt it was, if it was one, and what came of it."""

    number: int | None
    title: str
    opens_at: datetime
    closes_at: datetime
    says: str
    outcome: Outcome | None
    told_at: datetime | None
    """When it came to this outcome: with its release, or with a correction that made it another."""
    script: ScriptRef
    failed: tuple[str, ...]
    help: tuple[HelpLine, ...]
    stood: str = ""
    """The parts of a project that were not handed in, because they stood from an earlier attempt."""


@dataclass(frozen=True)
class AttemptsPage:
    """Somebody's attempts, what comes next and who helps. Never their number. ``window``: of the newest."""

    enrolment: UUID
    window: WindowRef
    name: str
    is_own: bool
    programme: str
    most: int
    used: int
    rule: AgainRule
    lines: tuple[AttemptLine, ...]
    next_opens_at: datetime | None
    supports: tuple[SupportLine, ...]
    may_waive: bool
    helps_after: ScriptRef
    has_passed: bool
    why_not_help: Refusal | None
    stand: tuple[str, ...] = ()
    """The parts of the newest attempt that would stand in a project on the same form; ``again``: those that would be
    handed in."""
    again: tuple[str, ...] = ()
    is_ours: bool = False
    """Whether the policy says nothing of what comes before a further attempt, and illustrative rules stand in."""
    waits_for_result: bool = False
    """Whether what they handed in last has no result yet, so that no later window is open to them."""

    @property
    def left(self) -> int:
        """Attempts that are left."""
        return max(self.most - self.used, 0)

    @property
    def failed(self) -> tuple[str, ...]:
        """The weakest criteria of the newest attempt that failed."""
        return next((line.failed for line in self.lines if line.outcome is Outcome.FAILED), ())

    @property
    def waits_for_help(self) -> bool:
        """Whether the next brief waits for support that is required."""
        return any(each.is_required and not each.is_over for each in self.supports)

    @property
    def to_record(self) -> tuple[SupportLine, ...]:
        """The kinds of support of which something is still to be recorded."""
        return tuple(each for each in self.supports if not each.is_over)


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
