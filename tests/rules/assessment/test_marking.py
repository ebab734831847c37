"""Who may mark, what a full sheet is, what it comes to, and when a moderator may settle."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goldenthread.assessment.rules.marking import (
    judge,
    reckon,
    what_lacks,
    why_conflicted,
    why_failed,
    why_marked_already,
    why_not_accept,
    why_not_finish_unseen,
    why_not_mark,
)
from goldenthread.assessment.rules.moderating import settle, why_not_moderate, why_not_settle
from goldenthread.assessment.types.marking import Judged, Mark, Marker, MarkSheet, Trained
from goldenthread.assessment.types.words import Outcome, State
from goldenthread.ground.types import Refused
from goldenthread.programmes.types import SchemePart
from tests.makers.assessment import REASON, a_criterion, a_scheme, a_script, a_sheet

TODAY = date(2026, 2, 16)
NPQSL = UUID(int=1)
STRANGER = Marker(51, frozenset({99}))
CONFLICTED = {
    "the participant": Marker(11),
    "a colleague at the school": Marker(51, frozenset({21})),
    "a colleague at the partner": Marker(51, frozenset({31})),
    "the sponsor or coach": Marker(41),
    "somebody who declared the school": Marker(51, declared_places=frozenset({21})),
    "a guest of the sample": Marker(61),
    "somebody who declared the person": Marker(51, declared_people=frozenset({11})),
}


@pytest.mark.parametrize("who", CONFLICTED)
def test_nobody_near_the_participant_marks_or_settles(who: str) -> None:
    refusal = why_not_mark(a_script(), CONFLICTED[who], has_finished=False, on=TODAY)
    moderated = why_not_moderate(a_script(State.MARKED), CONFLICTED[who], marker_ids=frozenset())

    assert why_conflicted(a_script(), CONFLICTED[who])
    assert refusal is not None
    assert moderated is not None
    assert (refusal.code, moderated.code) == ("conflict_of_interest", "conflict_of_interest")
    for word in ("school", "partner", "sponsor", "coach"):
        assert word not in str(refusal)


@pytest.mark.parametrize("who", CONFLICTED)
def test_nobody_learns_by_declaring_whose_script_they_have_finished(who: str) -> None:
    told = why_not_mark(a_script(), CONFLICTED[who], has_finished=True, on=TODAY)

    assert told == why_not_mark(a_script(), STRANGER, has_finished=True, on=TODAY)


def test_a_stranger_marks_what_is_out_for_marking() -> None:
    assert why_conflicted(a_script(), STRANGER) == ""
    assert why_not_mark(a_script(), STRANGER, has_finished=False, on=TODAY) is None


def test_where_the_policy_asks_for_it_only_those_mark_whose_training_holds_today() -> None:
    script = replace(a_script(), trained_for=NPQSL)
    last_day = replace(STRANGER, trained=(Trained(NPQSL, date(2026, 1, 1), TODAY),))

    assert why_not_mark(script, last_day, has_finished=False, on=TODAY) is None
    for marker, on in ((STRANGER, TODAY), (last_day, date(2026, 2, 17)), (last_day, date(2025, 12, 31))):
        refusal = why_not_mark(script, marker, has_finished=False, on=on)
        assert refusal is not None
        assert refusal.code == "not_trained"
        finished = why_not_mark(script, marker, has_finished=True, on=on)
        assert finished is not None
        assert finished.code == "marking_finished"


def test_a_finished_marking_is_not_opened_again() -> None:
    refusal = why_not_mark(a_script(), STRANGER, has_finished=True, on=TODAY)

    assert refusal is not None
    assert refusal.code == "marking_finished"


@pytest.mark.parametrize("state", [s for s in State if s is not State.ALLOCATED])
def test_only_an_allocated_script_is_marked(state: State) -> None:
    refusal = why_not_mark(a_script(state), STRANGER, has_finished=False, on=TODAY)

    assert refusal is not None
    assert refusal.code == "not_for_marking"


@pytest.mark.parametrize(
    ("sheet", "code"),
    [
        (a_sheet(), None),
        (a_sheet({"A": 2, "B": 2}), "mark_missing"),
        (a_sheet({"A": 2, "B": 2, "C": None}), "mark_missing"),
        (a_sheet({"A": 5, "B": 2, "C": 2}), "mark_off_scale"),
        (a_sheet({"A": -1, "B": 2, "C": 2}), "mark_off_scale"),
        (a_sheet(reason=""), "reason_missing"),
        (a_sheet(reason="   good    "), "reason_missing"),
    ],
)
def test_a_full_sheet_has_a_mark_and_a_reason_for_each_criterion(sheet: MarkSheet, code: str | None) -> None:
    refusal = why_not_accept(sheet, a_scheme())

    assert (refusal.code if refusal else None) == code


def test_everything_that_a_sheet_lacks_is_said_at_once() -> None:
    lacks = what_lacks(a_sheet({"A": 2, "C": None}), a_scheme())

    assert [lack.code for lack in lacks] == ["mark_missing", "mark_missing"]
    assert len({lack.says for lack in lacks}) == 2
    assert what_lacks(a_sheet(), a_scheme()) == ()


def test_who_has_marked_a_script_gets_no_second_seat() -> None:
    assert why_marked_already(1) == "They have marked it as assessor 1."
    assert why_marked_already(None) == ""


PASSES = {
    "just enough": ({"A": 2, "B": 2, "C": 2}, Judged(6, Outcome.PASSED)),
    "one mark short": ({"A": 2, "B": 2, "C": 1}, Judged(5, Outcome.FAILED)),
    "enough in total, nothing on one": ({"A": 4, "B": 4, "C": 0}, Judged(8, Outcome.FAILED, ("C",))),
}


@pytest.mark.parametrize(("marks", "judged"), PASSES.values(), ids=PASSES)
def test_why_it_failed_names_what_was_needed(marks: dict[str, int], judged: Judged) -> None:
    says = why_failed(judged.total, marks, a_scheme())
    assert bool(says) is (judged.outcome is Outcome.FAILED)
    assert any("marks in all; at least 6 are needed" in each for each in says) is (judged.total < 6)
    assert [each.split()[0] for each in says if "in all" not in each] == list(judged.short_of)
    assert judged.falls_short == (f"below the minimum on {' and '.join(judged.short_of)}" if judged.short_of else "")


def test_a_part_below_its_minimum_fails_the_whole_and_is_named() -> None:
    scheme = replace(a_scheme(), parts=(SchemePart("P", "Progress", ("A", "B"), minimum=5, highest=8),))
    marks = {"A": 2, "B": 2, "C": 4}

    judged = reckon(a_sheet(marks), scheme)

    assert judged == Judged(8, Outcome.FAILED, ("P",))
    assert why_failed(8, marks, scheme) == ("P Progress: 4 of 8; at least 5 are needed.",)
    assert reckon(a_sheet({"A": 3, "B": 2, "C": 1}), scheme).outcome is Outcome.PASSED


@pytest.mark.parametrize(("marks", "judged"), PASSES.values(), ids=PASSES)
def test_a_sheet_passes_with_its_total_and_every_minimum(marks: dict[str, int], judged: Judged) -> None:
    assert reckon(a_sheet(marks), a_scheme()) == judged


def test_weights_count() -> None:
    scheme = a_scheme(a_criterion("A", weight=3), a_criterion("B"), minimum_total=7)

    assert reckon(a_sheet({"A": 2, "B": 1}), scheme) == Judged(7, Outcome.PASSED)


@given(st.tuples(*[st.integers(0, 4)] * 3))
def test_no_sheet_below_the_pass_mark_passes(marks: tuple[int, int, int]) -> None:
    judged = reckon(a_sheet(dict(zip("ABC", marks, strict=True))), a_scheme())

    assert (judged.outcome is Outcome.PASSED) == (sum(marks) >= 6 and min(marks) >= 1)


def test_judging_takes_a_full_sheet_from_somebody_who_may() -> None:
    assert judge(a_script(), STRANGER, a_sheet(), a_scheme(), has_finished=False, on=TODAY).total == 6
    with pytest.raises(Refused):
        judge(a_script(), Marker(11), a_sheet(), a_scheme(), has_finished=False, on=TODAY)
    with pytest.raises(Refused):
        judge(a_script(), STRANGER, a_sheet(reason=""), a_scheme(), has_finished=False, on=TODAY)


@pytest.mark.parametrize("state", list(State))
def test_a_moderator_settles_what_is_marked_and_not_yet_released(state: State) -> None:
    refusal = why_not_moderate(a_script(state), STRANGER, marker_ids=frozenset())

    assert (refusal is None) == (state in {State.MARKED, State.SETTLED})


def test_nobody_settles_their_own_marking() -> None:
    refusal = why_not_moderate(a_script(State.MARKED), STRANGER, marker_ids=frozenset({51}))

    assert refusal is not None
    assert refusal.code == "own_marking"


def test_a_settled_mark_needs_a_reason_where_not_every_marker_gave_it() -> None:
    markings = [a_sheet(), a_sheet({"A": 2, "B": 2, "C": 3})]
    silent = MarkSheet({"A": Mark(2), "B": Mark(2), "C": Mark(3)})

    refusal = why_not_settle(silent, a_scheme(), markings)

    assert refusal is not None
    assert (refusal.code, refusal.says) == (
        "reason_missing",
        "C Criterion C: not every marker gave 3, and there is no reason.",
    )
    assert why_not_settle(MarkSheet({**silent.marks, "C": Mark(3, REASON)}), a_scheme(), markings) is None
    assert why_not_settle(MarkSheet({**silent.marks, "C": Mark(2)}), a_scheme(), [a_sheet(), a_sheet()]) is None


@pytest.mark.parametrize("mark", [None, 5])
def test_a_settlement_has_a_mark_on_the_scale_for_each_criterion(mark: int | None) -> None:
    refusal = why_not_settle(a_sheet({"A": 2, "B": 2, "C": mark}), a_scheme(), [a_sheet()])

    assert refusal is not None
    assert refusal.code == "mark_missing"


def test_settling_says_what_the_script_comes_to() -> None:
    markings, nobody = [a_sheet(), a_sheet()], frozenset[int]()
    script = a_script(State.MARKED)

    assert settle(script, STRANGER, a_sheet(), a_scheme(), markings=markings, marker_ids=nobody).total == 6
    with pytest.raises(Refused):
        settle(a_script(), STRANGER, a_sheet(), a_scheme(), markings=markings, marker_ids=nobody)


@pytest.mark.parametrize(
    ("seen", "number", "is_refused"), [(None, 3, False), (3, 3, False), (0, 0, False), (2, 3, True), (-1, 0, True)]
)
def test_what_is_finished_is_what_the_marker_looked_at(seen, number, is_refused) -> None:
    assert (why_not_finish_unseen(seen, number) is not None) is is_refused
