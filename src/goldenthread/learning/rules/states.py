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


class ThreadState(StrEnum):
    """Where a thread of a community stands."""

    OPEN = "open"
    CLOSED = "closed"


class ThreadEvent(StrEnum):
    """What can happen to a thread."""

    CLOSE = "close"
    REOPEN = "reopen"


THREAD_STEPS: Mapping[tuple[ThreadState, ThreadEvent], ThreadState] = MappingProxyType(
    {
        (ThreadState.OPEN, ThreadEvent.CLOSE): ThreadState.CLOSED,
        (ThreadState.CLOSED, ThreadEvent.REOPEN): ThreadState.OPEN,
    }
)


class PostState(StrEnum):
    """Where a post stands."""

    SHOWN = "shown"
    HIDDEN = "hidden"


class PostEvent(StrEnum):
    """What can happen to a post."""

    HIDE = "hide"
    RESTORE = "restore"


POST_STEPS: Mapping[tuple[PostState, PostEvent], PostState] = MappingProxyType(
    {
        (PostState.SHOWN, PostEvent.HIDE): PostState.HIDDEN,
        (PostState.HIDDEN, PostEvent.RESTORE): PostState.SHOWN,
    }
)


class ReportState(StrEnum):
    """Where a report of a post stands."""

    WAITING = "waiting"
    UPHELD = "upheld"
    DISMISSED = "dismissed"


class ReportEvent(StrEnum):
    """What can happen to a report."""

    UPHOLD = "uphold"
    DISMISS = "dismiss"


REPORT_STEPS: Mapping[tuple[ReportState, ReportEvent], ReportState] = MappingProxyType(
    {
        (ReportState.WAITING, ReportEvent.UPHOLD): ReportState.UPHELD,
        (ReportState.WAITING, ReportEvent.DISMISS): ReportState.DISMISSED,
    }
)
