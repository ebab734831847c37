"""The steps of a pairing and of a meeting."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType


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


class MeetingEvent(StrEnum):
    """What can happen to a meeting."""

    HOLD = "hold"
    CANCEL = "cancel"
    TAKE_BACK = "take_back"


MEETING_STEPS: Mapping[tuple[MeetingState, MeetingEvent], MeetingState] = MappingProxyType(
    {
        (MeetingState.BOOKED, MeetingEvent.HOLD): MeetingState.HELD,
        (MeetingState.BOOKED, MeetingEvent.CANCEL): MeetingState.CANCELLED,
        (MeetingState.HELD, MeetingEvent.TAKE_BACK): MeetingState.TAKEN_BACK,
    }
)
