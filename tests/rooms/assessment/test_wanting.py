"""One more marking is wanted: a seat of its own, somebody who has not marked it, and no result until it is in."""

from __future__ import annotations

from datetime import timedelta

import pytest

from goldenthread.assessment.actions.allocating import allocate
from goldenthread.assessment.actions.marking import finish_marking
from goldenthread.assessment.actions.moderating import settle_script
from goldenthread.assessment.actions.proposing import accept_proposal, ask_proposal
from goldenthread.assessment.actions.wanting import want_marking
from goldenthread.assessment.models import Allocation, Marking, Script, ScriptStep, Want, Window
from goldenthread.assessment.queries.allocating import allocation_page, seats_page
from goldenthread.assessment.queries.marking_board import marking_board
from goldenthread.assessment.queries.wanting import holds_of_wants
from goldenthread.assessment.types.marking_board import BoardFilter
from goldenthread.assessment.types.moderating import SettlementSheet
from goldenthread.assessment.types.words import State, WantReason, WhyEnded
from goldenthread.ground.models import AuditEntry, NoticeRow
from goldenthread.ground.types import Refused
from goldenthread.people.actions.membership import bring_in
from goldenthread.people.queries.acting import actor_by_email
from goldenthread.people.types import Duty
from tests.makers.assessment import AFTER, OPENS, full_sheet, seat_of, state_of
from tests.makers.counting import statements_of

LATER = AFTER + timedelta(days=1)


@pytest.fixture
def third(cast):
    email = "third@marking.example"
    place = cast.provider.ref
    bring_in(name="Chidi Third", email=email, duty=Duty.ASSESSOR, place=place, by=cast.administrator, at=OPENS)
    return actor_by_email(email)


def want(cast, script, reason=WantReason.RE_MARK, *, at=LATER) -> int:
    return want_marking([Script.objects.get(ref=script)], reason, by=cast.quality_lead, at=at, why="Looked at again")


class TestWanting:
    """Asking for one more marking."""

    def test_a_marked_script_gets_one_more_seat_and_waits_for_it(self, cast, planned, marked) -> None:
        row = Script.objects.get(ref=marked)

        wanted = want_marking([row], WantReason.RE_MARK, by=cast.quality_lead, at=LATER, why=" Looked at again ")

        made = Want.objects.get()
        assert (wanted, row.state, state_of(marked)) == (1, "allocated", State.ALLOCATED)
        assert (made.seat, made.reason, made.why, made.wanted_by_id, made.wanted_at, made.met_by) == (
            3,
            "re_mark",
            "Looked at again",
            cast.quality_lead.person_id,
            LATER,
            None,
        )
        assert ScriptStep.objects.latest("pk").event == "want"
        assert AuditEntry.objects.get(did="assessment.want_marking").facts == {"wanted": "re_mark"}
        assert NoticeRow.objects.get(kind="assessment.marking_wanted").facts == {"window": str(planned.window)}

    def test_a_reason_wants_once_and_two_reasons_twice(self, cast, marked) -> None:
        assert [want(cast, marked), want(cast, marked), want(cast, marked, WantReason.APPEAL)] == [1, 0, 1]
        assert list(Want.objects.order_by("seat").values_list("seat", "reason")) == [(3, "re_mark"), (4, "appeal")]

    @pytest.mark.parametrize(("state", "code"), [("begun", "not_handed_in"), ("released", "released")])
    def test_nothing_is_wanted_before_or_after(self, cast, marked, state: str, code: str) -> None:
        Script.objects.filter(ref=marked).update(state=state)

        with pytest.raises(Refused) as refused:
            want(cast, marked)

        assert (refused.value.refusal.code, Want.objects.count(), state_of(marked).value) == (code, 0, state)

    def test_it_is_met_by_somebody_who_has_not_marked_it(self, cast, planned, marked, scheme, third) -> None:
        want(cast, marked)
        window = Window.objects.get(ref=planned.window)
        with pytest.raises(Refused) as refused:
            allocate(planned.window, {(marked, 3): cast.assessor.person}, by=cast.quality_lead, at=LATER)
        assert refused.value.refusal.code == "same_marker_twice"
        with pytest.raises(Refused) as refused:
            allocate(planned.window, {(marked, 4): third.person}, by=cast.quality_lead, at=LATER)
        assert refused.value.refusal.code == "no_such_seat"
        assert [hold.code for hold in holds_of_wants(window, LATER)] == ["marking_wanted"]
        seats = seats_page(marked, by=cast.quality_lead, at=LATER)
        assert ([line.name for line in seats.possible], len(seats.holders)) == (["Chidi Third"], 3)
        assert allocation_page(planned.window, by=cast.quality_lead, at=LATER).empty == 1
        (row,) = marking_board(BoardFilter(), by=cast.quality_lead, at=LATER).rows
        assert (row.empty, row.wanted) == (1, "to be marked again")

        allocate(planned.window, {(marked, 3): third.person}, by=cast.quality_lead, at=LATER)
        assert allocation_page(planned.window, by=cast.quality_lead, at=LATER).empty == 0
        finish_marking(seat_of(marked, third), full_sheet(scheme), by=third, at=LATER)

        assert Want.objects.get().met_by == Marking.objects.get(allocation__seat=3)
        assert (state_of(marked), holds_of_wants(window, LATER)) == (State.MARKED, ())

    def test_the_script_waits_whoever_finishes_first(self, cast, planned, seated, scheme, third) -> None:
        want(cast, seated)
        allocate(planned.window, {(seated, 3): third.person}, by=cast.quality_lead, at=LATER)

        states = []
        for who in (third, cast.assessor, cast.second_assessor):
            finish_marking(seat_of(seated, who), full_sheet(scheme), by=who, at=LATER)
            states.append(state_of(seated))

        assert states == [State.ALLOCATED, State.ALLOCATED, State.MARKED]

    def test_what_was_settled_is_kept(self, cast, marked, scheme) -> None:
        settle_script(marked, SettlementSheet(full_sheet(scheme, 3)), by=cast.moderator, at=AFTER)

        want(cast, marked)

        assert state_of(marked) is State.ALLOCATED
        assert Script.objects.get(ref=marked).settlements.count() == 1

    def test_a_marking_that_was_set_aside_is_replaced_at_its_seat(self, cast, planned, marked, third) -> None:
        ended = Allocation.objects.filter(script__ref=marked, marker_id=cast.assessor.person_id)
        ended.update(ended_at=LATER, why_ended=WhyEnded.CANNOT_MARK.value)
        want(cast, marked)

        assert Want.objects.get().seat == 1
        with pytest.raises(Refused) as refused:
            allocate(planned.window, {(marked, 1): cast.assessor.person}, by=cast.quality_lead, at=LATER)
        assert refused.value.refusal.code == "conflict_of_interest"
        # A proposal knows it too: nobody but the third person is left for it.
        proposal = ask_proposal(planned.window, by=cast.quality_lead, at=LATER)
        assert accept_proposal(proposal, by=cast.quality_lead, at=LATER) == 1
        assert Allocation.objects.current().get(seat=1).marker_id == third.person_id

    def test_a_proposal_fills_wanted_seats(self, cast, planned, marked, third) -> None:
        want(cast, marked)

        proposal = ask_proposal(planned.window, by=cast.quality_lead, at=LATER)

        assert accept_proposal(proposal, by=cast.quality_lead, at=LATER) == 1
        assert Allocation.objects.current().get(seat=3).marker_id == third.person_id

    def test_holds_take_one_statement(self, cast, planned, marked) -> None:
        window = Window.objects.get(ref=planned.window)
        none = statements_of(lambda: holds_of_wants(window, LATER))
        want(cast, marked)
        want(cast, marked, WantReason.APPEAL)

        assert statements_of(lambda: holds_of_wants(window, LATER)) == none == 1
