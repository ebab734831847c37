"""The steps of a version, of which one is written while one is read, and of somebody's work."""

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


class WorkState(StrEnum):
    """Where somebody's work stands: on a formative task, or to catch up on a missed session."""

    DRAFTED = "drafted"
    SUBMITTED = "submitted"
    RETURNED = "returned"
    ACCEPTED = "accepted"


class WorkEvent(StrEnum):
    """What can happen to somebody's work."""

    SUBMIT = "submit"
    SEND_BACK = "send_back"
    ACCEPT = "accept"
    REOPEN = "reopen"


WORK_STEPS: Mapping[tuple[WorkState, WorkEvent], WorkState] = MappingProxyType(
    {
        (WorkState.DRAFTED, WorkEvent.SUBMIT): WorkState.SUBMITTED,
        (WorkState.RETURNED, WorkEvent.SUBMIT): WorkState.SUBMITTED,
        (WorkState.SUBMITTED, WorkEvent.SEND_BACK): WorkState.RETURNED,
        (WorkState.SUBMITTED, WorkEvent.ACCEPT): WorkState.ACCEPTED,
        (WorkState.RETURNED, WorkEvent.REOPEN): WorkState.SUBMITTED,
        (WorkState.ACCEPTED, WorkEvent.REOPEN): WorkState.SUBMITTED,
    }
)
# In these states its writer may change it.
IS_WRITTEN = frozenset({WorkState.DRAFTED, WorkState.RETURNED})

WORK_STATE_NAMES: Mapping[WorkState, str] = MappingProxyType(
    {
        WorkState.DRAFTED: "Begun",
        WorkState.SUBMITTED: "Waiting for feedback",
        WorkState.RETURNED: "To do again",
        WorkState.ACCEPTED: "Accepted",
    }
)
WORK_EVENT_NAMES: Mapping[WorkEvent, str] = MappingProxyType(
    {
        WorkEvent.SUBMIT: "Handed in",
        WorkEvent.SEND_BACK: "Sent back to do again",
        WorkEvent.ACCEPT: "Accepted and credited",
        WorkEvent.REOPEN: "Opened again",
    }
)
