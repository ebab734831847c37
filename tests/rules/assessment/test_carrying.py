"""Which parts of a project stand from an earlier attempt, and what they do to schemes and marks."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from uuid import UUID

import pytest

from goldenthread.assessment.rules.agreement import agree
from goldenthread.assessment.rules.carrying import (
    as_marked,
    as_resumed,
    asked_in,
    for_markers,
    says_decided,
    what_stands,
    why_not_decide_carried,
    with_carried,
)
from goldenthread.assessment.rules.marking import reckon, what_lacks
from goldenthread.assessment.rules.projects import why_not_account, why_not_document
from goldenthread.assessment.rules.ruling import corrected_marks
from goldenthread.assessment.rules.sampling import apart_on, is_apart
from goldenthread.assessment.rules.wanting import is_borderline
from goldenthread.assessment.types.carrying import Carried, CarriedMark, Earlier
from goldenthread.assessment.types.projects import WHOLE, FormDocument, FormPart, TaskForm
from goldenthread.assessment.types.sampling import Correction
from goldenthread.assessment.types.words import Outcome
from goldenthread.people.types import Duty
from goldenthread.programmes.types import AgreementRule, SamplingRule, SecondRule
from tests.makers.assessment import a_criterion, a_scheme, a_sheet
from tests.rules.assessment.test_limits import someone

TOLD = datetime(2026, 3, 29, 23, 30, tzinfo=UTC)
ONE, TWO = FormPart("1", "Part one", ("A",)), FormPart("2", "Part two", ("B", "C"))
FORM = TaskForm(
    slug="made",
    title="Made",
    holds_from=date(2025, 9, 1),
    source="Made",
    is_illustrative=True,
    parts=(ONE, TWO),
    documents=(FormDocument("A", "Figures"), FormDocument("B", "Minutes")),
    limit=100,
)
SCHEME = a_scheme()
STOOD, SINCE, RESULT = UUID(int=1), UUID(int=2), UUID(int=3)


def marks(a: int, b: int, c: int) -> dict[str, CarriedMark]:
    return {code: CarriedMark(mark, f"Said of {code}.") for code, mark in zip("ABC", (a, b, c), strict=True)}


def earlier(**changes) -> Earlier:
    said = Earlier(STOOD, "Brookside", TOLD, Outcome.FAILED, FORM, SCHEME, RESULT, marks(3, 0, 2))
    return replace(said, **changes)


def carried(**changes) -> Carried:
    return replace(
        Carried((ONE,), marks(3, 0, 2), "Brookside", TOLD, STOOD, STOOD, STOOD, Outcome.FAILED, RESULT), **changes
    )


class TestWhatStands:
    """Parts whose criteria all reached their minimum, or why none does."""

    @pytest.mark.parametrize(
        ("given", "keys"),
        [((3, 0, 2), ("1",)), ((1, 1, 0), ("1",)), ((0, 4, 4), ("2",)), ((0, 1, 1), ("2",))],
    )
    def test_a_part_stands_where_all_of_its_criteria_reached_their_minimum(self, given, keys) -> None:
        found = what_stands(earlier(marks=marks(*given)), FORM, SCHEME)

        assert (found.keys, found.why_all) == (keys, None)
        assert [line.title for line in found.lines] == [part.title for part in found.parts]

    def test_by_the_scheme_of_then_and_by_that_of_now(self) -> None:
        harder = a_scheme(a_criterion("A", minimum=4), a_criterion("B"), a_criterion("C"))
        tied = earlier(marks=marks(3, 2, 2))

        assert what_stands(tied, FORM, harder).keys == ("2",)
        assert what_stands(replace(tied, scheme=harder), FORM, SCHEME).keys == ("2",)

    @pytest.mark.parametrize(
        ("before", "form", "scheme", "code"),
        [
            (earlier(), replace(FORM, parts=(replace(ONE, criteria=("A", "B", "C")),)), SCHEME, "one_part"),
            (earlier(), replace(FORM, parts=(ONE, replace(TWO, criteria=("B",)))), SCHEME, "criteria_in_no_part"),
            (
                earlier(),
                replace(FORM, parts=(replace(ONE, criteria=("A", "B", "C")), replace(TWO, criteria=()))),
                SCHEME,
                "criteria_in_no_part",
            ),
            (earlier(outcome=Outcome.VOIDED), FORM, SCHEME, "voided_before"),
            (earlier(form=None), FORM, SCHEME, "another_form"),
            (earlier(form=replace(FORM, slug="other")), FORM, SCHEME, "another_form"),
            (
                earlier(form=replace(FORM, parts=(FormPart("1", "One", ("A", "B")), FormPart("2", "Two", ("C",))))),
                FORM,
                SCHEME,
                "another_form",
            ),
            (
                earlier(scheme=a_scheme(a_criterion("A", highest=3), a_criterion("B"), a_criterion("C"))),
                FORM,
                SCHEME,
                "another_scheme",
            ),
            (earlier(marks={"A": CarriedMark(3)}), FORM, SCHEME, "another_scheme"),
            (earlier(marks=marks(0, 0, 2)), FORM, SCHEME, "no_part_stands"),
            (earlier(marks=marks(1, 1, 1)), FORM, SCHEME, "no_part_fell_short"),
        ],
    )
    def test_everything_is_handed_in_and_why_is_said(self, before, form, scheme, code) -> None:
        found = what_stands(before, form, scheme)

        assert (found.parts, found.lines) == ((), ())
        assert found.why_all.code == code
        assert found.why_all.mend == "Everything is handed in and marked."

    def test_a_first_attempt_and_one_after_a_pass_have_nothing_to_say(self) -> None:
        for before in (None, earlier(outcome=Outcome.PASSED)):
            found = what_stands(before, FORM, SCHEME)
            assert (found.parts, found.why_all) == ((), None)


class TestTheForm:
    """What is left of it to hand in."""

    LEFT = FORM.without(("1",))

    def test_documents_of_standing_parts_are_not_asked_for_and_the_others_keep_their_labels(self) -> None:
        assert [(each.criterion, self.LEFT.label(each.criterion)) for each in self.LEFT.documents] == [
            ("B", "Document 2")
        ]
        assert (self.LEFT.most, self.LEFT.is_in_parts, FORM.is_in_parts) == (100, True, False)
        assert FORM.without(()) is FORM

    @pytest.mark.parametrize(
        ("place", "code"),
        [(WHOLE, "account_in_parts"), ("1", "part_stands"), ("2", None), ("3", "no_such_part")],
    )
    def test_accounts(self, place, code) -> None:
        refusal = why_not_account(place, self.LEFT)
        assert (refusal and refusal.code) == code

    @pytest.mark.parametrize(("criterion", "code"), [("A", "part_stands"), ("B", None), ("C", "no_document_asked")])
    def test_documents(self, criterion, code) -> None:
        refusal = why_not_document(criterion, self.LEFT)
        assert (refusal and refusal.code) == code


class TestMarks:
    """Only what was handed in is marked; totals are over the whole."""

    WEIGHED = a_scheme(a_criterion("A", weight=3), a_criterion("B"), a_criterion("C"), minimum_total=12)

    @pytest.mark.parametrize(
        ("b", "c", "total", "outcome", "short"),
        [
            (1, 2, 12, Outcome.PASSED, ()),
            (1, 1, 11, Outcome.FAILED, ()),
            (0, 4, 13, Outcome.FAILED, ("B",)),
        ],
    )
    def test_a_sheet_of_the_new_parts_comes_to_the_whole(self, b, c, total, outcome, short) -> None:
        scheme, sheet = as_marked(self.WEIGHED, carried()), a_sheet({"B": b, "C": c})
        judged = reckon(sheet, scheme)

        assert (judged.total, judged.outcome, judged.short_of) == (total, outcome, short)
        assert judged == reckon(a_sheet({"A": 3, "B": b, "C": c}), self.WEIGHED)
        assert (scheme.highest_total, what_lacks(sheet, scheme)) == (self.WEIGHED.highest_total, ())

    def test_what_is_borderline_and_what_agrees_is_so_over_the_whole(self) -> None:
        scheme = as_marked(self.WEIGHED, carried())
        near = SecondRule(around_total=1)
        assert is_borderline(a_sheet({"B": 1, "C": 1}), scheme, near)
        agreed = agree([a_sheet({"B": 1, "C": 2})] * 2, scheme, AgreementRule())
        assert set(agreed.sheet.marks) == {"B", "C"}
        assert "12" in agreed.says

    def test_markers_are_told_no_total_of_it(self) -> None:
        shown = for_markers(as_marked(self.WEIGHED, carried()))
        assert (shown.beside, shown.highest_total) == ((), 8)

    def test_a_mark_that_stands_below_its_minimum_fails_the_whole(self) -> None:
        scheme = as_marked(self.WEIGHED, carried(marks=marks(0, 0, 0)))
        judged = reckon(a_sheet({"B": 4, "C": 4}), replace(scheme, minimum_total=1))
        assert (judged.outcome, judged.short_of) == (Outcome.FAILED, ("A",))
        assert not is_borderline(a_sheet({"B": 0, "C": 4}), scheme, SecondRule(around_total=None, short_by=4))

    def test_what_was_asked_is_what_was_given(self) -> None:
        assert [c.code for c in asked_in([a_sheet({"B": 1, "C": 2})], SCHEME).criteria] == ["B", "C"]
        assert asked_in([], SCHEME) is SCHEME

    def test_samples_and_corrections_are_of_what_was_marked(self) -> None:
        given, looked, rule = a_sheet({"B": 1, "C": 2}), a_sheet({"B": 3, "C": 2}), SamplingRule()
        assert (is_apart(given, looked, rule, SCHEME), apart_on(given, looked, rule, SCHEME)) == (True, ("B",))
        assert set(corrected_marks(given.given, Correction(1, on_total=True), SCHEME)) == {"B", "C"}

    def test_what_is_settled_says_of_what_stands_from_when(self) -> None:
        own = ("B", 2, "", "Well argued.")
        says = "Stands from the earlier attempt, Brookside, whose result was told on Monday 30 March 2026."
        stood = ("A", 3, f"{says} It was not marked again.", "Said of A.")
        assert with_carried([own], carried()) == [stood, own]
        assert with_carried([own], None) == [own]

    def test_what_stood_is_read_like_what_stands(self) -> None:
        found = as_resumed(carried(), SCHEME)
        assert (found.keys, found.lines) == (("1",), carried().lines(SCHEME))
        assert (carried().titles, carried().codes) == ("Part one", {"A"})


@pytest.mark.parametrize(
    ("what", "takes_up", "duty", "why", "code"),
    [
        (carried(stands=SINCE), True, Duty.MODERATOR, "It was put right.", "not_a_quality_lead"),
        (None, True, Duty.QUALITY_LEAD, "It was put right.", "nothing_to_decide"),
        (carried(), True, Duty.QUALITY_LEAD, "It was put right.", "nothing_to_decide"),
        (carried(stands=SINCE, answered=SINCE), True, Duty.QUALITY_LEAD, "It was put right.", "nothing_to_decide"),
        (carried(stands=SINCE, outcome=Outcome.VOIDED), True, Duty.QUALITY_LEAD, "It is void.", "earlier_voided"),
        (carried(stands=SINCE, outcome=Outcome.VOIDED), False, Duty.QUALITY_LEAD, "It is void now.", None),
        (carried(stands=SINCE), True, Duty.QUALITY_LEAD, "So", "no_reason"),
        (carried(stands=SINCE), True, Duty.QUALITY_LEAD, "It was put right.", None),
    ],
)
def test_what_follows_where_the_earlier_result_was_corrected(what, takes_up, duty, why, code) -> None:
    refusal = why_not_decide_carried(what, why, takes_up=takes_up, by=someone(duty))
    assert (refusal and refusal.code) == code


def test_what_was_decided_is_said() -> None:
    assert says_decided(takes_up=True) != says_decided(takes_up=False)
