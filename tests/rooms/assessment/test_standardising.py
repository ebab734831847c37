"""Markers are held to one standard: nobody unproved marks live work, and who drifts is stopped."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from goldenthread.assessment.actions.allocating import allocate
from goldenthread.assessment.actions.drifting import decide_stop
from goldenthread.assessment.actions.exemplars import withdraw_exemplar
from goldenthread.assessment.actions.marking import finish_marking, save_draft
from goldenthread.assessment.actions.pinning import pin_comment
from goldenthread.assessment.actions.proposing import accept_proposal, ask_proposal
from goldenthread.assessment.actions.rounds import begin_round, let_try, stop_by_hand
from goldenthread.assessment.models import (
    Allocation,
    Exemplar,
    MarkerStanding,
    MarkerStop,
    Marking,
    MarkingDraft,
    Proposal,
    Result,
    ReturnedMarking,
    Script,
    Settlement,
    StandardPiece,
    StandardRound,
    StandingStep,
    Want,
)
from goldenthread.assessment.queries.allocating import allocation_page
from goldenthread.assessment.queries.before_marking import before_marking, why_gone
from goldenthread.assessment.queries.briefing import window_page
from goldenthread.assessment.queries.describing import marker_page
from goldenthread.assessment.queries.marking import marked_file, marking_page, marking_queue
from goldenthread.assessment.queries.reporting_pages import reported_at_seat
from goldenthread.assessment.queries.standardising import standard_page, stop_page
from goldenthread.assessment.queries.waiting import to_do
from goldenthread.assessment.types.pinning import NewPin
from goldenthread.assessment.types.standing import Decision, Purpose
from goldenthread.assessment.types.telling import ToDo
from goldenthread.assessment.types.words import State
from goldenthread.ground.models import AuditEntry, NoticeRow
from goldenthread.ground.types import NoSuchStep, Refused
from tests.makers.assessment import AFTER, full_sheet, more_scripts, seat_both, state_of
from tests.makers.standardising import WHY, clear, finish_piece, make_standard, pieces_of, try_test

LATER = AFTER + timedelta(days=1)
DRIFT = "Both marked two levels above what was agreed."


@pytest.fixture
def standard(cast, planned):
    return make_standard(cast, planned, every=2)


@pytest.fixture
def cleared(cast, standard):
    clear(cast, standard, cast.assessor, cast.second_assessor)
    return standard


@pytest.fixture
def hidden(cast, planned, script, cleared, at):
    """Four live scripts for both, with two seeds hidden among those of each."""
    seat_both(cast, planned, script, at=AFTER)
    more_scripts(cast, planned, 3, at=at)
    return cleared


def stands(who) -> str:
    return MarkerStanding.objects.get(person_id=who.person_id).state


def live_seats(who) -> list[Allocation]:
    return list(Allocation.objects.current().filter(marker_id=who.person_id, marking=None).order_by("pk"))


class TestClearing:
    """Practice and the test, before live work."""

    def test_nobody_uncleared_is_given_a_live_script(self, cast, planned, script, standard) -> None:
        assert window_page(planned.window, by=cast.programme_manager, at=AFTER).nobody_is_cleared
        with pytest.raises(Refused) as refused:
            seat_both(cast, planned, script, at=AFTER)
        ask_proposal(planned.window, by=cast.quality_lead, at=AFTER)
        accept_proposal(Proposal.objects.get().ref, by=cast.quality_lead, at=AFTER)

        assert refused.value.refusal.code == "not_cleared"
        assert (Allocation.objects.count(), state_of(script)) == (0, State.SUBMITTED)

        assert (to_do(by=cast.assessor, at=AFTER).tests, to_do(by=cast.moderator, at=AFTER).tests) == (1, 0)
        assert to_do(by=replace(cast.assessor, hats=cast.assessor.hats | cast.moderator.hats), at=AFTER).tests == 0
        clear(cast, standard, cast.assessor, cast.second_assessor)
        assert to_do(by=cast.assessor, at=AFTER) == ToDo()
        ask_proposal(planned.window, by=cast.quality_lead, at=AFTER)
        accept_proposal(Proposal.objects.latest("pk").ref, by=cast.quality_lead, at=AFTER)
        assert Allocation.objects.current().count() == 2
        assert StandardPiece.objects.count() == 2

    def test_a_test_that_agrees_clears(self, cast, standard, scheme) -> None:
        try_test(standard, scheme, [3, 1, 3], by=cast.assessor, at=AFTER)

        standing = MarkerStanding.objects.get()
        assert (standing.state, standing.since, standing.failed) == ("cleared", AFTER + timedelta(minutes=3), 0)
        assert [(s.event, s.state, s.by_id) for s in StandingStep.objects.order_by("pk")] == [
            ("begin", "practising", cast.assessor.person_id),
            ("pass", "cleared", None),
        ]
        assert (StandardRound.objects.get().is_passed, StandardRound.objects.get().purpose) == (True, "test")
        pieces = StandardPiece.objects.order_by("pk")
        assert [(p.is_close, p.difference < 0) for p in pieces] == [(True, False), (False, True), (True, False)]
        assert pieces[1].apart == [c.code for c in scheme.criteria]
        assert NoticeRow.objects.filter(kind="assessment.marked").count() == 0
        with pytest.raises(Refused) as refused:
            begin_round(standard, Purpose.TEST, by=cast.assessor, at=LATER)
        assert refused.value.refusal.code == "cleared_already"

    def test_tries_run_out_and_are_given_again(self, cast, standard, scheme) -> None:
        for day in (0, 1):
            try_test(standard, scheme, [3, 1, 1], by=cast.assessor, at=AFTER + timedelta(days=day))

        with pytest.raises(Refused) as refused:
            begin_round(standard, Purpose.TEST, by=cast.assessor, at=LATER)
        assert (refused.value.refusal.code, stands(cast.assessor)) == ("no_try_left", "used_up")
        let_try(standard, cast.assessor.person, why=WHY, by=cast.quality_lead, at=LATER)
        try_test(standard, scheme, [3, 3, 3], by=cast.assessor, at=LATER)
        assert stands(cast.assessor) == "cleared"

    def test_practice_needs_no_clearance_and_gives_none(self, cast, standard, scheme) -> None:
        begin_round(standard, Purpose.PRACTICE, by=cast.assessor, at=AFTER)
        with pytest.raises(Refused) as refused:
            begin_round(standard, Purpose.TEST, by=cast.assessor, at=AFTER)
        assert refused.value.refusal.code == "round_open"
        (seat,) = pieces_of(cast.assessor)
        page = marking_page(seat.ref, by=cast.assessor, at=AFTER)
        assert page.why_not is None
        save_draft(seat.ref, full_sheet(scheme), by=cast.assessor, at=AFTER)
        finish_piece(seat, scheme, 1, by=cast.assessor, at=AFTER)

        assert (stands(cast.assessor), StandardRound.objects.get().ended_at) == ("practising", AFTER)
        assert StandardRound.objects.get().is_passed is None

    def test_admitted_during_a_test_somebody_stays_so(self, cast, standard, scheme) -> None:
        begin_round(standard, Purpose.TEST, by=cast.assessor, at=AFTER)
        clear(cast, standard, cast.assessor)

        for seat in pieces_of(cast.assessor):
            finish_piece(seat, scheme, 0, by=cast.assessor, at=LATER)

        assert (stands(cast.assessor), StandardRound.objects.get().is_passed) == ("cleared", False)

    def test_who_can_read_agreed_marks_takes_no_test_of_them(self, cast, planned, standard) -> None:
        both = replace(cast.assessor, hats=cast.assessor.hats | cast.moderator.hats)
        (line,) = before_marking(by=both)
        assert line.why_not_test.code == "reads_agreed_marks"
        with pytest.raises(Refused) as refused:
            begin_round(standard, Purpose.TEST, by=both, at=AFTER)
        assert refused.value.refusal.code == "reads_agreed_marks"

    def test_a_round_needs_exemplars_that_its_marker_does_not_know(self, cast, planned, standard) -> None:
        withdraw_exemplar(Exemplar.objects.filter(use="test").first().ref, by=cast.quality_lead, at=AFTER)

        with pytest.raises(Refused) as refused:
            begin_round(standard, Purpose.TEST, by=cast.assessor, at=AFTER)

        assert refused.value.refusal.code == "too_few_exemplars"
        assert (StandardRound.objects.count(), Script.everything.exclude(standard="").count()) == (0, 0)


class TestHiding:
    """Seeds among live scripts."""

    def test_who_has_met_every_hidden_script_is_named_to_those_who_lead(self, cast, planned, hidden) -> None:
        more = {"by": cast.quality_lead, "at": LATER}
        assert to_do(**more).unhidden == 0
        assert (standard_page(hidden, by=cast.quality_lead).short, allocation_page(planned.window, **more).run_out) == (
            (),
            (),
        )
        met = StandardPiece.objects.filter(marker_id=cast.assessor.person_id).values("exemplar")
        Exemplar.objects.filter(use=Purpose.SEED.value).exclude(pk__in=met).update(use="practice")
        (said,) = standard_page(hidden, by=cast.quality_lead).short
        assert cast.assessor.name in said
        assert said.endswith("publish at least 1 more.")
        assert cast.assessor.name in allocation_page(planned.window, **more).run_out
        assert to_do(**more).unhidden >= 1
        # Where none is in use at all, the page says that instead.
        Exemplar.objects.filter(use=Purpose.SEED.value).update(use="practice")
        assert to_do(**more).unhidden == 0

    def test_nothing_tells_a_seed_from_a_live_script(self, cast, planned, hidden) -> None:
        queue = marking_queue(by=cast.assessor)
        seeds = {seat.ref for seat in pieces_of(cast.assessor, Purpose.SEED)}

        assert (len(queue.rows), len(seeds)) == (6, 2)
        rows = {row.ref in seeds: row for row in queue.rows}
        assert (rows[True].brief, rows[True].qualification) == (rows[False].brief, rows[False].qualification)
        pages = {ref in seeds: marking_page(ref, by=cast.assessor, at=AFTER) for ref in (r.ref for r in queue.rows)}
        for page in pages.values():
            assert page.text.file_name == f"script-{page.number}.{page.text.file_name.rpartition('.')[2]}"
            assert marked_file(page.ref, by=cast.assessor).name == page.text.file_name
        assert len(pages[True].number) == len(pages[False].number) == 11
        assert {row.allocated_at for row in queue.rows} == {AFTER}

    def test_no_count_ever_counts_one(self, cast, planned, hidden, script) -> None:
        assert not window_page(planned.window, by=cast.programme_manager, at=AFTER).nobody_is_cleared
        assert (Script.objects.count(), Script.everything.count()) == (4, 8)
        assert Allocation.objects.current().count() == 8
        with pytest.raises(Script.DoesNotExist):
            allocate(
                planned.window,
                {(pieces_of(cast.assessor)[0].script.ref, 1): cast.assessor.person},
                by=cast.quality_lead,
                at=AFTER,
            )

    def test_a_close_seed_changes_nothing(self, cast, hidden, scheme) -> None:
        for seat in pieces_of(cast.assessor):
            finish_piece(seat, scheme, 3, by=cast.assessor, at=LATER)

        assert (stands(cast.assessor), MarkerStop.objects.count(), len(live_seats(cast.assessor))) == ("cleared", 0, 4)


class TestDrifting:
    """Seeds that were off."""

    @pytest.fixture
    def stopped(self, cast, hidden, scheme):
        """A live script, a seed that was close, two more live ones, and two seeds that were off."""
        first, second, *_ = live_seats(cast.assessor)
        finish_marking(first.ref, full_sheet(scheme), by=cast.assessor, at=LATER)
        finish_marking(second.ref, full_sheet(scheme), by=cast.assessor, at=LATER + timedelta(minutes=2))
        for n, seat in enumerate(pieces_of(cast.assessor), 3):
            finish_piece(seat, scheme, 1, by=cast.assessor, at=LATER + timedelta(minutes=n))
        return MarkerStop.objects.get()

    def test_two_seeds_off_stop_the_queue_and_bring_scripts_back(self, cast, planned, stopped) -> None:
        assert (stopped.by_id, stopped.seats, stopped.decision) == (None, 2, "")
        assert to_do(by=cast.assessor, at=LATER) == ToDo(paused=1)
        assert stands(cast.assessor) == "stopped"
        assert live_seats(cast.assessor) == []
        ended = Allocation.objects.filter(marker_id=cast.assessor.person_id).exclude(ended_at=None)
        assert {row.why_ended for row in ended} == {"stopped"}
        assert ReturnedMarking.objects.count() == Marking.objects.filter(allocation__is_standard=False).count() == 2
        assert Allocation.objects.current().filter(marker_id=cast.second_assessor.person_id).count() == 4
        page = allocation_page(planned.window, by=cast.quality_lead, at=LATER)
        held = [place.holder for row in page.rows for place in row.places if place.is_held]
        assert held == ["Agnes Doyle"] * 2
        assert AuditEntry.objects.get(did="assessment.stop_marker").by == "clock"
        assert NoticeRow.objects.get(kind="assessment.marker_stopped").facts["stop"] == str(stopped.ref)

    def test_a_seed_that_was_close_keeps_what_came_before_it(self, cast, planned, cleared, scheme, script, at) -> None:
        seat_both(cast, planned, script, at=AFTER)
        more_scripts(cast, planned, 5, at=at)
        first, second, *_ = live_seats(cast.assessor)
        good, *bad = pieces_of(cast.assessor)
        finish_marking(first.ref, full_sheet(scheme), by=cast.assessor, at=LATER)
        finish_piece(good, scheme, 3, by=cast.assessor, at=LATER + timedelta(minutes=1))
        finish_marking(second.ref, full_sheet(scheme), by=cast.assessor, at=LATER + timedelta(minutes=2))
        for n, seat in enumerate(bad, 3):
            finish_piece(seat, scheme, 1, by=cast.assessor, at=LATER + timedelta(minutes=n))

        assert [row.marking.allocation for row in ReturnedMarking.objects.all()] == [second]

    def test_what_was_out_already_is_named_beside_what_came_back(self, cast, stopped) -> None:
        first = ReturnedMarking.objects.order_by("pk")[0].marking.allocation
        given = {"outcome": "passed", "total": 12, "moderator_id": cast.moderator.person_id, "settled_at": LATER}
        settled = Settlement.objects.create(script=first.script, **given)
        told = {"settlement": settled, "outcome": "passed", "total": 12, "released_by_id": cast.moderator.person_id}
        result = Result.objects.create(script=first.script, released_at=stopped.at, **told)

        assert stop_page(stopped.ref, by=cast.quality_lead).out == (first.script.number,)

        Result.objects.filter(pk=result.pk).update(released_at=stopped.at + timedelta(minutes=1))
        assert stop_page(stopped.ref, by=cast.quality_lead).out == ()
        Result.objects.filter(pk=result.pk).update(released_at=stopped.at)
        Marking.objects.filter(allocation=first).update(finished_at=AFTER - timedelta(days=99))
        assert stop_page(stopped.ref, by=cast.quality_lead).out == ()

    def test_confirmed_others_mark_what_came_back_and_nothing_is_lost(self, cast, planned, stopped, scheme) -> None:
        before = Marking.objects.count()
        seen = [(row.ref, row.number) for row in marking_queue(by=cast.assessor).finished]
        theirs = marker_page(cast.assessor.person, by=cast.assessor, at=LATER).finished

        again = decide_stop(stopped.ref, Decision.CONFIRMED, why=DRIFT, by=cast.quality_lead, at=LATER)

        stopped.refresh_from_db()
        assert (again, Want.objects.filter(reason="seed_return").count(), Marking.objects.count()) == (2, 2, before)
        assert (stopped.decision, stopped.decided_by_id, stopped.decided_why) == (
            "confirmed",
            cast.quality_lead.person_id,
            DRIFT,
        )
        assert stands(cast.assessor) == "practising"
        assert to_do(by=cast.assessor, at=LATER) == ToDo(tests=1)
        assert [line.state_name for line in before_marking(by=cast.assessor)] == ["Test to be passed again"]
        # Four seats are empty, and each is said once.
        waits = to_do(by=cast.quality_lead, at=LATER)
        assert (waits.seats, waits.wants) == (2, 2)
        returned = ReturnedMarking.objects.first()
        assert returned.marking.allocation.why_ended == "stopped"
        # To their marker nothing changes by it: what is left would be what was hidden.
        queue = marking_queue(by=cast.assessor)
        assert ([(row.ref, row.number) for row in queue.finished], queue.counts.finished) == (seen, len(seen))
        assert len(seen) == theirs == marker_page(cast.assessor.person, by=cast.assessor, at=LATER).finished > 2
        for ref, number in seen:
            assert marking_page(ref, by=cast.assessor, at=LATER).number == number
            assert marked_file(ref, by=cast.assessor).name.startswith(f"script-{number}")
            assert reported_at_seat(ref, by=cast.assessor).number == number
        assert marking_queue(by=cast.moderator).rows == ()
        with pytest.raises(Refused) as refused:
            decide_stop(stopped.ref, Decision.LIFTED, why=DRIFT, by=cast.quality_lead, at=LATER)
        assert refused.value.refusal.code == "decided_already"

    def test_lifted_they_go_on_and_seeds_count_anew(self, cast, planned, stopped, script) -> None:
        again = decide_stop(stopped.ref, Decision.LIFTED, why=DRIFT, by=cast.quality_lead, at=LATER)

        assert (again, Want.objects.count(), stands(cast.assessor)) == (0, 0, "cleared")
        assert Marking.objects.filter(allocation__ended_at=None, allocation__is_standard=False).count() == 2
        free = Script.objects.filter(allocations__why_ended="stopped").order_by("pk")[0]
        left = free.allocations.get(marker_id=cast.assessor.person_id)
        assert why_gone(left.ref, by=cast.assessor).code == "seat_gone"
        assert why_gone(left.ref, by=cast.second_assessor) is why_gone(left.ref, by=cast.moderator) is None
        allocate(planned.window, {(free.ref, 1): cast.assessor.person}, by=cast.quality_lead, at=LATER)
        assert len(live_seats(cast.assessor)) == 1
        assert not hasattr(live_seats(cast.assessor)[0], "draft")

    def test_who_is_given_a_script_again_finds_what_they_had_put_down(self, cast, planned, hidden, scheme) -> None:
        seat = live_seats(cast.assessor)[0]
        save_draft(seat.ref, full_sheet(scheme, 2), by=cast.assessor, at=LATER)
        page = marking_page(seat.ref, by=cast.assessor, at=LATER)
        pin_comment(seat.ref, NewPin(1, "Why so?"), page.sheet, by=cast.assessor, at=LATER)
        stop_by_hand(hidden, cast.assessor.person, why=DRIFT, by=cast.quality_lead, at=LATER)
        assert why_gone(seat.ref, by=cast.assessor).code == "marking_paused"
        decide_stop(MarkerStop.objects.get().ref, Decision.LIFTED, why=DRIFT, by=cast.quality_lead, at=LATER)

        allocate(planned.window, {(seat.script.ref, 1): cast.assessor.person}, by=cast.quality_lead, at=LATER)

        (again,) = live_seats(cast.assessor)
        now = marking_page(again.ref, by=cast.assessor, at=LATER)
        assert (again.pk != seat.pk, now.sheet) == (True, full_sheet(scheme, 2))
        assert [pin.words for pin in now.pins] == ["Why so?"]
        assert Allocation.objects.get(pk=seat.pk).draft.sheet == again.draft.sheet

    @pytest.mark.parametrize(
        ("name", "why", "code"),
        [("moderator", DRIFT, "not_yours_to_lead"), ("quality_lead", "No", "reason_missing")],
    )
    def test_who_may_not_decide_changes_nothing(self, cast, stopped, name: str, why: str, code: str) -> None:
        with pytest.raises(Refused) as refused:
            decide_stop(stopped.ref, Decision.LIFTED, why=why, by=getattr(cast, name), at=LATER)

        stopped.refresh_from_db()
        assert (refused.value.refusal.code, stopped.decision, stands(cast.assessor)) == (code, "", "stopped")

    def test_stopped_by_hand_a_seat_given_meanwhile_cannot_be_opened(self, cast, planned, hidden, scheme) -> None:
        seat = live_seats(cast.assessor)[0]
        save_draft(seat.ref, full_sheet(scheme), by=cast.assessor, at=LATER)

        stop_by_hand(hidden, cast.assessor.person, why=DRIFT, by=cast.quality_lead, at=LATER)
        # As if the seat had been given at the very moment of the stop.
        Allocation.objects.filter(pk=seat.pk).update(ended_at=None, why_ended="")

        for attempt in (
            lambda: marking_page(seat.ref, by=cast.assessor, at=LATER),
            lambda: marked_file(seat.ref, by=cast.assessor),
            lambda: save_draft(seat.ref, full_sheet(scheme), by=cast.assessor, at=LATER),
            lambda: finish_marking(seat.ref, full_sheet(scheme), by=cast.assessor, at=LATER),
        ):
            with pytest.raises(Refused) as refused:
                attempt()
            assert refused.value.refusal.code == "marking_paused"
        assert (Marking.objects.count(), MarkingDraft.objects.count()) == (0, 1)
        with pytest.raises(NoSuchStep):
            stop_by_hand(hidden, cast.assessor.person, why=DRIFT, by=cast.quality_lead, at=LATER)
