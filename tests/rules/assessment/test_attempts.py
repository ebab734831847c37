"""A further attempt: in a later window, after help, and no more than the policy gives; and putting one off."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from goldenthread.assessment.rules.attempts import (
    missing_support,
    own_conditions,
    standing,
    why_not_book_yet,
    why_not_put_off,
    why_not_record_help,
)
from goldenthread.assessment.types.attempts import (
    Attempt,
    HelpState,
    NewHelp,
    NewPutOff,
    PutOffFacts,
    PutOffKind,
    PutOffReason,
)
from goldenthread.assessment.types.words import Outcome, State
from goldenthread.programmes.types import AssessmentKind, AssessmentPolicy, PolicyTerms, WordRule
from goldenthread.programmes.types.again import AgainRule, Support, SupportKind
from tests.makers.assessment import AFTER, CLOSES, INSIDE, OPENS, a_window

POLICY = AssessmentPolicy(
    PolicyTerms(date(2025, 9, 1), "Ours"), AssessmentKind.CASE_STUDY, WordRule(1500), 8, attempts=2
)
YEAR = timedelta(days=365)
LATER = a_window(OPENS + YEAR, CLOSES + YEAR)
FAILED = Attempt(OPENS, CLOSES, State.RELEASED, Outcome.FAILED, AFTER)
HELPED = replace(FAILED, had=frozenset({SupportKind.MEETING}))
MISSED = Attempt(OPENS, CLOSES, State.BEGUN)
SECOND = replace(HELPED, opens_at=OPENS + timedelta(days=90))


@pytest.mark.parametrize(
    ("before", "again", "window", "code"),
    [
        ([HELPED], AgainRule(), LATER, None),
        ([FAILED], AgainRule(), LATER, "help_comes_first"),
        ([FAILED], AgainRule(needs_help=False), LATER, None),
        ([HELPED], AgainRule(), a_window(), "not_a_later_window"),
        ([HELPED, SECOND], AgainRule(), LATER, "no_attempts_left"),
        ([HELPED, replace(MISSED, opens_at=SECOND.opens_at)], AgainRule(), LATER, None),
        ([HELPED, MISSED], AgainRule(missed_counts=True), LATER, "no_attempts_left"),
        ([replace(FAILED, outcome=Outcome.PASSED)], AgainRule(), LATER, "passed_already"),
        ([replace(FAILED, state=State.MARKED, outcome=None)], AgainRule(), LATER, "result_to_come"),
    ],
)
def test_a_further_attempt_waits_for_what_the_policy_asks(before, again, window, code) -> None:
    (asked,) = own_conditions(before, None, replace(POLICY, again=again), window=window, at=LATER.opens_at)

    assert (asked.why_not.code if asked.why_not else None) == code
    # Support may still be given between booking a window and beginning in it.
    booked = why_not_book_yet([asked])
    assert (booked.code if booked else None) == (None if code == "help_comes_first" else code)


def test_a_first_attempt_is_asked_nothing_and_one_that_is_put_off_says_so() -> None:
    taken_out = replace(MISSED, state=State.WITHDRAWN)

    assert own_conditions([], None, POLICY, window=LATER, at=INSIDE) == ()
    assert own_conditions([MISSED, taken_out], None, POLICY, window=LATER, at=AFTER) == ()
    for kind, code in ((PutOffKind.DEFERRED, "assessment_deferred"), (PutOffKind.WITHDRAWN, "assessment_withdrawn")):
        (asked,) = own_conditions([], PutOffFacts(kind), POLICY, window=LATER, at=INSIDE)
        assert asked.why_not.code == code


@pytest.mark.parametrize(
    ("attempt", "at", "says"),
    [
        (FAILED, AFTER, "Failed"),
        (MISSED, INSIDE, "Begun"),
        (MISSED, CLOSES, "Missed: nothing was handed in"),
        (replace(MISSED, state=State.WITHDRAWN), AFTER, "Taken out, not marked"),
        (replace(MISSED, state=State.SETTLED), AFTER, "Handed in, no result yet"),
    ],
)
def test_where_an_attempt_stands(attempt, at, says) -> None:
    assert standing(attempt, at=at) == says


@pytest.mark.parametrize(
    ("changes", "state", "more", "code"),
    [
        ({}, None, {}, None),
        ({}, State.BEGUN, {"at": AFTER}, None),
        ({}, State.SUBMITTED, {}, None),
        ({}, State.SUBMITTED, {"at": AFTER}, "handed_in_and_closed"),
        ({}, State.ALLOCATED, {}, "past_handing_in"),
        ({}, None, {"decided": True}, "decided_already"),
        ({}, None, {"later": False}, "not_later"),
        ({}, None, {"later": True}, None),
        ({"kind": PutOffKind.WITHDRAWN}, None, {"later": True}, "withdrawn_to_a_window"),
        ({"why": " "}, None, {}, "no_reason"),
    ],
)
def test_an_assessment_is_put_off_until_it_is_marked(changes, state, more, code) -> None:
    new = replace(NewPutOff(PutOffKind.DEFERRED, PutOffReason.ILLNESS, "Ill since Monday."), **changes)
    said = {"decided": False, "later": None, "at": INSIDE, "closes_at": CLOSES} | more

    refusal = why_not_put_off(new, state, **said)

    assert (refusal.code if refusal else None) == code


TALK = Support(SupportKind.FEEDBACK_TALK, required=True)
GROUP = Support(SupportKind.STUDY_GROUP)


@pytest.mark.parametrize(
    ("support", "again", "had", "missing"),
    [
        ((), AgainRule(), (), ["meeting"]),
        ((), AgainRule(needs_help=False), (), []),
        ((TALK, GROUP), AgainRule(), (), ["meeting", "feedback_talk"]),
        ((TALK, GROUP), AgainRule(), (SupportKind.MEETING, SupportKind.FEEDBACK_TALK), []),
        ((TALK, GROUP), AgainRule(needs_help=False), (SupportKind.STUDY_GROUP,), ["feedback_talk"]),
        # A meeting that the list itself names goes by what the list says of it.
        ((Support(SupportKind.MEETING),), AgainRule(), (), []),
    ],
)
def test_a_further_attempt_waits_for_the_support_that_is_required(support, again, had, missing) -> None:
    policy = replace(POLICY, support=support, again=again)

    assert [each.kind for each in missing_support(policy, had)] == missing


@pytest.mark.parametrize(
    ("day", "changes", "outcome", "code"),
    [
        (2, {}, Outcome.FAILED, None),
        (2, {}, Outcome.PASSED, "not_failed"),
        (3, {}, Outcome.FAILED, "in_the_future"),
        (3, {"state": HelpState.ARRANGED}, Outcome.FAILED, None),
        (1, {"state": HelpState.ARRANGED}, Outcome.FAILED, "in_the_past"),
        (1, {"state": HelpState.WAIVED}, Outcome.FAILED, "not_yours_to_waive"),
        (2, {"kind": SupportKind.WORKSHOP}, Outcome.FAILED, "not_guaranteed"),
        (-1, {}, Outcome.FAILED, "before_the_result"),
        (2, {"agreed": " "}, Outcome.FAILED, "nothing_agreed"),
    ],
)
def test_support_is_recorded_after_the_result_with_what_was_agreed(day, changes, outcome, code) -> None:
    new = replace(NewHelp(date(2026, 3, 1) + timedelta(days=day - 1), "Work on the budget."), **changes)
    days = {"released_on": date(2026, 3, 1), "today": date(2026, 3, 2)}

    refusal = why_not_record_help(new, outcome, offered={SupportKind.MEETING}, may_waive=False, **days)

    assert (refusal.code if refusal else None) == code
