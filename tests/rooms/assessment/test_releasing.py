"""Nothing goes out that anything keeps in; what is planned goes out by itself, or says why not."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core.exceptions import ObjectDoesNotExist

from goldenthread.assessment.actions.likening import compare_script
from goldenthread.assessment.actions.moderating import settle_script
from goldenthread.assessment.actions.planning_release import (
    _carry_out,
    call_release_off,
    carry_releases_out,
    plan_release,
)
from goldenthread.assessment.actions.preparing import work_through
from goldenthread.assessment.actions.releasing import release_results
from goldenthread.assessment.models import PlannedRelease, Result, Script, ScriptPair, Settlement, Window
from goldenthread.assessment.queries.briefing import window_page
from goldenthread.assessment.queries.readiness import by_kind, feedback_doubts, holds_of, keeping_in
from goldenthread.assessment.queries.releasing import planned_letter, planned_window, release_board
from goldenthread.assessment.queries.waiting import to_do
from goldenthread.assessment.types.moderating import SettlementSheet
from goldenthread.assessment.types.readiness import Hold
from goldenthread.ground.models import AuditEntry, NoticeRow
from goldenthread.ground.types import Refused
from goldenthread.integrations.mail.releasing import letter_about_planned
from goldenthread.people.models import Person
from goldenthread.programmes.types import FeedbackWay, ReleaseRule
from tests.makers.alike import three_scripts
from tests.makers.assessment import AFTER, full_sheet, more_scripts
from tests.makers.counting import statements_of
from tests.makers.handing import policy_with

SOON = AFTER.replace(minute=0) + timedelta(hours=1)
LATER = SOON + timedelta(hours=1)


def window_of(planned) -> Window:
    return Window.objects.select_related("cohort__release").get(ref=planned.window)


def codes(planned, at=AFTER) -> list[str]:
    return [hold.code for hold in holds_of(window_of(planned), at)]


@pytest.fixture
def settled(cast, marked, scheme):
    settle_script(marked, SettlementSheet(full_sheet(scheme, 3)), by=cast.moderator, at=AFTER)
    return marked


def plan(cast, planned, moment=SOON):
    return plan_release(planned.window, moment, by=cast.quality_lead, at=AFTER)


class TestHolds:
    """What keeps results in."""

    def test_nobody_elses_result_goes_out_where_the_policy_releases_whole_windows(
        self, cast, planned, settled, at
    ) -> None:
        more_scripts(cast, planned, 1, at=at)
        assert codes(planned) == ["unmarked"]
        policy_with(cast, planned, at=at, release=ReleaseRule(whole_window=True))

        with pytest.raises(Refused) as refused:
            release_results(planned.window, [settled], by=cast.quality_lead, at=AFTER)

        assert refused.value.refusal.code == "held"
        board = release_board(planned.window, by=cast.quality_lead, at=AFTER)
        assert (board.ready, board.holds_everybody, board.may_correct) == ((), True, True)
        policy_with(cast, planned, at=at + timedelta(days=1), release=ReleaseRule())

    def test_one_that_is_held_keeps_only_itself_in(self, cast, planned, settled, at) -> None:
        more_scripts(cast, planned, 1, at=at)

        assert release_results(planned.window, [settled], by=cast.quality_lead, at=AFTER) == 1

    def test_a_penalty_that_has_changed_is_settled_again(self, planned, settled) -> None:
        assert codes(planned) == []
        Settlement.objects.update(penalty=1)
        assert codes(planned) == ["penalty_changed"]

    def test_feedback_that_stops_is_settled_again(self, cast, planned, marked, scheme, at) -> None:
        policy_with(cast, planned, at=at, release=ReleaseRule(feedback=FeedbackWay.STOPS, least_words=50))
        settle_script(marked, SettlementSheet(full_sheet(scheme, 3)), by=cast.moderator, at=AFTER)

        assert set(codes(planned)) == {"feedback"}
        assert {doubt.number for doubt in feedback_doubts(window_of(planned))} == {Script.objects.get().number}

    def test_scripts_that_are_alike_are_looked_at(self, cast, at) -> None:
        planned, scripts = three_scripts(cast, at=at)
        for script in scripts:
            compare_script(script, at=AFTER, work=work_through)
        assert ScriptPair.objects.exists()
        before = set(codes(planned))
        # The board names them though the policy asks nothing of them.
        board = release_board(planned.window, by=cast.quality_lead, at=AFTER)
        assert (board.pairs_unseen, board.most_alike > 0) == (ScriptPair.objects.count(), True)
        policy_with(cast, planned, at=at, release=ReleaseRule(look_from=1))
        assert set(codes(planned)) - before == {"likeness"}

    def test_holds_are_said_together_and_the_window_first(self, planned) -> None:
        holds = (Hold(2, "a", "A.", "B."), Hold(1, "a", "A.", "B."), Hold(None, "w", "W.", "B."))
        kinds = by_kind(holds, {1: "100", 2: "200"})
        assert [(kind.code, kind.numbers) for kind in kinds] == [("w", ()), ("a", ("100", "200"))]
        assert keeping_in(window_of(planned), [3], holds) == (holds[2],)
        assert keeping_in(window_of(planned), [3], ()) == ()


class TestPlanned:
    """A release at a moment."""

    def test_what_is_planned_waits_for_nobody_and_stands_on_the_page_of_the_window(
        self, cast, planned, settled
    ) -> None:
        by = cast.quality_lead
        assert to_do(by=by, at=AFTER).to_release == 1
        plan(cast, planned)
        page = window_page(planned.window, by=by, at=AFTER)
        assert (to_do(by=by, at=AFTER).to_release, page.planned_for) == (0, SOON)

    def test_it_goes_out_when_its_moment_comes(self, cast, planned, settled) -> None:
        ref = plan(cast, planned)
        assert carry_releases_out(at=AFTER) == 0
        assert not planned_letter(ref).is_out

        assert carry_releases_out(at=SOON) == 1
        assert carry_releases_out(at=LATER) == 0

        assert Result.objects.get().released_by_id == cast.quality_lead.person_id
        row = PlannedRelease.objects.get()
        assert (row.state, row.says) == ("carried_out", "1 result released.")
        letter = letter_about_planned(planned_letter(ref), url="https://example.org")
        assert (letter.subject[:16], letter.paragraphs) == ("Results went out", (row.says,))
        assert planned_window(ref, by=cast.quality_lead) == planned.window
        assert NoticeRow.objects.filter(kind="assessment.planned_release_over").count() == 1

    def test_it_is_held_back_and_says_why(self, cast, planned, settled, at) -> None:
        more_scripts(cast, planned, 1, at=at)
        ref = plan(cast, planned)

        carry_releases_out(at=SOON)

        row = PlannedRelease.objects.get()
        assert (row.state, Result.objects.count()) == ("held_back", 0)
        assert "Marking is not finished" in row.says
        letter = letter_about_planned(planned_letter(ref), url="https://example.org")
        assert letter.subject.startswith("Nothing went out")
        assert letter.paragraphs[0].startswith("Nothing went out")
        assert letter.paragraphs[1] == f"Why: {row.says}"

    def test_it_is_held_back_where_nothing_waits_or_its_planner_left(self, cast, planned) -> None:
        plan(cast, planned)
        carry_releases_out(at=SOON)
        plan(cast, planned, LATER)
        Person.objects.filter(pk=cast.quality_lead.person_id).update(is_active=False)

        carry_releases_out(at=LATER)

        first, second = PlannedRelease.objects.order_by("pk")
        assert (first.state, second.state) == ("held_back", "held_back")
        assert first.says.startswith("No result was waiting")
        assert second.says

    def test_it_is_called_off_once_and_by_those_who_release(self, cast, planned) -> None:
        ref = plan(cast, planned)
        for refused_to in (
            lambda: plan(cast, planned),
            lambda: plan_release(planned.window, SOON, by=cast.assessor, at=AFTER),
            lambda: call_release_off(ref, by=cast.assessor, at=AFTER),
        ):
            with pytest.raises(Refused):
                refused_to()

        call_release_off(ref, by=cast.quality_lead, at=AFTER)
        call_release_off(ref, by=cast.quality_lead, at=AFTER)

        assert PlannedRelease.objects.get().state == "called_off"
        assert carry_releases_out(at=SOON) == 0
        with pytest.raises(ObjectDoesNotExist):
            planned_window(ref, by=cast.participant)


def test_the_board_takes_as_many_statements_for_many(cast, planned, settled, at) -> None:
    def board() -> object:
        return release_board(planned.window, by=cast.quality_lead, at=AFTER)

    few = statements_of(board)
    more_scripts(cast, planned, 2, at=at)

    assert statements_of(board) <= few + 1


def test_a_release_that_another_worker_carried_out_is_left_alone(cast, planned, settled) -> None:
    plan(cast, planned)
    row = PlannedRelease.objects.get()
    carry_releases_out(at=LATER)
    before = (NoticeRow.objects.count(), AuditEntry.objects.count())

    _carry_out(row.pk, at=LATER)

    assert (NoticeRow.objects.count(), AuditEntry.objects.count()) == before
