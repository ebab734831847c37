"""Parts of a project that were good enough stand: one part is handed in, marked, and settled with what stands."""

from __future__ import annotations

import io
import zipfile
from dataclasses import replace
from functools import partial

import jsonschema
import pytest

from goldenthread.assessment.actions.booking_windows import begin_project
from goldenthread.assessment.actions.correcting import correct_result
from goldenthread.assessment.actions.handing_in_project import hand_in_project
from goldenthread.assessment.actions.handing_over import hand_over, take_judgements
from goldenthread.assessment.actions.marking import finish_marking
from goldenthread.assessment.actions.moderating import accept_agreed, settle_script
from goldenthread.assessment.actions.preparing import work_through
from goldenthread.assessment.actions.projects import keep_account, keep_document
from goldenthread.assessment.actions.releasing import release_results
from goldenthread.assessment.actions.reviewing import ask_for_review, decide_review, take_review
from goldenthread.assessment.actions.sampling import draw_sample
from goldenthread.assessment.models import (
    Allocation,
    CriterionMark,
    Look,
    MarkCorrection,
    Marking,
    ProjectWindow,
    Result,
    Ruling,
    Sample,
    Script,
    ScriptVersion,
    SettledMark,
    StandingPart,
    VersionPiece,
)
from goldenthread.assessment.queries.attempts import attempts_page
from goldenthread.assessment.queries.estimates_as_tables import marks_as_csv
from goldenthread.assessment.queries.estimating import finished_markings
from goldenthread.assessment.queries.looking import look_page
from goldenthread.assessment.queries.marking import marking_page, marking_queue
from goldenthread.assessment.queries.moderating import comparison_page, moderation_board
from goldenthread.assessment.queries.projects import project_page
from goldenthread.assessment.queries.records import record_data, record_page
from goldenthread.assessment.queries.releasing import result_page
from goldenthread.assessment.queries.reviewing import review_page
from goldenthread.assessment.rules.ruling import corrected_marks
from goldenthread.assessment.types.estimating_pages import Scope
from goldenthread.assessment.types.marking import MarkSheet
from goldenthread.assessment.types.moderating import SettlementSheet
from goldenthread.assessment.types.reviewing import Decision as ReviewDecision
from goldenthread.assessment.types.reviewing import Effect, NewReview
from goldenthread.assessment.types.sampling import Correction, Decision
from goldenthread.assessment.types.words import Outcome
from goldenthread.ground.models import AuditEntry
from goldenthread.ground.types import Refused
from goldenthread.programmes.models import AssessmentPolicy
from goldenthread.programmes.types import ReviewKind
from tests.makers.assessment import AFTER, REASON, full_sheet, seat_both, seat_of
from tests.makers.counting import statements_of
from tests.makers.handing import an_assessor, train
from tests.makers.projects import a_word_file
from tests.makers.resuming import (
    AGAIN,
    FIRST,
    MARKED_AGAIN,
    SECOND,
    TOLD,
    make_resuming,
    mark,
    mark_and_tell,
    put_in,
    resume,
    sheet_for,
)
from tests.makers.sampling import want_samples
from tests.rooms.assessment.test_records import SCHEMA


def refused(do) -> str:
    with pytest.raises(Refused) as found:
        do()
    return found.value.refusal.code


@pytest.fixture
def made(cast, at):
    return make_resuming(cast, at=at)


def test_one_part_is_handed_in_marked_and_settled_with_what_stands(cast, made) -> None:
    script = resume(cast, made)

    row = Script.objects.get(ref=script)
    version = ScriptVersion.objects.get(script=row)
    assert row.carries
    before = Result.objects.get(script__ref=made.failed)
    kept = [(each.key, each.criteria, each.result, each.settlement) for each in version.standing_parts.all()]
    assert kept == [("1", list(made.stood), before, before.settlement)]
    places = set(VersionPiece.objects.filter(version=version).values_list("place", flat=True))
    assert places == {"2", "details", made.again[0]}
    told = AuditEntry.objects.get(did="assessment.hand_in_project", to=str(script)).facts
    assert (told["stands"], told["earlier"]) == ("1", str(made.failed))

    mark(cast, made.later, script, {"2": 2}, at=MARKED_AGAIN)
    assert set(CriterionMark.objects.filter(marking__allocation__script=row).values_list("code", flat=True)) == set(
        made.again
    )
    assert set(Marking.objects.filter(allocation__script=row).values_list("total", "outcome")) == {(10, "passed")}
    page = comparison_page(script, by=cast.moderator)
    assert [each.criterion.code for each in page.rows] == list(made.again)
    assert [each.title for each in page.carried] == [FIRST]
    assert statements_of(lambda: comparison_page(script, by=cast.moderator)) <= 29
    assert [(each.totals, each.outcomes) for each in moderation_board(by=cast.moderator)] == [
        ((10, 10), (Outcome.PASSED, Outcome.PASSED))
    ]
    judged = accept_agreed(script, by=cast.moderator, at=MARKED_AGAIN)
    assert (judged.total, judged.outcome) == (10, Outcome.PASSED)
    assert settle_script(
        script, SettlementSheet(sheet_for(script, {"2": 2})), by=cast.moderator, at=MARKED_AGAIN, seen=_settled(script)
    ) == replace(judged, short_of=())
    release_results(made.later.window, [script], by=cast.quality_lead, at=MARKED_AGAIN)

    result = result_page(script, by=cast.participant)
    assert (result.outcome, result.total, result.carried) == (Outcome.PASSED, 10, FIRST)
    assert [(each.criterion.code, each.mark, each.is_carried) for each in result.criteria] == [
        *((code, 3, True) for code in made.stood),
        *((code, 2, False) for code in made.again),
    ]
    assert {each.feedback for each in result.criteria} == {REASON}
    stood = SettledMark.objects.filter(settlement__script=row, code__in=made.stood).order_by("pk")
    says = "Stands from the earlier attempt, Brookside Academy, whose result was told on Tuesday 10 February 2026."
    assert {each.reason for each in stood} == {f"{says} It was not marked again."}
    record = record_page(script, by=cast.quality_lead, at=MARKED_AGAIN)
    assert record.carried is not None
    assert (record.carried.script, record.carried.is_behind) == (made.failed, False)
    assert [[criterion.code for criterion, _ in seat.marks] for seat in record.seats] == [list(made.again)] * 2
    assert "Part one: what was done stands from an earlier attempt" in record.events[0].says
    data = record_data(script, by=cast.moderator, at=MARKED_AGAIN)
    jsonschema.validate(data, SCHEMA)
    told = data["carried"]
    assert (told["script"], [len(part["marks"]) for part in told["parts"]]) == ("", [2])
    assert record_data(made.failed, by=cast.moderator, at=MARKED_AGAIN)["carried"] is None


def _settled(script):
    return Script.objects.get(ref=script).settlements.latest("pk").ref


def test_whoever_hands_in_again_reads_what_stands_and_is_asked_for_the_rest_alone(cast, made) -> None:
    script = begin_project(made.later.window, by=cast.participant, at=AGAIN)

    page = project_page(script, by=cast.participant, at=AGAIN)
    assert [part.title for part in page.standing.form.parts] == [SECOND]
    assert [(line.label, line.document.criterion) for line in page.standing.documents] == [
        ("Document 2", made.again[0])
    ]
    assert [(line.title, [mark for _, mark in line.marks]) for line in page.resumed.lines] == [(FIRST, [3, 3])]
    assert page.resumed.earlier.told_at == AFTER
    assert [line.says for line in page.stops if line.code == "no_account"] == [f"The account of {SECOND} is missing."]
    file = a_word_file("It is all here.")
    who, at = cast.participant, AGAIN
    assert refused(lambda: keep_account(script, "whole", file, by=who, at=at, work=work_through)) == "account_in_parts"
    assert refused(lambda: keep_account(script, "1", file, by=who, at=at, work=work_through)) == "part_stands"
    assert (
        refused(lambda: keep_document(script, made.stood[0], file, by=who, at=at, work=work_through)) == "part_stands"
    )
    few = statements_of(lambda: project_page(script, by=who, at=at))
    put_in(cast, script, ("2",), made.scheme, at=at)
    assert statements_of(lambda: project_page(script, by=who, at=at)) <= few + 2
    assert hand_in_project(script, signed=1, knows=True, by=who, at=at).is_new is False

    # After the close they read what stood when they handed in.
    later = project_page(script, by=who, at=MARKED_AGAIN)
    assert (later.resumed.keys, [part.key for part in later.standing.form.parts]) == (("1",), ["2"])
    mine = attempts_page(made.later.enrolled.ref, by=who, at=MARKED_AGAIN)
    assert [line.stood for line in mine.lines] == [FIRST, ""]


def test_the_page_of_attempts_says_what_would_stand(cast, made) -> None:
    page = attempts_page(made.before.enrolled.ref, by=cast.participant, at=TOLD)

    assert (page.stand, page.again) == ((FIRST,), (SECOND,))
    ProjectWindow.objects.filter(window__ref=made.before.window).delete()
    page = attempts_page(made.before.enrolled.ref, by=cast.participant, at=TOLD)
    assert (page.stand, page.again) == ((), ())


def test_markers_are_told_that_parts_were_marked_before_and_nothing_else(cast, made) -> None:
    script = resume(cast, made)
    seat_both(cast, made.later, script, at=MARKED_AGAIN)
    seat = seat_of(script, cast.assessor)

    page = marking_page(seat, by=cast.assessor, at=MARKED_AGAIN)

    assert page.beside == (FIRST,)
    assert [each.code for each in page.scheme.criteria] == list(made.again)
    assert (page.scheme.beside, page.scheme.highest_total) == ((), 8)
    assert len(page.lacks) == len(made.again)
    assert statements_of(lambda: marking_page(seat, by=cast.assessor, at=MARKED_AGAIN)) <= 29
    assert [(row.marked, row.criteria) for row in marking_queue(by=cast.assessor).rows] == [(0, 2), (4, 4)]
    whole = full_sheet(made.scheme, 2)
    part = MarkSheet({code: whole.marks[code] for code in made.again[:1]}, "")
    assert refused(lambda: finish_marking(seat, part, by=cast.assessor, at=MARKED_AGAIN)) == "mark_missing"
    # What somebody puts beside it is not taken.
    finish_marking(seat, whole, by=cast.assessor, at=MARKED_AGAIN)
    marks = CriterionMark.objects.filter(marking__allocation__ref=seat)
    assert set(marks.values_list("code", flat=True)) == set(made.again)
    assert marking_page(seat, by=cast.assessor, at=MARKED_AGAIN).judged.total == 4


def test_nothing_stands_where_the_policy_says_so_or_the_attempt_before_does_not_serve(cast, made) -> None:
    script = begin_project(made.later.window, by=cast.participant, at=AGAIN)

    def asked():
        return project_page(script, by=cast.participant, at=AGAIN).resumed

    assert asked().keys == ("1",)
    ProjectWindow.objects.filter(window__ref=made.before.window).delete()
    assert asked().why_all.code == "another_form"
    Result.objects.update(outcome=Outcome.VOIDED.value)
    assert asked().why_all.code == "voided_before"
    Result.objects.all().delete()
    assert (asked().keys, asked().why_all) == ((), None)
    AssessmentPolicy.objects.update(body={**AssessmentPolicy.objects.first().body, "again": {"parts": "failed"}})
    put_in(cast, script, ("1", "2"), made.scheme, at=AGAIN)
    assert not Script.objects.get(ref=script).carries
    assert StandingPart.objects.count() == 0


def test_figures_of_agreement_are_of_whole_markings_alone(cast, made) -> None:
    before = finished_markings().count()
    script = resume(cast, made)
    mark(cast, made.later, script, {"2": 2}, at=MARKED_AGAIN)

    assert finished_markings().count() == before == 2
    lines = marks_as_csv(Scope(made.scheme.ref), by=cast.quality_lead).decode().splitlines()
    assert len(lines) == 1 + 2 * len(made.scheme.criteria)


def test_a_sample_a_ruling_and_a_hand_over_have_what_was_marked_now(cast, made) -> None:
    script = resume(cast, made)
    mark(cast, made.later, script, {"2": 2}, at=MARKED_AGAIN)
    want_samples()
    window, numbers = made.later.window, Script.objects.get(ref=script).number
    assert draw_sample(window, seed="one", by=cast.moderator, at=MARKED_AGAIN) == 1

    page = look_page(script, by=cast.moderator, at=MARKED_AGAIN)
    assert (page.beside, [each.total for each in page.sides]) == ((FIRST,), [10, 10])
    assert [each.code for each in page.scheme.criteria] == list(made.again)
    pack = hand_over(window, by=cast.moderator, at=MARKED_AGAIN)
    with zipfile.ZipFile(io.BytesIO(pack.content)) as archive:
        table = archive.read("judgements.csv").decode()
    assert [line.split(",")[1] for line in table.splitlines()[1:]] == list(made.again)
    filled = "".join(f"{numbers},{code},,1,{REASON}\r\n" for code in made.again)
    content = f"script,criterion,title,mark,reason\r\n{filled}".encode()
    stray = content + f"{numbers},{made.stood[0]},,1,{REASON}\r\n".encode()
    take = partial(take_judgements, window, source="Harbour Trust", by=cast.moderator, at=MARKED_AGAIN)
    assert refused(lambda: take(stray)) == "faulty_judgements"
    assert take(content).scripts == 1
    look = Look.objects.get(script__ref=script)
    assert (look.total, set(look.marks.values_list("code", flat=True))) == (8, set(made.again))


def test_a_correction_of_totals_moves_nothing_that_stands(cast, made) -> None:
    script = resume(cast, made)
    mark(cast, made.later, script, {"2": 2}, at=MARKED_AGAIN)
    seat = Allocation.objects.get(ref=seat_of(script, cast.assessor))
    want_samples()
    draw_sample(made.later.window, seed="one", by=cast.moderator, at=MARKED_AGAIN)
    sample = Sample.objects.get()
    ruling = Ruling.objects.create(
        sample=sample,
        marker_id=cast.assessor.person_id,
        number=0,
        decision=Decision.CORRECT.value,
        by_marks=1,
        on_total=True,
        reason=REASON,
        by_id=cast.moderator.person_id,
        at=MARKED_AGAIN,
    )
    given = dict.fromkeys(made.again, 2)
    then = corrected_marks(given, Correction(1, on_total=True), made.scheme)
    assert set(then) == set(made.again)
    (code,) = (code for code in then if then[code] != 2)
    MarkCorrection.objects.create(ruling=ruling, allocation=seat, code=code, before=2, after=3)

    assert [(each.given, each.totals) for each in moderation_board(by=cast.moderator)] == [((10, 10), (11, 10))]


def test_what_was_settled_is_corrected_and_questioned_without_what_stands(cast, made) -> None:
    script = resume(cast, made)
    mark_and_tell(cast, made.later, script, {"2": 0}, at=MARKED_AGAIN)
    assert Result.objects.get(script__ref=script).total == 6
    seen = Result.objects.get(script__ref=script).settlement.ref
    sheet = sheet_for(script, {"2": 2})
    correct = partial(correct_result, script, SettlementSheet(sheet), by=cast.moderator, at=MARKED_AGAIN, seen=seen)

    judged = correct(why="A page was overlooked.")
    assert (judged.total, judged.outcome) == (10, Outcome.PASSED)
    assert correct(why="A page was overlooked.") == judged
    row = Result.objects.get(script__ref=script)
    assert {each.code: each.mark for each in row.settlement.marks.all()} == {
        **dict.fromkeys(made.stood, 3),
        **dict.fromkeys(made.again, 2),
    }
    why = "The second part says more than was read."
    ask = NewReview(ReviewKind.ENQUIRY, ("scheme",), why)
    review = ask_for_review(script, ask, by=cast.participant, at=MARKED_AGAIN, work=work_through)
    fresh = an_assessor(cast, "Fatima Free", at=MARKED_AGAIN)
    train(cast, made.later, fresh, at=MARKED_AGAIN)
    take_review(review, by=fresh, at=MARKED_AGAIN)
    page = review_page(review, by=fresh, at=MARKED_AGAIN)
    assert (page.beside, page.scheme.beside) == ((FIRST,), ())
    assert [each.code for each in page.scheme.criteria] == list(made.again)
    same = ReviewDecision(Effect.STANDS, why, SettlementSheet(sheet))
    assert decide_review(review, same, by=fresh, at=MARKED_AGAIN, seen=page.settlement) is Effect.STANDS
    check = NewReview(ReviewKind.CLERICAL_CHECK, ("sums",), why)
    page = review_page(
        ask_for_review(script, check, by=cast.participant, at=MARKED_AGAIN, work=work_through),
        by=cast.quality_lead,
        at=MARKED_AGAIN,
    )
    (whole,) = page.standing
    assert (whole.title, {mark for _, mark in whole.marks}, page.stands.total) == (FIRST, {3}, 10)
