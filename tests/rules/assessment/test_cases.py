"""Who judges a case, what each step needs, and what a decision does to marks."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from goldenthread.assessment.rules.cases import (
    CASE_STEPS,
    effect_for_staff,
    effect_in_words,
    events_from,
    ruled,
    says_one_person,
    why_not_add,
    why_not_answer,
    why_not_decide,
    why_not_hear,
    why_not_held,
    why_not_judge,
    why_not_letter,
    why_not_report,
    why_not_step,
    why_not_write_down,
    without_parts,
)
from goldenthread.assessment.types.cases import (
    OPEN_CASES,
    CaseEvent,
    CaseState,
    Effect,
    Nature,
    NewDecision,
    NewHearing,
    NewLetter,
)
from goldenthread.assessment.types.marking import Judged, Marker
from goldenthread.assessment.types.words import Outcome, State
from tests.makers.assessment import AFTER, a_scheme, a_script, a_sheet

HOUR = timedelta(hours=1)
SAID = "The second section is in another hand."
CODES = ("A", "B", "C")
FOUND = NewDecision(is_found=True, reasons=SAID, nature=Nature.MALPRACTICE)
HEARING = NewHearing(AFTER + 2 * HOUR, "Room 2", "Priya Shah, who decides")


def code_of(refusal) -> str:
    return refusal.code if refusal else ""


def test_a_case_ends_by_being_dropped_or_decided_and_never_without_a_hearing() -> None:
    closed = {state for state in CaseState if not events_from(state)}

    assert closed == {CaseState.DROPPED, CaseState.DECIDED} == set(CaseState) - set(OPEN_CASES)
    assert [before for (before, event) in CASE_STEPS if event is CaseEvent.DECIDE] == [CaseState.HEARD]
    assert events_from(CaseState.HEARD) == {CaseEvent.SET_HEARING, CaseEvent.DECIDE}


@pytest.mark.parametrize(
    ("judge", "code"),
    [
        pytest.param(Marker(7), "", id="somebody else"),
        pytest.param(Marker(5), "judged_script", id="who marked it"),
        pytest.param(Marker(41), "conflict_of_interest", id="their coach"),
        pytest.param(Marker(7, frozenset({21})), "conflict_of_interest", id="somebody of their school"),
        pytest.param(Marker(11), "conflict_of_interest", id="the participant"),
    ],
)
def test_a_case_is_judged_by_somebody_who_neither_marked_nor_knows_them(judge, code) -> None:
    assert code_of(why_not_judge(a_script(), judge, judged_by={5})) == code


@pytest.mark.parametrize(
    ("refusal", "code"),
    [
        pytest.param(why_not_write_down("Odd."), "nothing_said", id="a word"),
        pytest.param(why_not_write_down("o" * 10_001), "too_long", id="a book"),
        pytest.param(why_not_write_down(SAID), "", id="a sentence"),
        pytest.param(why_not_report(State.BEGUN), "nothing_there", id="nothing handed in"),
        pytest.param(why_not_report(State.RELEASED), "", id="a result that is out"),
        pytest.param(why_not_add(CaseState.REPORTED), "not_looked_into", id="before anybody looked"),
        pytest.param(why_not_add(CaseState.DECIDED), "case_closed", id="after the decision"),
        pytest.param(why_not_add(CaseState.HEARD), "", id="between hearing and decision"),
        pytest.param(why_not_letter(NewLetter(SAID, AFTER), at=AFTER), "no_time_to_answer", id="no time"),
        pytest.param(why_not_letter(NewLetter("No.", AFTER + HOUR), at=AFTER), "nothing_said", id="a letter of a word"),
        pytest.param(why_not_letter(NewLetter(SAID, AFTER + HOUR), at=AFTER), "", id="a letter"),
        pytest.param(why_not_answer(CaseState.HEARD, AFTER, at=AFTER), "answer_late", id="an answer too late"),
        pytest.param(why_not_answer(CaseState.REPORTED, None, at=AFTER), "answer_late", id="nobody wrote"),
        pytest.param(why_not_answer(CaseState.DROPPED, AFTER + HOUR, at=AFTER), "case_closed", id="dropped"),
        pytest.param(why_not_answer(CaseState.LOOKED_INTO, AFTER + HOUR, at=AFTER), "", id="an answer in time"),
        pytest.param(why_not_hear(HEARING, answer_by=None, at=AFTER), "not_told", id="heard of what?"),
        pytest.param(why_not_hear(HEARING, answer_by=AFTER, at=AFTER + 2 * HOUR), "hearing_past", id="in the past"),
        pytest.param(why_not_hear(HEARING, answer_by=AFTER + 3 * HOUR, at=AFTER), "before_answer", id="too soon"),
        pytest.param(
            why_not_hear(replace(HEARING, place=" "), answer_by=AFTER, at=AFTER), "no_place", id="heard nowhere"
        ),
        pytest.param(why_not_hear(HEARING, answer_by=AFTER + 2 * HOUR, at=AFTER), "", id="a hearing"),
        pytest.param(why_not_held(AFTER + HOUR, SAID, at=AFTER), "hearing_to_come", id="not held yet"),
        pytest.param(why_not_held(AFTER, "Yes.", at=AFTER), "nothing_said", id="notes of a word"),
        pytest.param(why_not_held(AFTER, SAID, at=AFTER), "", id="held"),
    ],
)
def test_each_step_says_what_it_needs(refusal, code) -> None:
    assert code_of(refusal) == code


@pytest.mark.parametrize(
    ("decision", "code"),
    [
        pytest.param(NewDecision(is_found=False, reasons=SAID), "", id="nothing found"),
        pytest.param(NewDecision(is_found=False, reasons="No."), "nothing_said", id="no reasons"),
        pytest.param(
            NewDecision(is_found=False, reasons=SAID, effect=Effect.WARNING), "nothing_follows", id="warned for nothing"
        ),
        pytest.param(NewDecision(is_found=True, reasons=SAID), "no_nature", id="found what?"),
        pytest.param(
            replace(FOUND, nature=Nature.MALADMINISTRATION, effect=Effect.WARNING), "not_theirs", id="staff did it"
        ),
        pytest.param(replace(FOUND, effect=Effect.PART), "no_parts", id="which part?"),
        pytest.param(replace(FOUND, effect=Effect.PART, parts=CODES), "no_parts", id="all parts"),
        pytest.param(replace(FOUND, effect=Effect.PART, parts=("X",)), "no_parts", id="no such part"),
        pytest.param(replace(FOUND, effect=Effect.WARNING, parts=("A",)), "parts_count", id="a part for no effect"),
        pytest.param(replace(FOUND, effect=Effect.PART, parts=("A", "B")), "", id="two parts"),
        pytest.param(replace(FOUND, nature=Nature.MALADMINISTRATION, effect=Effect.VOIDED), "", id="voided"),
    ],
)
def test_what_follows_has_to_follow_from_what_was_found(decision, code) -> None:
    assert code_of(why_not_decide(decision, CODES)) == code


def test_a_decision_is_told_in_sentences() -> None:
    mal, adm = Nature.MALPRACTICE, Nature.MALADMINISTRATION

    assert effect_in_words(Effect.PART, ["A", "B"], nature=mal) == "The marks on A and B do not count."
    assert effect_in_words(Effect.PART, ["A"], nature=mal) == "The marks on A do not count."
    assert effect_in_words(Effect.VOIDED, [], nature=adm).endswith(
        "It is not your doing: it comes from a mistake of staff."
    )
    assert effect_in_words(Effect.NONE, [], nature=None) == "Your result is not changed by it."
    assert [effect_for_staff(each, ["A"], nature=mal) for each in Effect] == [
        "The result is not changed by it.",
        "The participant is warned; the result is not changed by it.",
        "The marks on A do not count.",
        "The whole result is voided, whatever marks it was given.",
    ]
    assert effect_for_staff(Effect.VOIDED, [], nature=adm).endswith("It comes from a mistake of staff.")


def test_it_is_said_where_one_person_reports_and_decides() -> None:
    reported = {7: "Quentin"}

    assert says_one_person(reported, decided_by=7, reader=8) == "Quentin reported this, and decided it."
    assert says_one_person(reported, decided_by=8, reader=7) == ""
    assert says_one_person(reported, decided_by=None, reader=7).startswith("You reported this yourself.")
    assert says_one_person(reported, decided_by=None, reader=8) == ""


def test_marks_that_do_not_count_are_the_lowest_and_words_cost_what_they_did() -> None:
    scheme, sheet = a_scheme(), a_sheet({"A": 4, "B": 3, "C": 3})

    without = without_parts(sheet, scheme, {"B"})

    assert without.given == {"A": 4, "B": 0, "C": 3}
    assert ruled(sheet, scheme, penalty=0) == Judged(10, Outcome.PASSED)
    assert ruled(without, scheme, penalty=2) == Judged(5, Outcome.FAILED, ("B",), penalty=2)


@pytest.mark.parametrize(
    ("state", "event", "code"),
    [
        (CaseState.REPORTED, CaseEvent.LOOK_INTO, None),
        (CaseState.REPORTED, CaseEvent.DECIDE, "not_looked_into"),
        (CaseState.LOOKED_INTO, CaseEvent.HEAR, "no_such_step"),
        (CaseState.DECIDED, CaseEvent.DROP, "case_closed"),
        (CaseState.DROPPED, CaseEvent.SET_HEARING, "case_closed"),
    ],
)
def test_a_step_that_cannot_follow_is_refused_in_the_words_of_the_page(state, event, code) -> None:
    refusal = why_not_step(state, event)

    assert (refusal and refusal.code) == code
    assert refusal is None or not any(each.value in refusal.says for each in CaseEvent if "_" in each.value)
