"""Who questions a result until when, who decides it, and what a decision needs; corrections, holds and the record."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest

from goldenthread.assessment.rules.correcting import why_not_correct_this, why_not_say
from goldenthread.assessment.rules.feedback_words import doubts_about, names_of, names_somebody
from goldenthread.assessment.rules.records import why_hidden
from goldenthread.assessment.rules.release import held_by_state, reasons_of, why_held, why_not_plan
from goldenthread.assessment.rules.reviewing import (
    ends,
    until,
    ways,
    ways_later,
    why_nobody,
    why_not_ask,
    why_not_decide,
    why_not_state,
    why_not_withdraw,
    why_unfit,
)
from goldenthread.assessment.types.marking import Away, Marker, Trained
from goldenthread.assessment.types.moderating import SettlementSheet
from goldenthread.assessment.types.readiness import Hold
from goldenthread.assessment.types.reviewing import Decision, Effect, NewReview, PastReview, ReviewState
from goldenthread.assessment.types.standing import Clearance
from goldenthread.assessment.types.words import State
from goldenthread.ground.types import Refusal
from goldenthread.programmes.types import ReviewKind, ReviewRule
from tests.makers.assessment import AFTER, CLOSES, REASON, a_scheme, a_script, a_sheet, a_window

K, S = ReviewKind, ReviewState
RULE = ReviewRule()
DAY = timedelta(days=1)
WORDS = "The second criterion was marked as if the last section were missing."
NPQ, TODAY = uuid4(), AFTER.date()
ASKED = NewReview(K.ENQUIRY, ("scheme",), WORDS)


def past(kind, state, asked, over=None) -> PastReview:
    """A review asked so many days after the result was told, and over so many after that."""
    closed = None if over is None else AFTER + over * DAY
    return PastReview(kind, state, closed if state is S.DECIDED else None, AFTER + asked * DAY, closed)


def code(refusal) -> str:
    return refusal.code if refusal else ""


def test_a_last_day_ends_at_midnight_in_the_uk() -> None:
    assert ends(datetime(2026, 3, 20, 9, tzinfo=UTC), 20) == datetime(2026, 4, 9, 23, tzinfo=UTC)


@pytest.mark.parametrize(
    ("kind", "past", "days", "says"),
    [
        (K.ENQUIRY, (), 20, ""),
        (K.ENQUIRY, (), 21, "too_late"),
        (K.RE_MARK, (), 0, "not_offered"),
        (K.APPEAL, (past(K.ENQUIRY, S.TAKEN, 0),), 0, "one_at_a_time"),
        (K.APPEAL, (past(K.APPEAL, S.DECIDED, 0, 0),), 0, "decided_already"),
        (K.APPEAL, (past(K.APPEAL, S.WITHDRAWN, 0, 0),), 0, ""),
        (K.CLERICAL_CHECK, (past(K.CLERICAL_CHECK, S.DECIDED, 0, 0),), 0, "decided_already"),
        # Of marks that were corrected since.
        (K.CLERICAL_CHECK, (past(K.CLERICAL_CHECK, S.DECIDED, -2, -1),), 0, ""),
        (K.FINAL_APPEAL, (), 0, "stage_before"),
        (K.FINAL_APPEAL, (past(K.APPEAL, S.DECIDED, 10, 40),), 54, ""),
        (K.FINAL_APPEAL, (past(K.APPEAL, S.DECIDED, 10, 40),), 56, "too_late"),
        # The days count anew from the decision of what kept them from asking: an enquiry, or a re-mark.
        (K.APPEAL, (past(K.ENQUIRY, S.DECIDED, 17, 36),), 65, ""),
        (K.APPEAL, (past(K.ENQUIRY, S.DECIDED, 17, 36),), 67, "too_late"),
        (K.FINAL_APPEAL, (past(K.APPEAL, S.DECIDED, 5, 35), past(K.RE_MARK, S.DECIDED, 35, 60)), 75, ""),
        (K.FINAL_APPEAL, (past(K.APPEAL, S.DECIDED, 5, 35), past(K.RE_MARK, S.DECIDED, 35, 60)), 76, "too_late"),
        # What ran out before anything was asked stays out.
        (K.ENQUIRY, (past(K.APPEAL, S.DECIDED, 25, 40),), 41, "too_late"),
        # Of what was withdrawn the time does not count, as often as that is done.
        (K.ENQUIRY, (past(K.APPEAL, S.WITHDRAWN, 15, 40),), 45, ""),
        (K.ENQUIRY, (past(K.APPEAL, S.WITHDRAWN, 15, 40),), 46, "too_late"),
        (K.ENQUIRY, (past(K.APPEAL, S.WITHDRAWN, 5, 10), past(K.APPEAL, S.WITHDRAWN, 12, 12)), 26, "too_late"),
        (K.ENQUIRY, (past(K.APPEAL, S.WITHDRAWN, -9, -5),), 21, "too_late"),
        (K.ENQUIRY, (past(K.APPEAL, S.DECIDED, -9, -5),), 20, ""),
    ],
)
def test_each_kind_is_asked_in_its_time(kind, past, days, says) -> None:
    assert code(why_not_ask(kind, RULE, told_at=AFTER, past=past, at=AFTER + days * DAY)) == says


def test_what_the_policy_does_not_offer_or_what_is_open_keeps_has_no_last_day() -> None:
    assert until(K.RE_MARK, RULE, told_at=AFTER, past=()) is None
    assert until(K.APPEAL, RULE, told_at=AFTER, past=(past(K.ENQUIRY, S.ASKED, 5),)) is None


def test_what_can_be_asked_next_is_said_with_its_days() -> None:
    asked = (past(K.APPEAL, S.DECIDED, 5, 35), past(K.RE_MARK, S.ASKED, 35))
    call = {"told_at": AFTER, "at": AFTER + 36 * DAY}
    assert ways(RULE, past=asked, **call) == ()
    assert ways_later(RULE, past=asked, **call) == ((K.CLERICAL_CHECK, 20), (K.ENQUIRY, 20), (K.FINAL_APPEAL, 15))
    assert ways_later(RULE, past=asked[:1], **call) == ()
    # Stage 2 counts from that decision, and so does what could still be asked when stage 1 was.
    assert [kind for kind, _ in ways(RULE, past=asked[:1], **call)] == [K.CLERICAL_CHECK, K.ENQUIRY, K.FINAL_APPEAL]


@pytest.mark.parametrize(
    ("asked", "named", "says"),
    [
        (ASKED, False, ""),
        (replace(ASKED, grounds=()), False, "no_ground"),
        (replace(ASKED, grounds=("sums",)), False, "no_ground"),
        (replace(ASKED, kind=K.RE_MARK), False, "no_ground"),
        (replace(ASKED, statement="It is wrong."), False, "no_statement"),
        (ASKED, True, "names_somebody"),
        (replace(ASKED, files=(None,)), False, "no_evidence"),
        (replace(ASKED, kind=K.APPEAL, grounds=("procedure",), files=(None,) * 6), False, "too_many_files"),
    ],
)
def test_what_is_asked_says_enough_and_names_nobody(asked, named, says) -> None:
    assert code(why_not_state(asked, RULE, named=named)) == says
    if says == "no_statement":
        assert why_not_state(asked, RULE, named=named).says.endswith("write at least 40 letters.")


def test_what_helps_where_nobody_may_decide_hangs_on_the_kind() -> None:
    assert "assessor" in why_nobody(K.RE_MARK).mend
    assert "assessor" not in why_nobody(K.APPEAL).mend


SETTLED = SettlementSheet(a_sheet())


@pytest.mark.parametrize(
    ("kind", "decision", "says"),
    [
        (K.APPEAL, Decision(Effect.STANDS, "No."), "reasons_missing"),
        (K.APPEAL, Decision(Effect.STANDS, WORDS), ""),
        (K.APPEAL, Decision(Effect.RE_MARK, WORDS), ""),
        (K.CLERICAL_CHECK, Decision(Effect.RE_MARK, WORDS), "no_re_mark"),
        (K.CLERICAL_CHECK, Decision(Effect.CORRECTED, WORDS), "marks_missing"),
        (K.CLERICAL_CHECK, Decision(Effect.CORRECTED, WORDS, SETTLED), ""),
        (K.ENQUIRY, Decision(Effect.CORRECTED, WORDS), "marks_missing"),
        (K.ENQUIRY, Decision(Effect.CORRECTED, WORDS, SettlementSheet(a_sheet({"A": 2}))), "mark_missing"),
        (K.ENQUIRY, Decision(Effect.CORRECTED, WORDS, SETTLED), ""),
    ],
)
def test_a_decision_is_whole(kind, decision, says) -> None:
    found = code(why_not_decide(kind, decision, a_scheme()))

    assert bool(found) == bool(says)
    assert says in {"mark_missing", found}


def test_an_order_and_a_decision_are_not_withdrawn() -> None:
    assert code(why_not_withdraw(K.RE_MARK, S.ASKED)) == "ordered"
    assert code(why_not_withdraw(K.APPEAL, S.DECIDED)) == "review_over"
    assert why_not_withdraw(K.APPEAL, S.TAKEN) is None


def test_a_correction_is_by_somebody_who_did_not_mark_and_is_not_close() -> None:
    out = a_script(State.RELEASED)
    other = Marker(99)
    assert code(why_not_correct_this(a_script(State.SETTLED), other, marker_ids=())) == "not_released"
    assert code(why_not_correct_this(out, other, marker_ids={99})) == "own_marking"
    assert code(why_not_correct_this(out, Marker(11), marker_ids=())) == "conflict_of_interest"
    assert why_not_correct_this(out, other, marker_ids=()) is None
    assert code(why_not_say(" ")) == "no_reason"
    assert why_not_say(REASON) is None


def test_what_keeps_in_is_counted() -> None:
    one, whole = Hold(1, "x", "It waits.", "Wait."), Hold(None, "y", "All wait.", "Wait.")
    assert why_held([], {}) is None
    still_open, unsettled = (Refusal(code, "Not yet.", "Wait.") for code in ("window_open", "not_settled"))
    assert reasons_of(None, []) == ()
    assert [each.code for each in reasons_of(still_open, [one, one])] == ["window_open", one.code]
    assert [each.code for each in reasons_of(unsettled, [one])] == [one.code]
    assert reasons_of(unsettled, []) == (unsettled,)
    assert str(why_held([one], {1: "100"})).startswith("Script 100: It waits.")
    assert "1 more thing keeps" in str(why_held([whole, one], {1: "100"}))
    assert "2 more things keep" in str(why_held([whole, one, one], {1: "100"}))
    assert held_by_state(State.SETTLED) is None


@pytest.mark.parametrize(
    ("release_at", "planned", "says"),
    [
        (AFTER, False, ""),
        (AFTER, True, "planned_already"),
        (CLOSES - 2 * DAY, False, "window_open"),
        (CLOSES - 90 * DAY, False, "moment_over"),
        (AFTER.replace(minute=3), False, "not_on_the_clock"),
        (AFTER + 800 * DAY, False, "moment_far"),
    ],
)
def test_a_release_is_planned_for_a_moment_that_does(release_at, planned, says) -> None:
    at, when = CLOSES - 3 * DAY, release_at if says else release_at.replace(minute=0)

    assert code(why_not_plan(a_window(), when, is_planned=planned, at=at)) == says


def test_words_that_may_name_somebody_are_pointed_out() -> None:
    names = names_of("Parveen Li", "Castle Hill Primary School")
    assert names == ("Parveen Li", "Parveen", "Castle Hill Primary School", "Castle Hill")
    assert names_somebody("Well done, Parveen.", names)
    assert not names_somebody("A parveenlike castle on a hill", names)
    found = doubts_about(
        {"A": "", "B": "Good.", "C": "Well done at Castle Hill, all of you."},
        "Parveen did well.",
        criteria="ABC",
        names=names,
        least_words=5,
    )
    assert [where for where, _ in found] == ["A", "B", "C", ""]
    assert doubts_about({"A": "A clear and well argued piece."}, "", criteria="A", names=names, least_words=5) == ()


def test_a_record_shows_no_marks_before_every_marking_is_in() -> None:
    assert code(why_hidden(State.RELEASED, is_marking_anew=True)) == "marking_anew"
    assert code(why_hidden(State.ALLOCATED, is_marking_anew=False)) == "not_marked"
    assert why_hidden(State.MARKED, is_marking_anew=False) is None


@pytest.mark.parametrize(
    ("kind", "reviewer", "clearance", "says"),
    [
        (K.RE_MARK, Marker(11, trained=(Trained(NPQ, TODAY),)), Clearance(frozenset({11})), ""),
        (K.RE_MARK, Marker(11, trained=(Trained(NPQ, TODAY),)), None, ""),
        (K.ENQUIRY, Marker(11), None, "not_trained"),
        (K.ENQUIRY, Marker(11, trained=(Trained(NPQ, TODAY),), away=(Away(TODAY),)), None, "away"),
        (K.RE_MARK, Marker(11, trained=(Trained(NPQ, TODAY),)), Clearance(), "not_cleared"),
        (K.RE_MARK, Marker(11, trained=(Trained(NPQ, TODAY),)), Clearance(stopped=frozenset({11})), "marking_paused"),
        # Who marks nothing anew needs none of it.
        (K.APPEAL, Marker(11, away=(Away(TODAY),)), Clearance(stopped=frozenset({11})), ""),
    ],
)
def test_whoever_marks_anew_is_as_fit_as_who_marks(kind, reviewer, clearance, says) -> None:
    script = replace(a_script(), trained_for=NPQ, clearance=clearance)
    assert code(why_unfit(kind, script, reviewer, on=TODAY)) == says
