"""What is given where a script is marked anew is kept, whatever comes of it, also beside what a case decided."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from goldenthread.assessment.actions.cases import decide_case
from goldenthread.assessment.actions.correcting_by_case import correct_by_case
from goldenthread.assessment.actions.reviewing import decide_review, take_review
from goldenthread.assessment.models import Correction, MarkedAnew, Result, Review, Script
from goldenthread.assessment.queries.case_effects import is_left
from goldenthread.assessment.queries.records import record_data, record_page
from goldenthread.assessment.queries.reviewing import my_review, review_page
from goldenthread.assessment.queries.waiting import to_do
from goldenthread.assessment.types.moderating import SettlementSheet
from goldenthread.assessment.types.reviewing import Decision, Effect
from goldenthread.programmes.types import ReviewKind
from tests.makers.assessment import AFTER, full_sheet, settle_and_release
from tests.makers.cases import VOID, hear, part_of, suspect, write_to
from tests.makers.counting import statements_of
from tests.makers.handing import an_assessor, train
from tests.makers.questioning import WORDS, a_sheet_of, ask, refused, stands
from tests.rooms.assessment.test_records import is_whole

DAY = timedelta(days=1)
LATER = AFTER + 3 * DAY


@pytest.fixture
def fresh(cast, planned, at):
    """An assessor who has had nothing to do with the script."""
    who = an_assessor(cast, "Fiona Gray", at=at)
    train(cast, planned, who, at=at)
    return who


@pytest.fixture
def anew(cast, scheme, fresh):
    """Mark a result anew with one mark on everything."""

    def mark(script, given: int, *, at) -> Effect:
        ref = ask(cast, script, ReviewKind.ENQUIRY, "scheme", at=at)
        take_review(ref, by=fresh, at=at)
        sheet = SettlementSheet(replace(full_sheet(scheme, given), comment="Read it twice."))
        return decide_review(ref, Decision(Effect.STANDS, WORDS, sheet), by=fresh, at=at, seen=stands(script))

    return mark


def decided(cast, script, what, *, at=LATER):
    """A case about a script, decided."""
    case = suspect(cast, script, at=AFTER)
    write_to(cast, case, at=AFTER)
    hear(cast, case, at=AFTER + DAY)
    decide_case(case, what, by=cast.quality_lead, at=at)
    return case


def appealed(cast, script, *, at):
    """An appeal against a result, as somebody decides it."""
    ref = ask(cast, script, at=at)
    take_review(ref, by=cast.administrator, at=at)
    return review_page(ref, by=cast.administrator, at=at)


def marks_of(script) -> list[int]:
    rows = Result.objects.get(script__ref=script).settlement.marks.order_by("code")
    return [each.mark for each in rows]


def test_marks_that_change_nothing_are_kept_and_read(cast, released, scheme, fresh, anew) -> None:
    assert anew(released, 1, at=AFTER) is Effect.STANDS

    review = Review.objects.get()
    codes = [f"{each.code} {each.title}" for each in scheme.criteria]
    mine = my_review(review.ref, by=cast.participant, at=AFTER)
    assert [(each.name, each.mark, each.counts) for each in mine.anew] == [(name, 1, True) for name in codes]
    assert (all(each.reason for each in mine.anew), mine.anew_comment) == (True, "Read it twice.")
    for who in (fresh, cast.quality_lead, cast.moderator):
        page = review_page(review.ref, by=who, at=AFTER)
        assert (page.anew, page.anew_comment) == (mine.anew, mine.anew_comment)
    record = record_page(released, by=cast.quality_lead, at=AFTER).reviews[0]
    assert ([mark.mark for _, mark in record.marks], record.comment) == ([1] * len(codes), "Read it twice.")
    assert {mark.reason for _, mark in record.marks} == {each.reason for each in mine.anew}
    data = record_data(released, by=cast.moderator, at=AFTER)
    is_whole(data)
    assert [each["mark"] for each in data["reviews"][0]["marks"]] == [1] * len(codes)
    assert statements_of(lambda: my_review(review.ref, by=cast.participant, at=AFTER)) <= 12


def test_what_waits_for_confirmation_goes_on_waiting(cast, planned, released, scheme, anew) -> None:
    case = decided(cast, released, part_of(planned))
    first = scheme.criteria[0]
    assert to_do(by=cast.quality_lead, at=LATER).rulings == 1

    assert anew(released, 3, at=LATER + DAY) is Effect.CORRECTED

    # Nothing is taken up before somebody confirms it, and it waits for that as before.
    assert set(marks_of(released)) == {3}
    assert is_left(Script.objects.get(ref=released))
    assert to_do(by=cast.quality_lead, at=LATER + DAY).rulings == 1
    call = {"why": "As it was decided.", "by": cast.quality_lead, "at": LATER + 2 * DAY}
    correct_by_case(case, seen=stands(released), **call)
    codes = sorted(each.code for each in scheme.criteria)
    lowest = min(first.marks)
    assert marks_of(released) == [lowest if code == first.code else 3 for code in codes]
    assert to_do(by=cast.quality_lead, at=LATER + 2 * DAY).rulings == 0
    # Whoever sets the decision aside finds what was given last while it counted.
    page = appealed(cast, released, at=LATER + 3 * DAY)
    assert {each.criterion.code: each.counted.mark for each in page.criteria if each.counted} == {first.code: 3}


@pytest.mark.parametrize("which", ["voided", "part"])
def test_marks_that_a_case_leaves_out_are_found_again(cast, planned, marked, scheme, anew, which) -> None:
    decided(cast, marked, VOID if which == "voided" else part_of(planned))
    settle_and_release(cast, planned, marked, 3, at=LATER)
    first = scheme.criteria[0]

    effect = anew(marked, 2, at=LATER)

    # A voided result stays as it is, whatever marks it is given.
    voided = which == "voided"
    assert (effect, Correction.objects.count()) == ((Effect.STANDS, 0) if voided else (Effect.CORRECTED, 1))
    lines = my_review(Review.objects.get().ref, by=cast.participant, at=AFTER).anew
    assert [each.counts for each in lines] == [not voided and each.code != first.code for each in scheme.criteria]
    page = appealed(cast, marked, at=LATER + DAY)
    found = {each.criterion.code: each.counted.mark for each in page.criteria if each.counted}
    assert found == dict.fromkeys([each.code for each in scheme.criteria] if voided else [first.code], 2)
    if voided:
        return
    # Once other marks were judged since, these are found.
    case = page.bearing[0].case
    aside = Decision(Effect.CORRECTED, WORDS, a_sheet_of(scheme, 3), (case,))
    decide_review(page.row.ref, aside, by=cast.administrator, at=LATER + DAY, seen=stands(marked))
    again = decided(cast, marked, part_of(planned), at=LATER + 2 * DAY)
    correct_by_case(again, why="Once more.", by=cast.quality_lead, at=LATER + 3 * DAY, seen=stands(marked))
    seen = review_page(Review.objects.get(kind="appeal").ref, by=cast.administrator, at=LATER + 3 * DAY)
    assert {each.criterion.code: each.counted.mark for each in seen.criteria if each.counted} == {first.code: 3}


def test_a_result_that_a_case_will_void_keeps_what_was_given_anew(cast, planned, released, scheme, anew) -> None:
    case = decided(cast, released, VOID)
    assert anew(released, 3, at=LATER) is Effect.STANDS
    correct_by_case(case, why="As it was decided.", by=cast.quality_lead, at=LATER + DAY, seen=stands(released))

    page = appealed(cast, released, at=LATER + DAY)

    assert {each.counted.mark for each in page.criteria} == {3}
    assert {each.told_before for each in page.criteria} == {
        each["reason"] for each in MarkedAnew.objects.get().sheet.values()
    }
    right = Decision(Effect.CORRECTED, WORDS, a_sheet_of(scheme, 3), (case,))
    call = {"by": cast.administrator, "at": LATER + DAY, "seen": stands(released)}
    assert refused(decide_review, page.row.ref, replace(right, sets_aside=()), **call) == "voided"
    decide_review(page.row.ref, right, **call)
    assert set(marks_of(released)) == {3}
