"""A result on which a decided case bears: corrected, questioned, and appealed against."""

from __future__ import annotations

from dataclasses import asdict, replace
from datetime import timedelta

import pytest

from goldenthread.assessment.actions.answering_case import answer_case
from goldenthread.assessment.actions.cases import decide_case
from goldenthread.assessment.actions.correcting import correct_result
from goldenthread.assessment.actions.foreseeing import foresee_review
from goldenthread.assessment.actions.reviewing import decide_review, take_review
from goldenthread.assessment.models import CaseDecision, Correction, Result, Review, Script
from goldenthread.assessment.queries.case_effects import is_left
from goldenthread.assessment.queries.cases import case_page
from goldenthread.assessment.queries.my_cases import my_case
from goldenthread.assessment.queries.records import record_page
from goldenthread.assessment.queries.releasing import (
    result_page,
)
from goldenthread.assessment.queries.reviewing import (
    my_review,
    review_page,
)
from goldenthread.assessment.queries.waiting import to_do
from goldenthread.assessment.rules.cases import SET_ASIDE
from goldenthread.assessment.types.briefing import GivenFile
from goldenthread.assessment.types.marking import Mark, MarkSheet
from goldenthread.assessment.types.moderating import SettlementSheet
from goldenthread.assessment.types.reviewing import Decision, Effect
from goldenthread.ground.models import AuditEntry
from goldenthread.programmes.types import ReviewKind
from tests.makers.assessment import AFTER, settle_and_release
from tests.makers.cases import VOID, hear, part_of, suspect, write_to
from tests.makers.handing import an_assessor, train
from tests.makers.questioning import WORDS, a_sheet_of, ask, refused, stands

DAY = timedelta(days=1)
LATER = AFTER + DAY
K = ReviewKind


class TestCases:
    """What a decided case did to a result, it goes on doing."""

    @pytest.mark.parametrize("which", ["voided", "part"])
    def test_a_correction_does_not_undo_a_case(self, cast, planned, marked, scheme, which) -> None:
        case = suspect(cast, marked, at=AFTER)
        write_to(cast, case, at=AFTER)
        hear(cast, case, at=LATER)
        decided = VOID if which == "voided" else part_of(planned)
        decide_case(case, decided, by=cast.quality_lead, at=LATER + 2 * DAY)
        settle_and_release(cast, planned, marked, 2, at=LATER + 2 * DAY)
        call = {"why": WORDS, "by": cast.moderator, "at": LATER + 3 * DAY, "seen": stands(marked)}

        if which == "voided":
            assert refused(correct_result, marked, a_sheet_of(scheme), **call) == "voided"
            return
        correct_result(marked, a_sheet_of(scheme), **call)

        first = scheme.criteria[0]
        marks = {each.code: each.mark for each in Result.objects.get().settlement.marks.all()}
        assert (marks.pop(first.code), set(marks.values())) == (min(first.marks), {3})
        # What is sent twice is one; what changes nothing that counts is refused.
        assert correct_result(marked, a_sheet_of(scheme), **call).total == Result.objects.get().total
        assert refused(correct_result, marked, a_sheet_of(scheme), **{**call, "seen": stands(marked)}) == (
            "nothing_counts"
        )

    @pytest.mark.parametrize("which", ["voided", "part"])
    def test_an_appeal_sets_a_decision_aside(self, cast, planned, marked, scheme, which) -> None:
        case = suspect(cast, marked, at=AFTER)
        write_to(cast, case, at=AFTER)
        file = GivenFile(b"An earlier text.", "Parveen.txt")
        answer_case(case, "I, Parveen Begum, wrote it at Castle Hill.", file=file, by=cast.participant, at=AFTER)
        hear(cast, case, at=LATER)
        decide_case(case, VOID if which == "voided" else part_of(planned), by=cast.quality_lead, at=LATER + 2 * DAY)
        settle_and_release(cast, planned, marked, 3, at=LATER + 2 * DAY)
        asked = LATER + 2 * DAY
        ref = ask(cast, marked, at=asked)
        call = {"by": cast.administrator, "at": asked, "seen": stands(marked)}
        # Whoever decided the case does not decide about it, nor counts it among what waits.
        assert refused(take_review, ref, by=cast.quality_lead, at=asked) == "involved_before"
        assert to_do(by=cast.quality_lead, at=asked).reviews == 0
        take_review(ref, by=cast.administrator, at=asked)
        page = review_page(ref, by=cast.administrator, at=asked)
        first, *others = page.criteria
        (bearing,) = page.bearing
        (shown,) = page.cases
        assert (bearing.case, shown.files) == (case, 1)
        assert [each.kind.value for each in shown.entries] == ["letter", "answer", "hearing", "notes"]
        assert (shown.decided.reasons, shown.entries[1].text) == (VOID.reasons, "I, [name], wrote it at [name].")
        assert not [word for word in ("Parveen", "Castle") if word in str(asdict(page))]
        for who in (cast.quality_lead, cast.moderator, cast.programme_manager):
            assert review_page(ref, by=who, at=asked).cases == ()
        counted = first.stands if which == "voided" else first.counted
        assert (counted.mark, {each.counted for each in others}) == (3, {None})
        kept = Decision(Effect.CORRECTED, WORDS, a_sheet_of(scheme))
        if which == "part":
            only = {each.criterion.code: each.stands for each in page.criteria} | {first.criterion.code: Mark(3, WORDS)}
            nothing = replace(kept, settled=SettlementSheet(MarkSheet(only, page.comment)))
            assert refused(decide_review, ref, nothing, **call) == "nothing_counts"
            assert "do not count, by the decision" in foresee_review(ref, kept, **call).kept_out
        else:
            assert refused(decide_review, ref, kept, **call) == "voided"
        aside = replace(kept, sets_aside=(case,))
        assert refused(decide_review, ref, replace(aside, effect=Effect.STANDS), **call) == "aside_corrects"
        assert refused(decide_review, ref, replace(aside, sets_aside=(ref,)), **call) == "nothing_to_set_aside"

        assert decide_review(ref, aside, **call) is Effect.CORRECTED

        row, decided = Result.objects.get(), CaseDecision.objects.get()
        assert (row.outcome, {each.mark for each in row.settlement.marks.all()}) == ("passed", {3})
        assert (decided.set_aside_by, decided.reasons) == (Review.objects.get(), VOID.reasons)
        assert AuditEntry.objects.get(did="assessment.set_ruling_aside").facts == {
            "case": str(case),
            "effect": decided.effect,
        }
        shown = result_page(marked, by=cast.participant)
        assert (shown.ruling, "does not count" in str(asdict(shown))) == (None, False)
        told = my_case(case, by=cast.participant, at=asked).decided
        assert (told.says, told.told_title) == (SET_ASIDE, "This decision was set aside after your appeal")
        assert case_page(case, by=cast.programme_manager).decided.title == "Set aside after an appeal"
        assert not case_page(case, by=cast.programme_manager).is_left
        told = "The result is corrected; the decision of a case no longer bears on it"
        assert my_review(ref, by=cast.participant, at=LATER).line.effect_name == told
        assert record_page(marked, by=cast.administrator, at=asked).reviews[0].line.effect_name == told

    def test_what_a_result_does_not_have_yet_is_set_aside_and_it_stands(self, cast, planned, released, scheme) -> None:
        case = suspect(cast, released, at=AFTER)
        write_to(cast, case, at=AFTER)
        hear(cast, case, at=LATER)
        decide_case(case, part_of(planned), by=cast.quality_lead, at=LATER + 2 * DAY)
        ref = ask(cast, released, at=LATER + 2 * DAY)
        take_review(ref, by=cast.administrator, at=LATER + 2 * DAY)
        call = {"by": cast.administrator, "at": LATER + 2 * DAY, "seen": stands(released)}
        aside = Decision(Effect.STANDS, WORDS, a_sheet_of(scheme), (case,))
        assert refused(decide_review, ref, replace(aside, effect=Effect.CORRECTED), **call) == "aside_corrects"

        assert decide_review(ref, aside, **call) is Effect.STANDS

        assert (Correction.objects.count(), is_left(Script.objects.get(ref=released))) == (0, False)

    @pytest.mark.parametrize("which", ["voided", "part"])
    def test_marks_given_anew_are_compared_by_what_counts(self, cast, planned, marked, scheme, at, which) -> None:
        fresh = an_assessor(cast, "Fiona Gray", at=at)
        train(cast, planned, fresh, at=at)
        case = suspect(cast, marked, at=AFTER)
        write_to(cast, case, at=AFTER)
        hear(cast, case, at=LATER)
        decide_case(case, VOID if which == "voided" else part_of(planned), by=cast.quality_lead, at=LATER + 2 * DAY)
        settle_and_release(cast, planned, marked, 3, at=LATER + 2 * DAY)
        ref = ask(cast, marked, K.ENQUIRY, "scheme", at=LATER + 2 * DAY)
        take_review(ref, by=fresh, at=LATER + 2 * DAY)
        given = Decision(Effect.STANDS, WORDS, a_sheet_of(scheme, 2 if which == "voided" else 3))

        effect = decide_review(ref, given, by=fresh, at=LATER + 2 * DAY, seen=stands(marked))

        assert (effect, Correction.objects.count()) == (Effect.STANDS, 0)
