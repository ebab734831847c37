"""What keeps results in until it is done."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import NewType
from uuid import UUID

PlannedRef = NewType("PlannedRef", UUID)


@dataclass(frozen=True)
class Hold:
    """One thing that keeps a script's result in, or with ``script_id`` ``None`` those of its whole window.

    ``code`` is for tests and tables, ``says`` is the sentence that people read, ``mend`` what would change it.
    """

    script_id: int | None
    code: str
    says: str
    mend: str


@dataclass(frozen=True)
class HeldKind:
    """Everything of one kind that keeps results in. ``numbers`` of scripts; none where the whole window is held."""

    code: str
    says: str
    mend: str
    numbers: tuple[str, ...]


@dataclass(frozen=True)
class Doubt:
    """What may be wrong with the feedback on one criterion of a script, or over all where ``code`` is empty."""

    script_id: int
    number: str
    code: str
    says: str


class PlannedState(StrEnum):
    """Where a planned release stands.

    ``planned``: its moment has not come. ``carried_out``: results went out. ``held_back``: something kept them in when
    the moment came. ``called_off``: somebody no longer wanted it.
    """

    PLANNED = "planned"
    CARRIED_OUT = "carried_out"
    HELD_BACK = "held_back"
    CALLED_OFF = "called_off"


class PlannedEvent(StrEnum):
    """What can happen to a planned release."""

    CARRY_OUT = "carry_out"
    HOLD_BACK = "hold_back"
    CALL_OFF = "call_off"


@dataclass(frozen=True)
class PlannedLine:
    """A release that was planned; ``says`` is what came of it."""

    ref: PlannedRef
    release_at: datetime
    state: PlannedState
    by: str
    says: str
    done_at: datetime | None


@dataclass(frozen=True)
class PlannedLetter:
    """Whom to write to about a planned release, and what came of it. ``is_out``: results went out."""

    ref: PlannedRef
    window: UUID
    cohort: str
    address: str
    name: str
    release_at: datetime
    says: str
    is_out: bool
