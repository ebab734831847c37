"""The steps of a membership."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType


class State(StrEnum):
    """Where a membership stands."""

    ACTIVE = "active"
    ENDED = "ended"


class Event(StrEnum):
    """What can happen to a membership."""

    END = "end"
    RENEW = "renew"


STEPS: Mapping[tuple[State, Event], State] = MappingProxyType(
    {(State.ACTIVE, Event.END): State.ENDED, (State.ENDED, Event.RENEW): State.ACTIVE}
)
