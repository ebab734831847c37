"""The steps of an application."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from goldenthread.admissions.types import Event, State

STEPS: Mapping[tuple[State, Event], State] = MappingProxyType(
    {
        (State.PENDING, Event.ACCEPT): State.ACCEPTED,
        (State.PENDING, Event.REJECT): State.REJECTED,
        (State.PENDING, Event.WITHDRAW): State.WITHDRAWN,
    }
)
