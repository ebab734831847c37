"""What became of an edition's statements in the next edition."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import NewType
from uuid import UUID

from goldenthread.frameworks.types.beside import BesideChanges, BesideLine
from goldenthread.frameworks.types.changes import Change
from goldenthread.frameworks.types.editions import EditionLine, EditionRef, StatementLine
from goldenthread.frameworks.types.kinds import Kind
from goldenthread.ground.types.wording import Run

SuccessionRef = NewType("SuccessionRef", UUID)


@dataclass(frozen=True, slots=True)
class Said:
    """What is compared. A statement's ``place`` is where it stands, as "3.LT.11" or "3.HT.2.4".

    ``gist``: the words by which likeness is judged, where those are not all that it says.
    """

    id: int
    kind: str
    place: str
    text: str
    gist: str = ""


@dataclass(frozen=True, slots=True)
class Pair:
    """One statement and what became of it. ``score`` is the share of words that both have in order, 0 to 1."""

    change: Change
    old: Said | None
    new: Said | None
    score: float


@dataclass(frozen=True, slots=True)
class ChangeLine:
    """One statement and what became of it, as a page shows it. ``decided_by``: who confirmed it, if anybody."""

    ref: SuccessionRef
    change: Change
    score: float
    old: StatementLine | None
    new: StatementLine | None
    runs: tuple[Run, ...] = ()
    decided_by: str = ""
    decided_at: datetime | None = None

    @property
    def has_moved(self) -> bool:
        """Whether both stand, and not in one place."""
        return self.old is not None and self.new is not None and self.old.place != self.new.place

    @property
    def is_open(self) -> bool:
        """Whether the machine took two wordings for one statement and nobody has said so yet."""
        return self.change is Change.REWORDED and self.decided_at is None

    @property
    def kind(self) -> Kind:
        """The kind of statement it is about."""
        line = self.new or self.old
        if line is None:
            raise ValueError("A change is about a statement.")
        return line.kind


@dataclass(frozen=True, slots=True)
class ChangesPage:
    """Everything that changed from one edition to the next. ``before`` is missing for a first edition.

    ``beside``: what became of all that stands beside the statements.
    """

    edition: EditionLine
    before: EditionLine | None
    lines: tuple[ChangeLine, ...]
    counts: Mapping[Change, int]
    may_decide: bool
    beside: BesideChanges = field(default_factory=BesideChanges)

    @property
    def open(self) -> int:
        """How many rewordings nobody has confirmed."""
        return sum(line.is_open for line in self.lines)


@dataclass(frozen=True, slots=True)
class Successor:
    """What became of a statement, over however many editions lie between. ``new`` is missing where it was removed."""

    old: StatementLine | None
    new: StatementLine | None
    change: Change
    score: float = 1.0


@dataclass(frozen=True, slots=True)
class EditionStep:
    """A statement in one edition of its framework, and what had changed when that edition came.

    ``statement`` is missing in the edition that no longer has it. ``runs``: the words that differ from the one before;
    ``beside``: what is no longer the same beside them, as a criterion's part of the task.
    """

    edition: EditionRef
    name: str
    statement: StatementLine | None
    change: Change | None
    runs: tuple[Run, ...] = ()
    beside: tuple[BesideLine, ...] = ()
