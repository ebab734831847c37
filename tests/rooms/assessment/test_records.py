"""The decision record of one script: all of it, in order, each reader with what they may see; on a page and as data."""

from __future__ import annotations

import json
from dataclasses import asdict
from datetime import timedelta
from pathlib import Path

import jsonschema
import pytest

from goldenthread.assessment.actions.correcting import correct_result
from goldenthread.assessment.actions.moderating import settle_script
from goldenthread.assessment.actions.preparing import work_through
from goldenthread.assessment.actions.releasing import release_results
from goldenthread.assessment.actions.reviewing import ask_for_review, take_review
from goldenthread.assessment.actions.ruling import rule_on_marker
from goldenthread.assessment.actions.sampling import draw_sample, look_at
from goldenthread.assessment.models import Result, Review, ScriptVersion
from goldenthread.assessment.queries.recorded import STRUCK_OUT
from goldenthread.assessment.queries.records import record_data, record_page
from goldenthread.assessment.queries.reviewing import review_page, reviews_board
from goldenthread.assessment.types.moderating import SettlementSheet
from goldenthread.assessment.types.reviewing import NewReview
from goldenthread.assessment.types.sampling import Correction, Decision, LookSheet, RulingSheet
from goldenthread.programmes.types import ReviewKind
from tests.makers.assessment import AFTER, REASON, full_sheet
from tests.makers.counting import statements_of
from tests.makers.sampling import lay_scripts, want_samples

SCHEMA = json.loads((Path(__file__).parents[3] / "docs" / "decision-record.schema.json").read_text())
WORDS = "The second criterion was marked as if the last section were missing."
DAY = timedelta(days=1)
LATER = AFTER + DAY
TOLD = "It names the problem and backs it."


def is_whole(data) -> None:
    """As whoever takes it in would check it, from a file."""
    check = jsonschema.Draft202012Validator(SCHEMA, format_checker=jsonschema.FormatChecker())
    check.check_schema(SCHEMA)
    check.validate(json.loads(json.dumps(data)))


@pytest.fixture
def ruled(cast, planned, marked):
    """A script in a sample, after which every mark of its first marker counts one less."""
    want_samples()
    draw_sample(planned.window, seed="one", by=cast.moderator, at=AFTER)
    look_at(marked, LookSheet(2), by=cast.moderator, at=AFTER)
    sheet = RulingSheet(Decision.CORRECT, REASON, Correction(-1))
    rule_on_marker(planned.window, cast.assessor.person, sheet, by=cast.quality_lead, at=AFTER + timedelta(hours=1))
    return marked


@pytest.fixture
def recorded(cast, planned, ruled, scheme):
    """It was settled with words struck out, released, corrected and questioned."""
    code = scheme.criteria[0].code
    feedback = dict.fromkeys([each.code for each in scheme.criteria], TOLD) | {code: "Say more."}
    sheet = SettlementSheet(full_sheet(scheme, 2), feedback, struck={(1, code), (2, code)})
    settle_script(ruled, sheet, by=cast.moderator, at=LATER)
    release_results(planned.window, [ruled], by=cast.quality_lead, at=LATER + timedelta(hours=1))
    seen = Result.objects.get().settlement.ref
    right = SettlementSheet(full_sheet(scheme, 1), dict.fromkeys(feedback, "It is clearer than was said."))
    correct_result(ruled, right, why="Two marks were swapped.", by=cast.moderator, at=LATER + 2 * DAY, seen=seen)
    wanted = NewReview(ReviewKind.APPEAL, ("procedure",), WORDS)
    ask_for_review(ruled, wanted, by=cast.participant, at=LATER + 3 * DAY, work=work_through)
    return ruled


def test_a_record_tells_everything_in_the_order_in_which_it_came(cast, recorded, scheme) -> None:
    # While a question about it is open, by whom nobody who decides it knows.
    first = record_page(recorded, by=cast.quality_lead, at=LATER).events[0]
    assert (first.at, first.says) == (None, "It was handed in")
    Review.objects.update(state="withdrawn")

    page = record_page(recorded, by=cast.quality_lead, at=LATER)

    assert [event.at for event in page.events] == sorted(event.at for event in page.events)
    said = [(event.says.partition(":")[0], event.who) for event in page.events]
    assert said == [
        ("Version 1 was handed in", ""),
        ("Seat 1 was given", "Agnes Doyle"),
        ("Marking from seat 1 was finished", "Agnes Doyle"),
        ("Seat 2 was given", "Bernard Lowe"),
        ("Marking from seat 2 was finished", "Bernard Lowe"),
        ("Agnes Doyle’s markings", "Quentin Adeyemi"),
        ("Settled", "Marguerite Stone"),
        ("Words were struck out of what is told", "Marguerite Stone"),
        ("The result was released", "Quentin Adeyemi"),
        ("The result was corrected from passed, 8 marks, to failed, 4 marks", "Marguerite Stone"),
        ("The result was questioned", ""),
    ]
    [ruling] = page.rulings
    assert (ruling.seat, ruling.who, ruling.reason, ruling.by) == (1, "Agnes Doyle", REASON, "Quentin Adeyemi")
    assert ruling.changes == tuple((each.code, 3, 2) for each in sorted(scheme.criteria, key=lambda c: c.code))
    first, second = page.settlements
    where = f"{scheme.criteria[0].code} {scheme.criteria[0].title}"
    assert [(each.seat, each.where, each.words) for each in first.struck] == [(1, where, TOLD), (2, where, TOLD)]
    assert second.struck == ()


def test_before_a_result_is_out_its_marks_are_for_those_who_judge_or_inspect_them(
    cast, planned, marked, scheme
) -> None:
    def told(who):
        page = record_page(marked, by=who, at=LATER)
        is_whole(record_data(marked, by=who, at=LATER))
        return page.hides.code if page.hides else "", bool(page.seats), any(each.who for each in page.events)

    runs, judges = (cast.programme_manager, cast.administrator), (cast.quality_lead, cast.moderator, cast.inspector)
    assert [told(who) for who in runs] == [("not_out", False, False)] * 2
    assert [told(who)[:2] for who in judges] == [("", True)] * 3
    settle_script(marked, SettlementSheet(full_sheet(scheme, 2)), by=cast.moderator, at=LATER)
    assert [record_page(marked, by=who, at=LATER).settlements for who in runs] == [(), ()]
    release_results(planned.window, [marked], by=cast.quality_lead, at=LATER)
    assert [told(who)[:2] for who in (*runs, *judges)] == [("", True)] * 5


def test_nothing_that_was_handed_in_leads_to_a_name_until_the_result_is_out(cast, planned, marked, scheme) -> None:
    """Elsewhere people stand by name with the moment, the receipt and how often they handed in."""

    def handed_in():
        page = record_page(marked, by=cast.quality_lead, at=LATER)
        data = record_data(marked, by=cast.quality_lead, at=LATER)
        is_whole(data)
        first = (page.events[0].at and page.events[0].at.isoformat(), page.events[0].says)
        assert first == (data["events"][0]["at"], data["events"][0]["says"])
        assert [each["submitted_at"] for each in data["versions"]] == [
            each.submitted_at.isoformat() for each in page.versions
        ]
        return *first, len(page.versions), page.keeps_back

    moment = ScriptVersion.objects.get().submitted_at
    assert handed_in() == (None, "It was handed in", 0, True)
    settle_script(marked, SettlementSheet(full_sheet(scheme, 2)), by=cast.moderator, at=LATER)
    release_results(planned.window, [marked], by=cast.quality_lead, at=LATER)
    assert handed_in() == (moment.isoformat(), "Version 1 was handed in", 1, False)


def test_words_that_were_struck_out_are_for_those_who_moderate(cast, recorded) -> None:
    for who, may in ((cast.moderator, True), (cast.quality_lead, True), (cast.administrator, False)):
        page = record_page(recorded, by=who, at=LATER)

        words = {each.words for each in page.settlements[0].struck}
        given = {seat.marks[0][1].reason for seat in page.seats}
        assert words == given == ({TOLD} if may else {STRUCK_OUT})
    said = str(asdict(record_page(recorded, by=cast.moderator, at=LATER)))
    assert not [word for word in ("Parveen", "Agnes", "Bernard", "Quentin", "Marguerite") if word in said]


def test_a_record_as_data_is_what_its_schema_says_for_every_reader(cast, recorded, scheme) -> None:
    for who in (cast.quality_lead, cast.moderator, cast.inspector):
        is_whole(record_data(recorded, by=who, at=LATER))
    data = record_data(recorded, by=cast.quality_lead, at=LATER)

    assert (data["outcome"], len(data["settlements"]), len(data["corrections"])) == ("failed", 2, 1)
    assert data["settlements"][0]["struck"][0]["words"] == TOLD
    assert len(data["seats"][0]["marks"]) == len(scheme.criteria)
    with pytest.raises(jsonschema.ValidationError):
        is_whole(dict(data) | {"participant": "Parveen Begum"})


def test_a_record_without_marks_is_data_too(cast, seated) -> None:
    data = record_data(seated, by=cast.moderator, at=AFTER)

    is_whole(data)
    assert (data["seats"], data["outcome"], data["marks_hidden"]) == (
        [],
        None,
        "Marks are shown once every marking is in.",
    )


def test_a_record_and_a_question_take_as_many_statements_for_much_as_for_little(cast, planned, ruled, scheme) -> None:
    settle_script(ruled, SettlementSheet(full_sheet(scheme, 2)), by=cast.moderator, at=LATER)
    release_results(planned.window, [ruled], by=cast.quality_lead, at=LATER)
    wanted = NewReview(ReviewKind.APPEAL, ("procedure",), WORDS)
    ref = ask_for_review(ruled, wanted, by=cast.participant, at=LATER, work=work_through)
    take_review(ref, by=cast.quality_lead, at=LATER)
    reads = (
        lambda: record_page(ruled, by=cast.quality_lead, at=LATER),
        lambda: review_page(ref, by=cast.quality_lead, at=LATER),
        lambda: reviews_board(by=cast.quality_lead, at=LATER),
    )
    few = [statements_of(read) for read in reads]

    for n, mark in enumerate((1, 3, 2), 1):
        seen = Result.objects.get().settlement.ref
        feedback = dict.fromkeys([each.code for each in scheme.criteria], "It is clearer than was said.")
        right = SettlementSheet(full_sheet(scheme, mark), feedback)
        correct_result(ruled, right, why="Marks were swapped.", by=cast.moderator, at=LATER + n * DAY, seen=seen)
    lay_scripts(cast, planned, 6, at=AFTER)

    assert len(record_page(ruled, by=cast.quality_lead, at=LATER).settlements) == 4
    assert [statements_of(read) for read in reads] == few
