"""What may become of a thing from one edition to the next, and of its words."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType


class Change(StrEnum):
    """What became of a statement. One that was reworded may stand elsewhere too; its places say so."""

    SAME = "same"
    REWORDED = "reworded"
    MOVED = "moved"
    ADDED = "added"
    REMOVED = "removed"


CHANGE_NAMES: Mapping[Change, str] = MappingProxyType(
    {
        Change.REWORDED: "Reworded",
        Change.REMOVED: "Removed",
        Change.ADDED: "Added",
        Change.MOVED: "Moved",
        Change.SAME: "Same",
    }
)
