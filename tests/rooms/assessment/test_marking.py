"""Handing scripts out and marking them: never to somebody near, and blind until both are in."""

from __future__ import annotations

from dataclasses import asdict

import pytest
from django.core.exceptions import ObjectDoesNotExist

from goldenthread.assessment.actions.allocating import allocate
from goldenthread.assessment.actions.marking import finish_marking, save_draft
from goldenthread.assessment.models import Allocation, Marking, MarkingDraft, Script
from goldenthread.assessment.queries import marking
from goldenthread.assessment.queries.allocating import allocation_page, seats_page
from goldenthread.assessment.queries.marking import marked_file, marking_page, marking_queue, queue_counts
from goldenthread.assessment.types.marking import Mark, MarkSheet
from goldenthread.assessment.types.marking_pages import Progress, QueueCounts
from goldenthread.assessment.types.words import State
from goldenthread.cohorts.actions.accompanying import add_companion
from goldenthread.cohorts.types import Role
from goldenthread.ground.models import AuditEntry, NoticeRow
from goldenthread.ground.types import Refused
from goldenthread.people.actions.membership import bring_in, end_membership
from goldenthread.people.queries.acting import actor_by_email
from goldenthread.people.queries.directory import person_card
from goldenthread.people.types import Duty
from tests.makers.assessment import (
    AFTER,
    INSIDE,
    OPENS,
    full_sheet,
    more_scripts,
    seat_both,
    seat_of,
    state_of,
)
from tests.makers.counting import statements_of

PRIVATE = ("Parveen", "Begum", "castlehill", "Castle Hill", "parveen@")


class TestAllocating:
    """Handing scripts out."""

    def test_two_assessors_get_seats(self, cast, planned, script) -> None:
        changed = allocate(
            planned.window,
            {(script, 1): cast.assessor.person, (script, 2): cast.second_assessor.person},
            by=cast.quality_lead,
            at=AFTER,
        )

        assert changed == 2
        assert state_of(script) is State.ALLOCATED
        assert [(a.seat, a.marker_id) for a in Allocation.objects.order_by("seat")] == [
            (1, cast.assessor.person_id),
            (2, cast.second_assessor.person_id),
        ]
        assert AuditEntry.objects.get(did="assessment.allocate").to == str(script)
        assert NoticeRow.objects.filter(kind="assessment.allocated").count() == 1

    def test_the_same_plan_again_changes_nothing(self, cast, planned, seated) -> None:
        seat_both(cast, planned, seated, at=AFTER)

        assert Allocation.objects.count() == 2
        assert AuditEntry.objects.filter(did="assessment.allocate").count() == 1

    def test_a_seat_changes_hands_until_it_is_marked(self, cast, planned, seated, scheme) -> None:
        third = self.a_third(cast)
        finish_marking(seat_of(seated, cast.assessor), full_sheet(scheme), by=cast.assessor, at=AFTER)

        page = seats_page(seated, by=cast.quality_lead, at=AFTER)
        assert page.left_out == (("Agnes Doyle", "They have marked it as assessor 1."),)
        assert [line.name for line in page.possible] == ["Chidi Third", "Bernard Lowe"]
        allocate(planned.window, {(seated, 2): third.person}, by=cast.quality_lead, at=AFTER)
        with pytest.raises(Refused) as refused:
            allocate(planned.window, {(seated, 1): cast.second_assessor.person}, by=cast.quality_lead, at=AFTER)

        assert refused.value.refusal.code == "marking_finished"
        assert Allocation.objects.get(marker_id=cast.second_assessor.person_id).ended_at == AFTER
        assert Allocation.objects.filter(ended_at=None).count() == 2
        with pytest.raises(Allocation.DoesNotExist):
            marking_page(Allocation.objects.get(seat=2, ended_at=AFTER).ref, by=cast.second_assessor, at=AFTER)

    def a_third(self, cast, place=None, email="third@marking.example"):
        by = cast.administrator
        where = (place or cast.provider).ref
        bring_in(name="Chidi Third", email=email, duty=Duty.ASSESSOR, place=cast.provider.ref, by=by, at=OPENS)
        if place:
            bring_in(
                name="Chidi Third", email=email, duty=Duty.HEADTEACHER, place=where, by=cast.programme_manager, at=OPENS
            )
        return actor_by_email(email)

    def test_nobody_with_a_conflict_gets_a_seat(self, cast, planned, script) -> None:
        colleague = self.a_third(cast, cast.school)
        add_companion(
            planned.enrolled.ref, cast.second_assessor.person, Role.COACH, by=cast.programme_manager, at=OPENS
        )

        for who in (colleague, cast.second_assessor):
            with pytest.raises(Refused) as refused:
                allocate(planned.window, {(script, 1): who.person}, by=cast.quality_lead, at=AFTER)
            assert refused.value.refusal.code == "conflict_of_interest"
        page = seats_page(script, by=cast.quality_lead, at=AFTER)
        assert Allocation.objects.count() == 0
        assert sorted(name for name, _ in page.left_out) == ["Bernard Lowe", "Chidi Third"]

    @pytest.mark.parametrize(
        ("first", "second", "code"),
        [
            ("assessor", "assessor", "same_marker_twice"),
            ("assessor", "coach", "not_an_assessor"),
        ],
    )
    def test_a_wrong_plan_changes_nothing(self, cast, planned, script, first: str, second: str, code: str) -> None:
        seats = {(script, 1): getattr(cast, first).person, (script, 2): getattr(cast, second).person}

        with pytest.raises(Refused) as refused:
            allocate(planned.window, seats, by=cast.quality_lead, at=AFTER)

        assert refused.value.refusal.code == code
        assert (Allocation.objects.count(), state_of(script)) == (0, State.SUBMITTED)

    def test_not_while_it_can_be_replaced_and_not_by_others(self, cast, planned, script) -> None:
        seats = {(script, 1): cast.assessor.person}

        for by, at, code in (
            (cast.quality_lead, INSIDE, "window_open"),
            (cast.partner_manager, AFTER, "not_yours_to_run"),
            (cast.assessor, AFTER, "not_yours_to_run"),
        ):
            with pytest.raises(Refused) as refused:
                allocate(planned.window, seats, by=by, at=at)
            assert refused.value.refusal.code == code
        with pytest.raises(Script.DoesNotExist):
            allocate(planned.window, {(planned.window, 1): cast.assessor.person}, by=cast.quality_lead, at=AFTER)
        assert Allocation.objects.count() == 0

    def test_the_page_shows_who_has_what_and_no_name_of_a_participant(self, cast, planned, script) -> None:
        page = allocation_page(planned.window, by=cast.quality_lead, at=AFTER)

        (row,) = page.rows
        assert (page.empty, row.is_full, page.why_not, page.why_not_ask) == (2, False, None, None)
        assert not any(word in str(asdict(page)) for word in PRIVATE)
        seat_both(cast, planned, script, at=AFTER)
        after = allocation_page(planned.window, by=cast.quality_lead, at=AFTER)
        assert [place.holder for place in after.rows[0].places] == ["Agnes Doyle", "Bernard Lowe"]
        assert [(line.name, line.after) for line in after.loads] == [("Agnes Doyle", 1), ("Bernard Lowe", 1)]
        assert after.rows[0].is_full

    def test_a_seat_of_somebody_who_has_left_can_be_given_away(self, cast, planned, seated) -> None:
        hat = person_card(cast.assessor.person, by=cast.administrator).duties[0]
        end_membership(hat.ref, why="Left", by=cast.administrator, at=AFTER)

        page = allocation_page(planned.window, by=cast.quality_lead, at=AFTER)

        assert page.rows[0].places[0].holder == "Somebody who is no longer an assessor"
        assert marking_queue(by=actor_by_email("agnes@marking.example")).rows == ()


class TestMarking:
    """Marking alone and blind."""

    def test_a_draft_is_kept_and_only_its_own_marker_sees_it(self, cast, seated, scheme) -> None:
        seat = seat_of(seated, cast.assessor)
        code = scheme.criteria[0].code
        save_draft(seat, MarkSheet({code: Mark(2, "So far")}, "Half way"), by=cast.assessor, at=AFTER)
        save_draft(seat, MarkSheet({code: Mark(3, "So far, better")}), by=cast.assessor, at=AFTER)

        page = marking_page(seat, by=cast.assessor, at=AFTER)

        assert page.sheet == MarkSheet({code: Mark(3, "So far, better")})
        assert (page.saved_at, page.finished_at, page.why_not) == (AFTER, None, None)
        assert MarkingDraft.objects.count() == 1
        (row,) = marking_queue(by=cast.assessor).rows
        assert (row.progress, row.marked, row.criteria) == (Progress.BEGUN, 1, len(scheme.criteria))
        other = marking_page(seat_of(seated, cast.second_assessor), by=cast.second_assessor, at=AFTER)
        assert (other.sheet, other.saved_at) == (MarkSheet(), None)
        with pytest.raises(Allocation.DoesNotExist):
            marking_page(seat, by=cast.second_assessor, at=AFTER)

    def test_a_finished_marking_stands(self, cast, seated, scheme) -> None:
        seat = seat_of(seated, cast.assessor)

        judged = finish_marking(seat, full_sheet(scheme, 3), by=cast.assessor, at=AFTER)

        marking = Marking.objects.get()
        assert (marking.total, marking.outcome, marking.finished_at) == (judged.total, "passed", AFTER)
        assert marking.marks.count() == len(scheme.criteria)
        assert state_of(seated) is State.ALLOCATED
        assert AuditEntry.objects.get(did="assessment.finish_marking").facts == {"seat": "1"}
        assert NoticeRow.objects.filter(kind="assessment.marked").count() == 1
        for again in (finish_marking, save_draft):
            with pytest.raises(Refused) as refused:
                again(seat, full_sheet(scheme, 1), by=cast.assessor, at=AFTER)
            assert refused.value.refusal.code == "marking_finished"
        page = marking_page(seat, by=cast.assessor, at=AFTER)
        assert page.judged == judged
        assert page.sheet.given == full_sheet(scheme, 3).given

    def test_the_second_to_finish_completes_the_script(self, cast, marked) -> None:
        assert state_of(marked) is State.MARKED

    def test_a_sheet_that_is_not_full_finishes_nothing(self, cast, seated, scheme) -> None:
        with pytest.raises(Refused) as refused:
            finish_marking(seat_of(seated, cast.assessor), MarkSheet(), by=cast.assessor, at=AFTER)

        assert refused.value.refusal.code == "mark_missing"
        assert (Marking.objects.count(), state_of(seated)) == (0, State.ALLOCATED)

    def test_a_conflict_that_arises_later_stops_the_marker(self, cast, planned, seated, scheme) -> None:
        add_companion(planned.enrolled.ref, cast.assessor.person, Role.COACH, by=cast.programme_manager, at=AFTER)
        seat = seat_of(seated, cast.assessor)

        assert getattr(marking_page(seat, by=cast.assessor, at=AFTER).why_not, "code", "") == "conflict_of_interest"
        with pytest.raises(Refused):
            save_draft(seat, MarkSheet(), by=cast.assessor, at=AFTER)
        with pytest.raises(Refused):
            finish_marking(seat, full_sheet(scheme), by=cast.assessor, at=AFTER)
        assert (Marking.objects.count(), MarkingDraft.objects.count()) == (0, 0)

    def test_blind_means_blind(self, cast, seated) -> None:
        seat = seat_of(seated, cast.assessor)
        page, queue = marking_page(seat, by=cast.assessor, at=AFTER), marking_queue(by=cast.assessor)
        file = marked_file(seat, by=cast.assessor)

        said = str(asdict(page)) + str(asdict(queue)) + file.name
        assert page.text.blocks[0].text == "Our answer to the brief."
        assert not [word for word in PRIVATE if word in said]
        assert b"Parveen" not in file.content
        assert file.name == f"script-{page.number}.pdf"

    @pytest.mark.parametrize(
        "name",
        ["participant", "coach", "moderator", "outsider", "quality_lead", "second_assessor", "outside_participant"],
    )
    def test_nobody_sits_in_another_s_seat(self, cast, seated, scheme, name: str) -> None:
        seat, who = seat_of(seated, cast.assessor), getattr(cast, name)

        for attempt in (
            lambda: marking_page(seat, by=who, at=AFTER),
            lambda: marked_file(seat, by=who),
            lambda: save_draft(seat, full_sheet(scheme), by=who, at=AFTER),
            lambda: finish_marking(seat, full_sheet(scheme), by=who, at=AFTER),
        ):
            with pytest.raises(ObjectDoesNotExist):
                attempt()
        assert Marking.objects.count() == 0

    def test_the_queue_asks_the_same_number_of_questions_for_any_number_of_scripts(
        self, cast, planned, seated, at
    ) -> None:
        page = statements_of(lambda: marking_page(seat_of(seated, cast.assessor), by=cast.assessor, at=AFTER))
        one = statements_of(lambda: marking_queue(by=cast.assessor))
        more_scripts(cast, planned, 3, at=at)

        queue = marking_queue(by=cast.assessor)

        assert (len(queue.to_do), len(queue.finished)) == (4, 0)
        assert statements_of(lambda: marking_queue(by=cast.assessor)) == one == 6
        assert statements_of(lambda: marking_page(seat_of(seated, cast.assessor), by=cast.assessor, at=AFTER)) == page
        assert marking_page(queue.rows[0].ref, by=cast.assessor, at=AFTER).next_ref == queue.rows[1].ref

    def test_the_queue_comes_in_pages_what_is_begun_first_and_what_is_finished_last(
        self, cast, planned, seated, scheme, at, monkeypatch
    ) -> None:
        code = scheme.criteria[0].code
        whole = statements_of(lambda: marking_queue(by=cast.assessor))
        more_scripts(cast, planned, 4, at=at)
        seats = [row.ref for row in marking_queue(by=cast.assessor).rows]
        finish_marking(seats[0], full_sheet(scheme), by=cast.assessor, at=AFTER)
        save_draft(seats[4], MarkSheet({code: Mark(2, "So far")}), by=cast.assessor, at=AFTER)
        # Words without a mark are not a beginning.
        save_draft(seats[3], MarkSheet({}, "Looked at it"), by=cast.assessor, at=AFTER)
        monkeypatch.setattr(marking, "PAGE", 3)

        first, second = (marking_queue(by=cast.assessor, page=page) for page in (1, 2))

        assert [row.ref for row in first.rows] == [seats[4], seats[1], seats[2]]
        assert [row.ref for row in second.rows] == [seats[3], seats[0]]
        assert [row.progress for row in second.rows] == [Progress.TO_DO, Progress.FINISHED]
        assert (len(second.to_do), len(second.finished)) == (1, 1)
        assert first.counts == second.counts == queue_counts(by=cast.assessor) == QueueCounts(to_do=4, finished=1)
        assert [(each.page, each.pages) for each in (first, second)] == [(1, 2), (2, 2)]
        assert marking_queue(by=cast.assessor, page=9) == second
        assert marking_queue(by=cast.assessor, page=0) == first
        for page in (1, 2):
            assert statements_of(lambda page=page: marking_queue(by=cast.assessor, page=page)) == whole
        assert statements_of(lambda: queue_counts(by=cast.assessor)) == 1

    def test_nobody_else_s_queue_is_counted(self, cast, seated) -> None:
        for who in (cast.participant, cast.outsider, cast.moderator):
            assert queue_counts(by=who) == QueueCounts(to_do=0, finished=0)
            assert marking_queue(by=who).pages == 1
