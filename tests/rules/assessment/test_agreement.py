"""Where two markers agree, and what mark follows: the cases of other people's systems, and our own sentences."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goldenthread.assessment.rules.agreement import agreed_mark, agreed_sheet, compare, floored
from goldenthread.assessment.rules.moderating import why_not_settle
from goldenthread.assessment.types.marking import AgreementTerms
from goldenthread.assessment.types.words import AgreementWay, Outcome
from goldenthread.programmes.types import AgreementRule, CloseMarks
from tests.makers.assessment import a_scheme, a_sheet

BANDS = tuple(Decimal(b) for b in (40, 50, 60, 70))
TEN = Decimal(10)
MARKS = st.decimals(0, 100, places=3)


@pytest.mark.parametrize(
    ("first", "second", "terms", "agreed"),
    [
        ("67", "63", AgreementTerms(AgreementWay.NONE), None),
        ("67", "67", AgreementTerms(AgreementWay.NONE), None),
        ("67", "63", AgreementTerms(AgreementWay.WITHIN_DISTANCE, TEN), "65.00"),
        ("67", "57", AgreementTerms(AgreementWay.WITHIN_DISTANCE, TEN), "62.00"),
        ("67", "56.99", AgreementTerms(AgreementWay.WITHIN_DISTANCE, TEN), None),
        ("20", "90", AgreementTerms(AgreementWay.AVERAGE), "55.00"),
        ("20", "90", AgreementTerms(AgreementWay.AVERAGE, TEN), "55.00"),
        ("67", "63", AgreementTerms(AgreementWay.AVERAGE_WITHIN_BAND, TEN, BANDS), "65.00"),
        ("67", "73", AgreementTerms(AgreementWay.AVERAGE_WITHIN_BAND, TEN, BANDS), None),
        ("61", "72", AgreementTerms(AgreementWay.AVERAGE_WITHIN_BAND, TEN, BANDS), None),
        ("59.999", "60", AgreementTerms(AgreementWay.AVERAGE_WITHIN_BAND, TEN, BANDS), None),
        ("59.999", "59", AgreementTerms(AgreementWay.AVERAGE_WITHIN_BAND, TEN, BANDS), "59.49"),
        ("60", "61", AgreementTerms(AgreementWay.AVERAGE_WITHIN_BAND, None, BANDS), "60.50"),
    ],
)
def test_the_mark_that_follows_from_two(first: str, second: str, terms: AgreementTerms, agreed: str | None) -> None:
    expected = None if agreed is None else Decimal(agreed)

    assert agreed_mark(Decimal(first), Decimal(second), terms) == expected
    assert agreed_mark(Decimal(second), Decimal(first), terms) == expected


CLOSE = {"A": 3, "B": 2, "C": 2}


@pytest.mark.parametrize(
    ("first", "second", "rule", "follows"),
    [
        pytest.param(None, None, AgreementRule(), (2, 2, 2), id="the same"),
        pytest.param(CLOSE, None, AgreementRule(), None, id="close, and a moderator chooses"),
        pytest.param(CLOSE, None, AgreementRule(close_marks=CloseMarks.LOWER), (2, 2, 2), id="the lower"),
        pytest.param(CLOSE, None, AgreementRule(close_marks=CloseMarks.HIGHER), (3, 2, 2), id="the higher"),
        pytest.param(
            {"A": 4, "B": 2, "C": 2}, None, AgreementRule(close_marks=CloseMarks.LOWER), None, id="too far apart"
        ),
    ],
)
def test_the_marks_that_follow_where_markers_agree(first, second, rule: AgreementRule, follows) -> None:
    sheets = (a_sheet(first, comment="Clear."), a_sheet(second, comment="Brief."))

    sheet = agreed_sheet(sheets, a_scheme(), rule)

    assert (sheet and tuple(sheet.marks[code].mark for code in "ABC")) == follows
    if sheet is not None:
        assert sheet.comment == "Clear.\n\nBrief."
        differs = {code for code in "ABC" if sheets[0].marks[code].mark != sheets[1].marks[code].mark}
        assert {code for code in "ABC" if sheet.marks[code].reason} == differs
        assert why_not_settle(sheet, a_scheme(), sheets) is None


def test_one_marking_agrees_with_nobody() -> None:
    assert agreed_sheet((a_sheet(),), a_scheme(), AgreementRule()) is None


def test_marks_are_floored_to_two_decimals() -> None:
    assert floored(Decimal("59.999")) == Decimal("59.99")


@given(MARKS, MARKS)
def test_an_agreed_mark_lies_in_the_band_of_both(first: Decimal, second: Decimal) -> None:
    agreed = agreed_mark(first, second, AgreementTerms(AgreementWay.AVERAGE_WITHIN_BAND, None, BANDS))

    if agreed is not None:
        reached = [sum(floored(mark) >= band for band in BANDS) for mark in (first, second, agreed)]
        assert len(set(reached)) == 1


ON_ONE = "The markers gave the same mark on 1 of 3 criteria"
COMPARED = {
    "the same everywhere": (
        {"A": 2, "B": 2, "C": 2},
        {"A": 2, "B": 2, "C": 2},
        True,
        "The markers gave the same mark on all 3 criteria, and the result is: passed.",
    ),
    "close": (
        {"A": 2, "B": 2, "C": 3},
        {"A": 3, "B": 2, "C": 2},
        True,
        f"{ON_ONE}, are close on the rest, and come to the same result: passed.",
    ),
    "close, but one passes it": (
        {"A": 2, "B": 2, "C": 2},
        {"A": 2, "B": 2, "C": 1},
        False,
        "The markers gave the same mark on 2 of 3 criteria, and one passes the script while the other does not.",
    ),
    "far apart on one": (
        {"A": 4, "B": 2, "C": 2},
        {"A": 2, "B": 2, "C": 2},
        False,
        "The markers gave the same mark on 2 of 3 criteria, are far apart on A, and come to the same result: passed.",
    ),
    "close on each, far in total": (
        {"A": 3, "B": 3, "C": 3},
        {"A": 2, "B": 2, "C": 2},
        False,
        "The markers gave the same mark on 0 of 3 criteria, but their totals are 3 apart.",
    ),
}


@pytest.mark.parametrize("case", COMPARED)
def test_two_markings_side_by_side(case: str) -> None:
    first, second, agreed, sentence = COMPARED[case]

    compared = compare(a_sheet(first), a_sheet(second), a_scheme(), AgreementRule())

    assert (compared.is_agreed, compared.sentence) == (agreed, sentence)
    assert compared.difference == abs(sum(first.values()) - sum(second.values()))


def test_a_row_gives_the_mark_that_both_gave() -> None:
    compared = compare(a_sheet(), a_sheet({"A": 3, "B": 2, "C": 2}), a_scheme(), AgreementRule())

    assert [row.shared for row in compared.rows] == [None, 2, 2]
    assert compared.first.outcome is Outcome.PASSED


def test_a_rule_may_overlook_the_result() -> None:
    rule = AgreementRule(same_result=False)

    assert compare(a_sheet(), a_sheet({"A": 2, "B": 2, "C": 1}), a_scheme(), rule).is_agreed
