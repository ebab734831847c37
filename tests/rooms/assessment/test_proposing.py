"""Proposals: worked out, looked at, taken whole or not at all; and never anybody who may not mark."""

from __future__ import annotations

from dataclasses import asdict
from datetime import timedelta
from uuid import uuid4

import pytest

from goldenthread.assessment.actions import proposing
from goldenthread.assessment.actions.allocating import allocate
from goldenthread.assessment.actions.describing import declare_conflict, end_training
from goldenthread.assessment.actions.dropping_out import stop_marking
from goldenthread.assessment.actions.marking import finish_marking, save_draft
from goldenthread.assessment.actions.proposing import accept_proposal, ask_proposal, put_proposal_away, work_out
from goldenthread.assessment.models import (
    Allocation,
    MarkerAbsence,
    MarkerTraining,
    Proposal,
    ProposedSeat,
    Script,
    Window,
)
from goldenthread.assessment.queries.allocating import allocation_page, seats_page
from goldenthread.assessment.queries.marking_board import marking_board
from goldenthread.assessment.queries.proposed import proposal_of, proposal_page
from goldenthread.assessment.queries.proposing import material
from goldenthread.assessment.queries.waiting import to_do
from goldenthread.assessment.rules import proposing as rules
from goldenthread.assessment.types.describing import HandOn, NewAbsence, NewConflict, Tie
from goldenthread.assessment.types.marking import MarkSheet
from goldenthread.assessment.types.marking_board import BoardFilter
from goldenthread.assessment.types.words import State
from goldenthread.cohorts.actions.accompanying import add_companion
from goldenthread.cohorts.types import Role
from goldenthread.ground.models import AuditEntry, NoticeRow
from goldenthread.ground.rules.states import NoSuchStep
from goldenthread.ground.types import Refused
from goldenthread.people.actions.membership import end_membership
from goldenthread.people.queries.directory import person_card
from tests.makers.assessment import AFTER, INSIDE, full_sheet, more_scripts, seat_of, state_of
from tests.makers.counting import statements_of
from tests.makers.handing import an_assessor, marking_by, takes, train

PRIVATE = ("Parveen", "Begum", "castlehill", "Castle Hill", "parveen@")
STOPPED = NewAbsence(AFTER.date(), None, "Ill", HandOn.ALL)


def propose(cast, planned, at=AFTER):
    """Ask, and look at what comes."""
    ref = ask_proposal(planned.window, by=cast.quality_lead, at=at)
    return ref, proposal_page(ref, by=cast.quality_lead)


def held(script) -> list[tuple[int, int]]:
    """Who has which seat now."""
    rows = Allocation.objects.current().filter(script__ref=script).order_by("seat")
    return list(rows.values_list("seat", "marker_id"))


class TestTaking:
    """From the question to the seats."""

    def test_a_proposal_is_looked_at_and_taken_whole(self, cast, planned, script) -> None:
        ref, page = propose(cast, planned)

        assert (page.seats, page.empty, page.moved, page.mends, page.why_not) == (2, 0, 0, (), None)
        assert page.finding.startswith("Every empty seat is filled")
        assert page.proof.startswith("Proved the best")
        (row,) = page.rows
        assert [seat.name for seat in row.seats] == ["Agnes Doyle", "Bernard Lowe"]
        assert held(script) == []
        assert not any(word in str(asdict(page)) for word in PRIVATE)
        assert accept_proposal(ref, by=cast.quality_lead, at=AFTER) == 2
        assert held(script) == [(1, cast.assessor.person_id), (2, cast.second_assessor.person_id)]
        assert state_of(script) is State.ALLOCATED
        assert proposal_of(ref, by=cast.quality_lead)[0].state == "accepted"
        for did in ("assessment.ask_proposal", "assessment.accept_proposal"):
            assert AuditEntry.objects.get(did=did).to == str(planned.window)
        assert NoticeRow.objects.filter(kind="assessment.allocated").count() == 1
        (load,) = {(line.before, line.capacity, line.is_recorded) for line in page.loads}
        assert load == (0, 30, False)

    def test_a_proposal_that_something_overtook_gives_nothing(self, cast, planned, script) -> None:
        ref, _ = propose(cast, planned)
        allocate(planned.window, {(script, 2): cast.assessor.person}, by=cast.quality_lead, at=AFTER)

        with pytest.raises(Refused) as refused:
            accept_proposal(ref, by=cast.quality_lead, at=AFTER)

        assert refused.value.refusal.code == "proposal_is_stale"
        assert held(script) == [(2, cast.assessor.person_id)]

    def test_a_second_tab_finds_the_first_put_away(self, cast, planned, script) -> None:
        first, _ = propose(cast, planned)
        second, _ = propose(cast, planned)

        with pytest.raises(Refused) as refused:
            accept_proposal(first, by=cast.quality_lead, at=AFTER)
        assert refused.value.refusal.code == "proposal_not_ready"
        put_proposal_away(second, by=cast.quality_lead, at=AFTER)
        with pytest.raises(NoSuchStep):
            put_proposal_away(second, by=cast.quality_lead, at=AFTER)
        assert (held(script), allocation_page(planned.window, by=cast.quality_lead, at=AFTER).proposal) == ([], None)

    @pytest.mark.parametrize("since", ["conflict", "declared", "away", "full", "untrained"])
    def test_whoever_may_not_mark_any_more_is_refused_when_it_is_taken(self, cast, planned, script, at, since) -> None:
        if since == "untrained":
            marking_by(cast, planned, at=at, needs_training=True)
            train(cast, planned, cast.assessor, cast.second_assessor)
        ref, page = propose(cast, planned)
        assert page.seats == 2
        who = cast.assessor
        if since == "conflict":
            add_companion(planned.enrolled.ref, who.person, Role.COACH, by=cast.programme_manager, at=AFTER)
        elif since == "declared":
            conflict = NewConflict(Tie.FAMILY, "My cousin", email="Parveen@castlehill.example")
            declare_conflict(who.person, conflict, by=who, at=AFTER)
        elif since == "away":
            stop_marking(who.person, STOPPED, by=who, at=AFTER)
        elif since == "full":
            takes(cast, who, 0, at=AFTER)
        else:
            end_training(
                MarkerTraining.objects.get(person_id=who.person_id).ref, why="Lapsed", by=cast.quality_lead, at=AFTER
            )

        with pytest.raises(Refused) as refused:
            accept_proposal(ref, by=cast.quality_lead, at=AFTER)

        codes = {"away": "cannot_mark", "full": "over_capacity", "untrained": "not_trained"}
        assert refused.value.refusal.code == codes.get(since, "conflict_of_interest")
        assert (held(script), Proposal.objects.get().state) == ([], "ready")

    def test_only_those_who_run_assessment_ask_and_take_and_only_after_closing(self, cast, planned, script) -> None:
        with pytest.raises(Refused) as early:
            ask_proposal(planned.window, by=cast.quality_lead, at=INSIDE)
        assert early.value.refusal.code == "window_open"
        ref, _ = propose(cast, planned)
        for who in (cast.inspector, cast.moderator):
            for attempt in (
                lambda by=who: ask_proposal(planned.window, by=by, at=AFTER),
                lambda by=who: accept_proposal(ref, by=by, at=AFTER),
                lambda by=who: put_proposal_away(ref, by=by, at=AFTER),
            ):
                with pytest.raises(Refused):
                    attempt()
        for who in (cast.assessor, cast.outsider, cast.participant):
            with pytest.raises(Window.DoesNotExist):
                ask_proposal(planned.window, by=who, at=AFTER)
            with pytest.raises(Proposal.DoesNotExist):
                accept_proposal(ref, by=who, at=AFTER)
            with pytest.raises(Proposal.DoesNotExist):
                proposal_of(ref, by=who)
        assert (held(script), Proposal.objects.get().state) == ([], "ready")

    def test_a_large_one_is_worked_out_by_the_worker_unless_it_was_put_away(
        self, cast, planned, script, monkeypatch
    ) -> None:
        monkeypatch.setattr(rules, "SMALL", 0)
        ref = ask_proposal(planned.window, by=cast.quality_lead, at=AFTER)
        line = allocation_page(planned.window, by=cast.quality_lead, at=AFTER).proposal
        assert line is not None
        assert (line.ref, line.state, line.stage, line.ready_at) == (ref, "asked", "waiting", None)
        with pytest.raises(Refused):
            accept_proposal(ref, by=cast.quality_lead, at=AFTER)

        assert NoticeRow.objects.get(kind="assessment.proposal_asked").facts == {"proposal": str(ref)}
        work_out(ref, at=AFTER)
        work_out(ref, at=AFTER)
        assert ProposedSeat.objects.count() == 2
        gone = ask_proposal(planned.window, by=cast.quality_lead, at=AFTER)
        put_proposal_away(gone, by=cast.quality_lead, at=AFTER)
        work_out(gone, at=AFTER)
        work_out(uuid4(), at=AFTER)
        assert ProposedSeat.objects.count() == 2

    def test_one_that_is_put_away_while_it_is_worked_out_stays_away(self, cast, planned, script, monkeypatch) -> None:
        monkeypatch.setattr(rules, "SMALL", 0)
        ref = ask_proposal(planned.window, by=cast.quality_lead, at=AFTER)
        row = Proposal.objects.select_related("window__cohort__release").get()
        found = material(row.window, by=cast.quality_lead, at=AFTER)
        proposed = rules.propose(found.wanted, found.markers.values(), found.desks, on=found.on, due=found.due)
        put_proposal_away(ref, by=cast.quality_lead, at=AFTER)

        proposing._write(row.pk, found, proposed, at=AFTER)

        assert (len(proposed.placed), Proposal.objects.get().state) == (2, "put_away")
        assert ProposedSeat.objects.count() == 0


class TestStanding:
    """What was done is not moved; what cannot go on is."""

    def test_whoever_cannot_mark_leaves_what_is_not_finished_and_only_that_is_proposed_anew(
        self, cast, planned, seated, scheme
    ) -> None:
        more_scripts(cast, planned, 2, at=AFTER)
        third = an_assessor(cast, "Chidi Third")
        scripts = list(Script.objects.order_by("pk").values_list("ref", flat=True))
        finish_marking(seat_of(scripts[0], cast.assessor), full_sheet(scheme), by=cast.assessor, at=AFTER)
        save_draft(seat_of(scripts[1], cast.assessor), MarkSheet({}, "Begun"), by=cast.assessor, at=AFTER)

        ended = stop_marking(
            cast.assessor.person,
            NewAbsence(AFTER.date(), None, "Ill", HandOn.UNTOUCHED),
            by=cast.quality_lead,
            at=AFTER,
        )
        assert (ended, to_do(by=cast.quality_lead, at=AFTER).seats, to_do(by=cast.moderator, at=AFTER).seats) == (
            1,
            1,
            0,
        )
        ref, page = propose(cast, planned)

        (row,) = page.rows
        assert (row.ref, [s.name for s in row.seats], row.keeps) == (scripts[2], ["Chidi Third"], ("Bernard Lowe",))
        assert row.seats[0].others == 0
        accept_proposal(ref, by=cast.quality_lead, at=AFTER)
        assert (
            held(scripts[0])
            == held(scripts[1])
            == [
                (1, cast.assessor.person_id),
                (2, cast.second_assessor.person_id),
            ]
        )
        assert held(scripts[2]) == [(1, third.person_id), (2, cast.second_assessor.person_id)]
        assert to_do(by=cast.quality_lead, at=AFTER).seats == 0

    def test_a_seat_whose_holder_may_not_mark_is_proposed_to_another_and_never_comes_back(
        self, cast, planned, seated
    ) -> None:
        third = an_assessor(cast, "Chidi Third")
        add_companion(planned.enrolled.ref, cast.assessor.person, Role.COACH, by=cast.programme_manager, at=AFTER)
        row = allocation_page(planned.window, by=cast.quality_lead, at=AFTER).rows[0]
        assert [place.why_not for place in row.places] == ["They are the participant’s sponsor, mentor or coach.", ""]

        ref, page = propose(cast, planned)

        assert (page.moved, page.rows[0].seats[0].replaces) == (1, "Agnes Doyle")
        assert [(line.name, line.after) for line in page.loads] == [
            ("Bernard Lowe", 1), ("Chidi Third", 1), ("Agnes Doyle", 0),
        ]  # fmt: skip
        accept_proposal(ref, by=cast.quality_lead, at=AFTER)
        assert held(seated) == [(1, third.person_id), (2, cast.second_assessor.person_id)]
        assert Allocation.objects.get(marker_id=cast.assessor.person_id).why_ended == "conflict"

    def test_who_is_no_longer_an_assessor_is_replaced(self, cast, planned, seated) -> None:
        an_assessor(cast, "Chidi Third")
        hat = person_card(cast.assessor.person, by=cast.administrator).duties[0]
        end_membership(hat.ref, why="Left", by=cast.administrator, at=AFTER)

        ref, page = propose(cast, planned)

        assert page.rows[0].seats[0].replaces == "Somebody who is no longer an assessor"
        accept_proposal(ref, by=cast.quality_lead, at=AFTER)
        assert Allocation.objects.get(marker_id=cast.assessor.person_id).why_ended == "cannot_mark"

    def test_what_is_marked_is_left_alone(self, cast, planned, marked) -> None:
        _, page = propose(cast, planned)

        assert (page.seats, page.empty, page.rows) == (0, 0, ())
        assert page.finding == "No seat is empty: nothing is proposed."

    def test_what_stays_empty_says_why_and_what_would_change_it(self, cast, planned, script, at) -> None:
        marking_by(cast, planned, at=at, needs_training=True, capacity=5)
        train(cast, planned, cast.assessor)

        _ref, page = propose(cast, planned)

        (gap,) = page.gaps
        assert (page.seats, page.empty, gap.seats) == (1, 1, 1)
        assert gap.why.startswith("It needs 2 assessors. Of the others, 1 is not trained")
        assert "1 more assessor would do, trained for this qualification" in page.mends[0]
        takes(cast, cast.assessor, 0, at=AFTER)
        train(cast, planned, cast.second_assessor)
        _, again = propose(cast, planned)
        assert again.mends == ("1 more place would do, with any of Agnes Doyle: record that they take more.",)
        one = proposal_page(Proposal.objects.last().ref, by=cast.quality_lead, marker=cast.second_assessor.person)
        assert (one.marker, one.script_count) == (cast.second_assessor.person, 1)
        assert proposal_page(Proposal.objects.last().ref, by=cast.quality_lead, marker=uuid4()).marker is None


class TestReading:
    """Pages, the board, and how many statements they take."""

    def test_pages_take_the_same_number_of_statements_for_any_number_of_scripts(self, cast, planned, seated) -> None:
        an_assessor(cast, "Chidi Third")
        stop_marking(cast.assessor.person, STOPPED, by=cast.quality_lead, at=AFTER)
        ref, _ = propose(cast, planned)
        by, board = cast.quality_lead, BoardFilter(marker=str(cast.second_assessor.person))
        ways = [
            lambda: allocation_page(planned.window, by=by, at=AFTER),
            lambda: seats_page(seated, by=by, at=AFTER),
            lambda: proposal_page(Proposal.objects.last().ref, by=by),
            lambda: marking_board(board, by=by, at=AFTER),
            lambda: ask_proposal(planned.window, by=by, at=AFTER),
        ]
        few = [statements_of(way) for way in ways]
        accept_proposal(Proposal.objects.last().ref, by=by, at=AFTER)

        more_scripts_for(cast, planned, 3)
        ask_proposal(planned.window, by=by, at=AFTER)
        many = [statements_of(way) for way in ways]

        assert many == few
        assert max(few[:4]) <= 23
        assert few[3] <= 10
        assert ref is not None

    def test_the_board_counts_narrows_and_shows_numbers_only(self, cast, planned, marked) -> None:
        more_scripts(cast, planned, 2, at=AFTER)
        by, late = cast.quality_lead, AFTER + timedelta(days=60)

        board = marking_board(BoardFilter(), by=by, at=AFTER)

        assert (board.states, board.scripts, board.total) == ({State.MARKED: 1, State.ALLOCATED: 2}, 3, 3)
        assert [(line.name, line.finished, line.held) for line in board.markers] == [
            ("Agnes Doyle", 1, 3), ("Bernard Lowe", 1, 3),
        ]  # fmt: skip
        assert [(line.marked, line.scripts, line.is_overdue) for line in board.windows] == [(1, 3, False)]
        assert not any(word in str(asdict(board)) for word in PRIVATE)
        by_state = marking_board(BoardFilter(state="marked"), by=by, at=late)
        assert ([row.ref for row in by_state.rows], by_state.windows[0].is_overdue) == ([marked], True)
        assert (by_state.rows[0].is_overdue, by_state.rows[0].empty) == (False, 0)
        whose = BoardFilter(window=str(planned.window), marker=str(cast.assessor.person), state="allocated")
        assert marking_board(whose, by=by, at=AFTER).total == 2
        nothing = (BoardFilter(window=str(uuid4())), BoardFilter(state="lost"), BoardFilter(marker="nobody"))
        assert [marking_board(each, by=by, at=AFTER).total for each in nothing] == [0, 0, 0]
        for who in (cast.moderator, cast.outsider, cast.assessor, cast.participant):
            with pytest.raises(Script.DoesNotExist):
                marking_board(BoardFilter(), by=who, at=AFTER)

    def test_a_script_s_page_says_who_may_mark_it_and_why_nobody_else(self, cast, planned, seated, scheme) -> None:
        third = an_assessor(cast, "Chidi Third")
        takes(cast, third, 0)
        finish_marking(seat_of(seated, cast.assessor), full_sheet(scheme), by=cast.assessor, at=AFTER)
        fourth = an_assessor(cast, "Dora Fourth")
        add_companion(planned.enrolled.ref, fourth.person, Role.COACH, by=cast.programme_manager, at=AFTER)

        page = seats_page(seated, by=cast.quality_lead, at=AFTER)

        assert page.left_out == (
            ("Agnes Doyle", "They have marked it as assessor 1."),
            ("Chidi Third", "They have 0 of this window, and take 0."),
            ("Dora Fourth", "They are the participant’s sponsor, mentor or coach."),
        )
        assert [line.name for line in page.possible] == ["Bernard Lowe"]
        assert page.holders == (cast.assessor.person, cast.second_assessor.person)
        assert not any(word in str(asdict(page)) for word in PRIVATE)
        for who in (cast.assessor, cast.outsider):
            with pytest.raises(Script.DoesNotExist):
                seats_page(seated, by=who, at=AFTER)


def more_scripts_for(cast, planned, number: int) -> None:
    """More scripts with more assessors, and their first seats free again."""
    MarkerAbsence.objects.update(ended_at=AFTER, ended_by=cast.quality_lead.person_id, why_ended="Well again")
    for n in range(2):
        an_assessor(cast, f"Extra {n}")
    more_scripts(cast, planned, number, at=AFTER)
    stop_marking(cast.assessor.person, STOPPED, by=cast.quality_lead, at=AFTER)
