"""What those who support people read of them first."""

from __future__ import annotations

from enum import IntEnum


class Need(IntEnum):
    """Why somebody stands where they stand in their supporters' lists: those whom an hour would help most first."""

    ASKS = 1
    BEHIND = 2
    NEAR = 3
    BEGINS = 4
    PAUSED = 5
    ASSESSED = 6
    FINISHED = 7
