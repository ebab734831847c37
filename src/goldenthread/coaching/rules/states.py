"""The steps of a pairing and of a meeting."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType

from goldenthread.coaching.types.instruments import VersionEvent, VersionState
from goldenthread.coaching.types.reviews import RaterEvent, RaterState, ReviewEvent, ReviewState


class State(StrEnum):
    """Where a pairing stands."""

    ACTIVE = "active"
    HANDED_OVER = "handed_over"
    ENDED = "ended"


class Event(StrEnum):
    """What can happen to a pairing."""

    HAND_OVER = "hand_over"
    END = "end"


STEPS: Mapping[tuple[State, Event], State] = MappingProxyType(
    {(State.ACTIVE, Event.HAND_OVER): State.HANDED_OVER, (State.ACTIVE, Event.END): State.ENDED}
)


class MeetingState(StrEnum):
    """Where a meeting stands."""

    BOOKED = "booked"
    HELD = "held"
    CANCELLED = "cancelled"
    TAKEN_BACK = "taken_back"
    HANDED_OVER = "handed_over"


class MeetingEvent(StrEnum):
    """What can happen to a meeting."""

    HOLD = "hold"
    CANCEL = "cancel"
    TAKE_BACK = "take_back"
    HAND_OVER = "hand_over"


MEETING_STEPS: Mapping[tuple[MeetingState, MeetingEvent], MeetingState] = MappingProxyType(
    {
        (MeetingState.BOOKED, MeetingEvent.HOLD): MeetingState.HELD,
        (MeetingState.BOOKED, MeetingEvent.CANCEL): MeetingState.CANCELLED,
        # Kept at its time by the next coach, as a booking of their own.
        (MeetingState.BOOKED, MeetingEvent.HAND_OVER): MeetingState.HANDED_OVER,
        (MeetingState.HELD, MeetingEvent.TAKE_BACK): MeetingState.TAKEN_BACK,
    }
)

VERSION_STEPS: Mapping[tuple[VersionState, VersionEvent], VersionState] = MappingProxyType(
    {(VersionState.DRAFT, VersionEvent.FREEZE): VersionState.FROZEN}
)

REVIEW_STEPS: Mapping[tuple[ReviewState, ReviewEvent], ReviewState] = MappingProxyType(
    {
        (ReviewState.NOMINATING, ReviewEvent.OPEN): ReviewState.OPEN,
        (ReviewState.NOMINATING, ReviewEvent.CALL_OFF): ReviewState.CALLED_OFF,
        (ReviewState.OPEN, ReviewEvent.CLOSE): ReviewState.CLOSED,
        (ReviewState.OPEN, ReviewEvent.CALL_OFF): ReviewState.CALLED_OFF,
        (ReviewState.CLOSED, ReviewEvent.SHARE): ReviewState.SHARED,
        (ReviewState.SHARED, ReviewEvent.STOP_SHARING): ReviewState.CLOSED,
    }
)

# What was asked and not answered lapses when the review closes; so does a name that was never asked.
RATER_STEPS: Mapping[tuple[RaterState, RaterEvent], RaterState] = MappingProxyType(
    {
        (RaterState.NAMED, RaterEvent.ASK): RaterState.ASKED,
        (RaterState.NAMED, RaterEvent.LAPSE): RaterState.LAPSED,
        (RaterState.ASKED, RaterEvent.ANSWER): RaterState.ANSWERED,
        (RaterState.ASKED, RaterEvent.DECLINE): RaterState.DECLINED,
        (RaterState.ASKED, RaterEvent.LAPSE): RaterState.LAPSED,
    }
)
