"""What a participant has ahead of them with their coach."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from goldenthread.coaching.types.reviews import UnderWay


@dataclass(frozen=True)
class NextMeeting:
    """A meeting that is booked."""

    at: datetime
    place: str


@dataclass(frozen=True)
class Agreed:
    """What somebody said they would do, and has not done yet."""

    words: str
    due_on: date | None


@dataclass(frozen=True)
class Ahead:
    """Of one programme: the coach (empty where there is none), the next meeting with them, what was agreed, and the
    reviews in which something is left to do."""

    coach: str
    meeting: NextMeeting | None
    agreed: tuple[Agreed, ...]
    reviews: tuple[UnderWay, ...]
