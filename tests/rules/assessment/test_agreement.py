"""Where two markers agree, and what mark follows: the cases of other people's systems, and our own sentences."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goldenthread.assessment.rules.agreement import agree, agreed_mark, compare, floored
from goldenthread.assessment.rules.moderating import why_not_settle
from goldenthread.assessment.types.marking import AgreementTerms, MarkSheet, Third
from goldenthread.assessment.types.words import Outcome
from goldenthread.programmes.types import AgreementKind, AgreementRule, CloseMarks, OffScale
from tests.makers.assessment import a_scheme, a_sheet

BANDS = tuple(Decimal(b) for b in (40, 50, 60, 70))
TEN = Decimal(10)
MARKS = st.decimals(0, 100, places=3)


@pytest.mark.parametrize(
    ("first", "second", "terms", "agreed"),
    [
        ("67", "63", AgreementTerms(AgreementKind.NONE), None),
        ("67", "67", AgreementTerms(AgreementKind.NONE), None),
        ("67", "63", AgreementTerms(AgreementKind.WITHIN_DISTANCE, TEN), "65.00"),
        ("67", "57", AgreementTerms(AgreementKind.WITHIN_DISTANCE, TEN), "62.00"),
        ("67", "56.99", AgreementTerms(AgreementKind.WITHIN_DISTANCE, TEN), None),
        ("20", "90", AgreementTerms(AgreementKind.AVERAGE), "55.00"),
        ("20", "90", AgreementTerms(AgreementKind.AVERAGE, TEN), "55.00"),
        ("67", "63", AgreementTerms(AgreementKind.AVERAGE_WITHIN_BAND, TEN, BANDS), "65.00"),
        ("67", "73", AgreementTerms(AgreementKind.AVERAGE_WITHIN_BAND, TEN, BANDS), None),
        ("61", "72", AgreementTerms(AgreementKind.AVERAGE_WITHIN_BAND, TEN, BANDS), None),
        ("59.999", "60", AgreementTerms(AgreementKind.AVERAGE_WITHIN_BAND, TEN, BANDS), None),
        ("59.999", "59", AgreementTerms(AgreementKind.AVERAGE_WITHIN_BAND, TEN, BANDS), "59.49"),
        ("60", "61", AgreementTerms(AgreementKind.AVERAGE_WITHIN_BAND, None, BANDS), "60.50"),
    ],
)
def test_the_mark_that_follows_from_two(first: str, second: str, terms: AgreementTerms, agreed: str | None) -> None:
    expected = None if agreed is None else Decimal(agreed)

    assert agreed_mark([Decimal(first), Decimal(second)], terms) == expected
    assert agreed_mark([Decimal(second), Decimal(first)], terms) == expected


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

    sheet = agree(sheets, a_scheme(), rule).sheet

    assert (sheet and tuple(sheet.marks[code].mark for code in "ABC")) == follows
    if sheet is not None:
        assert sheet.comment == "Clear.\n\nBrief."
        differs = {code for code in "ABC" if sheets[0].marks[code].mark != sheets[1].marks[code].mark}
        assert {code for code in "ABC" if sheet.marks[code].reason} == differs
        assert why_not_settle(sheet, a_scheme(), sheets) is None


def test_marks_are_floored_to_two_decimals() -> None:
    assert floored(Decimal("59.999")) == Decimal("59.99")


@given(MARKS, MARKS)
def test_an_agreed_mark_lies_in_the_band_of_both(first: Decimal, second: Decimal) -> None:
    agreed = agreed_mark([first, second], AgreementTerms(AgreementKind.AVERAGE_WITHIN_BAND, None, BANDS))

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

    compared = compare((a_sheet(first), a_sheet(second)), a_scheme(), AgreementRule())

    assert (compared.is_agreed, compared.sentence) == (agreed, sentence)
    assert compared.difference == abs(sum(first.values()) - sum(second.values()))


def test_a_row_gives_the_mark_that_both_gave() -> None:
    compared = compare((a_sheet(), a_sheet({"A": 3, "B": 2, "C": 2})), a_scheme(), AgreementRule())

    assert [row.shared for row in compared.rows] == [None, 2, 2]
    assert compared.judged[0].outcome is Outcome.PASSED


def test_a_rule_may_overlook_the_result() -> None:
    rule = AgreementRule(same_result=False)

    assert compare((a_sheet(), a_sheet({"A": 2, "B": 2, "C": 1})), a_scheme(), rule).is_agreed


AVERAGED = AgreementRule(close_marks=CloseMarks.AVERAGE, each_criterion=2, total=4)
DOWN = replace(AVERAGED, off_scale=OffScale.LOWER)
UP = replace(AVERAGED, off_scale=OffScale.HIGHER)
ANY = AgreementRule(kind=AgreementKind.AVERAGE, off_scale=OffScale.LOWER)
BAND = AgreementRule(kind=AgreementKind.AVERAGE_WITHIN_BAND, each_criterion=None, total=None, off_scale=OffScale.LOWER)


def sheets_of(*marks: tuple[int, int, int]) -> tuple[MarkSheet, ...]:
    """A sheet for each set of marks on A, B and C."""
    return tuple(a_sheet(dict(zip("ABC", each, strict=True))) for each in marks)


SAID = {
    "never": (
        [(2, 2, 2), (2, 2, 2)],
        AgreementRule(kind=AgreementKind.NONE),
        None,
        "By the policy no mark follows from markings: a person decides.",
    ),
    "one alone": ([(2, 3, 2)], AgreementRule(), (2, 3, 2), "One marking is asked for, and its marks stand."),
    "the average of a criterion is on the scale": (
        [(2, 2, 3), (4, 2, 3)],
        AVERAGED,
        (3, 2, 3),
        "Totals 7 and 9 are within the policy’s distance of 4; the average 8 stands.",
    ),
    "the average is between two marks, and a person chooses": (
        [(2, 2, 3), (3, 2, 3)],
        AVERAGED,
        None,
        "The markings agree. On A the average is not a mark of the scale, so a person chooses.",
    ),
    "the next below": (
        [(2, 2, 3), (3, 2, 3)],
        DOWN,
        (2, 2, 3),
        "Totals 7 and 8 are within the policy’s distance of 4; the marks that stand on the criteria come to 7.",
    ),
    "the next above, of three": (
        [(2, 2, 3), (3, 2, 3), (2, 2, 3)],
        UP,
        (3, 2, 3),
        "Totals 7, 7 and 8 are within the policy’s distance of 4; the marks that stand on the criteria come to 8.",
    ),
    "moved below everybody’s total": (
        [(3, 2, 3), (2, 3, 3)],
        DOWN,
        None,
        "The marks that follow would come to 7, outside the markers’ totals, 8 and 8; a person decides.",
    ),
    "the same total of other marks": (
        [(2, 4, 3), (4, 2, 3)],
        AVERAGED,
        (3, 3, 3),
        "The markers’ totals are the same, 9, and stand.",
    ),
    "a result that is nobody’s": (
        [(0, 4, 4), (4, 0, 4)],
        ANY,
        None,
        "The marks that follow would come to 8: passed, which is nobody’s result, so a person decides.",
    ),
    "however far apart": (
        [(0, 0, 1), (4, 4, 3)],
        ANY,
        (2, 2, 2),
        "Totals 1 and 11 are averaged by the policy, however far apart; the average 6 stands.",
    ),
    "within the band": (
        [(2, 2, 2), (4, 4, 4)],
        BAND,
        (3, 3, 3),
        "Totals 6 and 12 have no boundary between them; the average 9 stands.",
    ),
    "within the band and a distance": (
        [(2, 2, 2), (2, 2, 4)],
        replace(BAND, total=2),
        (2, 2, 3),
        "Totals 6 and 8 have no boundary between them and are within the policy’s distance of 2; the average 7 stands.",
    ),
    "a grade begins between": (
        [(2, 2, 3), (2, 3, 3)],
        replace(BAND, boundaries=(8,)),
        None,
        "The markers gave the same mark on 2 of 3 criteria, but a grade begins between their totals, 7 and 8.",
    ),
    "passing lies between": (
        [(2, 2, 1), (2, 2, 2)],
        BAND,
        None,
        "The markers gave the same mark on 2 of 3 criteria, and one passes the script while the other does not.",
    ),
    "not all of three pass": (
        [(2, 2, 1), (2, 2, 2), (2, 2, 2)],
        DOWN,
        None,
        "The markers gave the same mark on 2 of 3 criteria, and not all of them pass the script.",
    ),
    "the same total, and the lowest of each": (
        [(3, 2, 3), (2, 3, 3)],
        AgreementRule(close_marks=CloseMarks.LOWER),
        (2, 2, 3),
        "The markers’ totals are the same, 8; the marks that stand on the criteria come to 7.",
    ),
    "no distance at all": (
        [(1, 4, 4), (4, 4, 4)],
        AgreementRule(each_criterion=None, total=None, close_marks=CloseMarks.LOWER),
        (1, 4, 4),
        "Totals 9 and 12 may lie apart by the policy; the marks that stand on the criteria come to 9.",
    ),
}


@pytest.mark.parametrize("case", SAID)
def test_what_follows_explains_itself(case: str) -> None:
    marks, rule, stands, says = SAID[case]
    sheets = sheets_of(*marks)

    agreement = agree(sheets, a_scheme(), rule)

    assert (agreement.sheet and tuple(agreement.sheet.given.values())) == stands
    assert agreement.says == says
    assert agreement.sheet is None or why_not_settle(agreement.sheet, a_scheme(), sheets) is None


@pytest.mark.parametrize(
    ("given", "rule", "reason"),
    [
        ((2, 4), AVERAGED, "Marks 2 and 4 are within the policy’s distance of 2; the average 3 stands."),
        (
            (2, 3),
            DOWN,
            (
                "Marks 2 and 3 are within the policy’s distance of 2; the average 2.5 is no mark of the scale, "
                "and 2, the next below it, stands."
            ),
        ),
        (
            (2, 3),
            UP,
            (
                "Marks 2 and 3 are within the policy’s distance of 2; the average 2.5 is no mark of the scale, "
                "and 3, the next above it, stands."
            ),
        ),
        (
            (3, 2),
            AgreementRule(close_marks=CloseMarks.HIGHER),
            "Marks 2 and 3 are within the policy’s distance of 1; the highest, 3, stands.",
        ),
        ((2, 4), BAND, "Marks 2 and 4 may lie apart by the policy; the average 3 stands."),
    ],
)
def test_a_mark_that_not_everybody_gave_says_why_it_stands(given, rule: AgreementRule, reason: str) -> None:
    sheet = agree(sheets_of(*((mark, 3, 3) for mark in given)), a_scheme(), rule).sheet

    assert sheet is not None
    assert (sheet.marks["A"].reason, sheet.marks["B"].reason) == (reason, "")


def test_nothing_follows_where_a_marking_came_after_the_third() -> None:
    agreement = agree(sheets_of((2, 2, 2), (2, 2, 2)), a_scheme(), AgreementRule(), third=Third.OVERTAKEN)

    assert (agreement.sheet, agreement.is_wide) == (None, False)
    assert "another marking came after theirs" in agreement.says


def test_a_third_who_read_the_others_decides() -> None:
    sheets = sheets_of((0, 2, 2), (4, 2, 2), (3, 2, 2))

    agreement = agree(sheets, a_scheme(), AgreementRule(), third=Third.LAST)

    assert agreement.sheet is not None
    assert agreement.sheet.given == sheets[2].given
    assert agreement.sheet.marks["A"].reason == (
        "Marks 0 and 4 came first; a third marker, who read what was said for each, gave 3."
    )
    assert why_not_settle(agreement.sheet, a_scheme(), sheets) is None
    assert agree(sheets[:2], a_scheme(), AgreementRule()).is_wide


RULES = st.builds(
    AgreementRule,
    kind=st.sampled_from(AgreementKind),
    each_criterion=st.none() | st.integers(0, 4),
    total=st.none() | st.integers(0, 12),
    same_result=st.booleans(),
    close_marks=st.sampled_from(CloseMarks),
    off_scale=st.sampled_from(OffScale),
    boundaries=st.sampled_from([(), (8,), (8, 10)]),
)
GIVEN = st.lists(st.tuples(*[st.integers(0, 4)] * 3), min_size=1, max_size=4)


@given(GIVEN, RULES, st.randoms(use_true_random=False))
def test_no_order_of_finishing_gives_another_mark_and_none_lies_outside_what_was_given(marks, rule, chance) -> None:
    sheets, other = sheets_of(*marks), list(sheets_of(*marks))
    chance.shuffle(other)

    one, two = agree(sheets, a_scheme(), rule), agree(other, a_scheme(), rule)

    assert (one.says, one.is_wide) == (two.says, two.is_wide)
    assert (one.sheet and one.sheet.marks) == (two.sheet and two.sheet.marks)
    if one.sheet is not None:
        for code, place in zip("ABC", range(3), strict=True):
            each = [mark[place] for mark in marks]
            assert min(each) <= one.sheet.given[code] <= max(each)
        if rule.stands is CloseMarks.AVERAGE:
            totals = [sum(mark) for mark in marks]
            assert min(totals) <= sum(one.sheet.given.values()) <= max(totals)
