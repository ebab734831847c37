"""The steps of a unit's version: one is written while one is read."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType


class State(StrEnum):
    """Where a version of a unit stands."""

    DRAFT = "draft"
    PUBLISHED = "published"
    RETIRED = "retired"


class Event(StrEnum):
    """What can happen to a version."""

    PUBLISH = "publish"
    RETIRE = "retire"


STEPS: Mapping[tuple[State, Event], State] = MappingProxyType(
    {(State.DRAFT, Event.PUBLISH): State.PUBLISHED, (State.PUBLISHED, Event.RETIRE): State.RETIRED}
)
