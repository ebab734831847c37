"""What is told to whom, as values."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID


@dataclass(frozen=True)
class Claim:
    """Whether a letter still has to go out; ``is_held`` where it waits for an address that works."""

    is_wanted: bool
    is_held: bool = False


@dataclass(frozen=True)
class LetterLine:
    """A letter that was sent, or is about to be."""

    ref: UUID
    kind: str
    address: str
    claimed_at: datetime
    sent_at: datetime | None
