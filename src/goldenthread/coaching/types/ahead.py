"""What a participant has ahead of them with their coach."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from goldenthread.coaching.types.reviews import UnderWay
from goldenthread.coaching.types.walking import MeetingRef


@dataclass(frozen=True)
class NextMeeting:
    """A meeting that is booked, or a time that the coach suggests."""

    ref: MeetingRef
    at: datetime
    place: str


@dataclass(frozen=True)
class Agreed:
    """What somebody said they would do, and has not done yet."""

    words: str
    due_on: date | None


@dataclass(frozen=True)
class Ahead:
    """Of one programme: the coach (empty where there is none), the next meeting with them, times they suggest, times
    they suggest in place of one that is booked, what the participant agreed to do, and the reviews in which something
    is left to do."""

    enrolment: UUID
    coach: str
    booked: tuple[NextMeeting, ...]
    suggested: tuple[NextMeeting, ...]
    agreed: tuple[Agreed, ...]
    reviews: tuple[UnderWay, ...]
    instead: tuple[NextMeeting, ...] = ()
