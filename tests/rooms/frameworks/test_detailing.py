"""What stands beside the statements is reviewed by name, published for good, and never lost."""

from __future__ import annotations

from datetime import datetime
from uuid import uuid4

import pytest
from django.core.exceptions import ObjectDoesNotExist
from django.db import IntegrityError, transaction

from goldenthread.frameworks.actions.correcting import correct_item, restore_item, split_item
from goldenthread.frameworks.actions.detailing import (
    accept_detail,
    add_detail,
    correct_detail,
    leave_out_detail,
    restore_detail,
)
from goldenthread.frameworks.actions.publishing import publish_reading
from goldenthread.frameworks.actions.reviewing import accept_clear
from goldenthread.frameworks.models import Detail, ReadingDetail, ReadingItem, Statement
from goldenthread.frameworks.queries.editions import edition_outline, statement_page
from goldenthread.frameworks.queries.reviewing import (
    detail_view,
    next_doubt,
    reading_line,
    reading_of_detail,
    review_page,
)
from goldenthread.frameworks.types import Correction, DetailKind, DetailView, Kind, ReadingRef, Saying
from goldenthread.ground.models import AuditEntry
from goldenthread.ground.types import Refused
from tests.makers.cast import Cast
from tests.makers.counting import statements_of
from tests.makers.frameworks import (
    a_content_reading,
    a_reading,
    a_referenced_reading,
    an_about,
    an_edition,
    publish_whole,
    read_pasted,
)

pytestmark = pytest.mark.django_db


def details(cast: Cast, ref: ReadingRef, kind: DetailKind) -> list[DetailView]:
    return [d for d in review_page(ref, by=cast.curriculum_lead).details if d.says.kind is kind]


def code_of(work) -> str:
    with pytest.raises(Refused) as refused:
        work()
    return refused.value.refusal.code


def test_a_content_framework_is_published_with_all_that_it_says(cast: Cast, at: datetime) -> None:
    edition = publish_whole(a_content_reading(cast, at=at), by=cast.curriculum_lead, at=at)

    outline = edition_outline(edition, by=cast.participant)
    first, _, last = outline.sections
    assert outline.edition.tally == "3 learn how to, 3 learn about, 5 criteria, 2 behaviours"
    assert outline.edition.learn_that == outline.edition.stems == outline.edition.practices == 0
    assert [(line.code, line.printed, line.part, line.documents) for line in first.criteria] == [
        ("MQB.1.AC.1", "1.1.1", "A", ("Tally sheet",)), ("MQB.1.AC.2", "1.1.2", "A", ()),
        ("MQB.1.AC.3", "1.1.3", "A", ()),
    ]  # fmt: skip
    assert [(deed.code, len(topics)) for deed, topics in first.deeds] == [("MQB.1.HT.1", 2), ("MQB.1.HT.2", 0)]
    assert first.loose_topics == first.standards == ()
    assert [line.label for line in last.behaviours] == ["Behaviour: Patience", "Behaviour: Candour"]
    said = outline.details
    assert [(point.says.figure, point.says.text) for point in said.scale] == [(1, "high"), (5, "low")]
    assert said.comment
    assert said.task
    assert said.task.says.text == "Leading a made project for at least 3 terms"
    assert [line.says.label for line in said.levels] == ["MQB", "MQO"]
    assert [line.says.figure for line in said.rules] == [2500, 3, None, None]
    assert len(said.participants_must) == 2
    assert len(said.providers_must) == len(said.footnotes) == 1
    behaviour = statement_page(last.behaviours[0].ref, by=cast.participant)
    assert len(behaviour.scale) == 2
    assert statement_page(first.criteria[0].ref, by=cast.participant).scale == ()


def test_references_are_published_by_section_and_shown_with_its_statements(cast: Cast, at: datetime) -> None:
    edition = publish_whole(a_referenced_reading(cast, at=at), by=cast.curriculum_lead, at=at)

    outline = edition_outline(edition, by=cast.participant)
    groups = outline.details.references_by_group
    assert [(group, len(lines)) for group, lines in groups] == [
        ("", 1), ("Leading Learning", 2), ("Shaping the Timetable", 1)
    ]  # fmt: skip
    assert [line.is_address_uncertain for line in outline.details.references] == [False, True, False, False]
    assert [run.address for run in outline.details.references[2].runs if run.address] == [
        "https://tasks.example/shares?of=two&more"
    ]
    page = statement_page(outline.sections[0].statements[0].ref, by=cast.participant)
    assert page.references == outline.details.references[1:3]
    assert outline.details.task is outline.details.comment is None


def test_accepting_settles_the_doubts_of_a_detail_by_name(cast: Cast, at: datetime) -> None:
    ref, lead = a_referenced_reading(cast, at=at), cast.curriculum_lead
    doubted = review_page(ref, by=lead).doubtful_details[0]
    assert reading_line(ref, by=lead).in_doubt == 3

    accept_detail(doubted.ref, version=doubted.version, by=lead, at=at)

    reading, view, sections, source = detail_view(doubted.ref, by=lead)
    assert (reading.ref, reading_of_detail(doubted.ref, by=lead)) == (ref, ref)
    assert view.is_accepted
    assert view.doubts[0].settled_by == view.changed_by == lead.name
    assert not view.was_changed
    assert len(sections) == 2
    assert any(line.number in view.lines for line in source)
    assert reading_line(ref, by=lead).in_doubt == 2
    assert AuditEntry.objects.get(did="frameworks.accept_detail").facts["detail"] == str(doubted.ref)


def test_nothing_is_published_while_a_detail_waits_or_is_doubted(cast: Cast, at: datetime) -> None:
    ref, lead = a_referenced_reading(cast, at=at), cast.curriculum_lead
    page = review_page(ref, by=lead)
    assert page.acceptable == len(page.items) + 1
    assert page.waiting_details == page.kept_details == 4
    assert any("references or rules" in why.says for why in page.why_not_publish)

    assert accept_clear(ref, by=lead, at=at) == page.acceptable

    assert code_of(lambda: publish_reading(ref, by=lead, at=at)) == "not_ready"
    for detail in page.doubtful_details:
        accept_detail(detail.ref, version=detail.version, by=lead, at=at)
    assert review_page(ref, by=lead).why_not_publish == ()
    publish_reading(ref, by=lead, at=at)


def test_a_reference_is_corrected_moved_to_its_section_and_restored(cast: Cast, at: datetime) -> None:
    ref, lead = a_referenced_reading(cast, at=at), cast.curriculum_lead
    first = details(cast, ref, DetailKind.REFERENCE)[0]
    said = Saying(DetailKind.POINT, " Wood, C.  (2018) Better. ", title="Leading Learning", section=2, figure=3)

    correct_detail(first.ref, said, version=1, by=lead, at=at)

    view = details(cast, ref, DetailKind.REFERENCE)[0]
    assert view.says == Saying(
        DetailKind.REFERENCE, "Wood, C. (2018) Better.", title="Leading Learning", section=2
    )  # fmt: skip
    assert (view.was_changed, view.is_accepted, view.section_title) == (True, True, "Shaping the Timetable")
    facts = AuditEntry.objects.get(did="frameworks.correct_detail").facts
    assert "section 2" in facts["after"]
    assert "Before all" in facts["before"]
    restore_detail(first.ref, version=2, by=lead, at=at)
    view = details(cast, ref, DetailKind.REFERENCE)[0]
    assert (view.says, view.was_changed, view.is_accepted) == (first.says, False, False)
    assert len(view.open_doubts) == 1


def test_what_the_document_does_not_say_is_left_out_and_brought_back(cast: Cast, at: datetime) -> None:
    ref, lead = a_content_reading(cast, at=at), cast.curriculum_lead
    note = details(cast, ref, DetailKind.FOOTNOTE)[0]

    leave_out_detail(note.ref, version=1, by=lead, at=at)

    page = review_page(ref, by=lead)
    assert (len(page.details), page.kept_details) == (14, 13)
    edition = publish_whole(ref, by=lead, at=at)
    assert edition_outline(edition, by=lead).details.footnotes == ()
    other = a_content_reading(cast, at=at, code="OTHER")
    note = details(cast, other, DetailKind.FOOTNOTE)[0]
    leave_out_detail(note.ref, version=1, by=lead, at=at)
    correct_detail(note.ref, Saying(DetailKind.FOOTNOTE, "A yard."), version=2, by=lead, at=at)
    assert not details(cast, other, DetailKind.FOOTNOTE)[0].is_out


def test_what_was_not_found_is_added_left_out_and_brought_back_as_it_was_added(cast: Cast, at: datetime) -> None:
    ref, lead = a_reading(cast, at=at), cast.curriculum_lead

    made = add_detail(ref, Saying(DetailKind.WORD_LIMIT, figure=4500), by=lead, at=at)
    entry = add_detail(ref, Saying(DetailKind.REFERENCE, "Moss (2019).", section=1), by=lead, at=at)

    leave_out_detail(made, version=1, by=lead, at=at)
    restore_detail(made, version=2, by=lead, at=at)
    assert [(d.ref, d.is_out, d.is_accepted) for d in review_page(ref, by=lead).details] == [
        (made, False, True), (entry, False, True)
    ]  # fmt: skip
    outline = edition_outline(publish_whole(ref, by=lead, at=at), by=lead)
    assert [line.says.figure for line in outline.details.rules] == [4500]
    assert {e.did for e in AuditEntry.objects.all()} >= {
        "frameworks.add_detail", "frameworks.leave_out_detail", "frameworks.restore_detail"
    }  # fmt: skip


def test_nobody_overwrites_somebody_else_and_too_little_is_refused(cast: Cast, at: datetime) -> None:
    ref, lead = a_content_reading(cast, at=at), cast.curriculum_lead
    part = details(cast, ref, DetailKind.PART)[0]
    leaves = part.says

    accept_detail(part.ref, version=1, by=lead, at=at)

    with pytest.raises(Refused, match=f"{lead.name} changed"):
        correct_detail(part.ref, leaves, version=1, by=lead, at=at)
    waiting = details(cast, ref, DetailKind.TASK)[0]
    assert code_of(lambda: accept_detail(waiting.ref, version=7, by=lead, at=at)) == "changed_meanwhile"
    nothing = Saying(DetailKind.PART, "x")
    assert code_of(lambda: correct_detail(part.ref, nothing, version=2, by=lead, at=at)) == "says_too_little"
    elsewhere = Saying(DetailKind.REFERENCE, "x", section=40)
    assert code_of(lambda: add_detail(ref, elsewhere, by=lead, at=at)) == "no_section"
    assert details(cast, ref, DetailKind.PART)[0].says == leaves


def test_only_curriculum_leads_decide_and_only_under_review(cast: Cast, at: datetime) -> None:
    ref, lead = a_content_reading(cast, at=at), cast.curriculum_lead
    detail = details(cast, ref, DetailKind.TASK)[0]

    for by in (cast.participant, cast.programme_manager):
        with pytest.raises(ObjectDoesNotExist):
            accept_detail(detail.ref, version=1, by=by, at=at)
        with pytest.raises(ObjectDoesNotExist):
            add_detail(ref, detail.says, by=by, at=at)
        with pytest.raises(ObjectDoesNotExist):
            detail_view(detail.ref, by=by)
        with pytest.raises(ObjectDoesNotExist):
            reading_of_detail(detail.ref, by=by)
    with pytest.raises(ObjectDoesNotExist):
        leave_out_detail(uuid4(), version=1, by=lead, at=at)
    publish_whole(ref, by=lead, at=at)
    assert code_of(lambda: restore_detail(detail.ref, version=2, by=lead, at=at)) == "not_under_review"


def test_a_criterion_is_corrected_whole_and_restored(cast: Cast, at: datetime) -> None:
    ref, lead = a_content_reading(cast, at=at), cast.curriculum_lead
    item = next(i for i in review_page(ref, by=lead).items if i.printed == "1.1.1")
    assert (item.label, item.part, item.documents) == ("Criterion 1.1.1", "A", ("Tally sheet",))
    said = Correction("Counts.", Kind.CRITERION, None, 1, "1.1.9", None, "B", (" Rota ", "", "Tally  sheet"))

    correct_item(item.ref, said, version=1, by=lead, at=at)

    now = next(i for i in review_page(ref, by=lead).items if i.ref == item.ref)
    assert (now.printed, now.part, now.documents) == ("1.1.9", "B", ("Rota", "Tally sheet"))
    assert now.was_changed
    assert "part B" in AuditEntry.objects.get(did="frameworks.correct_item").facts["after"]
    correct_item(item.ref, Correction("Tallies", Kind.LEARN_ABOUT, None, 1), version=2, by=lead, at=at)
    row = ReadingItem.objects.get(ref=item.ref)
    assert (row.kind, row.part, row.documents) == ("learn_about", "", "")
    restore_item(item.ref, version=3, by=lead, at=at)
    back = next(i for i in review_page(ref, by=lead).items if i.ref == item.ref)
    assert (back.label, back.part, back.documents, back.was_changed) == (
        "Criterion 1.1.1", "A", ("Tally sheet",), False
    )  # fmt: skip


@pytest.mark.parametrize(("printed", "part", "code"), [("", "A", "no_code"), ("1.1.x", "A", "no_code"),
                                                       ("1.1.1", "Part A", "bad_part")])  # fmt: skip
def test_a_criterion_without_a_code_or_in_no_part_is_refused(cast: Cast, at: datetime, printed, part, code) -> None:
    ref, lead = a_content_reading(cast, at=at), cast.curriculum_lead
    item = next(i for i in review_page(ref, by=lead).items if i.printed == "1.1.1")
    said = Correction("Counts.", Kind.CRITERION, None, 1, printed=printed, part=part)

    assert code_of(lambda: correct_item(item.ref, said, version=1, by=lead, at=at)) == code


def test_half_a_criterion_stays_in_its_part_and_wants_a_code_of_its_own(cast: Cast, at: datetime) -> None:
    ref, lead = a_content_reading(cast, at=at), cast.curriculum_lead
    item = next(i for i in review_page(ref, by=lead).items if i.printed == "1.1.2")

    split_item(item.ref, ("Changes a plan", "when counts say so"), version=1, by=lead, at=at)

    half = ReadingItem.objects.get(split_from__ref=item.ref)
    assert (half.part, half.printed, half.documents) == ("A", "", "")
    assert "A criterion has no code." in [why.says for why in review_page(ref, by=lead).why_not_publish]


def test_the_next_doubt_is_found_from_where_somebody_is(cast: Cast, at: datetime) -> None:
    text = "One – Here\nLearn that…\n1. This stops in the\n2. So does this here of\n3. All good.\n"
    lead = cast.curriculum_lead
    ref = read_pasted(text, about=an_about(), by=lead, at=at)
    first, second, *_ = review_page(ref, by=lead).doubtful

    assert next_doubt(first.ref, by=lead) == second.ref
    last = review_page(ref, by=lead).doubtful[-1]
    assert next_doubt(last.ref, by=lead) is None
    assert statements_of(lambda: next_doubt(first.ref, by=lead)) == 2
    with pytest.raises(ObjectDoesNotExist):
        next_doubt(first.ref, by=cast.participant)


def test_the_review_takes_as_many_statements_whatever_stands_beside(cast: Cast, at: datetime) -> None:
    few, many = a_reading(cast, at=at), a_content_reading(cast, at=at)
    by = cast.curriculum_lead

    assert (
        statements_of(lambda: review_page(few, by=by)) == statements_of(lambda: review_page(many, by=by)) == 6
    )  # fmt: skip
    detail = review_page(many, by=by).details[0]
    assert statements_of(lambda: detail_view(detail.ref, by=by)) == 4


@pytest.mark.parametrize(
    "wrong",
    [{"kind": "song"}, {"text": ""}, {"figure": 4}, {"state": "waiting", "is_out": True}, {"version": 0}],
)
def test_the_database_refuses_what_no_detail_can_be(cast: Cast, at: datetime, wrong: dict) -> None:
    ref = a_content_reading(cast, at=at)

    with pytest.raises(IntegrityError), transaction.atomic():
        ReadingDetail.objects.filter(reading__ref=ref, kind="footnote").update(**wrong)


def test_what_is_published_never_changes(cast: Cast, at: datetime) -> None:
    publish_whole(a_content_reading(cast, at=at), by=cast.curriculum_lead, at=at)

    for wrong in ({"text": "Other"}, {"figure": 9000}, {"label": "C"}):
        with pytest.raises(IntegrityError, match="is_written_once"), transaction.atomic():
            Detail.objects.filter(kind="part" if "label" in wrong else "word_limit").update(**wrong)
    with pytest.raises(IntegrityError, match="is_written_once"), transaction.atomic():
        Statement.objects.filter(printed="1.1.1").update(part="B")


def test_the_database_keeps_one_task_and_one_part_of_a_letter_in_an_edition(cast: Cast, at: datetime) -> None:
    publish_whole(a_content_reading(cast, at=at), by=cast.curriculum_lead, at=at)
    made = {row.kind: row for row in Detail.objects.exclude(label="B").order_by("-position")}

    for kind in ("task", "word_limit", "part", "level", "point"):
        row = made[kind]
        twin = {f.name: getattr(row, f.name) for f in Detail._meta.fields if f.name not in ("id", "ref", "position")}
        with pytest.raises(IntegrityError), transaction.atomic():
            Detail.objects.create(position=99, **twin)


def test_hostile_words_are_kept_as_words(cast: Cast, at: datetime) -> None:
    ref, lead = a_referenced_reading(cast, at=at), cast.curriculum_lead
    first = details(cast, ref, DetailKind.REFERENCE)[0]
    words = "<script>alert(1)</script> javascript:alert(1) Robert'); DROP TABLE --"

    correct_detail(first.ref, Saying(DetailKind.REFERENCE, words, section=1), version=1, by=lead, at=at)

    line = edition_outline(publish_whole(ref, by=lead, at=at), by=lead).details.references[0]
    assert line.says.text == words
    assert [run.address for run in line.runs] == [""]


def test_an_edition_without_details_says_so_with_nothing(cast: Cast, at: datetime) -> None:
    outline = edition_outline(an_edition(cast, at=at), by=cast.participant)

    assert outline.details.lines == ()
