"""What assessors see: a number, a text and a scheme, and nothing of whose it is."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from goldenthread.assessment.types.counting import Block, Penalty, Reached, WordCount
from goldenthread.assessment.types.marking import Judged, MarkSheet
from goldenthread.assessment.types.pinning import BankLine, DrawnBlock, EarlierDraft, Pin
from goldenthread.assessment.types.words import AllocationRef, ScriptRef
from goldenthread.ground.types import Refusal
from goldenthread.programmes.types import MarkScheme


class Progress(StrEnum):
    """How far an assessor is with a script."""

    TO_DO = "to_do"
    BEGUN = "begun"
    FINISHED = "finished"


@dataclass(frozen=True)
class QueueRow:
    """A script in an assessor's queue, under its number. ``marked`` of ``criteria`` have a mark in the draft."""

    ref: AllocationRef
    number: str
    qualification: str
    brief: str
    words: int
    progress: Progress
    marked: int
    criteria: int
    allocated_at: datetime
    finished_at: datetime | None


@dataclass(frozen=True)
class QueueCounts:
    """How many scripts of an assessor wait to be finished, and how many are."""

    to_do: int
    finished: int


@dataclass(frozen=True)
class Queue:
    """A page of what an assessor has: what is begun first, then what waited longest, finished last.

    ``counts`` are of the whole queue; ``rows``, ``to_do`` and ``finished`` of this page.
    """

    rows: tuple[QueueRow, ...]
    counts: QueueCounts
    page: int
    pages: int

    @property
    def to_do(self) -> tuple[QueueRow, ...]:
        """What is not finished, of this page."""
        return tuple(row for row in self.rows if row.progress is not Progress.FINISHED)

    @property
    def finished(self) -> tuple[QueueRow, ...]:
        """What is finished, of this page."""
        return tuple(row for row in self.rows if row.progress is Progress.FINISHED)


@dataclass(frozen=True)
class ScriptText:
    """What a script says, as it was read from its file. ``file_name`` is the cleaned copy's.

    ``count`` is the one that its participant saw; ``penalty`` is what it costs, and ``reached`` where in the text the
    words that are allowed are used up.
    """

    blocks: tuple[Block, ...]
    count: WordCount
    file_name: str
    penalty: Penalty | None = None
    reached: Reached | None = None


@dataclass(frozen=True)
class MarkingPage:
    """Everything an assessor needs to mark one script. ``judged``: what it came to, once finished.

    ``lacks``: what the sheet still needs before it can be finished.
    """

    ref: AllocationRef
    script: ScriptRef
    number: str
    seat: int
    brief_title: str
    brief_text: str
    text: ScriptText
    scheme: MarkScheme
    sheet: MarkSheet
    saved_at: datetime | None
    finished_at: datetime | None
    judged: Judged | None
    lacks: tuple[Refusal, ...]
    why_not: Refusal | None
    next_ref: AllocationRef | None
    draft: int = 0
    """How often the draft had been saved when the page was drawn."""
    lines: tuple[DrawnBlock, ...] = ()
    pins: tuple[Pin, ...] = ()
    bank: tuple[BankLine, ...] = ()
    earlier: tuple[EarlierDraft, ...] = ()
    others: tuple[MarkSheet, ...] = ()
    """What others gave, for a third marker alone: their markings lie too far apart."""
    beside: tuple[str, ...] = ()
    """The titles of parts that were marked in an earlier attempt and are not marked now."""
    others_pins: tuple[tuple[str, Pin], ...] = ()
    """What they said of passages, each under its marker's letter."""
    parts: Mapping[str, str] = field(default_factory=dict)
    """Of a project whose form has parts, to which each criterion belongs, by its code."""
    is_unpinned: bool = False
    """Whether a comment is typed that is not pinned: nothing is finished before it is pinned or left out."""

    @property
    def told_apart(self) -> tuple[tuple[str, MarkSheet], ...]:
        """What others gave, each under a letter: A, B and so on."""
        return tuple((chr(ord("A") + place), sheet) for place, sheet in enumerate(self.others))
