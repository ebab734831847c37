"""Conflicts of interest that are declared after a marking was finished: whether it stands all the same."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import NewType
from uuid import UUID

from goldenthread.assessment.types.words import ScriptRef
from goldenthread.ground.types import Refusal

FoundRef = NewType("FoundRef", UUID)


class FoundState(StrEnum):
    """Where it stands: nobody has decided, the marking stands, or it is set aside and made anew."""

    WAITING = "waiting"
    STANDS = "stands"
    ASIDE = "aside"


class FoundEvent(StrEnum):
    """What can be decided."""

    LET_STAND = "let_stand"
    SET_ASIDE = "set_aside"


@dataclass(frozen=True)
class FoundRow:
    """A finished marking that a conflict declared afterwards is about. Its script by number, never by name."""

    ref: FoundRef
    number: str
    cohort: str
    marker: str
    tie: str
    finished_at: datetime
    declared_at: datetime
    state: FoundState
    why: str
    decided_by: str
    decided_at: datetime | None


@dataclass(frozen=True)
class FoundChoice:
    """A marking about which somebody has to decide, with how many others may mark its script anew, and why the rest
    may not.
    """

    ref: FoundRef
    script: ScriptRef
    number: str
    free: int
    barred: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class FoundPage:
    """One of them, and the others of the same declaration in its window, which can be decided with it. ``why_not``:
    nothing is left to decide about it; there is no ``choice`` then.
    """

    row: FoundRow
    script: ScriptRef
    choice: FoundChoice | None = None
    others: tuple[FoundChoice, ...] = ()
    why_not: Refusal | None = None

    @property
    def stuck(self) -> tuple[FoundChoice, ...]:
        """Those whose script nobody could mark anew as things are."""
        return tuple(each for each in (self.choice, *self.others) if each and not each.free)


@dataclass(frozen=True)
class FoundQueue:
    """Those that wait, oldest first, and those that were decided last. ``for_others``: how many wait that somebody else
    decides, because whoever looks declared the conflict and would read whose script it is."""

    waiting: tuple[FoundRow, ...]
    done: tuple[FoundRow, ...]
    for_others: int = 0
