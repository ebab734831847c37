"""A conflict of interest that is declared after marking: the result waits until somebody has decided."""

from __future__ import annotations

from datetime import timedelta
from uuid import uuid4

import pytest
from django.core.exceptions import ObjectDoesNotExist

from goldenthread.assessment.actions.conflicting import decide_found, decide_together
from goldenthread.assessment.actions.describing import declare_conflict, end_conflict
from goldenthread.assessment.actions.moderating import settle_script
from goldenthread.assessment.actions.releasing import release_results
from goldenthread.assessment.models import Allocation, FoundConflict, Marking, Result, Script, Want
from goldenthread.assessment.queries.conflicting import found_page, found_queue
from goldenthread.assessment.queries.releasing import release_board
from goldenthread.assessment.queries.waiting import to_do
from goldenthread.assessment.types.conflicting import FoundEvent
from goldenthread.assessment.types.describing import NewConflict, Tie
from goldenthread.assessment.types.moderating import SettlementSheet
from goldenthread.cohorts.models import Enrolment
from goldenthread.ground.models import AuditEntry, NoticeRow
from goldenthread.ground.types import Refused
from tests.makers.assessment import AFTER, full_sheet, settle_and_release
from tests.makers.cohorts import enrol_many
from tests.makers.counting import statements_of

COUSIN = NewConflict(Tie.FAMILY, "My cousin", email="parveen@castlehill.example")
WHY = "They marked as everybody else did, and said so before any result."
LATER = AFTER + timedelta(hours=2)


@pytest.fixture
def settled(cast, planned, marked, scheme):
    settle_script(marked, SettlementSheet(full_sheet(scheme)), by=cast.moderator, at=AFTER)
    return marked


@pytest.fixture
def found(cast, settled):
    declare_conflict(cast.assessor.person, COUSIN, by=cast.assessor, at=LATER)
    return FoundConflict.objects.get().ref


def second_marking(cast, planned, enrolment):
    """A finished marking by the same assessor of somebody else's script in the window."""
    first = Marking.objects.get(allocation__marker_id=cast.assessor.person_id)
    script = Script.objects.get()
    script.pk, script.ref, script.number = None, uuid4(), "999-999-999"
    script.enrolment_id = Enrolment.objects.get(ref=enrolment).pk
    script._state.adding = True
    script.save()
    seat = first.allocation
    seat.pk, seat.ref, seat.script, seat._state.adding = None, uuid4(), script, True
    seat.save()
    first.pk, first.ref, first.allocation, first._state.adding = None, uuid4(), seat, True
    first.save()
    return first


def held(cast, planned):
    return [kind.code for kind in release_board(planned.window, by=cast.quality_lead, at=LATER).held]


def test_a_result_waits_until_somebody_has_decided_that_the_marking_stands(cast, planned, settled, found) -> None:
    assert held(cast, planned) == ["conflict_after"]
    assert (to_do(by=cast.quality_lead, at=LATER).conflicts, to_do(by=cast.moderator, at=LATER).conflicts) == (1, 0)
    assert NoticeRow.objects.filter(kind="assessment.conflict_after_marking").count() == 1
    with pytest.raises(Refused) as early:
        release_results(planned.window, [settled], by=cast.quality_lead, at=LATER)
    assert early.value.refusal.code == "held"

    page = found_page(found, by=cast.quality_lead, at=LATER)
    row = page.row
    assert (page.script, page.choice.number, page.others, page.why_not) == (settled, row.number, (), None)
    assert (page.choice.free, page.stuck) == (0, (page.choice,))
    assert dict(page.choice.barred)["Agnes Doyle"]
    decide_found(found, FoundEvent.LET_STAND, why=WHY, by=cast.quality_lead, at=LATER)

    assert (row.marker, row.tie, row.declared_at) == ("Agnes Doyle", "Family or close friends", LATER)
    assert held(cast, planned) == []
    assert to_do(by=cast.quality_lead, at=LATER).conflicts == 0
    queue = found_queue(by=cast.quality_lead)
    assert (queue.waiting, [(each.state, each.why, each.decided_by) for each in queue.done]) == (
        *((), [("stands", WHY, "Quentin Adeyemi")]),
    )
    entry = AuditEntry.objects.get(did="assessment.decide_found_conflict")
    assert (entry.to, entry.facts) == (str(settled), {"decision": "stands"})
    release_results(planned.window, [settled], by=cast.quality_lead, at=LATER)
    assert Result.objects.count() == 1
    with pytest.raises(Refused) as twice:
        decide_found(found, FoundEvent.SET_ASIDE, why=WHY, by=cast.quality_lead, at=LATER)
    assert twice.value.refusal.code == "decided_already"
    assert "Quentin Adeyemi decided so on" in twice.value.refusal.says
    assert found_page(found, by=cast.quality_lead, at=LATER).why_not == twice.value.refusal
    with pytest.raises(ObjectDoesNotExist):
        found_page(settled, by=cast.quality_lead, at=LATER)


def test_a_marking_that_is_set_aside_is_kept_and_made_anew_by_somebody_else(cast, planned, settled, found) -> None:
    decide_found(found, FoundEvent.SET_ASIDE, why=WHY, by=cast.quality_lead, at=LATER)

    seat = Allocation.objects.get(marker_id=cast.assessor.person_id)
    assert (seat.why_ended, Marking.objects.count()) == ("conflict", 2)
    assert [(want.seat, want.reason, want.met_by) for want in Want.objects.all()] == [(seat.seat, "conflict", None)]
    assert "conflict_after" not in held(cast, planned)
    assert "marking_wanted" in held(cast, planned)


def test_a_marking_is_set_aside_once_whatever_conflicts_are_found_at_it(cast, planned, settled, found) -> None:
    school = NewConflict(Tie.GOVERNOR, "I am a governor there", urn="100001")
    declare_conflict(cast.assessor.person, school, by=cast.assessor, at=LATER)
    refs = list(FoundConflict.objects.order_by("pk").values_list("ref", flat=True))
    with pytest.raises(Refused) as refused:
        decide_together(refs, FoundEvent.SET_ASIDE, why=WHY, by=cast.quality_lead, at=LATER)
    assert refused.value.refusal.code == "not_of_one"
    for ref in refs:
        assert decide_together([ref], FoundEvent.SET_ASIDE, why=WHY, by=cast.quality_lead, at=LATER) == 1

    assert (FoundConflict.objects.filter(state="aside").count(), Want.objects.count()) == (2, 1)


def test_a_conflict_that_ends_leaves_nothing_to_decide(cast, planned, settled, found) -> None:
    row = FoundConflict.objects.get()
    end_conflict(row.conflict.ref, why="Another Parveen", by=cast.quality_lead, at=LATER)

    assert held(cast, planned) == []
    assert found_queue(by=cast.quality_lead).waiting == ()
    assert found_page(row.ref, by=cast.quality_lead, at=LATER).why_not.code == "nothing_to_decide"


def test_a_second_declaration_finds_nothing_of_the_first(cast, planned, settled, found) -> None:
    elsewhere = NewConflict(Tie.GOVERNOR, "I am a governor there", urn="100009")

    declare_conflict(cast.assessor.person, elsewhere, by=cast.assessor, at=LATER)

    assert [row.ref for row in FoundConflict.objects.all()] == [found]


def test_whoever_names_somebody_for_a_marker_is_not_told_which_script_is_theirs(cast, planned, marked, scheme) -> None:
    declare_conflict(cast.assessor.person, COUSIN, by=cast.quality_lead, at=LATER)
    ref = FoundConflict.objects.get().ref

    mine, others = (found_queue(by=who) for who in (cast.quality_lead, cast.programme_manager))

    assert (mine.waiting, mine.done, mine.for_others) == ((), (), 1)
    assert ([row.ref for row in others.waiting], others.for_others) == ([ref], 0)
    with pytest.raises(FoundConflict.DoesNotExist):
        found_page(ref, by=cast.quality_lead, at=LATER)
    with pytest.raises(FoundConflict.DoesNotExist):
        decide_found(ref, FoundEvent.LET_STAND, why=WHY, by=cast.quality_lead, at=LATER)
    assert decide_together([ref], FoundEvent.LET_STAND, why=WHY, by=cast.quality_lead, at=LATER) == 0
    with pytest.raises(Refused):
        settle_script(marked, SettlementSheet(full_sheet(scheme, 2)), by=cast.quality_lead, at=LATER)
    decide_found(ref, FoundEvent.LET_STAND, why=WHY, by=cast.programme_manager, at=LATER)
    assert found_queue(by=cast.quality_lead).done == ()


def test_several_of_one_declaration_are_decided_with_one_reason_each_in_the_record(cast, planned, found, at) -> None:
    (ref,) = enrol_many(cast, planned.enrolled.cohort, 1, at=at)
    other = second_marking(cast, planned, ref)
    few = statements_of(lambda: found_page(found, by=cast.quality_lead, at=LATER))
    row = FoundConflict.objects.create(
        conflict=FoundConflict.objects.get().conflict, marking=other, at=LATER, state="waiting"
    )
    page = found_page(found, by=cast.quality_lead, at=LATER)
    assert [each.ref for each in page.others] == [row.ref]
    assert statements_of(lambda: found_page(found, by=cast.quality_lead, at=LATER)) == few

    both = [found, row.ref]
    assert decide_together(both, FoundEvent.LET_STAND, why=WHY, by=cast.quality_lead, at=LATER) == 2

    assert set(FoundConflict.objects.values_list("state", "why")) == {("stands", WHY)}
    entries = AuditEntry.objects.filter(did="assessment.decide_found_conflict")
    assert len({each.to for each in entries}) == 2


def test_of_a_result_that_is_out_nothing_is_asked_and_nothing_set_aside(cast, planned, marked) -> None:
    settle_and_release(cast, planned, marked, at=AFTER)
    declare_conflict(cast.assessor.person, COUSIN, by=cast.assessor, at=LATER)

    assert found_queue(by=cast.quality_lead).waiting == ()
    with pytest.raises(Refused) as out:
        decide_found(FoundConflict.objects.get().ref, FoundEvent.SET_ASIDE, why=WHY, by=cast.quality_lead, at=LATER)
    assert out.value.refusal.code == "released"
    assert FoundConflict.objects.get().state == "waiting"


def test_a_conflict_about_somebody_else_asks_nothing(cast, planned, settled) -> None:
    other = NewConflict(Tie.WORK, "A colleague", email="somebody@elsewhere.example")
    declare_conflict(cast.assessor.person, other, by=cast.assessor, at=LATER)

    assert not FoundConflict.objects.exists()
    assert NoticeRow.objects.filter(kind="assessment.conflict_after_marking").count() == 0


def test_nobody_decides_without_running_assessment_or_a_reason(cast, settled, found) -> None:
    for who, why, code in ((cast.assessor, WHY, "not_yours_to_run"), (cast.quality_lead, "no", "reason_missing")):
        with pytest.raises(Refused) as refused:
            decide_found(found, FoundEvent.LET_STAND, why=why, by=who, at=LATER)
        assert refused.value.refusal.code == code, code
    for ask in (lambda: found_queue(by=cast.assessor), lambda: found_page(found, by=cast.moderator, at=LATER)):
        with pytest.raises(Refused):
            ask()


def test_the_list_takes_three_statements(cast, settled, found) -> None:
    assert statements_of(lambda: found_queue(by=cast.quality_lead)) == 3
