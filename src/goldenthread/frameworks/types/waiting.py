"""What waits for a curriculum lead among the frameworks."""

from __future__ import annotations

from dataclasses import dataclass

from goldenthread.frameworks.types.reviewing import ReadingLine


@dataclass(frozen=True, slots=True)
class WaitingWork:
    """How many readings wait for their review, the oldest of them, and how many proposed pairs nobody decided on."""

    reviews: int = 0
    oldest: ReadingLine | None = None
    pairs: int = 0
