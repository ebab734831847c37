"""Proposals of who marks what, as those who hand scripts out see them: numbers, and no names of participants."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

from goldenthread.assessment.types.words import ProposalRef, ProposalState, ScriptRef, WindowRef
from goldenthread.ground.types import Refusal
from goldenthread.people.types import PersonRef


class Stage(StrEnum):
    """How far the working out of a proposal has come."""

    WAITING = "waiting"
    GATHERING = "gathering"
    PLACING = "placing"
    WRITING = "writing"


@dataclass(frozen=True)
class ProposalLine:
    """A proposal as the allocation of its window names it."""

    ref: ProposalRef
    state: ProposalState
    stage: Stage
    asked_by: str
    asked_at: datetime
    ready_at: datetime | None


@dataclass(frozen=True)
class LoadLine:
    """What a marker has of a window now, would have then, and takes. ``only_they``: of what is proposed, how many
    scripts nobody else could have had."""

    person: PersonRef
    name: str
    before: int
    after: int
    capacity: int
    is_recorded: bool
    only_they: int = 0

    @property
    def share(self) -> float:
        """The part of what they take that they would have."""
        return self.after / self.capacity if self.capacity else 1.0


@dataclass(frozen=True)
class SeatLine:
    """One proposed seat: whose it would be, instead of whom, and how many others could have had it."""

    seat: int
    name: str
    replaces: str
    others: int


@dataclass(frozen=True)
class ScriptLine:
    """A script with the seats that are proposed for it, and who keeps a seat."""

    ref: ScriptRef
    number: str
    seats: tuple[SeatLine, ...]
    keeps: tuple[str, ...]


@dataclass(frozen=True)
class GapLine:
    """A script with seats that stay empty, why, and what would fill them."""

    ref: ScriptRef
    number: str
    seats: int
    why: str


@dataclass(frozen=True)
class ProposalPage:
    """A proposal before it is taken. ``why_not``: why it cannot be accepted. ``mends``: what would fill the seats that
    stay empty. ``finding``: what it comes to, in a sentence; ``proof``: how sure that is the best."""

    line: ProposalLine
    window: WindowRef
    cohort: str
    brief: str
    due_on: date
    seats: int
    empty: int
    moved: int
    finding: str
    proof: str
    mixing: str
    mends: tuple[str, ...]
    loads: tuple[LoadLine, ...]
    rows: tuple[ScriptLine, ...]
    gaps: tuple[GapLine, ...]
    gap_count: int
    script_count: int
    page: int
    pages: int
    marker: UUID | None
    why_not: Refusal | None
    facts: Mapping[str, str] = field(default_factory=dict)
