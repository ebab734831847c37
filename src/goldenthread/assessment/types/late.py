"""Pieces that are offered after the close: kept as they came, and no part of anything until a person decides."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from types import MappingProxyType
from typing import NewType
from uuid import UUID

from goldenthread.assessment.types.briefing import GivenFile
from goldenthread.assessment.types.projects import CheckLine, PieceLine, Weight
from goldenthread.assessment.types.submitting import Declaration, Signature
from goldenthread.assessment.types.words import ScriptRef, WindowRef
from goldenthread.ground.types import KeptFile, Refusal

LateRef = NewType("LateRef", UUID)


class LateState(StrEnum):
    """Where a late piece stands: ``offered`` waits for a person; the others are for good."""

    OFFERED = "offered"
    ACCEPTED = "accepted"
    REFUSED = "refused"
    TAKEN_BACK = "taken_back"


class LateEvent(StrEnum):
    """What can happen to it."""

    ACCEPT = "accept"
    REFUSE = "refuse"
    TAKE_BACK = "take_back"


# As what a project is kept that was offered late: the list of everything that stood, with the hash of each.
AS_IT_STANDS = "application/json"

LATE_NAMES: Mapping[LateState, str] = MappingProxyType(
    {
        LateState.OFFERED: "Waits for a decision",
        LateState.ACCEPTED: "Accepted: it counts as handed in",
        LateState.REFUSED: "Not accepted",
        LateState.TAKEN_BACK: "Taken back",
    }
)


@dataclass(frozen=True)
class NewLate:
    """A piece as it is offered late. ``file``: none for the answers that were saved here before the close, and for a
    project as it stands; ``knows``: they have seen what is missing of it."""

    why: str
    file: GivenFile | None = None
    signed: int = 0
    says: Signature = field(default_factory=Signature)
    knows: bool = False


@dataclass(frozen=True)
class LateLine:
    """A late piece, as whoever offered it and whoever decides read it. ``by_how_much``: how long after the close."""

    ref: LateRef
    script: ScriptRef
    window: WindowRef
    name: str
    state: LateState
    stands: str
    why: str
    file: KeptFile
    receipt: str
    closed_at: datetime
    offered_at: datetime
    by_how_much: str
    answer: str
    decided_at: datetime | None
    decided_by: str


@dataclass(frozen=True)
class OfferedPiece:
    """One thing of a project that was offered late: a file as it came, or words without names."""

    number: int
    label: str
    title: str
    file_name: str
    text: str


@dataclass(frozen=True)
class LateProject:
    """A project that could be offered late: what would go, and what is missing or wrong, what stops it first."""

    pieces: tuple[PieceLine, ...]
    lines: tuple[CheckLine, ...]

    @property
    def stops(self) -> bool:
        """Whether something stops it."""
        return any(line.weight is Weight.STOP for line in self.lines)


@dataclass(frozen=True)
class OwnLatePage:
    """What somebody offered late for a script, and whether they may now.

    ``until``: none where nothing is taken late. ``project``: for a project, what would go; ``pieces``: what went with
    the offer that was made last.
    """

    script: ScriptRef
    title: str
    closed_at: datetime
    until: datetime | None
    declaration: Declaration | None
    has_answers: bool
    lines: tuple[LateLine, ...]
    why_not_offer: Refusal | None
    is_project: bool = False
    project: LateProject | None = None
    pieces: tuple[OfferedPiece, ...] = ()


@dataclass(frozen=True)
class LateBoard:
    """The late pieces of a window, what waits first. ``days``: how many the policy gives; 0 for none."""

    window: WindowRef
    brief: str
    days: int
    lines: tuple[LateLine, ...]


@dataclass(frozen=True)
class DecideLatePage:
    """One late piece before it is decided, and why this person does not decide or cannot accept it, if so.
    ``missing``: what the form of a project asks for and it lacks, in words.
    """

    line: LateLine
    why_not: Refusal | None
    why_not_accept: Refusal | None
    is_project: bool = False
    pieces: tuple[OfferedPiece, ...] = ()
    missing: tuple[str, ...] = ()
