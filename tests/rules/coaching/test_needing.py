"""Whom to turn to first, and why, in words."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from goldenthread.coaching.rules.needing import in_words, urgency
from goldenthread.coaching.types import Need

FINE = Need(days_since=10, is_booked=True)
RISK = "Needs 3 of the 4 sessions still ahead."


@pytest.mark.parametrize(
    ("need", "words"),
    [
        (FINE, ()),
        (replace(FINE, asked_at=datetime(2026, 11, 2, 9, tzinfo=UTC)), ("asks for help since 2 November",)),
        (replace(FINE, waits_for_answer=True), ("a time they suggested waits for your answer",)),
        (replace(FINE, risk=RISK), ("will miss the gate: needs 3 of the 4 sessions still ahead",)),
        (replace(FINE, overdue=1), ("1 action overdue",)),
        (replace(FINE, overdue=2), ("2 actions overdue",)),
        (replace(FINE, is_unrecorded=True), ("a meeting that is over waits for its record",)),
        (replace(FINE, was_missed=True), ("missed the last meeting",)),
        (replace(FINE, is_booked=False), ("no meeting is booked",)),
        (replace(FINE, is_booked=False, days_since=None), ("no meeting yet, and none is booked",)),
        (replace(FINE, is_booked=False, days_since=60), ("no meeting is booked",)),
        (replace(FINE, is_booked=False, days_since=61), ("no meeting for 61 days, and none is booked",)),
        (replace(FINE, days_since=61), ()),
        (replace(FINE, is_prepared=True), ("they have prepared the next meeting",)),
        (replace(FINE, is_booked=False, was_missed=True, is_finished=True), ()),
        (replace(FINE, is_booked=False, days_since=None, is_finished=True), ()),
        (replace(FINE, overdue=1, is_booked=False, is_finished=True), ("1 action overdue",)),
        (replace(FINE, overdue=1, is_prepared=True), ("1 action overdue", "they have prepared the next meeting")),
    ],
)
def test_every_reason_is_said_in_words(need, words) -> None:
    assert in_words(need) == words


def test_the_first_reason_decides_then_how_many_then_how_far() -> None:
    wanted = [
        replace(FINE, asked_at=datetime(2026, 11, 2, 9, tzinfo=UTC)),
        replace(FINE, asked_at=datetime(2026, 11, 2, 10, tzinfo=UTC), overdue=2),
        replace(FINE, waits_for_answer=True),
        replace(FINE, risk=RISK, overdue=1),
        replace(FINE, risk=RISK),
        replace(FINE, overdue=3),
        replace(FINE, overdue=1, days_since=40),
        replace(FINE, overdue=1),
        replace(FINE, is_unrecorded=True),
        replace(FINE, was_missed=True),
        replace(FINE, is_booked=False, days_since=None),
        replace(FINE, is_booked=False, days_since=80),
        replace(FINE, is_booked=False),
        replace(FINE, is_prepared=True),
        FINE,
        replace(FINE, is_finished=True),
    ]

    mixed = wanted[::-1]
    assert sorted(mixed, key=urgency) == wanted
