"""Windows and scripts as values."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from goldenthread.assessment.types.words import ScriptRef, State, WindowRef


class Stage(StrEnum):
    """Where a window stands at a moment."""

    TO_COME = "to_come"
    OPEN = "open"
    CLOSED = "closed"


@dataclass(frozen=True)
class WindowFacts:
    """From when until when work is taken. ``opens_at`` is the first moment inside, ``closes_at`` the first outside."""

    ref: WindowRef
    opens_at: datetime
    closes_at: datetime


@dataclass(frozen=True)
class ScriptFacts:
    """What rules need to know of a script. Person and organisation ids never leave the house."""

    ref: ScriptRef
    number: str
    state: State
    window: WindowFacts
    participant_id: int
    school_id: int
    partner_id: int
    companion_ids: frozenset[int] = frozenset()


@dataclass(frozen=True)
class Declaration:
    """The own-work declaration: which text, and that it was signed."""

    version: int
    text: str


@dataclass(frozen=True)
class Receipt:
    """What a participant is given for what they handed in. ``is_new`` is false when it was in already."""

    number: str
    script: ScriptRef
    version: int
    submitted_at: datetime
    file_name: str
    sha256: str
    size: int
    counted: int
    limit: int
    is_new: bool = True
