"""Decisions about a whole marker: when they can be made, what a correction does to marks and totals, and the words."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goldenthread.assessment.rules.reasons import why_no_reason
from goldenthread.assessment.rules.ruling import (
    corrected,
    corrected_mark,
    corrected_marks,
    explained,
    says_correction,
    says_ruling,
    why_corrected,
    why_not_rule,
)
from goldenthread.assessment.types.sampling import Correction, Decision, RulingSheet
from goldenthread.programmes.types import Criterion, LevelDescriptor
from tests.makers.assessment import REASON, a_criterion, a_scheme

SCHEME = a_scheme()


class TestRuling:
    """What is decided about a whole marker."""

    def test_a_corrected_mark_stays_on_its_scale(self) -> None:
        odd = Criterion("D", "Odd", 1, 0, tuple(LevelDescriptor(mark, "", "") for mark in (0, 2, 5)))

        assert [corrected_mark(3, by, a_criterion("A")) for by in (-1, -9, 1, 5)] == [2, 0, 4, 4]
        assert [corrected_mark(2, by, odd) for by in (1, 2, -1)] == [2, 5, 2]
        assert corrected("A", 2, Correction(1, "B"), SCHEME) == 2
        assert corrected("A", 2, Correction(-1), SCHEME) == 1

    @pytest.mark.parametrize(
        ("given_", "by_marks", "then"),
        [
            ({"A": 2, "B": 2, "C": 2}, -2, {"A": 1, "B": 1, "C": 2}),
            ({"A": 2, "B": 2, "C": 2}, 4, {"A": 4, "B": 3, "C": 3}),
            # What would fall below its minimum stays while another can be moved.
            ({"A": 1, "B": 4, "C": 1}, -3, {"A": 1, "B": 1, "C": 1}),
            ({"A": 1, "B": 1, "C": 1}, -2, {"A": 0, "B": 0, "C": 1}),
            # The scale ends before what was asked for.
            ({"A": 0, "B": 1, "C": 0}, -9, {"A": 0, "B": 0, "C": 0}),
            ({"A": 4, "B": 4, "C": 3}, 9, {"A": 4, "B": 4, "C": 4}),
        ],
    )
    def test_a_total_is_corrected_by_marks_of_the_scales(self, given_, by_marks: int, then) -> None:
        assert corrected_marks(given_, Correction(by_marks, on_total=True), SCHEME) == then

    @given(
        st.lists(st.tuples(st.integers(1, 3), st.integers(0, 4), st.integers(0, 4)), min_size=1, max_size=5),
        st.integers(-20, 20).filter(bool),
    )
    def test_a_corrected_total_moves_one_way_never_too_far_and_as_far_as_single_marks_allow(self, parts, by) -> None:
        scheme = a_scheme(*(a_criterion(f"C{n}", weight=w, minimum=m) for n, (w, m, _) in enumerate(parts)))
        before = {f"C{n}": mark for n, (_, _, mark) in enumerate(parts)}

        after = corrected_marks(before, Correction(by, on_total=True), scheme)

        moved = scheme.total(after) - scheme.total(before)
        assert all(each in scheme.criterion(code).marks for code, each in after.items())
        assert moved == 0 or (moved > 0) is (by > 0)
        assert abs(moved) <= abs(by)
        ends = [(c.highest if by > 0 else 0, c.weight, after[c.code]) for c in scheme.criteria]
        assert all(mark == end or weight > abs(by) - abs(moved) for end, weight, mark in ends)

    def test_decisions_are_said_in_words(self) -> None:
        assert says_correction(Correction(-1, "A"), SCHEME) == "1 mark fewer on A Criterion A"
        assert says_correction(Correction(2), SCHEME) == "2 marks more on every criterion"
        assert says_correction(Correction(-3, on_total=True), SCHEME).startswith("3 marks fewer in total, spread")
        assert "about the totals of all of that marker" in why_corrected(1, 3, 2, on_total=True)
        assert says_ruling(Decision.CORRECT, Correction(2), SCHEME).startswith("Corrected: 2 marks more")
        assert says_ruling(Decision.RE_MARK, None, SCHEME) == "To be marked again by somebody else."
        assert says_ruling(Decision.ACCEPT, None, SCHEME) == "The markings stand."
        why = why_corrected(1, 3, 2)
        assert explained("", why) == why == explained(why, why)
        assert explained("It fits.", why) == f"It fits. {why}"
        assert explained("It fits.", "") == "It fits."

    @pytest.mark.parametrize(
        ("sheet", "other", "code"),
        [
            (RulingSheet(Decision.ACCEPT, REASON), {"touched": 0}, None),
            (RulingSheet(Decision.RE_MARK, REASON), {}, None),
            (RulingSheet(Decision.CORRECT, REASON, Correction(1, "A")), {}, None),
            (RulingSheet(Decision.ACCEPT, REASON), {"is_ruled": True}, "ruled_already"),
            (RulingSheet(Decision.ACCEPT, REASON), {"is_looked_at": False}, "looks_missing"),
            (RulingSheet(Decision.ACCEPT, "Short"), {}, "reason_missing"),
            (RulingSheet(Decision.RE_MARK, REASON), {"touched": 0}, "nothing_to_change"),
            (RulingSheet(Decision.CORRECT, REASON, Correction(1)), {"touched": 0}, "nothing_to_change"),
            (RulingSheet(Decision.CORRECT, REASON), {}, "no_correction"),
            (RulingSheet(Decision.CORRECT, REASON, Correction(0)), {}, "no_correction"),
            (RulingSheet(Decision.CORRECT, REASON, Correction(1, "Z")), {}, "no_correction"),
        ],
    )
    def test_when_nothing_can_be_decided(self, sheet: RulingSheet, other: dict, code: str | None) -> None:
        refusal = why_not_rule(sheet, SCHEME, **{"is_looked_at": True, "is_ruled": False, "touched": 3} | other)

        assert (refusal.code if refusal else None) == code


@pytest.mark.parametrize(
    ("why", "says"),
    [
        ("", "There is no reason."),
        ("  ", "There is no reason."),
        ("Too kind.", "The reason is too short: write at least 10 letters."),
        (REASON, None),
    ],
)
def test_a_short_reason_is_not_called_none(why: str, says: str | None) -> None:
    refusal = why_no_reason(why, "Say in a sentence why.")

    assert (refusal.says if refusal else None) == says
