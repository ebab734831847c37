"""What follows where the result on which parts of a project stand is corrected after they were handed in."""

from __future__ import annotations

from dataclasses import replace
from functools import partial

import pytest

from goldenthread.assessment.actions.carrying import decide_carried
from goldenthread.assessment.actions.correcting import correct_result
from goldenthread.assessment.actions.foreseeing import foresee_carried, foresee_correction
from goldenthread.assessment.actions.handing_in_project import hand_in_project
from goldenthread.assessment.actions.moderating import accept_agreed, settle_script
from goldenthread.assessment.actions.releasing import release_results
from goldenthread.assessment.models import (
    Result,
    Script,
)
from goldenthread.assessment.queries.briefing import window_page
from goldenthread.assessment.queries.carrying import carried_page
from goldenthread.assessment.queries.involved import PARTS, involved_in
from goldenthread.assessment.queries.moderating import comparison_page, moderation_board
from goldenthread.assessment.queries.records import record_page
from goldenthread.assessment.queries.releasing import release_board, result_page
from goldenthread.assessment.queries.waiting import overtaken, to_do
from goldenthread.assessment.types.moderating import SettlementSheet
from goldenthread.assessment.types.telling import Overtaken
from goldenthread.assessment.types.words import Outcome, State
from goldenthread.ground.types import Refused
from goldenthread.programmes.types import ReviewKind
from tests.makers.assessment import REASON, full_sheet, state_of
from tests.makers.resuming import (
    AGAIN,
    MARKED_AGAIN,
    make_resuming,
    mark,
    resume,
    sheet_for,
)


def refused(do) -> str:
    with pytest.raises(Refused) as found:
        do()
    return found.value.refusal.code


@pytest.fixture
def made(cast, at):
    return make_resuming(cast, at=at)


def settled(script):
    return Script.objects.get(ref=script).settlements.latest("pk").ref


class TestTheEarlierResultIsCorrected:
    """After a part was handed in again."""

    @pytest.fixture
    def script(self, cast, made):
        found = resume(cast, made)
        mark(cast, made.later, found, {"2": 2}, at=MARKED_AGAIN)
        return found

    def correct_earlier(self, cast, made, mark: int, at=MARKED_AGAIN, by=None) -> None:
        sheet = full_sheet(made.scheme, 0, **dict.fromkeys(made.stood, mark))
        seen = Result.objects.get(script__ref=made.failed).settlement.ref
        settled = SettlementSheet(sheet)
        why = "A page of it was overlooked."
        correct_result(made.failed, settled, why=why, by=by or cast.moderator, at=at, seen=seen)

    def decide(self, cast, script, *, takes_up: bool, why: str = "It was put right.", by=None) -> None:
        seen = carried_page(script, by=cast.quality_lead).answers
        who = by or cast.quality_lead
        decide_carried(script, takes_up=takes_up, why=why, seen=seen, by=who, at=MARKED_AGAIN)

    def test_nothing_is_settled_or_released_until_it_is_decided_what_follows(self, cast, made, script) -> None:
        accept_agreed(script, by=cast.moderator, at=MARKED_AGAIN)
        self.correct_earlier(cast, made, 2)

        page = carried_page(script, by=cast.quality_lead)
        assert [mark for _, mark in page.corrected[0].marks] == [2, 2]
        assert comparison_page(script, by=cast.moderator).why_not.code == "earlier_corrected"
        sheet = SettlementSheet(sheet_for(script, {"2": 2}))
        settle = partial(settle_script, script, sheet, by=cast.moderator, at=MARKED_AGAIN)
        settle_again = replace(sheet, sheet=sheet_for(script, {"2": 3}))
        again = partial(settle_script, script, settle_again, by=cast.moderator, at=MARKED_AGAIN)
        assert refused(lambda: again(seen=settled(script))) == "earlier_corrected"
        release = partial(release_results, made.later.window, [script], by=cast.quality_lead, at=MARKED_AGAIN)
        assert refused(release) == "held"
        assert refused(lambda: self.decide(cast, script, takes_up=True, by=cast.moderator)) == "not_a_quality_lead"
        assert refused(lambda: self.decide(cast, script, takes_up=True, why="No")) == "no_reason"
        stale = partial(decide_carried, script, takes_up=True, why=REASON, by=cast.quality_lead, at=MARKED_AGAIN)
        assert refused(lambda: stale(seen=script)) == "corrected_again"

        self.decide(cast, script, takes_up=True)
        assert state_of(script) is State.MARKED
        assert [each.totals for each in moderation_board(by=cast.moderator)] == [(8, 8)]
        assert settle(seen=settled(script)).total == 8
        assert refused(lambda: self.decide(cast, script, takes_up=True)) == "nothing_to_decide"
        release()
        assert {each.mark for each in result_page(script, by=cast.participant).criteria} == {2}
        record = record_page(script, by=cast.quality_lead, at=MARKED_AGAIN)
        assert [each.says for each in record.carried.decisions] == [
            "The earlier result was corrected: the corrected marks were taken up"
        ]

    def test_while_the_window_is_open_it_is_handed_in_once_more_on_what_stands_now(self, cast, made) -> None:
        script = resume(cast, made)
        self.correct_earlier(cast, made, 2, at=AGAIN)
        assert carried_page(script, by=cast.quality_lead).is_behind

        receipt = hand_in_project(script, signed=1, knows=True, by=cast.participant, at=AGAIN)
        assert (receipt.version, receipt.is_new) == (2, True)
        assert not carried_page(script, by=cast.quality_lead).is_behind

    def test_what_fell_short_by_it_fails_the_whole(self, cast, made, script) -> None:
        self.correct_earlier(cast, made, 0)
        self.decide(cast, script, takes_up=True)

        sheet = SettlementSheet(sheet_for(script, {"2": 4}))
        judged = settle_script(script, sheet, by=cast.moderator, at=MARKED_AGAIN)
        assert (judged.total, judged.outcome) == (8, Outcome.FAILED)

    def test_what_stood_is_left_as_it_stood(self, cast, made, script) -> None:
        self.correct_earlier(cast, made, 2)
        self.decide(cast, script, takes_up=False)

        assert accept_agreed(script, by=cast.moderator, at=MARKED_AGAIN).total == 10
        assert not carried_page(script, by=cast.moderator).is_behind
        # Corrected once more, it is asked again.
        self.correct_earlier(cast, made, 4)
        assert carried_page(script, by=cast.moderator).is_behind

    def test_a_released_result_is_corrected_with_it(self, cast, made, script) -> None:
        accept_agreed(script, by=cast.moderator, at=MARKED_AGAIN)
        release_results(made.later.window, [script], by=cast.quality_lead, at=MARKED_AGAIN)
        lead, sheet = cast.quality_lead, full_sheet(made.scheme, 0, **dict.fromkeys(made.stood, 1))
        seen = Result.objects.get(script__ref=made.failed).settlement.ref
        why = "A page of it was overlooked."
        told = {"why": why, "by": cast.moderator, "at": MARKED_AGAIN, "seen": seen}
        assert foresee_correction(made.failed, SettlementSheet(sheet), **told).stands_in == 1
        assert to_do(by=lead, at=MARKED_AGAIN).behind == 0
        self.correct_earlier(cast, made, 1)

        # Those who decide find it, and its participant reads that somebody does.
        found = to_do(by=lead, at=MARKED_AGAIN)
        assert (found.behind, overtaken(found, by=lead)) == (1, Overtaken(script, None, 0))
        assert to_do(by=cast.moderator, at=MARKED_AGAIN).behind == 0
        (row,) = release_board(made.later.window, by=lead, at=MARKED_AGAIN).rows
        assert row.is_behind
        assert window_page(made.later.window, by=lead, at=MARKED_AGAIN).overtaken == 1
        assert result_page(script, by=cast.participant).is_behind
        self.decide(cast, script, takes_up=True)
        assert to_do(by=lead, at=MARKED_AGAIN).behind == 0
        assert not result_page(script, by=cast.participant).is_behind

        result = result_page(script, by=cast.participant)
        assert (result.total, result.outcome) == (6, Outcome.FAILED)
        assert [line.before_total for line in result.corrections] == [10]
        # The same marks with other words change nothing more, nor is a voided result brought back.
        Result.objects.filter(script__ref=script).update(outcome=Outcome.VOIDED.value, total=0)
        self.correct_earlier(cast, made, 4)
        self.decide(cast, script, takes_up=True)
        assert Result.objects.get(script__ref=script).outcome == Outcome.VOIDED.value

    def test_it_is_shown_first_what_follows_and_who_acted_decides_no_appeal(self, cast, made, script) -> None:
        seen = carried_page(script, by=cast.quality_lead).answers
        call = {"why": "It was put right.", "by": cast.quality_lead, "at": MARKED_AGAIN}
        assert refused(lambda: foresee_carried(script, takes_up=True, seen=seen, **call)) == "nothing_to_decide"
        self.correct_earlier(cast, made, 2, by=cast.quality_lead)
        call["seen"] = carried_page(script, by=cast.quality_lead).answers
        # What is not out yet is settled and released with it.
        assert foresee_carried(script, takes_up=True, **call) is None
        self.decide(cast, script, takes_up=True)
        accept_agreed(script, by=cast.moderator, at=MARKED_AGAIN)
        release_results(made.later.window, [script], by=cast.moderator, at=MARKED_AGAIN)
        self.correct_earlier(cast, made, 1, by=cast.quality_lead)
        call["seen"] = carried_page(script, by=cast.quality_lead).answers
        row = Script.objects.get(ref=script)
        appeal = (row.pk, ReviewKind.APPEAL)
        assert involved_in([row.pk])[appeal][cast.quality_lead.person_id] == PARTS["carried"]
        assert involved_in([row.pk])[appeal].get(cast.administrator.person_id) is None

        stays = foresee_carried(script, takes_up=False, **call)
        falls = foresee_carried(script, takes_up=True, **call)

        assert (stays.is_corrected, stays.outcome, stays.certificate) == (
            False,
            Outcome.PASSED,
            "It stays as it is, or revoked if it was",
        )
        assert (falls.outcome, falls.becomes, falls.is_corrected) == (Outcome.PASSED, Outcome.FAILED, True)
        assert falls.certificate.startswith("It is revoked")
        assert Result.objects.get(script__ref=script).outcome == "passed"
        self.decide(cast, script, takes_up=True)
        assert involved_in([row.pk])[appeal][cast.quality_lead.person_id] == PARTS["corrected"]

    def test_who_corrected_the_earlier_result_decides_no_appeal(self, cast, made, script) -> None:
        self.correct_earlier(cast, made, 2, by=cast.quality_lead)

        row = Script.objects.get(ref=script)
        found = involved_in([row.pk])[row.pk, ReviewKind.CLERICAL_CHECK]
        assert found[cast.quality_lead.person_id] == found[cast.moderator.person_id] == PARTS["earlier"]

    def test_a_voided_one_has_no_marks_to_take_up(self, cast, made, script) -> None:
        self.correct_earlier(cast, made, 2)
        Result.objects.filter(script__ref=made.failed).update(outcome=Outcome.VOIDED.value)

        assert not carried_page(script, by=cast.quality_lead).may_take_up
        assert refused(lambda: self.decide(cast, script, takes_up=True)) == "earlier_voided"
        self.decide(cast, script, takes_up=False)
        with pytest.raises(Script.DoesNotExist):
            carried_page(made.failed, by=cast.quality_lead)
