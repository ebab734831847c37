"""Passages that give somebody away: reported by those who judge, hidden by those who run assessment."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import NewType
from uuid import UUID

PassageRef = NewType("PassageRef", UUID)


class ReportState(StrEnum):
    """Where a report of a passage stands: nobody has looked, it is masked, or it gives nobody away."""

    WAITING = "waiting"
    MASKED = "masked"
    LEFT = "left"


class ReportEvent(StrEnum):
    """What can happen to a report."""

    MASK = "mask"
    LEAVE = "leave"


@dataclass(frozen=True)
class NewPassage:
    """A passage as it is reported: ``paragraph`` counts from 1, 0 for none in particular. ``knows``: who reports it can
    tell whose script it is.
    """

    why: str
    quote: str = ""
    paragraph: int = 0
    knows: bool = False


@dataclass(frozen=True)
class MaskPlace:
    """Letters that are hidden: in which block, from which to which."""

    block: int
    start: int
    end: int


@dataclass(frozen=True)
class PassageRow:
    """A reported passage in the queue. ``saw``: how many had begun or finished marking before it was masked."""

    ref: PassageRef
    number: str
    cohort: str
    paragraph: int
    quote: str
    why: str
    knows: bool
    by: str
    at: datetime
    state: ReportState
    decided_by: str = ""
    decided_at: datetime | None = None
    saw: int = 0


@dataclass(frozen=True)
class PassageQueue:
    """What waits to be looked at, and what was decided last."""

    waiting: tuple[PassageRow, ...]
    done: tuple[PassageRow, ...]
