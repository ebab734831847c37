"""What somebody who is told has chosen to be told, and how often."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from types import MappingProxyType
from uuid import UUID

from goldenthread.people.types import Duty
from goldenthread.reporting.types.updates import Cause


class Stream(StrEnum):
    """The kinds of letter that somebody can switch off: progress updates, regular and when something happens;
    what is shared and said in portfolios; reminders of one's own tasks and catch-up; what waits for
    those who run, mark and moderate assessment."""

    REGULAR = "regular"
    EVENTS = "events"
    PORTFOLIO = "portfolio"
    WORK = "work"
    WAITING = "waiting"


class Pace(StrEnum):
    """How often a reader wants one."""

    EACH = "each"
    MONTHLY = "monthly"
    TERMLY = "termly"
    NEVER = "never"


STREAM_NAMES: Mapping[Stream, str] = MappingProxyType(
    {
        Stream.REGULAR: "Regular updates",
        Stream.EVENTS: "When something happens",
        Stream.PORTFOLIO: "Portfolios: what is shared with you, and comments",
        Stream.WORK: "Reminders of tasks and catch-up",
        Stream.WAITING: "Assessment: what waits for you",
    }
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
    {
        Stream.REGULAR: tuple(Pace),
        Stream.EVENTS: (Pace.EACH, Pace.NEVER),
        Stream.PORTFOLIO: (Pace.EACH, Pace.NEVER),
        Stream.WORK: (Pace.EACH, Pace.NEVER),
        Stream.WAITING: (Pace.EACH, Pace.NEVER),
    }
)
_ABOUT_PEOPLE = (Stream.REGULAR, Stream.EVENTS)
# Which streams concern whom: nobody is asked about letters that they never get.
STREAMS: Mapping[Duty, tuple[Stream, ...]] = MappingProxyType(
    {
        Duty.HEADTEACHER: (*_ABOUT_PEOPLE, Stream.PORTFOLIO),
        Duty.SPONSOR: (*_ABOUT_PEOPLE, Stream.PORTFOLIO),
        Duty.MENTOR: (*_ABOUT_PEOPLE, Stream.PORTFOLIO),
        Duty.COACH: (Stream.PORTFOLIO,),
        Duty.FACILITATOR: (Stream.PORTFOLIO,),
        Duty.PARTICIPANT: (Stream.PORTFOLIO, Stream.WORK),
        Duty.ADMINISTRATOR: (Stream.WAITING,),
        Duty.PROGRAMME_MANAGER: (Stream.WAITING,),
        Duty.QUALITY_LEAD: (Stream.WAITING,),
        Duty.MODERATOR: (Stream.WAITING,),
        Duty.ASSESSOR: (Stream.WAITING,),
    }
)
# Told whatever was chosen: the school has a part to play in what follows.
MUST_TELL = frozenset({Cause.RESULT})


def streams_beside(stream: Stream) -> tuple[Stream, ...]:
    """What the link of a letter lets its reader choose: its own stream, and the other about the same people."""
    return _ABOUT_PEOPLE if stream in _ABOUT_PEOPLE else (stream,)


def streams_for(duties: Collection[Duty]) -> tuple[Stream, ...]:
    """The streams that concern somebody with these duties, in order."""
    theirs = {stream for duty in duties for stream in STREAMS.get(duty, ())}
    return tuple(stream for stream in Stream if stream in theirs)


def stream_of(cause: Cause) -> Stream | None:
    """The stream that an update belongs to; ``None`` for what cannot be switched off."""
    if cause in MUST_TELL:
        return None
    return Stream.REGULAR if cause in {Cause.ON_DEMAND, Cause.SCHEDULED} else Stream.EVENTS


@dataclass(frozen=True)
class ChoicesPage:
    """What one reader has chosen of what concerns them. ``stream`` is the one whose link was followed, if any."""

    person: UUID
    name: str
    paces: Mapping[Stream, Pace]
    chosen_at: datetime | None
    stream: Stream | None = None
