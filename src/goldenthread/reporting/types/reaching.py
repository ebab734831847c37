"""Who was reached by updates, and who was not."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from types import MappingProxyType
from uuid import UUID

from goldenthread.reporting.types.bouncing import PausedLine
from goldenthread.reporting.types.updates import Cause


class Reached(StrEnum):
    """How far an update has come."""

    SENT = "sent"
    WAITING = "waiting"
    BOUNCED = "bounced"
    CLOSED = "closed"


REACHED_NAMES: Mapping[Reached, str] = MappingProxyType(
    {
        Reached.SENT: "Sent",
        Reached.WAITING: "Waiting",
        Reached.BOUNCED: "Came back",
        Reached.CLOSED: "Link closed",
    }
)
REACHED_KINDS: Mapping[Reached, str] = MappingProxyType(
    {Reached.SENT: "good", Reached.WAITING: "neutral", Reached.BOUNCED: "stop", Reached.CLOSED: "look"}
)


@dataclass(frozen=True)
class ReachedLine:
    """One update in the list."""

    ref: UUID
    to: str
    address: str
    cause: Cause
    people: tuple[str, ...]
    made_at: datetime
    sent_at: datetime | None
    reached: Reached
    says: str

    @property
    def words(self) -> str:
        """How far it has come, in words."""
        return REACHED_NAMES[self.reached]

    @property
    def kind(self) -> str:
        """The kind of tag."""
        return REACHED_KINDS[self.reached]


@dataclass(frozen=True)
class SilentLine:
    """A reader who has switched something off."""

    name: str
    stream: str
    pace: str
    at: datetime


@dataclass(frozen=True)
class ReachingPage:
    """Who was reached. Filtered by cohort and by how far each has come."""

    cohorts: tuple[tuple[UUID, str], ...]
    lines: tuple[ReachedLine, ...]
    counts: Mapping[Reached, int]
    paused: tuple[PausedLine, ...]
    silent: tuple[SilentLine, ...]
    number: int
    pages: int
