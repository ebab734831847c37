"""Recording meetings, and correcting what was recorded."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from uuid import uuid4

import pytest

from goldenthread.coaching.rules.meeting import (
    LONGEST_NOTES,
    counts_towards,
    is_overdue,
    why_not_answer_record,
    why_not_correct,
    why_not_record,
)
from goldenthread.coaching.types import AgreedAction, ComponentChoice, MeetingNotes, Place
from goldenthread.ground.types import Refused

AT = datetime(2026, 1, 5, 10, 0, tzinfo=UTC)
NOTES = MeetingNotes(AT - timedelta(hours=1), 45, Place.ONLINE, "We talked about the team.")


def due(day: int) -> AgreedAction:
    """Something to do by a day of January."""
    return AgreedAction("Try it", date(2026, 1, day))


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
        pytest.param({"actions": (due(4),)}, "due_before_meeting", id="due the day before"),
        pytest.param({"actions": (due(5),)}, None, id="due the day of the meeting"),
        pytest.param({"actions": (AgreedAction(" ", date(2020, 1, 1)),)}, None, id="nothing is due"),
        pytest.param(
            {"actions": (due(3),), "held_at": AT - timedelta(days=3)}, None, id="due since, and written down late"
        ),
        pytest.param({"next_at": AT + timedelta(days=14)}, None, id="with a next one"),
    ],
)
def test_a_meeting_is_recorded_when_it_makes_sense(change, code) -> None:
    refusal = why_not_record(replace(NOTES, **change), at=AT, is_yours=True, is_active=True)

    assert (refusal.code if refusal else None) == code


@pytest.mark.parametrize(
    ("is_yours", "is_active", "code"), [(False, True, "not_your_pairing"), (True, False, "pairing_over")]
)
def test_only_the_present_coach_records(is_yours, is_active, code) -> None:
    recorded = why_not_record(NOTES, at=AT, is_yours=is_yours, is_active=is_active)

    assert recorded is not None
    assert recorded.code == code


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({}, None),
        ({"words": " "}, "no_notes"),
        ({"words": "x" * (LONGEST_NOTES + 1)}, "too_long"),
        ({"why": " "}, "no_reason"),
        ({"held_at": AT + timedelta(minutes=1)}, "not_yet"),
        ({"minutes": 0}, "odd_minutes"),
        ({"minutes": 481}, "odd_minutes"),
    ],
)
def test_a_record_is_corrected_with_words_and_a_reason(change, code) -> None:
    said = {"words": "We met.", "why": "A slip", "held_at": AT, "minutes": 60, **change}

    refusal = why_not_correct(**said, at=AT)

    assert (refusal.code if refusal else None) == code


@pytest.mark.parametrize(
    ("is_agreed", "words", "code"),
    [
        (True, "", None),
        (False, "It was Tuesday.", None),
        (False, " ", "nothing_said"),
        (False, "x" * (LONGEST_NOTES + 1), "too_long"),
    ],
)
def test_who_does_not_agree_says_what_is_wrong(is_agreed, words, code) -> None:
    refusal = why_not_answer_record(is_agreed=is_agreed, words=words)

    assert (refusal.code if refusal else None) == code


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
