"""The steps of a pairing, of a meeting, and of what was agreed in it."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType

from goldenthread.coaching.types.instruments import VersionEvent, VersionState
from goldenthread.coaching.types.meetings import Change
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

    PROPOSED = "proposed"
    BOOKED = "booked"
    HELD = "held"
    CANCELLED = "cancelled"
    MISSED = "missed"
    TAKEN_BACK = "taken_back"
    HANDED_OVER = "handed_over"


class MeetingEvent(StrEnum):
    """What can happen to a meeting."""

    ACCEPT = "accept"
    SUGGEST = "suggest"
    DECLINE = "decline"
    WITHDRAW = "withdraw"
    MOVE = "move"
    HOLD = "hold"
    CANCEL = "cancel"
    MISS = "miss"
    CORRECT = "correct"
    TAKE_BACK = "take_back"
    HAND_OVER = "hand_over"


# A time that was suggested and never answered may still be the one at which they met. What is booked stands while
# another time is suggested in its place; whatever else happens to it ends that suggestion.
MEETING_STEPS: Mapping[tuple[MeetingState, MeetingEvent], MeetingState] = MappingProxyType(
    {
        (MeetingState.PROPOSED, MeetingEvent.ACCEPT): MeetingState.BOOKED,
        (MeetingState.PROPOSED, MeetingEvent.SUGGEST): MeetingState.PROPOSED,
        (MeetingState.PROPOSED, MeetingEvent.HOLD): MeetingState.HELD,
        (MeetingState.PROPOSED, MeetingEvent.CANCEL): MeetingState.CANCELLED,
        (MeetingState.BOOKED, MeetingEvent.SUGGEST): MeetingState.BOOKED,
        (MeetingState.BOOKED, MeetingEvent.ACCEPT): MeetingState.BOOKED,
        (MeetingState.BOOKED, MeetingEvent.DECLINE): MeetingState.BOOKED,
        (MeetingState.BOOKED, MeetingEvent.WITHDRAW): MeetingState.BOOKED,
        (MeetingState.BOOKED, MeetingEvent.MOVE): MeetingState.BOOKED,
        (MeetingState.BOOKED, MeetingEvent.HOLD): MeetingState.HELD,
        (MeetingState.BOOKED, MeetingEvent.CANCEL): MeetingState.CANCELLED,
        # Kept at its time by the next coach, as a booking of their own.
        (MeetingState.BOOKED, MeetingEvent.HAND_OVER): MeetingState.HANDED_OVER,
        (MeetingState.BOOKED, MeetingEvent.MISS): MeetingState.MISSED,
        (MeetingState.MISSED, MeetingEvent.TAKE_BACK): MeetingState.TAKEN_BACK,
        (MeetingState.HELD, MeetingEvent.CORRECT): MeetingState.HELD,
        (MeetingState.HELD, MeetingEvent.TAKE_BACK): MeetingState.TAKEN_BACK,
    }
)


class ActionState(StrEnum):
    """Where an agreed action stands."""

    OPEN = "open"
    DONE = "done"
    DROPPED = "dropped"


ACTION_STEPS: Mapping[tuple[ActionState, Change], ActionState] = MappingProxyType(
    {
        (ActionState.OPEN, Change.DO): ActionState.DONE,
        (ActionState.OPEN, Change.MOVE): ActionState.OPEN,
        (ActionState.OPEN, Change.DROP): ActionState.DROPPED,
        (ActionState.DONE, Change.REOPEN): ActionState.OPEN,
        (ActionState.DROPPED, Change.REOPEN): ActionState.OPEN,
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
