"""Which seats a script needs, where one more is put, and when a rule asks for one."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from datetime import date
from uuid import UUID

import pytest

from goldenthread.assessment.rules.wanting import (
    is_borderline,
    is_drawn,
    seat_for,
    seats_needed,
    what_follows,
    why_not_ask_by_hand,
    why_not_for_this,
    why_not_want,
    why_second,
)
from goldenthread.assessment.types.marking import MarkSheet
from goldenthread.assessment.types.words import State, WantReason
from goldenthread.programmes.types import (
    AgreementRule,
    AssessmentKind,
    AssessmentPolicy,
    MarkingRule,
    PolicyTerms,
    SchemePart,
    SecondMarking,
    SecondRule,
    ThirdPerson,
    WordRule,
)
from tests.makers.assessment import AFTER, INSIDE, REASON, a_scheme, a_script, a_sheet


@pytest.mark.parametrize(
    ("each", "wanted", "needed"), [(1, (), (1,)), (2, (3,), (1, 2, 3)), (1, (3, 2), (1, 2, 3)), (2, (1,), (1, 2))]
)
def test_a_script_needs_the_seats_of_its_policy_and_those_wanted(each: int, wanted, needed) -> None:
    assert seats_needed(each, wanted) == needed


@pytest.mark.parametrize(
    ("used", "aside", "wanted", "seat"),
    [
        pytest.param((1, 2), (), (), 3, id="the next"),
        pytest.param((1,), (), (), 3, id="after those of the policy"),
        pytest.param((1, 2), (), (3,), 4, id="after what is wanted"),
        pytest.param((1, 2, 3), (), (), 4, id="after all that were ever used"),
        pytest.param((1, 2), (1,), (), 1, id="where a marking was set aside"),
        pytest.param((1, 2), (1, 2), (1,), 2, id="where another was set aside"),
        pytest.param((1, 2, 3), (3,), (), 4, id="a seat beside the policy is not used again"),
    ],
)
def test_one_more_gets_a_seat_of_its_own(used, aside, wanted, seat: int) -> None:
    assert seat_for(2, used=used, set_aside=aside, wanted=wanted) == seat


@pytest.mark.parametrize("state", list(State))
def test_more_markings_are_wanted_between_handing_in_and_release(state: State) -> None:
    refusal = why_not_want("100-000-001", state)

    assert (refusal.code if refusal else "") == {State.BEGUN: "not_handed_in", State.RELEASED: "released"}.get(
        state, ""
    )


WINDOW = UUID(int=5)
TERMS = PolicyTerms(date(2026, 1, 1), "made")
FAILING, PASSING, NEAR, SHORT = (1, 1, 1), (3, 3, 3), (2, 2, 3), (4, 4, 0)


def a_policy(second: SecondRule, third: ThirdPerson = ThirdPerson.MODERATOR, markers: int | None = None):
    """A policy under which some scripts are marked a second time."""
    return AssessmentPolicy(
        TERMS,
        AssessmentKind.CASE_STUDY,
        WordRule(1500),
        8,
        2,
        second_marking=SecondMarking.SOME,
        agreement=AgreementRule(third=third),
        marking=MarkingRule(markers=markers),
        second=second,
    )


def sheets_of(*marks: tuple[int, int, int]) -> list[MarkSheet]:
    """A sheet for each set of marks on A, B and C."""
    return [a_sheet(dict(zip("ABC", each, strict=True))) for each in marks]


ALL = SecondRule(sample=100, seed="once", fails=True, around_total=1, short_by=1)


@pytest.mark.parametrize(
    ("marks", "rule", "why"),
    [
        (FAILING, ALL, WantReason.FAIL),
        (FAILING, replace(ALL, fails=False), WantReason.SAMPLE),
        (NEAR, ALL, WantReason.BORDERLINE),
        ((2, 2, 1), replace(ALL, fails=False), WantReason.BORDERLINE),
        (PASSING, ALL, WantReason.SAMPLE),
        (PASSING, replace(ALL, sample=0), None),
        (SHORT, replace(ALL, fails=False), WantReason.BORDERLINE),
        (SHORT, SecondRule(around_total=1), None),
        ((3, 0, 0), SecondRule(short_by=1), None),
        (NEAR, SecondRule(fails=True), None),
    ],
)
def test_a_second_marking_is_wanted_for_the_first_reason_that_holds(marks, rule: SecondRule, why) -> None:
    (sheet,) = sheets_of(marks)

    assert why_second(UUID(int=1), WINDOW, sheet, a_scheme(), rule) is why


@pytest.mark.parametrize(("minimum", "is_near"), [(5, True), (6, False)])
def test_a_part_that_is_missed_by_little_is_borderline(minimum: int, is_near: bool) -> None:
    scheme = replace(a_scheme(), parts=(SchemePart("P", "Progress", ("A", "B"), minimum=minimum, highest=8),))

    assert is_borderline(a_sheet({"A": 2, "B": 2, "C": 4}), scheme, SecondRule(short_by=1)) is is_near


def follows(*marks: tuple[int, int, int], policy: AssessmentPolicy, wanted: tuple[WantReason, ...] = ()):
    """What follows once these are finished."""
    return what_follows(UUID(int=1), WINDOW, sheets_of(*marks), a_scheme(), policy, wanted=wanted)


def test_a_second_marking_is_wanted_once() -> None:
    fails = a_policy(SecondRule(fails=True))

    assert follows(FAILING, policy=fails) is WantReason.FAIL
    assert follows(FAILING, FAILING, policy=fails, wanted=(WantReason.FAIL,)) is None
    # What was wanted for another reason, or marked by more than the policy asks, is no first marking.
    assert follows(FAILING, policy=fails, wanted=(WantReason.IDENTITY,)) is WantReason.FAIL
    assert follows(FAILING, FAILING, policy=fails, wanted=(WantReason.RE_MARK,)) is None
    assert follows(PASSING, FAILING, policy=a_policy(SecondRule(fails=True), markers=2)) is WantReason.FAIL
    assert follows(PASSING, policy=fails) is None
    assert follows(FAILING, policy=replace(fails, second_marking=SecondMarking.NONE)) is None


def test_a_third_marking_is_wanted_once_where_markings_lie_far_apart_and_the_policy_says_so() -> None:
    by_marker = a_policy(SecondRule(), ThirdPerson.MARKER, markers=2)

    assert follows(FAILING, PASSING, policy=by_marker) is WantReason.THIRD
    assert follows(PASSING, PASSING, policy=by_marker) is None
    assert follows(PASSING, policy=by_marker) is None
    assert follows(FAILING, PASSING, PASSING, policy=by_marker, wanted=(WantReason.THIRD,)) is None
    assert follows(FAILING, PASSING, policy=a_policy(SecondRule(), markers=2)) is None


def test_a_sample_is_drawn_again_by_whoever_knows_its_seed() -> None:
    scripts = [UUID(int=n) for n in range(1000)]
    quarter = SecondRule(sample=25, seed="autumn")

    drawn = {script for script in scripts if is_drawn(script, WINDOW, quarter)}
    by_hand = {
        script
        for script in scripts
        if int(hashlib.sha256(f"autumn:{WINDOW}:{script}".encode()).hexdigest()[:16], 16) % 10_000 < 2_500
    }

    assert drawn == by_hand
    assert 200 < len(drawn) < 300
    assert drawn != {script for script in scripts if is_drawn(script, WINDOW, replace(quarter, seed="spring"))}
    assert drawn <= {script for script in scripts if is_drawn(script, WINDOW, replace(quarter, sample=40))}
    assert all(is_drawn(script, WINDOW, replace(quarter, sample=100)) for script in scripts)
    assert not any(is_drawn(script, WINDOW, replace(quarter, sample=0)) for script in scripts)


@pytest.mark.parametrize(
    ("state", "other", "code"),
    [
        (State.MARKED, {}, None),
        (State.SETTLED, {}, None),
        (State.ALLOCATED, {"free": 2, "empty": 1}, None),
        (State.MARKED, {"at": INSIDE}, "window_open"),
        (State.BEGUN, {}, "not_handed_in"),
        (State.RELEASED, {}, "released"),
        (State.MARKED, {"wanted": [WantReason.FAIL]}, "wanted_already"),
        (State.ALLOCATED, {"empty": 1}, "nobody_left"),
        (State.MARKED, {"free": 0, "barred": ["They are away.", "They are away.", "They marked it."]}, "nobody_left"),
    ],
)
def test_when_one_more_marking_cannot_be_asked_for_by_hand(state: State, other: dict, code: str | None) -> None:
    usual = {"at": AFTER, "wanted": (), "free": 1, "empty": 0, "barred": ()} | other

    refusal = why_not_ask_by_hand(a_script(state), **usual)

    assert (refusal.code if refusal else None) == code
    if usual["barred"]:
        assert refusal.says.endswith("2 of them: They are away. 1 of them: They marked it.")


def test_a_reason_for_one_more_marking_is_a_sentence() -> None:
    assert why_not_for_this(REASON) is None
    assert why_not_for_this("  Odd ").code == "reason_missing"
