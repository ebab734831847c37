"""Training, deadlines, and how many mark each script: what a policy asks for is asked for at every moment."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from goldenthread.assessment.actions.allocating import allocate
from goldenthread.assessment.actions.deadlines import set_marking_due
from goldenthread.assessment.actions.marking import finish_marking, save_draft
from goldenthread.assessment.actions.proposing import accept_proposal, ask_proposal
from goldenthread.assessment.queries.allocating import allocation_page
from goldenthread.assessment.queries.marking import marking_page
from goldenthread.assessment.queries.marking_board import marking_board
from goldenthread.assessment.queries.proposed import proposal_page
from goldenthread.assessment.types.marking import MarkSheet
from goldenthread.assessment.types.marking_board import BoardFilter
from goldenthread.assessment.types.words import State
from goldenthread.ground.models import AuditEntry
from goldenthread.ground.types import Refused
from tests.makers.assessment import AFTER, full_sheet, mark_both, seat_both, seat_of, state_of
from tests.makers.handing import an_assessor, marking_by, train


def propose(cast, planned):
    """Ask, and look at what comes."""
    ref = ask_proposal(planned.window, by=cast.quality_lead, at=AFTER)
    return ref, proposal_page(ref, by=cast.quality_lead)


class TestTraining:
    """No order of events lets an untrained marker mark."""

    def test_a_seat_needs_training_and_so_does_every_mark(self, cast, planned, script, scheme, at) -> None:
        marking_by(cast, planned, at=at, needs_training=True)
        with pytest.raises(Refused) as refused:
            seat_both(cast, planned, script, at=AFTER)
        assert refused.value.refusal.code == "not_trained"
        train(cast, planned, cast.assessor, cast.second_assessor, until_on=AFTER.date())
        seat_both(cast, planned, script, at=AFTER)
        seat, later = seat_of(script, cast.assessor), AFTER + timedelta(days=1)
        save_draft(seat, MarkSheet({}, "So far"), by=cast.assessor, at=AFTER)

        assert marking_page(seat, by=cast.assessor, at=AFTER).why_not is None
        page = marking_page(seat, by=cast.assessor, at=later)
        assert page.why_not is not None
        assert (page.why_not.code, page.sheet.comment) == ("not_trained", "So far")
        for attempt in (save_draft, finish_marking):
            with pytest.raises(Refused) as late:
                attempt(seat, full_sheet(scheme), by=cast.assessor, at=later)
            assert late.value.refusal.code == "not_trained"
        finish_marking(seat, full_sheet(scheme), by=cast.assessor, at=AFTER)
        row = allocation_page(planned.window, by=cast.quality_lead, at=later).rows[0]
        assert [place.why_not for place in row.places] == ["", "Their training does not hold on that day."]

    def test_a_policy_may_ask_for_three(self, cast, planned, script, scheme, at) -> None:
        marking_by(cast, planned, at=at, markers=3)
        third = an_assessor(cast, "Chidi Third")
        ref, page = propose(cast, planned)
        assert page.seats == 3
        accept_proposal(ref, by=cast.quality_lead, at=AFTER)

        mark_both(cast, script, scheme, at=AFTER)
        assert state_of(script) is State.ALLOCATED
        finish_marking(seat_of(script, third), full_sheet(scheme), by=third, at=AFTER)
        assert state_of(script) is State.MARKED
        with pytest.raises(Refused) as refused:
            allocate(planned.window, {(script, 4): third.person}, by=cast.quality_lead, at=AFTER)
        assert refused.value.refusal.code == "no_such_seat"


class TestDue:
    """By when a window is to be marked."""

    def test_a_window_in_which_nothing_was_handed_in_has_no_rows(self, cast, planned) -> None:
        page = allocation_page(planned.window, by=cast.quality_lead, at=AFTER)

        assert (page.rows, page.scripts, page.empty, page.pages) == ((), 0, 0, 1)

    def test_it_is_the_policy_s_day_or_one_of_its_own(self, cast, planned, script) -> None:
        assert allocation_page(planned.window, by=cast.quality_lead, at=AFTER).due_on == date(2026, 3, 2)

        set_marking_due(planned.window, date(2026, 3, 9), why="A strike", by=cast.quality_lead, at=AFTER)

        assert allocation_page(planned.window, by=cast.quality_lead, at=AFTER).due_on == date(2026, 3, 9)
        assert AuditEntry.objects.get(did="assessment.set_marking_due").facts == {"due_on": "2026-03-09"}
        board = marking_board(BoardFilter(), by=cast.quality_lead, at=AFTER)
        assert (board.windows[0].due_on, board.rows[0].due_on) == (date(2026, 3, 9), date(2026, 3, 9))
        for day, why, by, code in (
            (date(2026, 2, 1), "Too early", cast.quality_lead, "due_before_closing"),
            (date(2026, 3, 9), "", cast.quality_lead, "no_reason"),
            (date(2026, 3, 9), "Strike", cast.inspector, "not_yours_to_run"),
        ):
            with pytest.raises(Refused) as refused:
                set_marking_due(planned.window, day, why=why, by=by, at=AFTER)
            assert refused.value.refusal.code == code
