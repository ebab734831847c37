"""Another meeting of one of the two at the hour of a record."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from goldenthread.cohorts.types import BusyHour
from goldenthread.ground.types import Refusal, Refused


@dataclass(frozen=True)
class Other:
    """A meeting that was held, or is booked. ``is_same``: the two meet in it, too; ``is_open``: who asks can open it.

    ``coach`` and ``participant`` are the names of those who meet; ``is_asked``: who asks is one of them.
    """

    ref: UUID
    hour: BusyHour
    is_held: bool
    is_same: bool
    is_open: bool
    is_asked: bool
    coach: str
    participant: str

    @property
    def can_be_recorded(self) -> bool:
        """Whether what was written may be the record of this one."""
        return self.is_same and self.is_open and not self.is_held


class Overlaps(Refused):
    """Raised where nobody can have been at both meetings; carries the other one, so that a page leads to it."""

    def __init__(self, refusal: Refusal, other: Other) -> None:
        super().__init__(refusal)
        self.other = other
