"""What becomes of an item that was split, or that took another in."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID


@dataclass(frozen=True, slots=True)
class Reshaped:
    """The item that waits now, by its reference, and how many of its doubts nobody has settled."""

    ref: UUID
    open_doubts: int
