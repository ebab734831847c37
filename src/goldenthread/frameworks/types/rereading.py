"""Reading a document again: what the present reader makes of it, beside what stands."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from types import MappingProxyType
from uuid import UUID

from goldenthread.frameworks.types.changes import Change
from goldenthread.frameworks.types.kinds import Kind
from goldenthread.frameworks.types.reading import Progress
from goldenthread.frameworks.types.reviewing import ReadingLine
from goldenthread.ground.types import Refusal
from goldenthread.ground.types.wording import Run


class RereadingState(StrEnum):
    """Where reading again stands. It waits, was compared or could not be read; then it is taken up, or left."""

    WAITING = "waiting"
    UNREADABLE = "unreadable"
    COMPARED = "compared"
    TAKEN = "taken"
    LEFT = "left"


# The same changes as between editions, in the words of a reader.
FOUND_NAMES: Mapping[Change, str] = MappingProxyType(
    {
        Change.REWORDED: "Reworded",
        Change.REMOVED: "Lost",
        Change.ADDED: "Found",
        Change.MOVED: "Moved",
        Change.SAME: "Same",
    }
)


@dataclass(frozen=True, slots=True)
class Stood:
    """An item as it stands in a reading: with the doubts that the reader had, and whether a person corrected it.

    ``was_added``: the document lost it, and a person added it.
    """

    section: int
    kind: Kind
    number: int | None
    text: str
    doubts: frozenset[str] = frozenset()
    was_corrected: bool = False
    was_added: bool = False


@dataclass(frozen=True, slots=True)
class Compared:
    """One item and what the present reader makes of it. Places are empty on the side where it is missing.

    ``gained`` and ``lost`` are the doubts, in words, that only the present or only the earlier reader has.
    ``is_addition``: a person added it, and the present reader does not find it in the document either.
    """

    change: Change
    kind: Kind
    old_place: str
    new_place: str
    old_text: str
    new_text: str
    gained: tuple[str, ...] = ()
    lost: tuple[str, ...] = ()
    was_corrected: bool = False
    is_addition: bool = False

    @property
    def is_same(self) -> bool:
        """Whether nothing at all would change."""
        return self.change is Change.SAME and not self.gained and not self.lost and not self.is_addition


@dataclass(frozen=True, slots=True)
class ComparedLine:
    """The same as a page shows it, with the words that differ."""

    said: Compared
    runs: tuple[Run, ...] = ()


@dataclass(frozen=True, slots=True)
class RereadingPage:
    """Everything that is shown of reading a document again. ``counts`` counts every item by what became of it."""

    ref: UUID
    reading: ReadingLine
    state: RereadingState
    made_at: datetime
    made_by: str
    progress: Progress
    counts: Mapping[Change, int]
    lines: tuple[ComparedLine, ...]
    gained: tuple[str, ...]
    lost: tuple[str, ...]
    is_reliable: bool
    why_unreadable: Refusal | None = None
    taken_as: UUID | None = None

    @property
    def has_changes(self) -> bool:
        """Whether anything would change."""
        return bool(self.changes or self.gained or self.lost)

    @property
    def changes(self) -> tuple[ComparedLine, ...]:
        """What would change, without what people added."""
        return tuple(line for line in self.lines if not line.said.is_addition)

    @property
    def additions(self) -> tuple[ComparedLine, ...]:
        """What people added and the present reader does not find either: it stands as it is."""
        return tuple(line for line in self.lines if line.said.is_addition)
