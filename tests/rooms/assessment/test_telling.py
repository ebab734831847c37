"""Who is written to about what waits: those who may do it, and nobody else."""

from __future__ import annotations

from datetime import timedelta
from uuid import uuid4

import pytest
from django.core.exceptions import ObjectDoesNotExist

from goldenthread.assessment.actions.cases import decide_case
from goldenthread.assessment.actions.drifting import decide_stop
from goldenthread.assessment.actions.moderating import settle_script
from goldenthread.assessment.actions.preparing import work_through
from goldenthread.assessment.actions.reviewing import ask_for_review, take_review, withdraw_review
from goldenthread.assessment.actions.rounds import stop_by_hand
from goldenthread.assessment.actions.sampling import draw_sample, look_at
from goldenthread.assessment.models import MarkerStop, Review, Script, Want
from goldenthread.assessment.queries.deciders import nobodys
from goldenthread.assessment.queries.reviewing import late_questions, my_review, review_page, reviews_board
from goldenthread.assessment.queries.sampling import sample_page
from goldenthread.assessment.queries.telling import (
    case_to_judge,
    question_to_tell,
    questions_due,
    sample_to_look_at,
    seats_to_mark,
    stop_to_tell,
)
from goldenthread.assessment.queries.waiting import marking_late, samples_to_look_at, to_do, to_sample
from goldenthread.assessment.types.moderating import SettlementSheet
from goldenthread.assessment.types.reviewing import NewReview
from goldenthread.assessment.types.standing import Decision
from goldenthread.assessment.types.telling import ToDo, Waits, WindowOfSample
from goldenthread.people.models import Membership, Person
from goldenthread.programmes.types import ReviewKind
from tests.makers.assessment import AFTER, INSIDE, full_sheet, mark_both, seat_both, settle_and_release
from tests.makers.cases import VOID, hear, report, suspect, write_to
from tests.makers.counting import statements_of
from tests.makers.handing import an_assessor
from tests.makers.sampling import lay_scripts, other_marks, want_samples
from tests.makers.standardising import WHY, clear, make_standard

WORDS = "The second criterion was marked as if the last section were missing."
DAY = timedelta(days=1)


def told(letters) -> set[tuple[Waits, str, int]]:
    return {(each.what, each.name, each.number) for each in letters}


@pytest.fixture
def asked(cast, planned, marked):
    """An appeal against a result that the moderator settled."""
    settle_and_release(cast, planned, marked, 1, at=AFTER)
    wanted = NewReview(ReviewKind.APPEAL, ("procedure",), WORDS)
    return Review.objects.get(ref=ask_for_review(marked, wanted, by=cast.participant, at=AFTER, work=work_through))


class TestQuestions:
    """A question about a result."""

    def test_it_is_told_to_those_who_may_take_it_up_until_somebody_has(self, cast, planned, asked) -> None:
        letters = question_to_tell(asked.ref, at=AFTER)

        # The moderator settled it, and the assessors decide no appeal.
        assert told(letters) == {(Waits.QUESTION, "Quentin Adeyemi", 1), (Waits.QUESTION, "Ada Okafor", 1)}
        assert {(each.place, each.until) for each in letters} == {(planned.window, asked.answer_by)}
        take_review(asked.ref, by=cast.quality_lead, at=AFTER)
        assert question_to_tell(asked.ref, at=AFTER) == ()
        with pytest.raises(ObjectDoesNotExist):
            question_to_tell(uuid4(), at=AFTER)

    def test_an_enquiry_is_told_to_assessors_who_are_new_to_it(self, cast, asked, at) -> None:
        an_assessor(cast, "Fiona Gray", at=at)
        withdraw_review(asked.ref, by=cast.participant, at=AFTER)
        wanted = NewReview(ReviewKind.ENQUIRY, ("scheme",), WORDS)
        ref = ask_for_review(asked.result.script.ref, wanted, by=cast.participant, at=AFTER, work=work_through)

        who = {each.name for each in question_to_tell(ref, at=AFTER)}
        assert who == {"Fiona Gray"}
        near = Review.objects.get(ref=ref).answer_by - 2 * DAY
        assert told(questions_due(at=near)) == {(Waits.QUESTION_NEAR, "Fiona Gray", 1)}

    def test_what_nobody_may_decide_is_told_at_once_to_those_who_run_assessment(self, cast, asked, at) -> None:
        withdraw_review(asked.ref, by=cast.participant, at=AFTER)
        assert statements_of(lambda: nobodys((), at=AFTER)) == 0
        wanted = NewReview(ReviewKind.ENQUIRY, ("scheme",), WORDS)
        # Both assessors marked it.
        ref = ask_for_review(asked.result.script.ref, wanted, by=cast.participant, at=AFTER, work=work_through)
        row = Review.objects.get(ref=ref)

        letters = question_to_tell(ref, at=AFTER)
        assert {(each.what, each.until) for each in letters} == {(Waits.QUESTION_STUCK, row.answer_by)}
        assert {each.name for each in letters} >= {"Quentin Adeyemi", "Ada Okafor"}
        assert questions_due(at=AFTER) == letters
        assert {each.what for each in questions_due(at=row.answer_by)} == {Waits.QUESTION_STUCK_LATE}
        assert (to_do(by=cast.quality_lead, at=AFTER).stuck, to_do(by=cast.moderator, at=AFTER).stuck) == (1, 0)
        assert to_do(by=cast.quality_lead, at=row.answer_by).stuck_late == 1
        assert reviews_board(by=cast.moderator, at=AFTER)[0].nobody is None
        assert reviews_board(by=cast.quality_lead, at=AFTER)[0].nobody.code == "nobody_may"
        assert review_page(ref, by=cast.quality_lead, at=AFTER).row.nobody.code == "nobody_may"
        # Somebody new helps.
        an_assessor(cast, "Fiona Gray", at=at)
        assert told(question_to_tell(ref, at=AFTER)) == {(Waits.QUESTION, "Fiona Gray", 1)}
        assert questions_due(at=AFTER) == ()
        assert to_do(by=cast.quality_lead, at=AFTER).stuck == 0
        assert reviews_board(by=cast.quality_lead, at=AFTER)[0].nobody is None
        assert review_page(ref, by=cast.quality_lead, at=AFTER).row.nobody is None

    def test_its_last_day_is_told_when_it_is_near_and_when_it_is_over(self, cast, planned, asked) -> None:
        near, late = asked.answer_by - 2 * DAY, asked.answer_by

        assert questions_due(at=asked.answer_by - 4 * DAY) == ()
        assert {each.name for each in questions_due(at=near)} == {"Quentin Adeyemi", "Ada Okafor"}
        take_review(asked.ref, by=cast.quality_lead, at=AFTER)
        assert told(questions_due(at=near)) == {(Waits.QUESTION_NEAR, "Quentin Adeyemi", 1)}
        assert told(questions_due(at=late)) == {(Waits.QUESTION_LATE, "Quentin Adeyemi", 1)}
        few = statements_of(lambda: questions_due(at=late))
        Person.objects.filter(pk=cast.quality_lead.person_id).update(is_active=False)
        # Whoever has it may decide it no longer: those are told who may.
        assert told(questions_due(at=late)) == {(Waits.QUESTION_LATE, "Ada Okafor", 1)}
        assert statements_of(lambda: questions_due(at=late)) <= few
        assert late_questions(at=near) == ()
        assert late_questions(at=late) == (asked.ref,)
        assert my_review(asked.ref, by=cast.participant, at=late).is_late

    def test_a_first_page_counts_what_somebody_may_decide_in_one_statement(self, cast, asked) -> None:
        late = asked.answer_by

        assert to_do(by=cast.quality_lead, at=AFTER) == ToDo(reviews=1)
        assert to_do(by=cast.quality_lead, at=late) == ToDo(reviews_late=1)
        assert to_do(by=cast.moderator, at=late) == to_do(by=cast.inspector, at=late) == ToDo()
        assert statements_of(lambda: to_do(by=cast.quality_lead, at=AFTER)) == 1
        assert statements_of(lambda: to_do(by=cast.participant, at=AFTER)) == 0
        take_review(asked.ref, by=cast.administrator, at=AFTER)
        assert to_do(by=cast.quality_lead, at=AFTER) == ToDo()
        assert to_do(by=cast.administrator, at=AFTER) == ToDo(reviews=1)


class TestLateMarking:
    """Scripts that are not marked though their day is over."""

    def test_who_leads_marking_reads_which_windows(self, cast, planned, seated, scheme) -> None:
        late = AFTER + 60 * DAY

        assert marking_late(by=cast.quality_lead, at=AFTER) == marking_late(by=cast.moderator, at=late) == ()
        [title] = marking_late(by=cast.quality_lead, at=late)
        assert title.startswith("Autumn 2025: ")
        mark_both(cast, seated, scheme, at=AFTER)
        assert marking_late(by=cast.quality_lead, at=late) == ()
        assert statements_of(lambda: marking_late(by=cast.quality_lead, at=late)) == 1


class TestScriptsOnTheirWay:
    """A first page says what each step of a script waits for."""

    def test_scripts_to_give_and_results_to_let_out(self, cast, planned, script, scheme) -> None:
        lead = cast.quality_lead
        assert (to_do(by=lead, at=INSIDE), to_do(by=lead, at=AFTER)) == (ToDo(), ToDo(to_give=1))
        seat_both(cast, planned, script, at=AFTER)
        assert to_do(by=lead, at=AFTER) == ToDo()
        mark_both(cast, script, scheme, at=AFTER)
        row = Script.objects.get(ref=script)
        Want.objects.create(script=row, seat=3, reason="third", wanted_by_id=lead.person_id, wanted_at=AFTER)
        assert (to_do(by=lead, at=AFTER), to_sample(by=lead, at=AFTER)) == (ToDo(wants=1), ())
        Want.objects.all().delete()
        settle_script(script, SettlementSheet(full_sheet(scheme, 3)), by=cast.moderator, at=AFTER)
        assert to_do(by=lead, at=AFTER) == to_do(by=cast.moderator, at=AFTER) == ToDo(to_release=1)


class TestCases:
    """Something was reported of a script."""

    def test_those_who_may_judge_it_hear_of_it_and_who_reported_it_does_not(self, cast, seated) -> None:
        case = suspect(cast, seated, at=AFTER)

        assert told(case_to_judge(case)) == {(Waits.CASE, "Quentin Adeyemi", 1), (Waits.CASE, "Ada Okafor", 1)}
        write_to(cast, case, at=AFTER)
        assert case_to_judge(case) == ()
        hear(cast, case, at=AFTER + DAY)
        decide_case(case, VOID, by=cast.quality_lead, at=AFTER + 3 * DAY)
        assert {(each.what, each.name) for each in case_to_judge(case)} == {
            (Waits.CASE_DECIDED, "Ada Okafor"),
            (Waits.CASE_DECIDED, "Priya Shah"),
        }
        with pytest.raises(ObjectDoesNotExist):
            case_to_judge(uuid4())

    def test_nobody_who_marks_a_script_hears_that_there_is_a_case(self, cast, seated) -> None:
        duty = Membership.objects.filter(person_id=cast.quality_lead.person_id).get()
        Membership.objects.filter(pk=duty.pk).update(person_id=cast.second_assessor.person_id)

        case = report(cast, seated, at=AFTER)

        assert "Bernard Lowe" not in {each.name for each in case_to_judge(case)}


class TestSeats:
    """Scripts are given to assessors."""

    def test_assessors_hear_how_many_wait_and_by_when_but_not_whose(self, cast, planned, seated, scheme) -> None:
        letters = seats_to_mark(planned.window, given_at=AFTER)

        assert told(letters) == {(Waits.SEATS, "Agnes Doyle", 1), (Waits.SEATS, "Bernard Lowe", 1)}
        assert {each.title for each in letters} == {"Brookside Academy"}
        assert all(each.until > AFTER for each in letters)
        assert seats_to_mark(planned.window, given_at=AFTER + DAY) == ()
        mark_both(cast, seated, scheme, at=AFTER)
        assert seats_to_mark(planned.window, given_at=AFTER) == ()


class TestSamples:
    """Scripts of a sample wait for a moderator."""

    def test_moderators_hear_how_many_until_all_are_looked_at(self, cast, planned, scheme) -> None:
        want_samples()
        lay_scripts(cast, planned, 8, at=AFTER)
        assert [each.window for each in to_sample(by=cast.moderator, at=AFTER)] == [planned.window]
        assert to_sample(by=cast.assessor, at=AFTER) == to_sample(by=cast.moderator, at=INSIDE) == ()
        number = draw_sample(planned.window, seed="one", by=cast.moderator, at=AFTER)

        assert told(sample_to_look_at(planned.window, at=AFTER)) == {(Waits.SAMPLE, "Marguerite Stone", number)}
        assert to_do(by=cast.moderator, at=AFTER) == ToDo(looks=number)
        assert samples_to_look_at(by=cast.moderator) == (WindowOfSample(planned.window, "Autumn 2025", number),)
        assert samples_to_look_at(by=cast.assessor) == to_sample(by=cast.moderator, at=AFTER) == ()
        for line in sample_page(planned.window, by=cast.moderator, at=AFTER).scripts:
            look_at(line.ref, other_marks(scheme, 3), by=cast.moderator, at=AFTER)
        assert sample_to_look_at(planned.window, at=AFTER) == ()


class TestStops:
    """Somebody's marking is stopped."""

    def test_the_marker_hears_neither_why_nor_by_what_and_the_lead_decides(self, cast, planned) -> None:
        standard = make_standard(cast, planned)
        clear(cast, standard, cast.assessor)
        stop_by_hand(standard, cast.assessor.person, why=WHY, by=cast.quality_lead, at=AFTER)
        stop = MarkerStop.objects.get()

        letters = stop_to_tell(stop.ref)

        assert to_do(by=cast.quality_lead, at=AFTER).stops == 1
        assert {(each.what, each.name) for each in letters} == {
            (Waits.PAUSED, "Agnes Doyle"),
            (Waits.STOP, "Quentin Adeyemi"),
        }
        assert [each.title for each in letters if each.what is Waits.PAUSED] == [""]
        decide_stop(stop.ref, Decision.LIFTED, why=WHY, by=cast.quality_lead, at=AFTER)
        assert [(each.what, each.goes_on) for each in stop_to_tell(stop.ref)] == [(Waits.STOP_DECIDED, True)]
        Person.objects.filter(pk=cast.assessor.person_id).update(is_active=False)
        assert stop_to_tell(stop.ref) == ()
