"""By when components are due."""

from __future__ import annotations

from datetime import date

import pytest

from goldenthread.cohorts.rules.due import due_days, why_not_set
from goldenthread.programmes.types import ComponentKind, DueRule, OwnTime
from tests.rules.cohorts.made import component

FIRST, LAST, MET = date(2026, 1, 1), date(2026, 1, 31), date(2026, 1, 10)
EVENT, UNIT, TASK, UNPLANNED = (
    component(1, kind=ComponentKind.EVENT),
    component(2),
    component(3, kind=ComponentKind.FORMATIVE_TASK),
    component(4, kind=ComponentKind.WEBINAR),
)


def days(rule: DueRule, by_hand: dict[int, date] | None = None) -> list[int]:
    """The days of January on which the event, the unit, the task and the unplanned webinar are due."""
    found = due_days(
        (EVENT, UNIT, TASK, UNPLANNED),
        last_on={1: MET},
        by_hand=by_hand or {},
        rule=rule,
        starts_on=FIRST,
        ends_on=LAST,
    )
    return [found[n].day for n in (1, 2, 3, 4)]


@pytest.mark.parametrize(
    ("rule", "expected"),
    [
        (DueRule(), [10, 31, 31, 31]),
        (DueRule(after_session=14), [24, 31, 31, 31]),
        (DueRule(own_time=OwnTime.AFTER_START, after_start=20), [10, 21, 21, 31]),
        (DueRule(own_time=OwnTime.SPREAD), [10, 16, 31, 31]),
    ],
)
def test_the_rule_and_the_timetable_say_when_each_is_due(rule, expected) -> None:
    assert days(rule) == expected


def test_a_day_that_was_set_by_hand_comes_first() -> None:
    assert days(DueRule(own_time=OwnTime.SPREAD), {1: date(2026, 1, 12), 3: date(2026, 1, 20)}) == [12, 16, 20, 31]


@pytest.mark.parametrize(
    ("what", "due_on", "why", "code"),
    [
        (None, MET, "Snow", "not_on_programme"),
        (UNIT, date(2025, 12, 31), "Snow", "outside_the_cohort"),
        (UNIT, date(2026, 2, 1), "Snow", "outside_the_cohort"),
        (UNIT, MET, " ", "no_reason"),
        (UNIT, MET, "Snow", None),
        (UNIT, None, "Snow", None),
    ],
)
def test_a_due_date_is_set_within_the_cohort_and_with_a_reason(what, due_on, why, code) -> None:
    refusal = why_not_set(what, due_on, why=why, starts_on=FIRST, ends_on=LAST)

    assert (refusal.code if refusal else None) == code
