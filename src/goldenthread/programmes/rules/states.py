"""The steps of a release and of a mark scheme."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType

from goldenthread.programmes.types import ReleaseState, SchemeState


class ReleaseEvent(StrEnum):
    """What can happen to a release."""

    PUBLISH = "publish"
    RETIRE = "retire"


class SchemeEvent(StrEnum):
    """What can happen to a mark scheme."""

    FREEZE = "freeze"


RELEASE_STEPS: Mapping[tuple[ReleaseState, ReleaseEvent], ReleaseState] = MappingProxyType(
    {
        (ReleaseState.DRAFT, ReleaseEvent.PUBLISH): ReleaseState.PUBLISHED,
        (ReleaseState.PUBLISHED, ReleaseEvent.RETIRE): ReleaseState.RETIRED,
    }
)
SCHEME_STEPS: Mapping[tuple[SchemeState, SchemeEvent], SchemeState] = MappingProxyType(
    {(SchemeState.DRAFT, SchemeEvent.FREEZE): SchemeState.FROZEN}
)
