"""What cases do to results: an open one keeps a result in, a decided one is felt in it."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from goldenthread.assessment.actions.cases import (
    decide_case,
    drop_case,
)
from goldenthread.assessment.actions.moderating import settle_script
from goldenthread.assessment.actions.releasing import release_results
from goldenthread.assessment.models import (
    Case,
    CaseEffect,
    Result,
    Script,
    Settlement,
    Window,
)
from goldenthread.assessment.queries.cases import case_list, case_page, holds_of_cases
from goldenthread.assessment.queries.my_cases import my_case
from goldenthread.assessment.queries.records import record_page
from goldenthread.assessment.queries.releasing import release_board, result_page
from goldenthread.assessment.types.cases import (
    Effect,
    NewDecision,
)
from goldenthread.assessment.types.moderating import SettlementSheet
from goldenthread.assessment.types.words import Outcome
from goldenthread.ground.models import AuditEntry
from tests.makers.assessment import AFTER, full_sheet, settle_and_release
from tests.makers.cases import A_DAY, VOID, hear, part_of, report, suspect, write_to

LATER = AFTER + timedelta(days=3)


@pytest.fixture
def decided(cast, planned, marked):
    """Decide a case about the script that is marked, and release its result."""

    def decide(*decisions: NewDecision) -> None:
        for decision in decisions:
            case = suspect(cast, marked, at=AFTER)
            write_to(cast, case, at=AFTER)
            hear(cast, case, at=AFTER + A_DAY)
            decide_case(case, decision, by=cast.quality_lead, at=LATER)
        settle_and_release(cast, planned, marked, at=LATER)

    return decide


class TestResults:
    """An open case keeps a result in; a decided one is felt in it."""

    def test_where_the_result_is_out_already_the_case_says_so_and_keeps_nothing_in(self, cast, planned, marked) -> None:
        early = suspect(cast, marked, at=AFTER)
        write_to(cast, early, at=AFTER)
        page, mine = case_page(early, by=cast.quality_lead), my_case(early, by=cast.participant, at=AFTER)
        assert (page.outcome, page.out_since, mine.is_out, mine.outcome) == (None, None, False, None)
        assert [row.is_out for row in case_list(by=cast.quality_lead).rows] == [False]
        drop_case(early, "Nothing in it.", by=cast.quality_lead, at=AFTER)
        settle_and_release(cast, planned, marked, at=AFTER)

        case = suspect(cast, marked, at=LATER)
        write_to(cast, case, at=LATER)

        result = Result.objects.get()
        page, mine = case_page(case, by=cast.quality_lead), my_case(case, by=cast.participant, at=LATER)
        assert (page.outcome.value, page.out_since) == (result.outcome, result.released_at)
        assert (mine.is_out, mine.outcome.value) == (True, result.outcome)
        assert {row.is_out for row in case_list(by=cast.quality_lead).rows} == {True}

    def test_an_open_case_keeps_its_script_in_and_no_other(self, cast, planned, marked, scheme) -> None:
        window = Window.objects.get(ref=planned.window)
        before = release_board(planned.window, by=cast.moderator, at=AFTER)
        told = record_page(marked, by=cast.moderator, at=AFTER)
        case = report(cast, marked, at=AFTER)

        # Whoever is still to settle it learns of no case; those who run assessment do at once.
        assert holds_of_cases(window, AFTER) == ()
        assert release_board(planned.window, by=cast.moderator, at=AFTER) == before
        assert record_page(marked, by=cast.moderator, at=AFTER) == told
        board = release_board(planned.window, by=cast.quality_lead, at=AFTER)
        row = board.rows[0]
        assert (row.case, [each.says for each in row.reasons]) == (case, ["A moderator has not settled it."])
        assert "A case is open." in {kind.says for kind in board.held}
        settle_script(marked, SettlementSheet(full_sheet(scheme)), by=cast.moderator, at=AFTER)

        (hold,) = holds_of_cases(window, AFTER)

        assert (hold.script_id, hold.code) == (Script.objects.get(ref=marked).pk, "open_case")
        (others,) = release_board(planned.window, by=cast.moderator, at=AFTER).rows
        assert (others.case, [each.code for each in others.reasons]) == (None, ["open_case"])
        (row,) = release_board(planned.window, by=cast.quality_lead, at=AFTER).rows
        assert (row.case, row.reasons, row.why_not.code) == (case, (), "held")
        write_to(cast, case, at=AFTER)
        hear(cast, case, at=AFTER + A_DAY)
        assert len(holds_of_cases(window, AFTER)) == 1
        decide_case(case, VOID, by=cast.quality_lead, at=LATER)
        assert holds_of_cases(window, AFTER) == ()

    def test_a_voided_result_goes_out_as_voided_with_its_marks_kept(self, cast, planned, marked, decided) -> None:
        decided(VOID)

        page = result_page(marked, by=cast.participant)
        assert (page.outcome, page.total) == (Outcome.VOIDED, 0)
        assert page.ruling.says[0].startswith("Your result is voided")
        assert page.ruling.case == Case.objects.get().ref
        ruling = CaseEffect.objects.get()
        assert (ruling.before_id, ruling.outcome) == (ruling.after_id, "voided")
        assert Settlement.objects.get().outcome == "passed"
        assert AuditEntry.objects.get(did="assessment.apply_ruling").facts == {"outcome": "voided"}

    def test_marks_that_do_not_count_make_another_settlement(self, cast, planned, marked, decided) -> None:
        decision = part_of(planned)
        decided(decision)

        page = result_page(marked, by=cast.participant)
        first = page.criteria[0]
        assert (first.mark, first.feedback.startswith("This mark does not count")) == (0, True)
        assert {each.mark for each in page.criteria[1:]} == {3}
        assert page.outcome is Outcome.FAILED
        ruling = CaseEffect.objects.get()
        assert (ruling.before.total - ruling.after.total) == 3 * first.criterion.weight
        assert ruling.after.moderator_id == cast.moderator.person_id

    def test_two_decisions_bear_on_one_result_together(self, cast, planned, marked, decided) -> None:
        decided(part_of(planned), VOID)

        page = result_page(marked, by=cast.participant)

        assert page.outcome is Outcome.VOIDED
        assert len(page.ruling.says) == 2

    def test_a_warning_leaves_the_result_as_it_is(self, cast, planned, marked, decided) -> None:
        decided(replace(VOID, effect=Effect.WARNING))

        assert (result_page(marked, by=cast.participant).outcome, CaseEffect.objects.count()) == (Outcome.PASSED, 0)

    @pytest.mark.parametrize("which", ["voided", "part"])
    def test_whoever_releases_sees_what_goes_out(self, cast, planned, marked, scheme, which) -> None:
        case = suspect(cast, marked, at=AFTER)
        write_to(cast, case, at=AFTER)
        hear(cast, case, at=AFTER + A_DAY)
        decide_case(case, VOID if which == "voided" else part_of(planned), by=cast.quality_lead, at=LATER)
        (unsettled,) = release_board(planned.window, by=cast.quality_lead, at=LATER).rows
        assert (unsettled.outcome, unsettled.total) == (None, None)
        settle_script(marked, SettlementSheet(full_sheet(scheme)), by=cast.moderator, at=LATER)

        (row,) = release_board(planned.window, by=cast.quality_lead, at=LATER).rows

        says = "The whole result is voided" if which == "voided" else "The marks on"
        assert row.ruling.startswith(says)
        # Who may not look at marks reads what a decision does, and no more before it is out.
        board = release_board(planned.window, by=cast.programme_manager, at=LATER)
        (unread,) = board.ready
        assert (board.shows_marks, unread.outcome, unread.total, unread.ruling) == (False, None, None, row.ruling)
        release_results(planned.window, [marked], by=cast.quality_lead, at=LATER)
        (out,) = release_board(planned.window, by=cast.quality_lead, at=LATER).rows
        assert (row.outcome, row.total) == (out.outcome, out.total)
        assert release_board(planned.window, by=cast.administrator, at=LATER).rows[0].outcome is out.outcome
        page = result_page(marked, by=cast.participant)
        assert (page.outcome, page.total) == (row.outcome, row.total)
        first = scheme.criteria[0]
        assert [each.startswith(f"{first.code} {first.title}: 0 of") for each in page.why_failed] == (
            [] if which == "voided" else [True]
        )
