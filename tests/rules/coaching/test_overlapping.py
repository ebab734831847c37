"""Nobody was at two meetings at once: which other one is in the way, and what can be done about it."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest

from goldenthread.coaching.rules.overlapping import in_the_way
from goldenthread.coaching.types.overlapping import Other
from goldenthread.cohorts.types import BusyHour

AT = datetime(2026, 1, 5, 9, 30, tzinfo=UTC)
HOUR = BusyHour(AT, AT + timedelta(minutes=60))
MINE = Other(
    uuid4(), HOUR, is_held=True, is_same=True, is_open=True, is_asked=True, coach="Colin", participant="Parveen"
)
OTHERS = replace(MINE, is_same=False, participant="Amara")
WHEN = "from 9:30am to 10:30am on 5 January 2026."


def at(starts: int) -> BusyHour:
    """An hour that begins so many minutes after the one in question."""
    return BusyHour(AT + timedelta(minutes=starts), AT + timedelta(minutes=starts + 60))


@pytest.mark.parametrize(("starts", "clashes"), [(-60, False), (-59, True), (0, True), (59, True), (60, False)])
def test_one_minute_at_both_is_too_much(starts, clashes) -> None:
    found = in_the_way(HOUR, [replace(MINE, hour=at(starts))], participant="Parveen")

    assert (found is not None) == clashes


@pytest.mark.parametrize(
    ("other", "says", "mend"),
    [
        pytest.param(MINE, f"You recorded a meeting with Parveen {WHEN}", "correct that one", id="the same"),
        pytest.param(
            replace(MINE, is_open=False, is_asked=False, coach="Dana"),
            f"Dana recorded a meeting with Parveen {WHEN}",
            "it counts already",
            id="the coach before recorded it",
        ),
        pytest.param(
            replace(MINE, is_held=False), f"You booked a meeting with Parveen {WHEN}", "record it as that", id="booked"
        ),
        pytest.param(OTHERS, f"You recorded a meeting with Amara {WHEN}", "correct that one", id="another one's"),
        pytest.param(
            replace(OTHERS, is_open=False),
            f"You recorded a meeting with Amara {WHEN}",
            "Check when yours began.",
            id="one whom I no longer coach",
        ),
        pytest.param(
            replace(OTHERS, is_held=False), f"You booked a meeting with Amara {WHEN}", "say so there", id="booked too"
        ),
        pytest.param(
            replace(OTHERS, is_open=False, is_asked=False, coach="Dana", participant="Parveen"),
            f"Parveen has another meeting {WHEN}",
            "Ask them",
            id="what they do with another coach is not said",
        ),
    ],
)
def test_the_other_meeting_is_named_with_a_way_on(other, says, mend) -> None:
    found = in_the_way(HOUR, [other], participant="Parveen")

    assert found is not None
    assert (found.other, found.refusal.code, found.refusal.says) == (other, "overlaps", says)
    assert mend in found.refusal.mend


def test_a_meeting_of_the_same_two_is_named_first() -> None:
    found = in_the_way(HOUR, [OTHERS, MINE], participant="Parveen")

    assert found is not None
    assert found.other == MINE
    assert (MINE.can_be_recorded, replace(MINE, is_held=False).can_be_recorded) == (False, True)
