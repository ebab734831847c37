"""Progress updates: what was told to whom, about whom, when."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from types import MappingProxyType
from uuid import UUID

# How long the link in a progress update opens it. Ours: no source gives a figure.
OPEN_FOR = timedelta(days=90)


class Cause(StrEnum):
    """Why an update was made."""

    ON_DEMAND = "on_demand"
    RESULT = "result"
    BEHIND = "behind"
    SCHEDULED = "scheduled"
    DEFERRED = "deferred"
    RESUMED = "resumed"
    WITHDRAWN = "withdrawn"
    ROUTE = "route"
    CATCH_UP = "catch_up"
    COMPLETED = "completed"

    @property
    def words(self) -> str:
        """Why, in words."""
        return CAUSE_NAMES[self]


CORRECTED = "A result was corrected"
CAUSE_NAMES: Mapping[Cause, str] = MappingProxyType(
    {
        Cause.ON_DEMAND: "Regular update",
        Cause.RESULT: "A result was released",
        Cause.BEHIND: "Somebody has fallen behind",
        Cause.SCHEDULED: "Regular update, as planned",
        Cause.DEFERRED: "Somebody has paused",
        Cause.RESUMED: "Somebody has come back",
        Cause.WITHDRAWN: "Somebody has left the programme",
        Cause.ROUTE: "Somebody has changed route or cohort",
        Cause.CATCH_UP: "A catch-up was accepted",
        Cause.COMPLETED: "Somebody has completed the programme",
    }
)


@dataclass(frozen=True)
class Told:
    """What one update says about one person, as it stood when it was made."""

    name: str
    programme: str
    cohort: str
    state: str
    engagement: str
    share: float
    sentences: tuple[str, ...]
    following: str
    help_wanted: str
    done: tuple[str, ...] = ()
    asks: str = ""
    is_on_pace: bool = True
    kept_back: tuple[str, ...] = ()
    news: tuple[str, ...] = ()
    """What has happened, beside how they stand: of a result what the policy tells."""


@dataclass(frozen=True)
class Update:
    """One update as its reader sees it."""

    ref: UUID
    to: str
    cause: Cause
    made_at: datetime
    expires_at: datetime
    people: tuple[Told, ...]
    is_corrected: bool = False
    """It is about a result that had been told, and was corrected since."""

    @property
    def cause_name(self) -> str:
        """Why it was made, in words."""
        return CORRECTED if self.is_corrected else CAUSE_NAMES[self.cause]


@dataclass(frozen=True)
class UpdateLine:
    """One update in the list of those who sent it."""

    ref: UUID
    to: str
    cause_name: str
    people: int
    made_at: datetime
    sent_at: datetime | None
    revoked_at: datetime | None


@dataclass(frozen=True)
class Reader:
    """Somebody who would get an update, and about whom."""

    name: str
    people: tuple[str, ...]


@dataclass(frozen=True)
class UpdatePage:
    """A cohort's updates: who would get one now, who has chosen to get none, and what was sent."""

    cohort: UUID
    title: str
    readers: tuple[Reader, ...]
    silent: tuple[str, ...]
    sent: tuple[UpdateLine, ...]


@dataclass(frozen=True)
class ToSend:
    """An update on its way by e-mail."""

    update: Update
    address: str
    is_sent: bool
    person: UUID
