"""A file that arrived: its bytes are kept first, and read when there is time."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import NewType
from uuid import UUID

from goldenthread.assessment.types.submitting import Declaration, Signature
from goldenthread.assessment.types.words import ScriptRef, UploadRef, WindowRef
from goldenthread.ground.types import KeptFile, Refusal

ArrivalRef = NewType("ArrivalRef", UUID)


class ArrivalState(StrEnum):
    """Where a file that arrived stands.

    ``arrived``: its bytes are kept, its words are not counted yet. ``read``: they are; its participant decides.
    ``handed_in``: it is a version of the script. ``turned_away``: it cannot be taken, and says why. ``replaced``:
    something newer was handed in before it could be.
    """

    ARRIVED = "arrived"
    READ = "read"
    HANDED_IN = "handed_in"
    TURNED_AWAY = "turned_away"
    REPLACED = "replaced"


class ArrivalEvent(StrEnum):
    """What can happen to a file that arrived."""

    READ = "read"
    HAND_IN = "hand_in"
    TURN_AWAY = "turn_away"
    REPLACE = "replace"


@dataclass(frozen=True)
class Wish:
    """What was sent with a file: whether to hand it in as soon as it is read, and which version of the declaration was
    signed with it, 0 if none, with what was put below it."""

    hands_in: bool = False
    signed: int = 0
    says: Signature = field(default_factory=Signature)


@dataclass(frozen=True)
class Ended:
    """How far a file has come: the upload it was read as, or why it cannot be taken, if so."""

    state: ArrivalState
    refusal: Refusal | None = None
    upload: UploadRef | None = None


@dataclass(frozen=True)
class ArrivalLine:
    """A file on its way, or one that could not be taken, as its participant sees it."""

    ref: ArrivalRef
    state: ArrivalState
    file: KeptFile
    arrived_at: datetime
    hands_in: bool
    receipt: str
    why_not: Refusal | None


@dataclass(frozen=True)
class ArrivalPage:
    """A file that arrived, where it stands and what can be done.

    ``version``: the number it was handed in as, 0 if it was not; ``stands``: the number of the version that is marked.
    ``ahead``: how many files wait to be read before it.
    """

    line: ArrivalLine
    script: ScriptRef
    upload: UploadRef | None
    version: int
    stands: int
    closes_at: datetime
    closes_in: str
    ahead: int

    @property
    def is_waiting(self) -> bool:
        """Whether it is still to be read."""
        return self.line.state is ArrivalState.ARRIVED

    @property
    def looks_after(self) -> int:
        """After how many seconds its page looks again: the longer the queue the later, so that those who wait do not
        keep the server from those who send."""
        return min(max(self.ahead, 5), 60)


@dataclass(frozen=True)
class Sending:
    """What somebody who sends a file signs, and whether they are asked to hurry: ``is_short`` in the last hour."""

    declaration: Declaration | None
    is_short: bool


@dataclass(frozen=True)
class TurnedAway:
    """A file that could not be taken although its window is over: whose it is, and why. Without a number."""

    name: str
    arrived_at: datetime
    why: Refusal
    has_other: bool


@dataclass(frozen=True)
class ArrivalsBoard:
    """How a window's files come in: how many still wait to be read and since when, and which could not be taken."""

    window: WindowRef
    waiting: int
    oldest_at: datetime | None
    turned_away: tuple[TurnedAway, ...]
