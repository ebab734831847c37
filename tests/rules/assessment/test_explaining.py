"""What a proposal comes to, in sentences; and what may be recorded of those who mark."""

from __future__ import annotations

from datetime import date
from uuid import UUID

import pytest

from goldenthread.assessment.rules.allocating import marking_due, why_not_due, why_not_plan
from goldenthread.assessment.rules.describing import (
    why_not_be_away,
    why_not_declare,
    why_not_end,
    why_not_take,
    why_not_take_back,
)
from goldenthread.assessment.rules.explaining import finding_of, mends_of, mixing_of, proof_of, why_empty
from goldenthread.assessment.rules.proposing import why_not_ask
from goldenthread.assessment.types.describing import NewAbsence, NewConflict, Takes, Tie
from goldenthread.assessment.types.marking import Away, Marker, Pairing, Trained
from goldenthread.assessment.types.placing import Desk, Unplaced
from goldenthread.assessment.types.words import ScriptRef, State
from goldenthread.programmes.types import AssessmentKind, AssessmentPolicy, MarkingRule, PolicyTerms, WordRule
from tests.makers.assessment import AFTER, INSIDE, a_script, a_window

TODAY = date(2026, 3, 2)
ONE = ScriptRef(UUID(int=1))


@pytest.mark.parametrize(
    ("said", "words"),
    [
        (finding_of(0, 0, [0.5]), "No seat is empty: nothing is proposed."),
        (finding_of(4, 0, []), "Every empty seat is filled."),
        (
            finding_of(10_000, 0, [0.89, 0.91]),
            "Every empty seat is filled; assessors then have between 89 % and 91 % of what they take.",
        ),
        (finding_of(3, 1, [1.0, 1.0]), "3 of 4 empty seats are filled; assessors then have 100 % of what they take."),
        (
            proof_of(is_proved=True, missing=0),
            "Proved the best: no other way fills more seats, and of those that fill as many none is more even.",
        ),
        (
            proof_of(is_proved=False, missing=1),
            "Time ran out: it is not proved the best. At most 1 more seat could be filled.",
        ),
        (
            proof_of(is_proved=False, missing=0),
            "Time ran out: no way fills more seats, but it is not proved that none is more even.",
        ),
        (
            mixing_of(pairs=0, most=0, groups=2),
            "Nobody marks together, so markers cannot be compared by this window.",
        ),
        (
            mixing_of(pairs=1, most=1, groups=1),
            (
                "Two assessors share 1 script; all who mark are joined through scripts they share, so they can be "
                "compared."
            ),
        ),
        (
            mixing_of(pairs=4, most=2, groups=2),
            (
                "4 pairs of assessors share scripts, none more than 2 scripts; they fall in 2 groups that share no "
                "script, so only those within one can be compared."
            ),
        ),
        (
            why_empty(Unplaced(ONE, 1, 0, {"conflict": 2, "training": 1}), each_script=2),
            (
                "It needs 2 assessors. Of the others, 2 have a conflict of interest with it and 1 is not trained for "
                "this qualification until the day it is due."
            ),
        ),
        (
            why_empty(Unplaced(ONE, 1, 3, {}), each_script=1),
            "It needs 1 assessor. Of the others, none is left out. 3 could mark it but are full.",
        ),
    ],
)
def test_a_proposal_says_what_it_comes_to(said: str, words: str) -> None:
    assert said == words


def test_what_would_fill_the_rest_is_room_or_people() -> None:
    room, people = Unplaced(ONE, 2, 5, {}), Unplaced(ONE, 2, 1, {"conflict": 3})

    assert mends_of([], each=2, needs_training=False, would_do=[]) == ()
    assert mends_of([room], each=2, needs_training=False, would_do=["Agnes", "Bernard"]) == (
        "2 more places would do, with any of Agnes and Bernard: record that they take more.",
    )
    assert mends_of([room, people], each=2, needs_training=True, would_do=list("ABCDEFG")) == (
        "3 more places would do, with any of A, B, C, D and 3 others: record that they take more.",
        (
            "1 script has fewer than 2 assessors who may mark it: 1 more assessor would do, trained for this "
            "qualification, from outside the participants’ schools and the cohort’s delivery partner."
        ),
    )
    uncleared = Unplaced(ONE, 2, 0, {"standard": 4, "conflict": 1, "away": 1})
    assert mends_of([uncleared], each=2, needs_training=True, would_do=[]) == (
        (
            "1 script has fewer than 2 assessors who may mark it: 4 are not cleared for its standard. Have them pass "
            "its test under “Before you mark”, or clear them by hand on the page of the standard."
        ),
    )
    away = mends_of([Unplaced(ONE, 2, 0, {"away": 1})], each=2, needs_training=True, would_do=[])
    assert away[0].endswith("move the day it is due. 1 more assessor would have to come beside them.")
    conflicted = Unplaced(ONE, 1, 0, {"conflict": 3, "training": 1})
    assert "1 more assessor would do" in mends_of([conflicted], each=2, needs_training=True, would_do=[])[0]
    assert "A, B, C, D and 1 other:" in mends_of([room], each=1, needs_training=False, would_do=list("ABCDE"))[0]
    assert mends_of([people, people], each=2, needs_training=False, would_do=["A"])[1].startswith("2 scripts have")


@pytest.mark.parametrize(
    ("conflict", "code"),
    [
        (NewConflict(Tie.FAMILY, "My cousin", email="p@castlehill.example"), None),
        (NewConflict(Tie.GOVERNOR, "I am a governor", urn="100001"), None),
        (NewConflict(Tie.WORK, "I work there", partner=UUID(int=3)), None),
        (NewConflict(Tie.WORK, "I work there"), "with_whom"),
        (NewConflict(Tie.WORK, "I work there", urn="100001", partner=UUID(int=3)), "with_whom"),
        (NewConflict(Tie.OTHER, "It is me", email="Agnes@marking.example"), "with_oneself"),
        (NewConflict(Tie.OTHER, "A colleague", email="not an address"), "no_address"),
        (NewConflict(Tie.OTHER, "A colleague", urn="12"), "no_urn"),
        (NewConflict(Tie.OTHER, " ", urn="100001"), "no_reason"),
        (NewConflict(Tie.OTHER, "x" * 1001, urn="100001"), "no_reason"),
    ],
)
def test_a_conflict_is_with_one_and_has_a_reason(conflict: NewConflict, code: str | None) -> None:
    refusal = why_not_declare(conflict, own_email="agnes@marking.example")

    assert (refusal.code if refusal else None) == code


def test_what_somebody_takes_and_when_they_cannot_mark_makes_sense() -> None:
    days = date(2026, 3, 1), date(2026, 3, 9)

    assert [why_not_take(Takes(n)) is None for n in (-1, 0, 5000, 5001)] == [False, True, True, False]
    assert why_not_be_away(NewAbsence(*days, "Ill"), today=TODAY) is None
    assert why_not_be_away(NewAbsence(days[0], None, "Ill"), today=TODAY) is None
    for absence, code in (
        (NewAbsence(days[1], days[0], "Ill"), "ends_before_it_begins"),
        (NewAbsence(days[0], days[0], "Ill"), "is_over"),
        (NewAbsence(*days, " "), "no_reason"),
    ):
        refusal = why_not_be_away(absence, today=TODAY)
        assert refusal is not None
        assert refusal.code == code


def test_what_is_recorded_ends_once_with_a_reason_and_a_conflict_only_by_those_who_run_assessment() -> None:
    codes = [
        refusal.code if (refusal := why_not_end(ended=ended, why=why, what="It")) else ""
        for ended, why in ((False, "A slip"), (False, ""), (True, "A slip"))
    ]

    assert codes == ["", "no_reason", "ended_already"]
    assert why_not_take_back(runs=True) is None
    assert why_not_take_back(runs=False) is not None


def test_marking_is_due_some_days_after_closing_or_on_a_day_of_its_own() -> None:
    terms, words = PolicyTerms(date(2026, 1, 1), "made"), WordRule(1500)
    policy = AssessmentPolicy(terms, AssessmentKind.CASE_STUDY, words, 8, 2, marking=MarkingRule(markers=3, days=10))

    assert policy.seats == 3
    assert marking_due(a_window(), policy, own=None) == date(2026, 2, 19)
    assert marking_due(a_window(), policy, own=TODAY) == TODAY
    assert why_not_due(a_window(), date(2026, 2, 9), why="Strike") is None
    assert [
        getattr(why_not_due(a_window(), date(2026, 2, d), why=w), "code", "") for d, w in ((8, "Strike"), (9, ""))
    ] == [
        "due_before_closing",
        "no_reason",
    ]
    assert why_not_ask(a_window(), at=AFTER) is None
    assert why_not_ask(a_window(), at=INSIDE) is not None


def test_a_plan_keeps_to_training_absences_and_what_people_said_they_take() -> None:
    script = a_script(State.SUBMITTED)
    script = type(script)(**{**vars(script), "trained_for": UUID(int=1)})
    trained = (Trained(UUID(int=1), date(2026, 1, 1)),)
    markers = {51: Marker(51, trained=trained), 52: Marker(52), 53: Marker(53, trained=trained, away=(Away(TODAY),))}

    def code(person: int, desk: Desk | None = None, stays: tuple[Pairing, ...] = ()) -> str:
        plan = [Pairing(script.ref, person, 1)]
        desks = {person: desk} if desk else None
        refusal = why_not_plan(plan, {script.ref: script}, markers, on=TODAY, stays=stays, desks=desks)
        return refusal.code if refusal else ""

    assert [code(person) for person in (51, 52, 53)] == ["", "not_trained", "cannot_mark"]
    assert code(51, Desk(3, 3, is_recorded=True)) == "over_capacity"
    assert code(51, Desk(3, 3)) == code(51, Desk(3, 2, is_recorded=True)) == ""
    # Somebody who has a seat already is asked for nothing more, whatever has become of their training.
    assert code(51, stays=(Pairing(script.ref, 52, 2),)) == ""
    assert code(51, stays=(Pairing(script.ref, 51, 2),)) == "same_marker_twice"
