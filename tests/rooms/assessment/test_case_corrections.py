"""A case that is decided after its result is out: one look, one confirmation, and the result has it."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core.exceptions import ObjectDoesNotExist

from goldenthread.assessment.actions.cases import decide_case
from goldenthread.assessment.actions.correcting_by_case import correct_by_case
from goldenthread.assessment.models import Correction, Result, Settlement
from goldenthread.assessment.queries.briefing import window_page
from goldenthread.assessment.queries.case_corrections import case_correction
from goldenthread.assessment.queries.cases import case_page
from goldenthread.assessment.queries.releasing import corrections_of, release_board, result_page
from goldenthread.assessment.queries.waiting import overtaken, to_do
from goldenthread.assessment.types.telling import Overtaken
from goldenthread.awards.actions.awarding import award, award_again
from goldenthread.awards.models import Certificate
from goldenthread.awards.models import Outcome as Awarded
from goldenthread.ground.models import NoticeRow
from goldenthread.ground.types import Refused
from tests.makers.assessment import AFTER, settle_and_release
from tests.makers.cases import A_DAY, VOID, hear, part_of, suspect, write_to

DECIDED = AFTER + timedelta(days=3)
LATER = AFTER + timedelta(days=4)
WHY = "It follows from the case that you were told of."


@pytest.fixture
def decided(cast, planned, marked):
    """Release a result that passed, and decide a case about it afterwards."""

    def decide(decision):
        settle_and_release(cast, planned, marked, at=AFTER)
        case = suspect(cast, marked, at=AFTER)
        write_to(cast, case, at=AFTER)
        hear(cast, case, at=AFTER + A_DAY)
        decide_case(case, decision, by=cast.quality_lead, at=DECIDED)
        return case

    return decide


def code_of(case, *, by, why: str = WHY, seen=None) -> str:
    seen = seen or Result.objects.get().settlement.ref
    with pytest.raises(Refused) as found:
        correct_by_case(case, why=why, by=by, at=LATER, seen=seen)
    return found.value.refusal.code


def test_marks_that_do_not_count_are_filled_in_and_confirmed_once(cast, planned, marked, scheme, decided) -> None:
    case = decided(part_of(planned))
    before = Result.objects.get()
    code = scheme.criteria[0].code
    assert case_page(case, by=cast.quality_lead).is_left

    page = case_correction(case, by=cast.quality_lead)

    assert [(each.before, each.after) for each in page.lines if each.is_changed] == [(3, 0)]
    assert (page.why_not, page.outcome, page.settlement) == (None, "passed", before.settlement.ref)
    assert page.says == (f"The marks on {code} do not count.",)
    made = correct_by_case(case, why=WHY, by=cast.quality_lead, at=LATER, seen=page.settlement)
    row = Result.objects.get()
    assert (row.outcome, row.total, row.corrected_at) == (page.becomes, page.becomes_total, LATER)
    assert row.total < before.total
    told = {each.code: (each.mark, each.feedback) for each in row.settlement.marks.all()}
    assert told[code][0] == 0
    assert [each for each, (_, says) in told.items() if says.startswith("This mark does not count")] == [code]
    assert (made.before_id, made.reason) == (before.settlement_id, WHY)
    assert NoticeRow.objects.filter(kind="assessment.corrected").count() == 1
    # Nothing is left to take up, and what was looked at before is not what stands.
    assert not case_page(case, by=cast.quality_lead).is_left
    assert code_of(case, by=cast.quality_lead) == "nothing_left"
    assert Correction.objects.count() == 1


def test_a_result_that_is_out_is_voided_with_its_marks_kept_and_its_certificate_revoked(
    cast, planned, marked, decided
) -> None:
    case = decided(VOID)
    before = Result.objects.get()
    award(before.ref, verify_at="https://example.org", at=AFTER)
    page = case_correction(case, by=cast.quality_lead)
    assert (page.lines, page.becomes, page.becomes_total) == ((), "voided", 0)

    made = correct_by_case(case, why=WHY, by=cast.quality_lead, at=LATER, seen=page.settlement)
    award_again(made.ref, verify_at="https://example.org", at=LATER)

    row = Result.objects.get()
    assert (row.outcome, row.total, row.settlement.total) == ("voided", 0, before.total)
    assert (made.outcome_before, made.outcome) == ("passed", "voided")
    shown = result_page(marked, by=cast.participant)
    assert (shown.outcome, shown.total, shown.ruling.is_voided) == ("voided", 0, True)
    assert corrections_of(row.pk)[0].says == f"passed, {before.total} marks, to voided"
    assert [each.state for each in Certificate.objects.all()] == ["revoked"]
    assert Awarded.objects.standing().get().outcome == "voided"
    assert not case_page(case, by=cast.quality_lead).is_left


def test_whoever_may_correct_finds_it_and_the_participant_reads_that_it_is_looked_at_again(
    cast, planned, marked, decided
) -> None:
    case = decided(part_of(planned))

    def row(who):
        return release_board(planned.window, by=who, at=DECIDED).rows[0]

    def waits(who):
        return overtaken(to_do(by=who, at=DECIDED), by=who)

    asked, nothing = Overtaken(None, planned.window, 1), Overtaken(None, None, 0)
    assert [waits(who) for who in (cast.quality_lead, cast.administrator, cast.moderator)] == [asked] * 3
    assert waits(cast.assessor) == nothing
    assert [(row(who).is_left, row(who).left_case) for who in (cast.administrator, cast.moderator)] == [
        (True, case),
        (True, None),
    ]
    assert window_page(planned.window, by=cast.programme_manager, at=DECIDED).overtaken == 1
    assert result_page(marked, by=cast.participant).is_left
    # Whoever settled it does not judge the case, and reads who may.
    Settlement.objects.update(moderator_id=cast.quality_lead.person_id)
    page = case_correction(case, by=cast.quality_lead)
    assert page.why_not.code == "judged_script"
    assert set(page.others) == {cast.administrator.name, cast.programme_manager.name}

    seen = Result.objects.get().settlement.ref
    correct_by_case(case, why=WHY, by=cast.administrator, at=LATER, seen=seen)

    assert waits(cast.quality_lead) == waits(cast.moderator) == nothing
    assert not row(cast.administrator).is_left
    assert not result_page(marked, by=cast.participant).is_left


def test_what_is_voided_waits_for_those_who_see_cases_only(cast, planned, marked, decided) -> None:
    decided(VOID)

    assert [to_do(by=who, at=DECIDED).rulings for who in (cast.programme_manager, cast.moderator)] == [1, 0]


def test_it_is_refused_or_not_there(cast, planned, marked, decided) -> None:
    case = decided(part_of(planned))

    assert code_of(case, by=cast.quality_lead, why="x") == "no_reason"
    assert code_of(case, by=cast.quality_lead, seen=case) == "corrected_meanwhile"
    for who in (cast.moderator, cast.participant, cast.assessor):
        with pytest.raises(ObjectDoesNotExist):
            correct_by_case(case, why=WHY, by=who, at=LATER, seen=case)
        with pytest.raises(ObjectDoesNotExist):
            case_correction(case, by=who)
    assert Correction.objects.count() == 0


def test_a_case_about_what_is_not_out_has_nothing_to_correct(cast, planned, marked) -> None:
    case = suspect(cast, marked, at=AFTER)
    write_to(cast, case, at=AFTER)
    hear(cast, case, at=AFTER + A_DAY)
    decide_case(case, VOID, by=cast.quality_lead, at=DECIDED)

    assert not case_page(case, by=cast.quality_lead).is_left
    with pytest.raises(ObjectDoesNotExist):
        case_correction(case, by=cast.quality_lead)
