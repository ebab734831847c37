"""What somebody who is told has chosen to be told, and how often."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from types import MappingProxyType
from uuid import UUID

from goldenthread.reporting.types.updates import Cause


class Stream(StrEnum):
    """The two kinds of update that a reader can switch off."""

    REGULAR = "regular"
    EVENTS = "events"


class Pace(StrEnum):
    """How often a reader wants one."""

    EACH = "each"
    MONTHLY = "monthly"
    TERMLY = "termly"
    NEVER = "never"


STREAM_NAMES: Mapping[Stream, str] = MappingProxyType(
    {Stream.REGULAR: "Regular updates", Stream.EVENTS: "When something happens"}
)
PACE_NAMES: Mapping[Pace, str] = MappingProxyType(
    {
        Pace.EACH: "Every one",
        Pace.MONTHLY: "At most one in four weeks",
        Pace.TERMLY: "At most one in twelve weeks",
        Pace.NEVER: "None",
    }
)
# Nothing of this stream goes out again within so long. Illustrative.
QUIET_FOR: Mapping[Pace, timedelta] = MappingProxyType(
    {Pace.MONTHLY: timedelta(weeks=4), Pace.TERMLY: timedelta(weeks=12)}
)
# What happens is told or is not; only regular updates can be thinned out.
PACES: Mapping[Stream, tuple[Pace, ...]] = MappingProxyType(
    {Stream.REGULAR: tuple(Pace), Stream.EVENTS: (Pace.EACH, Pace.NEVER)}
)
# Told whatever was chosen: the school has a part to play in what follows.
MUST_TELL = frozenset({Cause.RESULT})


def stream_of(cause: Cause) -> Stream | None:
    """The stream that an update belongs to; ``None`` for what cannot be switched off."""
    if cause in MUST_TELL:
        return None
    return Stream.REGULAR if cause in {Cause.ON_DEMAND, Cause.SCHEDULED} else Stream.EVENTS


@dataclass(frozen=True)
class ChoicesPage:
    """What one reader has chosen. ``stream`` is the one whose link was followed, if any."""

    person: UUID
    name: str
    paces: Mapping[Stream, Pace]
    chosen_at: datetime | None
    stream: Stream | None = None
