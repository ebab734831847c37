"""What stands in the way of publishing a reading, and where in its review that is seen to."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID

from goldenthread.ground.types import Refusal


class Among(StrEnum):
    """Among what of the review a thing is seen to."""

    DOUBTS = "doubt"
    ITEMS = "item"
    DETAILS = "detail"


@dataclass(frozen=True)
class Lacking(Refusal):
    """One thing that stands in the way of publishing, with the first item or detail that it is about."""

    among: Among = Among.ITEMS
    ref: UUID | None = None

    @property
    def place(self) -> str:
        """What its place is called on the page of the review; empty where there is none."""
        if self.ref is not None:
            return f"{self.among}-{self.ref}"
        return "doubts" if self.among is Among.DOUBTS else ""
