"""How far it is with what a participant does in their own time."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from uuid import uuid4

import pytest

from goldenthread.learning.rules.own_time import of_task, of_unit
from goldenthread.learning.rules.states import WorkState
from goldenthread.learning.types import PageLine, PageRef

SENT = datetime(2026, 1, 5, tzinfo=UTC)
PAGE = PageLine(PageRef(uuid4()), 1, "A", 5, is_read=False, questions=0, answered=0)


def test_a_unit_says_how_many_of_its_pages_were_read() -> None:
    begun, new = (of_unit(uuid4(), [replace(PAGE, is_read=is_read), PAGE]) for is_read in (True, False))

    assert (begun.standing, begun.more) == ("Begun", "1 of 2 pages read")
    assert (new.standing, new.more) == ("Not begun", "")


@pytest.mark.parametrize(
    ("state", "standing", "since"),
    [
        (None, "Not begun", None),
        (WorkState.DRAFTED, "Begun", None),
        (WorkState.SUBMITTED, "Waiting for feedback", SENT),
        # It was handed in before, but it is its writer's turn again.
        (WorkState.RETURNED, "To do again", None),
    ],
)
def test_a_task_waits_only_while_its_reviewer_has_it(state, standing, since) -> None:
    said = of_task(uuid4(), state, SENT if state else None)

    assert (said.standing, said.since) == (standing, since)
