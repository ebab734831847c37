"""One standard for all who mark: how close is close, who is cleared, who drifts, what nobody uncleared may do."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goldenthread.assessment.rules.allocating import why_not_sit
from goldenthread.assessment.rules.eligible import STANDARD, may_be_given, what_bars, why_not_give
from goldenthread.assessment.rules.marking import why_not_mark
from goldenthread.assessment.rules.standardising import (
    after_test,
    chosen_as_seeds,
    chosen_for_round,
    compared,
    drifts,
    seeds_wanted,
    tries_left,
    what_is_short,
    what_may,
    who_ran_out,
    why_not_add,
    why_not_agree,
    why_not_begin,
    why_not_decide,
    why_not_publish,
    why_not_sign,
)
from goldenthread.assessment.rules.standing import STANDING_STEPS, why_uncleared
from goldenthread.assessment.types.marking import Marker
from goldenthread.assessment.types.placing import Wanted
from goldenthread.assessment.types.standing import Clearance, ExemplarState, Known, Purpose, Standing, StandingEvent
from goldenthread.people.types import Actor, Duty, Hat, OrganisationKind, PersonRef
from goldenthread.programmes.types import StandardRule
from tests.makers.assessment import a_scheme, a_script, a_sheet

RULE = StandardRule(needs_clearance=True)
AGREED = a_sheet({"A": 2, "B": 2, "C": 2})
TODAY = date(2026, 2, 12)
ME = Marker(51)


@pytest.mark.parametrize(
    ("marks", "rule", "close", "apart", "difference"),
    [
        pytest.param({"A": 2, "B": 2, "C": 2}, RULE, True, (), 0, id="the same"),
        pytest.param({"A": 3, "B": 3, "C": 3}, RULE, True, (), 3, id="one more on each"),
        pytest.param({"A": 4, "B": 2, "C": 2}, RULE, False, ("A",), 2, id="two apart on one"),
        pytest.param({"A": 3, "B": 3, "C": 3}, replace(RULE, total=2), False, (), 3, id="too far in total"),
        pytest.param({"A": 1, "B": 2, "C": 2}, RULE, False, (), -1, id="another result"),
        pytest.param({"A": 1, "B": 2, "C": 2}, replace(RULE, same_result=False), True, (), -1, id="any result"),
    ],
)
def test_how_close_a_marking_is(marks, rule, close, apart, difference) -> None:
    found = compared(a_sheet(marks), AGREED, a_scheme(), rule)

    assert (found.is_close, found.apart, found.difference) == (close, apart, difference)


@pytest.mark.parametrize(
    ("close", "failed", "event"),
    [
        ((True, True, False), 0, StandingEvent.PASS),
        ((True, False, False), 0, StandingEvent.FAIL),
        ((True, False, False), 1, StandingEvent.USE_UP),
        ((True, True, True), 1, StandingEvent.PASS),
    ],
)
def test_what_follows_from_a_test(close, failed: int, event: StandingEvent) -> None:
    assert after_test(close, RULE, failed=failed) is event


@pytest.mark.parametrize(
    ("seeds", "stops"),
    [
        pytest.param("", False, id="none yet"),
        pytest.param("x", False, id="one off"),
        pytest.param("xx", True, id="two in a row"),
        pytest.param("xox", False, id="one close between"),
        pytest.param("xoxox", True, id="three of the last six"),
        pytest.param("xxooooo", False, id="long ago"),
        pytest.param("xoxoooox", False, id="only two of the last six"),
    ],
)
def test_when_somebody_drifts(seeds: str, stops: bool) -> None:
    assert drifts([each == "o" for each in seeds], RULE) is stops


@pytest.mark.parametrize(
    ("live", "had", "rule", "more"),
    [
        (1, 0, RULE, 1),
        (10, 1, RULE, 0),
        (11, 1, RULE, 1),
        (30, 0, RULE, 3),
        (30, 0, replace(RULE, every=0), 0),
        (30, 0, replace(RULE, needs_clearance=False), 0),
    ],
)
def test_how_many_are_hidden(live: int, had: int, rule: StandardRule, more: int) -> None:
    assert seeds_wanted(live, had, rule) == more


def test_what_is_chosen_for_somebody() -> None:
    known = [Known(1, 0, knows=True), Known(2, 2, knows=False), Known(3, 0, knows=False), Known(4, 1, knows=False)]

    assert chosen_for_round(known, 2) == (3, 4)
    assert chosen_as_seeds(known, 3) == (3,)


@pytest.mark.parametrize(
    ("standing", "purpose", "is_open", "found", "code"),
    [
        (Standing.UNTRIED, Purpose.TEST, False, 3, None),
        (Standing.CLEARED, Purpose.PRACTICE, False, 3, None),
        (Standing.USED_UP, Purpose.PRACTICE, False, 3, None),
        (Standing.STOPPED, Purpose.PRACTICE, False, 3, "marking_paused"),
        (Standing.PRACTISING, Purpose.TEST, True, 3, "round_open"),
        (Standing.CLEARED, Purpose.TEST, False, 3, "cleared_already"),
        (Standing.USED_UP, Purpose.TEST, False, 3, "no_try_left"),
        (Standing.UNTRIED, Purpose.TEST, False, 2, "too_few_exemplars"),
    ],
)
def test_who_may_begin_a_round(standing, purpose, is_open: bool, found: int, code) -> None:
    refusal = why_not_begin(standing, purpose, is_open=is_open, found=found, needed=3)

    assert (refusal.code if refusal else None) == code


def test_a_test_shows_nothing_of_who_can_read_its_marks() -> None:
    asked = {"is_open": False, "found": 3, "needed": 3, "reads": True}

    assert why_not_begin(Standing.UNTRIED, Purpose.TEST, **asked).code == "reads_agreed_marks"
    assert why_not_begin(Standing.UNTRIED, Purpose.PRACTICE, **asked) is None


def test_what_an_exemplar_needs() -> None:
    draft, frozen = ExemplarState.DRAFT, ExemplarState.PUBLISHED
    codes = [
        why_not_add(" ", is_found=True),
        why_not_add("One", is_found=False),
        why_not_add("One", is_found=True),
        why_not_agree(frozen, AGREED, a_scheme()),
        why_not_agree(draft, a_sheet({"A": 2}), a_scheme()),
        why_not_agree(draft, AGREED, a_scheme()),
        why_not_sign(frozen, has_sheet=True, is_newest=True),
        why_not_sign(draft, has_sheet=False, is_newest=False),
        why_not_sign(draft, has_sheet=True, is_newest=False),
        why_not_sign(draft, has_sheet=True, is_newest=True),
        why_not_publish(signed=1),
        why_not_publish(signed=2),
    ]

    assert [each.code if each else None for each in codes] == [
        "no_title",
        "no_such_script",
        None,
        "marks_frozen",
        "mark_missing",
        None,
        "marks_frozen",
        "no_marks",
        "marks_changed",
        None,
        "not_agreed_yet",
        None,
    ]


def test_what_a_standard_still_lacks() -> None:
    whole = [Purpose.PRACTICE, *[Purpose.TEST] * 3, Purpose.SEED]

    assert (what_is_short(whole, RULE), len(what_is_short([], RULE))) == ((), 3)
    assert len(what_is_short([], replace(RULE, every=0))) == 2
    assert (who_ran_out([], 0), who_ran_out(["Agnes"], 1)[0][:9]) == ((), "Agnes has")
    assert who_ran_out(["Agnes", "Bea", "Chen"], 3)[0].startswith("Agnes, Bea and Chen have met every hidden script")
    tests = [what_is_short([Purpose.TEST] * n, replace(RULE, test=size))[1] for n, size in ((0, 1), (1, 2), (2, 3))]
    assert tests == [
        "A test takes 1 script, and none is published.",
        "A test takes 2 scripts, and 1 is published.",
        "A test takes 3 scripts, and 2 are published.",
    ]


def test_what_is_done_by_hand_and_how_many_tries_are_left() -> None:
    assert {standing: what_may(standing) for standing in Standing} == {
        Standing.UNTRIED: ("admit",),
        Standing.PRACTISING: ("admit",),
        Standing.USED_UP: ("admit", "let_try"),
        Standing.CLEARED: ("stop",),
        Standing.STOPPED: (),
    }
    assert [tries_left(n, Standing.PRACTISING, RULE) for n in (0, 1, 3)] == [2, 1, 0]
    assert tries_left(0, Standing.USED_UP, RULE) == 0


def clearance_of(standing: Standing) -> Clearance:
    """What a marker's standing lets the room know of them."""
    me, nobody = frozenset({ME.person_id}), frozenset[int]()
    return Clearance(me if standing is Standing.CLEARED else nobody, me if standing is Standing.STOPPED else nobody)


@given(st.lists(st.sampled_from(list(StandingEvent)), max_size=14))
def test_no_order_of_events_lets_an_uncleared_or_stopped_marker_mark(events: list[StandingEvent]) -> None:
    standing = Standing.UNTRIED
    for event in events:
        standing = STANDING_STEPS.get((standing, event), standing)
        script = replace(a_script(), clearance=clearance_of(standing))
        wanted = [Wanted(script, (1,), frozenset())]

        may = standing is Standing.CLEARED
        assert (why_uncleared(script, ME) == "") is may
        assert (why_not_sit(script, ME, on=TODAY) is None) is may
        assert (why_not_mark(script, ME, has_finished=False, on=TODAY) is None) is may
        assert bool(may_be_given(wanted, [ME], on=TODAY, due=TODAY)[0, 0]) is may
        assert (why_not_give(script, ME, on=TODAY, due=TODAY) == "") is may
        assert what_bars(script, ME, on=TODAY, due=TODAY) == ("" if may else STANDARD)
        # Nobody comes to be cleared but by a test, by hand, or when a stop is lifted.
        assert not may or {StandingEvent.PASS, StandingEvent.ADMIT, StandingEvent.LIFT} & set(events)


def test_what_a_marker_is_told_of_it() -> None:
    told = [
        why_not_mark(replace(a_script(), clearance=clearance_of(each)), ME, has_finished=False, on=TODAY)
        for each in (Standing.UNTRIED, Standing.STOPPED, Standing.CLEARED)
    ]

    assert [each.code if each else "" for each in told] == ["not_cleared", "marking_paused", ""]


@pytest.mark.parametrize(
    ("duty", "marker", "is_decided", "code"),
    [
        (Duty.MODERATOR, 2, False, "not_yours_to_lead"),
        (Duty.QUALITY_LEAD, 1, False, "own_marking"),
        (Duty.QUALITY_LEAD, 2, True, "decided_already"),
        (Duty.QUALITY_LEAD, 2, False, ""),
    ],
)
def test_a_lead_decides_once_and_never_about_their_own_marking(duty, marker, is_decided, code) -> None:
    hats = frozenset({Hat(duty, 1, OrganisationKind.LEAD_PROVIDER)})
    by = Actor(PersonRef(UUID(int=1)), 1, "Somebody", hats)

    assert getattr(why_not_decide(by, marker=marker, is_decided=is_decided), "code", "") == code
