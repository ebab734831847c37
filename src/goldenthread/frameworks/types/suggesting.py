"""What the reader offers to correct and does not: hyphens that were eaten at the end of a line."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A word of an item, what it may have been, and what in the document speaks for it."""

    item: int
    was: str
    suggests: str
    says: str


@dataclass(frozen=True, slots=True)
class SuggestionLine:
    """A suggestion under review, and who decided it."""

    ref: UUID
    was: str
    suggests: str
    says: str
    is_taken: bool = False
    decided_by: str = ""
    decided_at: datetime | None = None

    @property
    def is_open(self) -> bool:
        """Whether nobody has taken or left it yet."""
        return self.decided_at is None
