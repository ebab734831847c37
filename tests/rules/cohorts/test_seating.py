"""Who gets a place, who waits, and why not."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest

from goldenthread.cohorts.rules.permitting import why_not_choose, why_not_take
from goldenthread.cohorts.rules.seating import best, why_not_seat, why_not_wait
from goldenthread.cohorts.types.timetables import SeatFacts
from goldenthread.people.types import Duty, OrganisationKind
from tests.rules.cohorts.made import actor

NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
DAY = timedelta(days=1)
ROOMY = SeatFacts(1, uuid4(), NOW + DAY, NOW + DAY + timedelta(hours=6), 20, 12, 0)
FULL = replace(ROOMY, id=2, seated=20)
ASKED = {"is_by_place": True, "is_expected": True, "is_marked": False, "is_here": False, "by_manager": False}
LATER = replace(ROOMY, id=3, starts_at=NOW + 9 * DAY, ends_at=NOW + 9 * DAY + timedelta(hours=6))


@pytest.mark.parametrize(
    ("word", "session", "changed", "code"),
    [
        ("there is room", ROOMY, {}, None),
        ("there is room for everybody", replace(FULL, capacity=None), {}, None),
        ("it is full", FULL, {}, "session_full"),
        ("somebody waits for what is free", replace(ROOMY, waiting=1), {}, "session_full"),
        ("many wait", replace(FULL, waiting=3), {}, "session_full"),
        ("everybody comes", ROOMY, {"is_by_place": False}, "no_places_here"),
        ("another route", ROOMY, {"is_expected": False}, "not_expected"),
        ("it has begun", replace(ROOMY, starts_at=NOW), {}, "begun_already"),
        ("it has begun, but the manager puts it right", replace(ROOMY, starts_at=NOW), {"by_manager": True}, None),
        ("they were there", ROOMY, {"is_marked": True}, "marked_already"),
        ("they have it", ROOMY, {"is_here": True}, "has_the_place"),
    ],
)
def test_places(word, session, changed, code) -> None:
    refusal = why_not_seat(session, others=[LATER], at=NOW, **{**ASKED, **changed})

    assert (refusal.code if refusal else None) == code, word


def test_who_finds_no_room_hears_of_the_nearest_session_that_has_some() -> None:
    told = why_not_seat(FULL, others=[replace(LATER, starts_at=NOW + 30 * DAY), LATER], at=NOW, **ASKED)
    alone = why_not_seat(replace(FULL, waiting=2), others=[replace(LATER, starts_at=NOW - DAY)], at=NOW, **ASKED)

    assert told.mend == "Take a place on 11 March 2026 at 09:00 instead, or join the waiting list."
    assert (alone.says, alone.mend.split(":")[0]) == (
        "This session is full, and 2 people wait.",
        "Join its waiting list",
    )


@pytest.mark.parametrize(
    ("word", "session", "changed", "code"),
    [
        ("it is full", FULL, {}, None),
        ("others wait already", replace(ROOMY, waiting=1), {}, None),
        ("there is room", ROOMY, {}, "has_room"),
        ("they are on it", FULL, {"is_here": True}, "on_it_already"),
        ("it has begun", replace(FULL, starts_at=NOW), {}, "begun_already"),
    ],
)
def test_waiting_lists(word, session, changed, code) -> None:
    refusal = why_not_wait(session, at=NOW, **{**ASKED, **changed})

    assert (refusal.code if refusal else None) == code, word


def test_a_place_given_unasked_is_where_the_fewest_are_and_nothing_else_is_then() -> None:
    crowded = replace(LATER, id=4, seated=19)

    assert best([FULL, crowded, ROOMY, LATER], at=NOW, busy=()) is ROOMY
    assert best([ROOMY, LATER], at=NOW, busy=[(ROOMY.starts_at, ROOMY.ends_at)]) is LATER
    assert best([FULL, replace(ROOMY, starts_at=NOW)], at=NOW, busy=()) is None


def test_whoever_facilitates_takes_the_register_and_only_the_person_or_the_manager_chooses() -> None:
    facilitator = actor((Duty.FACILITATOR, 5, OrganisationKind.DELIVERY_PARTNER), person_id=7)
    participant = actor((Duty.PARTICIPANT, 6, OrganisationKind.SCHOOL), person_id=7)
    manager = actor((Duty.PROGRAMME_MANAGER, 5, OrganisationKind.DELIVERY_PARTNER), person_id=8)

    assert why_not_take(facilitator, partner_id=5, facilitator_id=7) is None
    assert why_not_take(facilitator, partner_id=5, facilitator_id=9, others={7}) is None
    assert why_not_take(facilitator, partner_id=5, facilitator_id=9).code == "not_your_session"
    assert why_not_take(participant, partner_id=5, facilitator_id=7).code == "not_your_session"
    assert why_not_choose(participant, partner_id=5, participant_id=7) is None
    assert why_not_choose(manager, partner_id=5, participant_id=7) is None
    assert why_not_choose(facilitator, partner_id=5, participant_id=7).code == "may_not_run"
    assert why_not_choose(participant, partner_id=5, participant_id=3).code == "may_not_run"
