"""When a failed delivery is tried again, and when it is given up to a person."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from enum import StrEnum
from types import MappingProxyType

MOST_ATTEMPTS = 6
LEASE = timedelta(minutes=10)


class State(StrEnum):
    """Where one delivery stands."""

    WAITING = "waiting"
    TAKEN = "taken"
    DONE = "done"
    STUCK = "stuck"


class Event(StrEnum):
    """What can happen to a delivery."""

    TAKE = "take"
    FINISH = "finish"
    FAIL = "fail"
    GIVE_UP = "give_up"
    TRY_AGAIN = "try_again"


STEPS: Mapping[tuple[State, Event], State] = MappingProxyType(
    {
        (State.WAITING, Event.TAKE): State.TAKEN,
        # A worker that was killed leaves its delivery taken; once the lease runs out another may take it.
        (State.TAKEN, Event.TAKE): State.TAKEN,
        (State.TAKEN, Event.FINISH): State.DONE,
        (State.TAKEN, Event.FAIL): State.WAITING,
        (State.TAKEN, Event.GIVE_UP): State.STUCK,
        (State.STUCK, Event.TRY_AGAIN): State.WAITING,
    }
)


def after_failure(attempts: int) -> Event:
    """Fail while attempts are left, then give up so that a person sees it."""
    return Event.GIVE_UP if attempts >= MOST_ATTEMPTS else Event.FAIL


def wait_before(attempts: int) -> timedelta:
    """The pause before the next attempt: 5 seconds, then five times longer each time, at most an hour."""
    return min(timedelta(seconds=5 * 5 ** max(attempts - 1, 0)), timedelta(hours=1))
