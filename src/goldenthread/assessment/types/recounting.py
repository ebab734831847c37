"""The count of what was handed in, as those see it who may say another."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from goldenthread.assessment.types.counting import Block, Penalty, Reached, WordCount
from goldenthread.assessment.types.words import ScriptRef, State
from goldenthread.ground.types import Refusal


@dataclass(frozen=True)
class RecountLine:
    """What a person said of a count, by whom and when."""

    words: int
    reason: str
    by: str
    at: datetime


@dataclass(frozen=True)
class CountRow:
    """A script of a window by its number, with its count and what follows from it."""

    ref: ScriptRef
    number: str
    version: int
    count: WordCount
    penalty: Penalty | None

    @property
    def needs(self) -> int:
        """How much it needs a person: not sure and too long, then not sure, then too long, then counted again."""
        if not self.count.is_sure:
            return 0 if self.count.beyond else 1
        return 2 if self.count.beyond else 3 if self.count.by_person else 4


@dataclass(frozen=True)
class CountBoard:
    """The counts of a window, those that need a person first."""

    window: UUID
    cohort: str
    brief: str
    limit: int
    rows: tuple[CountRow, ...]

    @property
    def looked_at(self) -> tuple[CountRow, ...]:
        """Those of which something is to be said."""
        return tuple(row for row in self.rows if row.needs < 4)

    @property
    def within(self) -> int:
        """How many are within the limit and sure."""
        return len(self.rows) - len(self.looked_at)


@dataclass(frozen=True)
class RecountPage:
    """A script by its number, its count and everything people said of it. ``version``: which one was counted."""

    ref: ScriptRef
    window: UUID
    number: str
    cohort: str
    state: State
    version: int
    count: WordCount
    penalty: Penalty | None
    lines: tuple[RecountLine, ...]
    blocks: tuple[Block, ...]
    reached: Reached | None
    file_name: str
    why_not: Refusal | None
