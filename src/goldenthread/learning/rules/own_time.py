"""How far it is with what a participant does in their own time, in words."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from goldenthread.learning.rules.states import WORK_STATE_NAMES, WorkState
from goldenthread.learning.types import PageLine
from goldenthread.learning.types.own_time import OwnWork

NOT_BEGUN = "Not begun"


def of_unit(unit: UUID, pages: Sequence[PageLine]) -> OwnWork:
    """A unit with its pages in order."""
    read = sum(page.is_read for page in pages)
    if not read:
        return OwnWork("unit", unit, NOT_BEGUN)
    return OwnWork("unit", unit, WORK_STATE_NAMES[WorkState.DRAFTED], f"{read} of {len(pages)} pages read")


def of_task(task: UUID, state: WorkState | None, submitted_at: datetime | None) -> OwnWork:
    """A task by the state of this participant's work on it, if there is any."""
    since = submitted_at if state is WorkState.SUBMITTED else None
    return OwnWork("task", task, WORK_STATE_NAMES[state] if state else NOT_BEGUN, since=since)
