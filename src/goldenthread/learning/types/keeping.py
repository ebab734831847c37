"""What a participant has done and may want to keep, as values."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from uuid import UUID


class DoneKind(StrEnum):
    """Where something was done."""

    TASK = "task"
    CATCH_UP = "catch_up"
    REFLECTION = "reflection"


@dataclass(frozen=True)
class Done:
    """Something that counted: its words, the statements it was about, its kept files, and when it was accepted, or last
    written where nobody accepts it. ``ref`` stays the same whatever version it is in."""

    kind: DoneKind
    ref: UUID
    title: str
    words: str
    statements: tuple[UUID, ...]
    files: tuple[UUID, ...]
    at: datetime
