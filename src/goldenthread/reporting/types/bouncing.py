"""Letters that did not arrive."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from types import MappingProxyType
from uuid import UUID


class Severity(StrEnum):
    """How a letter failed: ``hard`` where the address itself is at fault, ``soft`` for everything that may pass."""

    HARD = "hard"
    SOFT = "soft"


class Via(StrEnum):
    """How it was learnt: the mail server refused it at once, or a report came back later."""

    REFUSED = "refused"
    REPORT = "report"


SEVERITY_NAMES: Mapping[Severity, str] = MappingProxyType(
    {Severity.HARD: "The address does not work", Severity.SOFT: "Not delivered this time"}
)
# An address rests after so many letters to it failed hard within so long. Illustrative.
PAUSE_AFTER = 2
WITHIN = timedelta(days=90)
LONGEST_DIAGNOSIS = 500


@dataclass(frozen=True)
class Bounce:
    """One report that a letter did not arrive. ``report`` is the report's own mark: the same report counts once."""

    message_id: str
    recipient: str
    code: str
    says: str
    report: str


@dataclass(frozen=True)
class Taken:
    """What became of some reports."""

    failures: int = 0
    known: int = 0
    strange: int = 0


@dataclass(frozen=True)
class PausedLine:
    """An address that rests. ``waiting`` letters were held back since; ``now`` is the person's address today."""

    ref: UUID
    name: str
    address: str
    now: str
    since: datetime
    says: str
    waiting: int

    @property
    def is_corrected(self) -> bool:
        """Whether they have another address by now."""
        return self.now.lower() != self.address.lower()
