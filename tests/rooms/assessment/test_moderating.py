"""Settling with reasons, and telling results once."""

from __future__ import annotations

from dataclasses import asdict, replace

import pytest
from django.core.exceptions import ObjectDoesNotExist

from goldenthread.assessment.actions.marking import finish_marking
from goldenthread.assessment.actions.moderating import accept_agreed, settle_script
from goldenthread.assessment.actions.releasing import release_results
from goldenthread.assessment.models import Result, Script, Settlement, StruckWords
from goldenthread.assessment.queries.moderating import comparison_page, moderated_file, moderation_board
from goldenthread.assessment.queries.releasing import release_board, released_result, result_page
from goldenthread.assessment.types.marking import Mark, MarkSheet
from goldenthread.assessment.types.moderating import SettlementSheet
from goldenthread.assessment.types.words import Outcome, State
from goldenthread.ground.models import AuditEntry, NoticeRow
from goldenthread.ground.types import Refused
from tests.makers.assessment import (
    AFTER,
    full_sheet,
    mark_both,
    more_scripts,
    seat_of,
    settle_and_release,
    state_of,
)
from tests.makers.counting import statements_of

PRIVATE = ("Parveen", "Begum", "castlehill", "Castle Hill", "parveen@")


class TestModerating:
    """Settling with reasons."""

    def settled(self, scheme, mark: int = 3, **feedback: str) -> SettlementSheet:
        return SettlementSheet(full_sheet(scheme, mark), feedback)

    def test_nothing_that_was_given_is_shown_before_both_are_in(self, cast, seated, scheme) -> None:
        finish_marking(seat_of(seated, cast.assessor), full_sheet(scheme), by=cast.assessor, at=AFTER)

        page = comparison_page(seated, by=cast.moderator)

        assert (page.rows, page.judged, page.comparison) == ((), (), None)
        assert getattr(page.why_not, "code", "") == "not_marked"
        assert moderation_board(by=cast.moderator) == ()
        with pytest.raises(Refused):
            settle_script(seated, self.settled(scheme), by=cast.moderator, at=AFTER)
        assert Settlement.objects.count() == 0

    def test_both_sides_are_shown_without_a_name(self, cast, marked, scheme) -> None:
        page = comparison_page(marked, by=cast.moderator)
        (row,) = moderation_board(by=cast.moderator)

        assert page.comparison is not None
        assert [each.mark for each in page.rows[0].marks] == [3, 2]
        assert (page.rows[0].settled.mark, page.rows[0].is_shared, page.rows[0].is_close) == (None, False, True)
        assert page.rows[0].feedback == "It names the problem and backs it."
        assert page.why_not is None
        assert (row.number, row.apart, len(row.totals)) == (page.number, page.comparison.difference, 2)
        said = str(asdict(page)) + str(asdict(row))
        assert not [word for word in (*PRIVATE, "Agnes", "Bernard") if word in said]
        assert b"Parveen" not in moderated_file(marked, by=cast.moderator).content

    def test_settling_keeps_marks_reasons_and_feedback(self, cast, marked, scheme) -> None:
        code = scheme.criteria[0].code

        sheet = replace(self.settled(scheme, 3, **{code: "Say more."}), struck={(1, code), (2, code)})
        judged = settle_script(marked, sheet, by=cast.moderator, at=AFTER)

        row = Settlement.objects.get()
        assert (row.total, row.outcome, row.moderator_id) == (judged.total, "passed", cast.moderator.person_id)
        told = {each.code: each.feedback for each in row.marks.all()}
        assert told.pop(code) == "Say more."
        assert set(told.values()) == {"It names the problem and backs it."}
        assert state_of(marked) is State.SETTLED
        assert AuditEntry.objects.get(did="assessment.settle").facts == {"outcome": "passed", "struck": "2"}
        assert NoticeRow.objects.filter(kind="assessment.settled").count() == 1
        # What was struck out is kept and listed, and stands as it was when the script is settled again.
        page = comparison_page(marked, by=cast.moderator)
        where = f"{code} {scheme.criteria[0].title}"
        assert [(at, said.place, said.words) for at, said in page.struck] == [
            (where, 1, "It names the problem and backs it."),
            (where, 2, "It names the problem and backs it."),
        ]
        assert page.rows[0].feedback == "Say more."
        assert settle_script(marked, sheet, by=cast.moderator, at=AFTER) == judged
        assert Settlement.objects.count() == 1

    def test_words_that_are_neither_told_nor_struck_out_settle_nothing(self, cast, marked, scheme) -> None:
        code = scheme.criteria[0].code
        for struck, wrong in (((), "words_lost"), ({(3, code)}, "nothing_to_strike")):
            sheet = replace(self.settled(scheme, 3, **{code: "Say more."}), struck=set(struck))

            with pytest.raises(Refused) as refused:
                settle_script(marked, sheet, by=cast.moderator, at=AFTER)

            assert refused.value.refusal.code == wrong
        assert (Settlement.objects.count(), StruckWords.objects.count(), state_of(marked)) == (0, 0, State.MARKED)

    def test_it_can_be_settled_again_until_release(self, cast, planned, marked, scheme) -> None:
        settle_script(marked, self.settled(scheme, 2), by=cast.moderator, at=AFTER)
        first = comparison_page(marked, by=cast.moderator).settlement
        settle_script(marked, self.settled(scheme, 3), seen=first, by=cast.moderator, at=AFTER)

        page = comparison_page(marked, by=cast.moderator)
        assert (Settlement.objects.count(), page.rows[0].settled.mark, page.settled_at) == (2, 3, AFTER)
        release_results(planned.window, [marked], by=cast.moderator, at=AFTER)
        assert Result.objects.get().settlement == Settlement.objects.order_by("-id")[0]
        with pytest.raises(Refused):
            settle_script(marked, self.settled(scheme, 1), by=cast.moderator, at=AFTER)
        assert Settlement.objects.count() == 2

    def test_the_same_sent_twice_is_one_settlement(self, cast, marked, scheme) -> None:
        first = settle_script(marked, self.settled(scheme), by=cast.moderator, at=AFTER)
        again = settle_script(marked, self.settled(scheme), by=cast.moderator, at=AFTER)

        assert first == again
        assert Settlement.objects.count() == 1
        assert NoticeRow.objects.filter(kind="assessment.settled").count() == 1

    @pytest.mark.parametrize("who", ["moderator", "quality_lead"])
    def test_a_page_from_before_the_last_settlement_settles_nothing(self, cast, marked, scheme, who: str) -> None:
        settle_script(marked, self.settled(scheme, 2), by=cast.moderator, at=AFTER)

        with pytest.raises(Refused) as refused:
            settle_script(marked, self.settled(scheme, 3), by=getattr(cast, who), at=AFTER)

        assert refused.value.refusal.code == "settled_meanwhile"
        assert "marks." in refused.value.refusal.says
        with pytest.raises(Refused):
            settle_script(marked, SettlementSheet(MarkSheet({})), seen=marked, by=getattr(cast, who), at=AFTER)
        assert Settlement.objects.count() == 1

    def test_results_go_out_as_they_were_looked_at(self, cast, planned, marked, scheme) -> None:
        settle_script(marked, self.settled(scheme, 2), by=cast.moderator, at=AFTER)
        (looked_at,) = release_board(planned.window, by=cast.quality_lead, at=AFTER).ready
        settle_script(marked, self.settled(scheme, 3), seen=looked_at.settlement, by=cast.moderator, at=AFTER)

        with pytest.raises(Refused) as refused:
            release_results(planned.window, [marked], seen=[looked_at.settlement], by=cast.quality_lead, at=AFTER)

        assert refused.value.refusal.code == "settled_meanwhile"
        assert Result.objects.count() == 0
        (newer,) = release_board(planned.window, by=cast.quality_lead, at=AFTER).ready
        assert release_results(planned.window, [marked], seen=[newer.settlement], by=cast.quality_lead, at=AFTER) == 1

    def test_agreed_marks_are_accepted_in_one_press(self, cast, seated, scheme) -> None:
        mark_both(cast, seated, scheme, at=AFTER)
        page = comparison_page(seated, by=cast.moderator)

        judged = accept_agreed(seated, by=cast.moderator, at=AFTER)

        assert page.agreed == judged
        row = Settlement.objects.get()
        assert (row.total, row.outcome, row.moderator_id) == (judged.total, "passed", cast.moderator.person_id)
        assert row.comment == "A clear piece of work."
        assert row.agreed_says == f"The markers’ totals are the same, {row.total}, and stand."
        assert {(each.mark, each.feedback) for each in row.marks.all()} == {(3, "It names the problem and backs it.")}
        assert state_of(seated) is State.SETTLED
        assert AuditEntry.objects.get(did="assessment.accept_agreed").by == str(cast.moderator)
        assert NoticeRow.objects.filter(kind="assessment.settled").count() == 1

    def test_what_was_settled_is_not_undone_by_a_press(self, cast, seated, scheme) -> None:
        mark_both(cast, seated, scheme, at=AFTER)
        settle_script(seated, self.settled(scheme, 2), by=cast.moderator, at=AFTER)

        with pytest.raises(Refused) as refused:
            accept_agreed(seated, by=cast.moderator, at=AFTER)

        assert refused.value.refusal.code == "settled_already"
        assert comparison_page(seated, by=cast.moderator).agreed is None
        assert Settlement.objects.count() == 1

    def test_marks_that_are_only_close_are_chosen_by_hand(self, cast, marked, scheme) -> None:
        with pytest.raises(Refused) as refused:
            accept_agreed(marked, by=cast.moderator, at=AFTER)

        assert refused.value.refusal.code == "not_agreed"
        assert comparison_page(marked, by=cast.moderator).agreed is None
        assert (Settlement.objects.count(), state_of(marked)) == (0, State.MARKED)

    @pytest.mark.parametrize("name", ["assessor", "programme_manager", "inspector", "outsider"])
    def test_others_accept_nothing(self, cast, seated, scheme, name: str) -> None:
        mark_both(cast, seated, scheme, at=AFTER)

        with pytest.raises(Refused):
            accept_agreed(seated, by=getattr(cast, name), at=AFTER)

        assert Settlement.objects.count() == 0

    def test_a_missing_reason_settles_nothing(self, cast, marked, scheme) -> None:
        silent = MarkSheet({c.code: Mark(3) for c in scheme.criteria})

        with pytest.raises(Refused) as refused:
            settle_script(marked, SettlementSheet(silent), by=cast.moderator, at=AFTER)

        assert refused.value.refusal.code == "reason_missing"
        assert (Settlement.objects.count(), state_of(marked)) == (0, State.MARKED)

    @pytest.mark.parametrize(
        ("name", "error"), [("assessor", Refused), ("programme_manager", Refused), ("inspector", Refused)]
    )
    def test_others_settle_nothing(self, cast, marked, scheme, name: str, error: type[Exception]) -> None:
        with pytest.raises(error):
            settle_script(marked, self.settled(scheme), by=getattr(cast, name), at=AFTER)

        assert Settlement.objects.count() == 0

    @pytest.mark.parametrize("name", ["assessor", "participant", "coach", "outsider", "partner_manager"])
    def test_others_see_nothing(self, cast, marked, name: str) -> None:
        who = getattr(cast, name)

        assert moderation_board(by=who) == ()
        for attempt in (lambda: comparison_page(marked, by=who), lambda: moderated_file(marked, by=who)):
            with pytest.raises(Script.DoesNotExist):
                attempt()

    def test_the_board_asks_the_same_number_of_questions(self, cast, planned, marked, scheme, at) -> None:
        one = statements_of(lambda: moderation_board(by=cast.moderator))
        more_scripts(cast, planned, 2, at=at)
        for row in Script.objects.filter(state="allocated"):
            mark_both(cast, row.ref, scheme, 3, 0, at=AFTER)

        board = moderation_board(by=cast.moderator)

        assert [row.is_split for row in board] == [True, True, False]
        assert statements_of(lambda: moderation_board(by=cast.moderator)) == one


class TestReleasing:
    """Telling results."""

    def test_the_board_says_what_is_ready_and_why_not(self, cast, planned, marked, scheme) -> None:
        before = release_board(planned.window, by=cast.quality_lead, at=AFTER)
        settle_script(marked, SettlementSheet(full_sheet(scheme)), by=cast.moderator, at=AFTER)
        after = release_board(planned.window, by=cast.quality_lead, at=AFTER)

        assert [str(row.why_not) for row in before.waiting] == [
            "A moderator has not settled it. It can be released once it is settled."
        ]
        assert (before.ready, [row.outcome for row in after.ready]) == ((), [Outcome.PASSED])
        assert after.may_release
        assert not [word for word in PRIVATE if word in str(asdict(after))]

    def test_releasing_tells_the_participant_and_posts_a_notice(self, cast, planned, marked) -> None:
        with pytest.raises(Result.DoesNotExist):
            result_page(marked, by=cast.participant)

        settle_and_release(cast, planned, marked, at=AFTER)

        row = Result.objects.get()
        assert (row.outcome, row.released_by_id, row.released_at) == ("passed", cast.quality_lead.person_id, AFTER)
        assert state_of(marked) is State.RELEASED
        notice = NoticeRow.objects.get(kind="assessment.released")
        assert notice.facts == {
            "result": str(row.ref),
            "script": str(marked),
            "enrolment": str(planned.enrolled.ref),
        }
        assert AuditEntry.objects.get(did="assessment.release").facts == {"outcome": "passed"}
        page = result_page(marked, by=cast.participant)
        assert (page.outcome, page.title, page.criteria[0].mark) == (Outcome.PASSED, "Brookside Academy", 3)
        assert page.criteria[0].feedback == "It names the problem and backs it."
        (out,) = release_board(planned.window, by=cast.quality_lead, at=AFTER).released
        assert out.released_at == AFTER
        told = released_result(row.ref)
        assert (told.name, told.outcome, told.enrolment) == ("Parveen Begum", Outcome.PASSED, planned.enrolled.ref)

    def test_all_go_out_or_none(self, cast, planned, marked, scheme, at) -> None:
        settle_script(marked, SettlementSheet(full_sheet(scheme)), by=cast.moderator, at=AFTER)
        more_scripts(cast, planned, 1, at=at)
        both = list(Script.objects.values_list("ref", flat=True))

        with pytest.raises(Refused) as refused:
            release_results(planned.window, both, by=cast.quality_lead, at=AFTER)

        assert refused.value.refusal.code == "not_settled"
        assert Result.objects.count() == 0

    def test_what_cannot_be_released_is_not(self, cast, planned, marked, scheme) -> None:
        settle_script(marked, SettlementSheet(full_sheet(scheme)), by=cast.moderator, at=AFTER)

        for by, scripts, error in (
            (cast.assessor, [marked], Refused),
            (cast.partner_manager, [marked], Refused),
            (cast.quality_lead, [], Refused),
            (cast.quality_lead, [planned.window], ObjectDoesNotExist),
        ):
            with pytest.raises(error):
                release_results(planned.window, scripts, by=by, at=AFTER)
        assert Result.objects.count() == 0

    def test_a_second_click_releases_nothing_twice(self, cast, planned, marked) -> None:
        settle_and_release(cast, planned, marked, at=AFTER)

        with pytest.raises(Refused) as refused:
            release_results(planned.window, [marked], by=cast.quality_lead, at=AFTER)

        assert refused.value.refusal.code == "already_released"
        assert Result.objects.count() == 1

    @pytest.mark.parametrize("name", ["outside_participant", "sponsor", "assessor", "programme_manager", "outsider"])
    def test_nobody_else_reads_a_result(self, cast, planned, marked, name: str) -> None:
        settle_and_release(cast, planned, marked, at=AFTER)

        with pytest.raises(Result.DoesNotExist):
            result_page(marked, by=getattr(cast, name))

    def test_a_fail_is_told_as_a_fail(self, cast, planned, marked) -> None:
        settle_and_release(cast, planned, marked, 0, at=AFTER)

        assert result_page(marked, by=cast.participant).outcome is Outcome.FAILED


def test_nothing_is_accepted_before_every_marking_is_finished(cast, seated) -> None:
    with pytest.raises(Refused) as refused:
        accept_agreed(seated, by=cast.moderator, at=AFTER)

    assert refused.value.refusal.code == "not_marked"
