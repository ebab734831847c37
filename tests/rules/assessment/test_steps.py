"""Handing in, allocating and releasing: when each may happen, and the tables of steps."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goldenthread.assessment.rules.allocating import seats, why_not_allocate, why_not_plan
from goldenthread.assessment.rules.release import why_not_read_result, why_not_release
from goldenthread.assessment.rules.states import BRIEF_STEPS, STEPS
from goldenthread.assessment.rules.submitting import CURRENT_DECLARATION, why_not_submit, why_not_take
from goldenthread.assessment.types.marking import Marker, Pairing
from goldenthread.assessment.types.words import BriefEvent, BriefState, Event, State
from goldenthread.ground.rules.states import step
from goldenthread.ground.types import NoSuchStep
from goldenthread.programmes.types import AssessmentKind, AssessmentPolicy, PolicyTerms, SecondMarking, WordRule
from tests.makers.assessment import CLOSES, OPENS, a_script

SIGNED = CURRENT_DECLARATION.version
INSIDE = OPENS + timedelta(hours=1)
BEGUN = a_script(State.BEGUN)
INSTANT = timedelta(microseconds=1)


def test_the_life_of_a_script() -> None:
    state = State.BEGUN
    for event in (Event.SUBMIT, Event.SUBMIT, Event.ALLOCATE, Event.ALLOCATE, Event.COMPLETE_MARKING, Event.SETTLE):
        state = step(STEPS, state, event)
    assert step(STEPS, step(STEPS, state, Event.SETTLE), Event.RELEASE) is State.RELEASED
    with pytest.raises(NoSuchStep):
        step(STEPS, State.MARKED, Event.RELEASE)
    assert step(BRIEF_STEPS, BriefState.DRAFT, BriefEvent.PUBLISH) is BriefState.PUBLISHED


@given(st.lists(st.sampled_from(list(Event)), max_size=12))
def test_no_order_of_events_releases_an_unsettled_script(events: list[Event]) -> None:
    state, settled = State.BEGUN, False
    for event in events:
        if (state, event) in STEPS:
            state = STEPS[(state, event)]
            settled = settled or state is State.SETTLED

    assert state is not State.RELEASED or settled


@pytest.mark.parametrize(
    ("state", "moment", "code"),
    [
        (State.BEGUN, OPENS, None),
        (State.SUBMITTED, CLOSES - INSTANT, None),
        (State.BEGUN, CLOSES, "window_closed"),
        (State.BEGUN, OPENS - INSTANT, "window_to_come"),
        (State.ALLOCATED, INSIDE, "being_marked"),
    ],
)
def test_work_is_taken_inside_the_window_only(state: State, moment, code: str | None) -> None:
    refusal = why_not_take(a_script(state), at=moment)

    assert (refusal.code if refusal else None) == code


@pytest.mark.parametrize(
    ("signed", "needed", "code"),
    [(SIGNED, True, None), (0, True, "not_declared"), (SIGNED + 1, True, "not_declared"), (0, False, None)],
)
def test_the_declaration_is_signed_in_its_present_version(signed: int, needed: bool, code: str | None) -> None:
    refusal = why_not_submit(BEGUN, signed=signed, declaration=CURRENT_DECLARATION if needed else None, at=INSIDE)

    assert (refusal.code if refusal else None) == code


@pytest.mark.parametrize(
    ("state", "moment", "code"),
    [
        (State.SUBMITTED, CLOSES, None),
        (State.ALLOCATED, CLOSES, None),
        (State.SUBMITTED, CLOSES - INSTANT, "window_open"),
        (State.BEGUN, CLOSES, "not_for_allocation"),
        (State.MARKED, CLOSES, "not_for_allocation"),
    ],
)
def test_a_script_is_allocated_once_it_cannot_be_replaced(state: State, moment, code: str | None) -> None:
    refusal = why_not_allocate(a_script(state), at=moment)

    assert (refusal.code if refusal else None) == code


@pytest.mark.parametrize("state", list(State))
def test_a_result_is_released_once_it_is_settled(state: State) -> None:
    refusal = why_not_release(a_script(state), at=CLOSES)
    reading = why_not_read_result(a_script(state))

    assert (refusal is None) == (state is State.SETTLED)
    assert (reading is None) == (state is State.RELEASED)
    assert refusal is None or refusal.says


def test_no_result_is_released_while_the_window_is_open() -> None:
    refusal = why_not_release(a_script(State.SETTLED), at=INSIDE)

    assert refusal is not None
    assert refusal.code == "window_open"


def test_the_policy_says_how_many_assessors() -> None:
    terms, words = PolicyTerms(date(2026, 1, 1), "made"), WordRule(1500)
    both = AssessmentPolicy(terms, AssessmentKind.CASE_STUDY, words, 8, 2)
    one = AssessmentPolicy(terms, AssessmentKind.CASE_STUDY, words, 8, 2, second_marking=SecondMarking.NONE)

    assert (seats(both), seats(one)) == (2, 1)


@pytest.mark.parametrize(
    ("people", "code"),
    [
        ((51, 52), None),
        ((51, 51), "same_marker_twice"),
        ((51, 99), "not_an_assessor"),
        ((51, 41), "conflict_of_interest"),
    ],
)
def test_a_plan_made_by_hand_is_checked(people: tuple[int, int], code: str | None) -> None:
    script = a_script(State.SUBMITTED)
    plan = [Pairing(script.ref, person, seat) for seat, person in enumerate(people, 1)]

    refusal = why_not_plan(plan, {script.ref: script}, {p: Marker(p) for p in (51, 52, 41)}, on=date(2026, 3, 2))

    assert (refusal.code if refusal else None) == code
