"""Recording meetings, and whom to turn to first."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from uuid import uuid4

import pytest

from goldenthread.coaching.rules.meeting import (
    LONGEST_NOTES,
    counts_towards,
    is_overdue,
    urgency,
    wanted_by_now,
    why_not_book,
    why_not_record,
    why_pressing,
)
from goldenthread.coaching.types import ComponentChoice, MeetingNotes, Need, Place
from goldenthread.ground.types import Refused

AT = datetime(2026, 1, 5, 10, 0, tzinfo=UTC)
NOTES = MeetingNotes(AT - timedelta(hours=1), 45, Place.ONLINE, "We talked about the team.")
FINE = Need(share=0.5, wanted=0.4, days_since=10, overdue=0, is_booked=False)


@pytest.mark.parametrize(
    ("change", "code"),
    [
        pytest.param({}, None, id="as it should be"),
        pytest.param({"held_at": AT + timedelta(minutes=1)}, "not_yet", id="still to come"),
        pytest.param({"minutes": 0}, "odd_minutes", id="no time at all"),
        pytest.param({"minutes": 481}, "odd_minutes", id="a whole day"),
        pytest.param({"shared": "  "}, "no_notes", id="nothing shared"),
        pytest.param({"private": "x" * (LONGEST_NOTES + 1)}, "too_long", id="a novel"),
        pytest.param({"next_at": AT}, "next_is_past", id="the next one is now"),
        pytest.param({"next_at": AT + timedelta(days=14)}, None, id="with a next one"),
    ],
)
def test_a_meeting_is_recorded_when_it_makes_sense(change, code) -> None:
    refusal = why_not_record(replace(NOTES, **change), at=AT, is_yours=True, is_active=True)

    assert (refusal.code if refusal else None) == code


@pytest.mark.parametrize(
    ("is_yours", "is_active", "code"), [(False, True, "not_your_pairing"), (True, False, "pairing_over")]
)
def test_only_the_present_coach_records_and_books(is_yours, is_active, code) -> None:
    recorded = why_not_record(NOTES, at=AT, is_yours=is_yours, is_active=is_active)
    booked = why_not_book(AT + timedelta(days=1), at=AT, is_yours=is_yours, is_active=is_active)

    assert recorded is not None
    assert booked is not None
    assert (recorded.code, booked.code) == (code, code)


def test_a_meeting_is_booked_ahead() -> None:
    late = why_not_book(AT, at=AT, is_yours=True, is_active=True)

    assert why_not_book(AT + timedelta(days=1), at=AT, is_yours=True, is_active=True) is None
    assert late is not None
    assert late.code == "in_the_past"


def test_a_meeting_counts_towards_the_next_component_without_credit() -> None:
    done, following = ComponentChoice(uuid4(), "One", 60, True), ComponentChoice(uuid4(), "Two", 60, False)

    assert counts_towards((done, following), None) is following
    assert counts_towards((done, following), done.ref) is done
    assert counts_towards((done,), None) is None
    with pytest.raises(Refused) as refused:
        counts_towards((done,), uuid4())
    assert refused.value.refusal.code == "not_coaching"


@pytest.mark.parametrize(
    ("due_on", "is_done", "wanted"),
    [
        (None, False, False),
        (date(2026, 1, 4), False, True),
        (date(2026, 1, 5), False, False),
        (date(2026, 1, 4), True, False),
    ],
)
def test_an_action_is_overdue_from_the_day_after(due_on, is_done, wanted) -> None:
    assert is_overdue(due_on, is_done=is_done, at=AT) is wanted


@pytest.mark.parametrize(
    ("need", "words"),
    [
        (FINE, ""),
        (replace(FINE, overdue=1), "1 action overdue"),
        (replace(FINE, overdue=2), "2 actions overdue"),
        (replace(FINE, days_since=None), "no meeting yet"),
        (replace(FINE, days_since=None, is_booked=True), ""),
        (replace(FINE, days_since=61), "no meeting for 61 days"),
        (replace(FINE, days_since=61, is_booked=True), ""),
        (replace(FINE, share=0.3), "engagement 30 %, 40 % wanted by now"),
    ],
)
def test_what_is_out_of_order_is_said_in_words(need, words) -> None:
    assert why_pressing(need) == words


def test_the_most_pressing_come_first() -> None:
    worst = Need(share=0.1, wanted=0.5, days_since=90, overdue=2, is_booked=False)
    behind = replace(FINE, share=0.2)
    never = replace(FINE, days_since=None)

    assert sorted([FINE, never, behind, worst], key=urgency) == [worst, behind, never, FINE]


@pytest.mark.parametrize(
    ("threshold", "on", "wanted"),
    [
        pytest.param(90, date(2026, 1, 1), 0.0, id="on the first day"),
        pytest.param(90, date(2025, 12, 1), 0.0, id="before it begins"),
        pytest.param(90, date(2026, 2, 20), 0.45, id="half way"),
        pytest.param(90, date(2026, 4, 11), 0.9, id="on the last day"),
        pytest.param(90, date(2027, 1, 1), 0.9, id="long after"),
        pytest.param(None, date(2026, 2, 20), 0.0, id="without a policy"),
    ],
)
def test_an_even_pace_is_wanted_and_no_more(threshold, on, wanted) -> None:
    got = wanted_by_now(threshold=threshold, starts_on=date(2026, 1, 1), ends_on=date(2026, 4, 11), on=on)

    assert got == pytest.approx(wanted)
