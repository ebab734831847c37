"""Second and third markings by the policy: wanted when the first are in, blind, and explained when they agree."""

from __future__ import annotations

from dataclasses import asdict, replace
from datetime import timedelta

import pytest

from goldenthread.assessment.actions.allocating import allocate
from goldenthread.assessment.actions.marking import finish_marking
from goldenthread.assessment.actions.moderating import accept_agreed
from goldenthread.assessment.models import Allocation, Marking, Script, Settlement, Want
from goldenthread.assessment.queries.estimating import finished_markings
from goldenthread.assessment.queries.marking import marking_page, marking_queue
from goldenthread.assessment.queries.marking_board import marking_board
from goldenthread.assessment.queries.moderating import comparison_page
from goldenthread.assessment.types.marking_board import BoardFilter
from goldenthread.assessment.types.words import State, WantReason
from goldenthread.ground.models import AuditEntry, NoticeRow
from goldenthread.ground.types import Refused
from goldenthread.programmes.types import AgreementRule, SecondMarking, SecondRule, ThirdPerson
from tests.makers.assessment import AFTER, full_sheet, mark_both, seat_of, state_of
from tests.makers.counting import statements_of
from tests.makers.handing import an_assessor, policy_with

LATER = AFTER + timedelta(days=1)


def seat(cast, planned, script, **places) -> None:
    """Put somebody in a seat: ``one``, ``two`` or ``three``."""
    numbers = {"one": 1, "two": 2, "three": 3}
    seats = {(script, numbers[name]): who.person for name, who in places.items()}
    allocate(planned.window, seats, by=cast.quality_lead, at=AFTER)


class TestSecond:
    """A policy under which some scripts are marked a second time."""

    @pytest.fixture(autouse=True)
    def policy(self, cast, planned, at) -> None:
        second = SecondRule(fails=True, around_total=1, sample=10, seed="spring")
        policy_with(cast, planned, at=at, second_marking=SecondMarking.SOME, second=second)

    def test_a_fail_is_marked_by_a_second_who_does_not_know(self, cast, planned, script, scheme) -> None:
        seat(cast, planned, script, one=cast.assessor)
        first = marking_page(seat_of(script, cast.assessor), by=cast.assessor, at=AFTER)
        finish_marking(first.ref, full_sheet(scheme, 1), by=cast.assessor, at=AFTER)

        made = Want.objects.get()
        assert (made.seat, made.reason, state_of(script)) == (2, "fail", State.ALLOCATED)
        (line,) = marking_board(BoardFilter(), by=cast.quality_lead, at=AFTER).rows
        assert (line.empty, line.wants) == (1, (WantReason.FAIL,))

        seat(cast, planned, script, two=cast.second_assessor)
        second = marking_page(seat_of(script, cast.second_assessor), by=cast.second_assessor, at=AFTER)
        # But for what belongs to their seat, the second reads what the first one read.
        same = {"ref": first.ref, "seat": first.seat}
        assert replace(second, **same) == replace(first, **same)
        queue = marking_queue(by=cast.second_assessor).rows
        assert "fail" not in str(asdict(queue[0]))
        letters = NoticeRow.objects.values_list("facts", flat=True)
        assert "fail" not in str(list(letters))

        finish_marking(second.ref, full_sheet(scheme, 1), by=cast.second_assessor, at=LATER)
        made.refresh_from_db()
        assert made.met_by == Allocation.objects.get(seat=2).marking
        assert state_of(script) is State.MARKED
        assert comparison_page(script, by=cast.moderator).agreement.sheet is not None

    def test_a_script_that_no_rule_picks_is_marked_once(self, cast, planned, script, scheme, at) -> None:
        second = SecondRule(fails=True)
        policy_with(cast, planned, at=at, second_marking=SecondMarking.SOME, second=second)
        seat(cast, planned, script, one=cast.assessor)
        finish_marking(seat_of(script, cast.assessor), full_sheet(scheme, 3), by=cast.assessor, at=AFTER)

        page = comparison_page(script, by=cast.moderator)
        assert (Want.objects.count(), state_of(script), page.comparison) == (0, State.MARKED, None)
        judged = accept_agreed(script, by=cast.moderator, at=LATER)
        row = Settlement.objects.get()
        assert (row.total, row.agreed_says) == (judged.total, "One marking is asked for, and its marks stand.")


class TestThird:
    """A policy that gives wide gaps to a third marker."""

    @pytest.fixture
    def third(self, cast):
        return an_assessor(cast, "Chidi Third")

    @pytest.fixture
    def wide(self, cast, planned, seated, scheme, at, third):
        """Two markings far apart, and the third marker in a seat."""
        policy_with(cast, planned, at=at, agreement=AgreementRule(third=ThirdPerson.MARKER))
        mark_both(cast, seated, scheme, first=4, second=1, at=AFTER)
        seat(cast, planned, seated, three=third)
        return seated

    def test_both_sets_of_reasons_are_read_and_the_third_is_proposed(self, cast, wide, scheme, third) -> None:
        page = marking_page(seat_of(wide, third), by=third, at=LATER)
        assert [(name, set(sheet.given.values())) for name, sheet in page.told_apart] == [("A", {4}), ("B", {1})]
        assert not [word for word in ("Agnes", "Bernard", "Parveen") if word in str(asdict(page))]
        assert marking_page(seat_of(wide, cast.assessor), by=cast.assessor, at=LATER).others == ()

        given = replace(full_sheet(scheme, 3), comment="Read both.")
        finish_marking(page.ref, given, by=third, at=LATER)

        assert state_of(wide) is State.MARKED
        assert list(Want.objects.values_list("reason", "met_by__allocation__seat")) == [("third", 3)]
        compared = comparison_page(wide, by=cast.moderator)
        assert (compared.third, len(compared.judged)) == (3, 3)
        judged = accept_agreed(wide, by=cast.moderator, at=LATER)
        row = Settlement.objects.get()
        assert judged == compared.agreed
        assert {mark.mark for mark in row.marks.all()} == {3}
        assert "gave 3" in row.marks.first().reason
        assert row.comment == "A clear piece of work.\n\nRead both."
        assert AuditEntry.objects.filter(did="assessment.want_marking").count() == 1
        # Whoever read the others says nothing of how far people agree who did not.
        assert set(finished_markings().values_list("allocation__seat", flat=True)) == {1, 2}

    def test_a_marking_that_came_after_the_third_leaves_it_to_a_person(
        self, cast, planned, wide, scheme, third
    ) -> None:
        finish_marking(seat_of(wide, third), full_sheet(scheme, 3), by=third, at=LATER)
        first = Marking.objects.get(allocation__marker_id=cast.assessor.person_id)
        Marking.objects.filter(pk=first.pk).update(finished_at=LATER + timedelta(days=1))

        page = comparison_page(wide, by=cast.moderator)

        assert (page.third, page.agreed) == (None, None)
        assert "came after theirs" in page.agreement.says
        with pytest.raises(Refused) as refused:
            accept_agreed(wide, by=cast.moderator, at=LATER)
        assert refused.value.refusal.code == "not_agreed"

    def test_nothing_is_read_before_everybody_else_is_in(self, cast, wide, scheme, third) -> None:
        assert marking_page(seat_of(wide, third), by=third, at=LATER).others
        Want.objects.create(
            script=Script.objects.get(ref=wide),
            seat=4,
            reason="identity",
            wanted_by_id=cast.quality_lead.person_id,
            wanted_at=LATER,
        )

        assert marking_page(seat_of(wide, third), by=third, at=LATER).others == ()

    def test_without_it_the_moderator_settles(self, cast, seated, scheme) -> None:
        mark_both(cast, seated, scheme, first=4, second=1, at=AFTER)

        page = comparison_page(seated, by=cast.moderator)
        assert (Want.objects.count(), state_of(seated), page.agreed) == (0, State.MARKED, None)
        assert page.agreement.is_wide

    def test_the_page_takes_as_many_statements_for_many_marks(self, cast, wide, scheme, third) -> None:
        ref = seat_of(wide, third)

        assert statements_of(lambda: marking_page(ref, by=third, at=LATER)) <= 24

    def test_looking_uses_no_seat(self, cast, planned, wide, third) -> None:
        before = Allocation.objects.count(), Want.objects.count(), state_of(wide)
        for _ in range(2):
            marking_page(seat_of(wide, third), by=third, at=LATER)
            comparison_page(wide, by=cast.moderator)
            marking_board(BoardFilter(), by=cast.quality_lead, at=LATER)

        assert (Allocation.objects.count(), Want.objects.count(), state_of(wide)) == before
