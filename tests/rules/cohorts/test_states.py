"""The steps of an enrolment."""

from __future__ import annotations

from datetime import date

import pytest

from goldenthread.cohorts.rules.enrolling import after, why_not_enrol, why_not_return, why_not_since, why_not_step
from goldenthread.cohorts.rules.states import STEPS
from goldenthread.cohorts.types import WITHDRAWAL_REASONS, Event, State
from goldenthread.ground.types import Refused
from goldenthread.programmes.types import Route


def test_nothing_comes_after_withdrawn_and_only_its_undoing_after_completed() -> None:
    after_the_end = {step for step in STEPS if step[0] in {State.WITHDRAWN, State.COMPLETED}}
    assert after_the_end == {(State.COMPLETED, Event.REOPEN), (State.COMPLETED, Event.REPAUSE)}


def test_dfe_knows_twenty_one_reasons_to_withdraw_one_of_them_with_a_full_stop() -> None:
    assert len(WITHDRAWAL_REASONS) == 21
    assert [code for code in WITHDRAWAL_REASONS if code.endswith(".")] == [
        "quality-of-programme-structure-not-suitable."
    ]


@pytest.mark.parametrize(
    ("word", "state", "event", "reason", "why", "expected"),
    [
        ("an offer is accepted", State.OFFERED, Event.ACCEPT, "", "", State.ACCEPTED),
        ("who accepted starts", State.ACCEPTED, Event.START, "", "", State.ACTIVE),
        ("deferring has a reason", State.ACTIVE, Event.DEFER, "parental-leave", "", State.DEFERRED),
        ("the other reason has words", State.ACTIVE, Event.DEFER, "other", "Jury service", State.DEFERRED),
        ("who deferred resumes", State.DEFERRED, Event.RESUME, "", "", State.ACTIVE),
        ("who deferred withdraws", State.DEFERRED, Event.WITHDRAW, "change-in-career", "", State.WITHDRAWN),
        ("deferring without a reason", State.ACTIVE, Event.DEFER, "", "", "no_reason"),
        ("deferring with a reason for withdrawing", State.ACTIVE, Event.DEFER, "started-in-error", "", "no_reason"),
        ("the other reason without words", State.ACTIVE, Event.WITHDRAW, "other", "  ", "no_words"),
        ("who withdrew cannot resume", State.WITHDRAWN, Event.RESUME, "", "", "no_such_step"),
    ],
)
def test_steps(word, state, event, reason, why, expected) -> None:
    try:
        reached = after(state, event, reason=reason, why=why)
    except Refused as refused:
        reached = refused.refusal.code

    assert reached == expected, word


def test_a_page_can_ask_why_a_step_is_not_possible() -> None:
    assert why_not_step(State.ACTIVE, Event.DEFER) is None
    assert why_not_step(State.OFFERED, Event.DEFER).code == "no_such_step"


@pytest.mark.parametrize(
    ("word", "taken", "has_place", "route", "code"),
    [
        ("a place is free", 9, False, Route.BLENDED, None),
        ("the cohort is full", 10, False, Route.BLENDED, "cohort_is_full"),
        ("they have a place already", 9, True, Route.BLENDED, "has_a_place"),
        ("the release has nothing online", 9, False, Route.ONLINE, "route_not_offered"),
    ],
)
def test_places(word, taken, has_place, route, code) -> None:
    refusal = why_not_enrol(
        capacity=10, taken=taken, has_place=has_place, route=route, routes=frozenset({Route.BLENDED})
    )

    assert (refusal.code if refusal else None) == code, word


def test_nobody_defers_into_the_past() -> None:
    today = date(2026, 1, 5)

    assert why_not_return(returns_on=None, today=today) is None
    assert why_not_return(returns_on=date(2026, 9, 1), today=today) is None
    assert why_not_return(returns_on=today, today=today).code == "returns_in_the_past"


@pytest.mark.parametrize(
    ("word", "since", "code"),
    [
        ("today, unless another day is given", None, None),
        ("the day of the last step", date(2026, 1, 2), None),
        ("today", date(2026, 1, 5), None),
        ("before what happened last", date(2026, 1, 1), "before_the_last_step"),
        ("a day that has not come", date(2026, 1, 6), "not_yet"),
    ],
)
def test_a_step_counts_from_a_day_that_was(word, since, code) -> None:
    refusal = why_not_since(since, last=date(2026, 1, 2), today=date(2026, 1, 5))

    assert (refusal.code if refusal else None) == code, word
