"""What a decision would change is foreseen by doing and undoing it: it is exact, and nothing of it is kept."""

from __future__ import annotations

from datetime import timedelta

import pytest

from goldenthread.assessment.actions.foreseeing import foresee_correction, foresee_review, try_case
from goldenthread.assessment.actions.preparing import work_through
from goldenthread.assessment.actions.reviewing import ask_for_review, take_review
from goldenthread.assessment.models import Case, Correction, Result, Review
from goldenthread.assessment.types.moderating import SettlementSheet
from goldenthread.assessment.types.reviewing import Decision, Effect, NewReview
from goldenthread.assessment.types.words import Outcome
from goldenthread.ground.models import AuditEntry, NoticeRow
from goldenthread.ground.types import Refused
from goldenthread.programmes.types import ReviewKind
from tests.makers.assessment import AFTER, full_sheet, settle_and_release
from tests.makers.cases import A_DAY, VOID, hear, suspect, write_to

WORDS = "The second criterion was marked as if the last section were missing."
LATER = AFTER + timedelta(days=1)


def a_sheet_of(scheme, mark: int = 3) -> SettlementSheet:
    sheet = full_sheet(scheme, mark)
    return SettlementSheet(sheet, dict.fromkeys(sheet.marks, "It is clearer than was said."))


def kept() -> tuple[int, int, int]:
    return AuditEntry.objects.count(), NoticeRow.objects.count(), Correction.objects.count()


def test_a_correction_and_a_review_are_foreseen(cast, planned, marked, scheme) -> None:
    settle_and_release(cast, planned, marked, 1, at=AFTER)
    asked = NewReview(ReviewKind.APPEAL, ("procedure",), WORDS)
    ref = ask_for_review(marked, asked, by=cast.participant, at=AFTER, work=work_through)
    take_review(ref, by=cast.administrator, at=AFTER)
    seen, before = Result.objects.get().settlement.ref, kept()
    right = a_sheet_of(scheme)
    lead = {"by": cast.quality_lead, "at": LATER, "seen": seen}
    theirs = lead | {"by": cast.administrator}

    by_hand = foresee_correction(marked, right, why=WORDS, **lead)
    by_review = foresee_review(ref, Decision(Effect.CORRECTED, WORDS, right), **theirs)
    stays = foresee_review(ref, Decision(Effect.STANDS, WORDS), **theirs)

    assert by_hand == by_review
    assert (by_hand.outcome, by_hand.becomes, by_hand.is_corrected) == (Outcome.FAILED, Outcome.PASSED, True)
    assert {(line.before, line.after) for line in by_hand.lines} == {(1, 3)}
    assert by_hand.certificate == "A certificate is made, and the programme is completed"
    assert (stays.total, stays.is_corrected, stays.certificate) == (
        by_hand.total,
        False,
        "There is none, and none is made",
    )
    assert kept() == before
    assert (Review.objects.get().state, Result.objects.get().outcome) == ("taken", "failed")
    with pytest.raises(Refused):
        foresee_correction(marked, right, why="", **lead)


def test_a_decision_on_a_case_is_tried(cast, marked) -> None:
    case = suspect(cast, marked, at=AFTER)
    with pytest.raises(Refused):
        try_case(case, VOID, by=cast.quality_lead, at=LATER)
    write_to(cast, case, at=AFTER)
    hear(cast, case, at=AFTER + A_DAY)
    before = kept()

    try_case(case, VOID, by=cast.quality_lead, at=LATER + A_DAY)

    assert kept() == before
    assert Case.objects.get().state == "heard"
