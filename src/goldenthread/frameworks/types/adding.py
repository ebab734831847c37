"""Words that a document lost and a person adds while its reading is reviewed: never without where they come from."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID

from goldenthread.frameworks.types.kinds import Kind
from goldenthread.frameworks.types.reviewing import Correction


class Way(StrEnum):
    """Where an item is added: before another of its section, last of what stands under another, or at the end."""

    BEFORE = "before"
    UNDER = "under"
    END = "end"


@dataclass(frozen=True, slots=True)
class Addition:
    """What is added, where its words come from, and its place in the section. ``beside`` is which item is meant."""

    says: Correction
    source: str
    way: Way = Way.END
    beside: UUID | None = None


@dataclass(frozen=True, slots=True)
class Neighbour:
    """An item of the section as the place of an addition is found among them."""

    ref: UUID
    kind: Kind
    number: int | None = None
