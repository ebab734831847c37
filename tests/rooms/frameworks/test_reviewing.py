"""Decisions on a reading: each is recorded, none is lost, and nobody overwrites somebody else."""

from __future__ import annotations

from datetime import datetime
from uuid import uuid4

import pytest
from django.core.exceptions import ObjectDoesNotExist

from goldenthread.frameworks.actions.correcting import correct_item, merge_item, move_item, restore_item, split_item
from goldenthread.frameworks.actions.detailing import add_detail
from goldenthread.frameworks.actions.publishing import publish_reading
from goldenthread.frameworks.actions.reviewing import (
    accept_clear,
    accept_item,
    change_about,
    discard_reading,
    rename_section,
    settle_doubt,
)
from goldenthread.frameworks.models import Reading, ReadingDetail, ReadingDoubt, ReadingItem
from goldenthread.frameworks.queries.reviewing import item_view, reading_line, readings, review_page, standing_item
from goldenthread.frameworks.types import About, Correction, DetailKind, Kind, Saying
from goldenthread.frameworks.types.correcting import Reshaped
from goldenthread.ground.models import AuditEntry, StoredFile
from goldenthread.ground.types import Refused
from tests.makers.cast import Cast
from tests.makers.frameworks import a_reading, an_about, publish_whole, read_pasted

pytestmark = pytest.mark.django_db

DOUBTED = (
    "One – Here\nLearn that…\n1. This is said.\n2. This stops in the middle of\n4. This is said too.\n"
    "Three – There\nLearn that…\n1. The end."
)


def doubted(cast: Cast, at: datetime):
    """A reading with doubts about items and about the whole."""
    return read_pasted(DOUBTED, about=an_about(), by=cast.curriculum_lead, at=at)


def row(item) -> ReadingItem:
    return ReadingItem.objects.get(ref=item.ref)


def code_of(work) -> str:
    with pytest.raises(Refused) as refused:
        work()
    return refused.value.refusal.code


def test_the_file_is_kept_with_the_reading_and_its_account(cast: Cast, at: datetime) -> None:
    ref = doubted(cast, at)

    page = review_page(ref, by=cast.curriculum_lead)

    assert StoredFile.objects.get().name == "made-2026.txt"
    assert sum(words for _, words in page.account) == len(DOUBTED.split())
    assert {doubt.code for doubt in page.doubts} == {"section_missing"}
    assert {doubt.code for item in page.doubtful for doubt in item.open_doubts} >= {"cut_short", "number_jumps"}
    assert [line.ref for line in readings(by=cast.curriculum_lead)] == [ref]
    assert AuditEntry.objects.get(did="frameworks.read").to == str(ref)


def test_accepting_settles_an_items_doubts_by_name(cast: Cast, at: datetime) -> None:
    ref, lead = doubted(cast, at), cast.curriculum_lead
    item = review_page(ref, by=lead).doubtful[0]

    accept_item(item.ref, version=item.version, by=lead, at=at)

    _, view, _, source = item_view(item.ref, by=lead)
    assert view.is_accepted
    assert view.open_doubts == ()
    assert {doubt.settled_by for doubt in view.doubts} == {lead.name}
    assert set(view.lines) <= {line.number for line in source}
    assert AuditEntry.objects.get(did="frameworks.accept_item").facts["item"] == str(item.ref)


def test_the_list_and_the_review_count_the_same_things_in_doubt(cast: Cast, at: datetime) -> None:
    ref, lead = doubted(cast, at), cast.curriculum_lead
    reference = add_detail(ref, Saying(DetailKind.REFERENCE, "Smith, J. (2020)."), by=lead, at=at)
    row_ = ReadingDetail.objects.get(ref=reference)
    for says in ("It is cut.", "It has no year."):
        ReadingDoubt.objects.create(reading_id=row_.reading_id, detail=row_, code="made", says=says, lines=[])

    page, (line,) = review_page(ref, by=lead), readings(by=lead)

    assert any(len(item.open_doubts) > 1 for item in page.doubtful)
    assert line.in_doubt == page.in_doubt == len(page.doubtful) + len(page.doubtful_details) + len(page.whole)
    assert (len(page.doubtful_details), len(page.whole)) == (1, 1)
    settle_doubt(page.whole[0].ref, by=lead, at=at)
    assert readings(by=lead)[0].in_doubt == line.in_doubt - 1


def test_a_doubt_about_the_whole_is_settled_once(cast: Cast, at: datetime) -> None:
    ref, lead = doubted(cast, at), cast.curriculum_lead
    doubt = review_page(ref, by=lead).doubts[0]

    settle_doubt(doubt.ref, by=lead, at=at)
    settle_doubt(doubt.ref, by=lead, at=at)

    assert review_page(ref, by=lead).doubts[0].settled_by == lead.name
    assert AuditEntry.objects.filter(did="frameworks.settle_doubt").count() == 1


def test_items_without_doubts_are_accepted_together_and_others_are_not(cast: Cast, at: datetime) -> None:
    ref, lead = doubted(cast, at), cast.curriculum_lead
    doubtful = {item.ref for item in review_page(ref, by=lead).doubtful}

    accepted = accept_clear(ref, by=lead, at=at)

    after = review_page(ref, by=lead).items
    assert accepted == len(after) - len(doubtful)
    assert {item.ref for item in after if not item.is_accepted} == doubtful


def test_two_people_at_once_do_not_overwrite_one_another(cast: Cast, at: datetime) -> None:
    ref, lead = a_reading(cast, at=at), cast.curriculum_lead
    item = review_page(ref, by=lead).items[0]
    correct_item(item.ref, Correction("Mine.", Kind.LEARN_THAT, 1, 1), version=item.version, by=lead, at=at)

    late = Correction("Yours.", Kind.LEARN_THAT, 1, 1)

    assert code_of(lambda: correct_item(item.ref, late, version=item.version, by=lead, at=at)) == "changed_meanwhile"
    assert row(item).text == "Mine."
    assert row(item).version == 2


@pytest.mark.parametrize(
    ("correction", "code"),
    [
        (Correction("  ", Kind.STEM, None, 1), "no_text"),
        (Correction("Words.", Kind.STEM, None, 99), "no_section"),
        (Correction("Words.", Kind.LEARN_THAT, None, 1), "no_number"),
    ],
)
def test_a_correction_that_is_none_changes_nothing(cast: Cast, at: datetime, correction: Correction, code: str) -> None:
    item = review_page(a_reading(cast, at=at), by=cast.curriculum_lead).items[0]
    before = AuditEntry.objects.count()

    found = code_of(lambda: correct_item(item.ref, correction, version=1, by=cast.curriculum_lead, at=at))

    assert found == code
    assert row(item).text == item.text
    assert AuditEntry.objects.count() == before


def test_an_item_moves_to_the_end_of_another_section(cast: Cast, at: datetime) -> None:
    ref, lead = a_reading(cast, at=at), cast.curriculum_lead
    bullet = next(item for item in review_page(ref, by=lead).items if item.kind is Kind.PRACTICE)

    correct_item(bullet.ref, Correction(bullet.text, Kind.PRACTICE, None, 2), version=1, by=lead, at=at)

    assert review_page(ref, by=lead).sections[1].items[-1].ref == bullet.ref


def test_splitting_keeps_every_word_and_merging_undoes_it(cast: Cast, at: datetime) -> None:
    ref, lead = a_reading(cast, at=at), cast.curriculum_lead
    item = review_page(ref, by=lead).items[0]
    words = item.text.split()
    parts = (" ".join(words[:3]), " ".join(words[3:]))

    assert code_of(lambda: split_item(item.ref, (item.text, ""), version=1, by=lead, at=at)) == "one_part"
    assert code_of(lambda: split_item(item.ref, ("Other", "words"), version=1, by=lead, at=at)) == "words_changed"
    split_item(item.ref, parts, version=1, by=lead, at=at)
    second = ReadingItem.objects.get(split_from__ref=item.ref)
    merge_item(second.ref, version=1, by=lead, at=at)

    assert row(item).text == item.text
    assert second.ref not in {one.ref for one in review_page(ref, by=lead).items}


def test_restoring_brings_back_what_was_read_with_its_doubts(cast: Cast, at: datetime) -> None:
    ref, lead = doubted(cast, at), cast.curriculum_lead
    item = review_page(ref, by=lead).doubtful[0]
    correct_item(item.ref, Correction("Other.", item.kind, item.number, item.section), version=1, by=lead, at=at)

    back = restore_item(item.ref, version=2, by=lead, at=at)

    again = item_view(item.ref, by=lead)[1]
    assert (back, again.text, again.is_accepted, again.open_doubts) == (0, item.text, False, item.doubts)


def test_merging_accepts_nothing_and_keeps_the_doubts_of_both(cast: Cast, at: datetime) -> None:
    ref, lead = doubted(cast, at), cast.curriculum_lead
    first, second, third = review_page(ref, by=lead).items[:3]
    accept_item(first.ref, version=1, by=lead, at=at)

    merged = merge_item(second.ref, version=1, by=lead, at=at)

    assert [standing_item(one.ref, by=lead) for one in (first, second, third)] == [first.ref, first.ref, third.ref]
    assert code_of(lambda: accept_item(second.ref, version=2, by=lead, at=at)) == "merged_meanwhile"
    page = review_page(ref, by=lead)
    whole = page.items[0]
    assert merged == Reshaped(first.ref, len(second.doubts))
    assert (whole.ref, whole.is_accepted, whole.open_doubts) == (first.ref, False, second.doubts)
    assert [item.ref for item in page.doubtful] == [first.ref, third.ref]
    facts = AuditEntry.objects.get(did="frameworks.merge_item").facts
    assert (facts["merged"], facts["open_doubts"]) == (str(second.ref), str(len(second.doubts)))
    accept_item(first.ref, version=whole.version, by=lead, at=at)
    assert [item.ref for item in review_page(ref, by=lead).doubtful] == [third.ref]


@pytest.mark.parametrize("accepted", [False, True])
def test_what_was_merged_comes_back_with_its_doubts_whoever_accepted_the_whole(
    cast: Cast, at: datetime, accepted: bool
) -> None:
    ref, lead = doubted(cast, at), cast.curriculum_lead
    before = review_page(ref, by=lead)
    first, second, third = before.items[:3]
    # The third is within the second, and that within the first.
    merge_item(third.ref, version=1, by=lead, at=at)
    merge_item(second.ref, version=2, by=lead, at=at)
    if accepted:
        accept_item(first.ref, version=2, by=lead, at=at)

    backs = [restore_item(first.ref, version=3 if accepted else 2, by=lead, at=at)]
    backs.append(restore_item(second.ref, version=row(second).version, by=lead, at=at))

    after = review_page(ref, by=lead)
    assert backs == [1, 1]
    assert [(item.text, item.doubts, item.is_accepted) for item in after.items] == [
        (item.text, item.doubts, False) for item in before.items
    ]
    assert AuditEntry.objects.filter(did="frameworks.restore_item").first().facts["back"] == str(second.ref)


def test_splitting_accepts_nothing_and_leaves_both_parts_in_doubt(cast: Cast, at: datetime) -> None:
    ref, lead = doubted(cast, at), cast.curriculum_lead
    item = review_page(ref, by=lead).doubtful[0]
    words = item.text.split()

    made = split_item(item.ref, (words[0], " ".join(words[1:])), version=1, by=lead, at=at)

    second = ReadingItem.objects.get(split_from__ref=item.ref)
    parts = [item_view(part, by=lead)[1] for part in (item.ref, second.ref)]
    said = [doubt.says for doubt in item.doubts]
    assert made == Reshaped(item.ref, len(said))
    assert [(part.is_accepted, [doubt.says for doubt in part.open_doubts]) for part in parts] == [
        (False, said), (False, said)
    ]  # fmt: skip
    assert accept_clear(ref, by=lead, at=at) == len(review_page(ref, by=lead).items) - 3
    assert AuditEntry.objects.get(did="frameworks.split_item").facts["open_doubts"] == str(len(said))
    merge_item(second.ref, version=1, by=lead, at=at)
    assert [doubt.says for doubt in review_page(ref, by=lead).doubtful[0].open_doubts] == said
    restore_item(item.ref, version=row(item).version, by=lead, at=at)
    assert item_view(item.ref, by=lead)[1].doubts == item.doubts


def test_what_a_part_took_in_comes_back_when_the_parts_are_one_again(cast: Cast, at: datetime) -> None:
    ref, lead = doubted(cast, at), cast.curriculum_lead
    first, second, third = review_page(ref, by=lead).items[:3]
    words = second.text.split()
    split_item(second.ref, (words[0], " ".join(words[1:])), version=1, by=lead, at=at)
    part = ReadingItem.objects.get(split_from__ref=second.ref)
    ReadingItem.objects.filter(pk=part.pk).update(number=3)
    merge_item(third.ref, version=1, by=lead, at=at)

    back = restore_item(second.ref, version=2, by=lead, at=at)

    after = review_page(ref, by=lead).items[:3]
    assert back == 1
    assert [(item.text, item.doubts) for item in after] == [(i.text, i.doubts) for i in (first, second, third)]


def test_a_part_that_went_elsewhere_is_not_made_twice(cast: Cast, at: datetime) -> None:
    ref, lead = a_reading(cast, at=at), cast.curriculum_lead
    first, second = [item for item in review_page(ref, by=lead).items if item.kind is Kind.PRACTICE][:2]
    words = second.text.split()
    split_item(second.ref, (words[0], " ".join(words[1:])), version=1, by=lead, at=at)
    part = ReadingItem.objects.get(split_from__ref=second.ref)
    move_item(part.ref, "up", version=1, by=lead, at=at)
    merge_item(part.ref, version=2, by=lead, at=at)

    assert code_of(lambda: restore_item(second.ref, version=2, by=lead, at=at)) == "part_elsewhere"
    restore_item(first.ref, version=2, by=lead, at=at)
    restore_item(second.ref, version=2, by=lead, at=at)

    bullets = [item for item in review_page(ref, by=lead).items if item.kind is Kind.PRACTICE]
    assert [item.text for item in bullets[:2]] == [first.text, second.text]


def test_items_move_within_their_section_only(cast: Cast, at: datetime) -> None:
    ref, lead = a_reading(cast, at=at), cast.curriculum_lead
    items = review_page(ref, by=lead).sections[0].items

    stem = next(item for item in items if item.kind is Kind.STEM)

    passed = move_item(items[-1].ref, "up", version=1, by=lead, at=at)

    assert passed == items[-2].text
    after = review_page(ref, by=lead).sections[0].items
    assert [item.ref for item in after[-2:]] == [items[-1].ref, items[-2].ref]
    assert code_of(lambda: move_item(items[0].ref, "down", version=1, by=lead, at=at)) == "by_number"
    assert code_of(lambda: move_item(stem.ref, "up", version=1, by=lead, at=at)) == "at_the_edge"
    assert code_of(lambda: move_item(items[-2].ref, "down", version=1, by=lead, at=at)) == "at_the_edge"
    assert code_of(lambda: merge_item(items[0].ref, version=1, by=lead, at=at)) == "first_item"


def test_titles_and_licence_are_corrected_on_record(cast: Cast, at: datetime) -> None:
    ref, lead = a_reading(cast, at=at), cast.curriculum_lead

    rename_section(ref, 1, title="A better title", by=lead, at=at)
    change_about(ref, About("MADE", "Title", "Publisher", 2026, "Another licence", ""), by=lead, at=at)

    assert review_page(ref, by=lead).sections[0].title == "A better title"
    assert reading_line(ref, by=lead).about.licence == "Another licence"
    assert code_of(lambda: rename_section(ref, 1, title=" ", by=lead, at=at)) == "no_title"
    assert {e.did for e in AuditEntry.objects.all()} >= {"frameworks.rename_section", "frameworks.change_about"}


@pytest.mark.parametrize(
    ("about", "code"),
    [
        (About("m", "T", "P", 2026), "bad_code"),
        (About("MADE", " ", "P", 2026), "no_title"),
        (About("MADE", "T", "P", 1900), "bad_year"),
        (About("MADE", "T", "P", 2026, " "), "no_licence"),
    ],
)
def test_too_little_said_about_a_document_is_refused(cast: Cast, at: datetime, about: About, code: str) -> None:
    lead = cast.curriculum_lead
    ref = a_reading(cast, at=at, code="KEPT")

    assert code_of(lambda: read_pasted("Words.", about=about, by=lead, at=at)) == code
    assert code_of(lambda: change_about(ref, about, by=lead, at=at)) == code
    assert Reading.objects.count() == 1


def test_nothing_changes_once_a_reading_is_published_or_put_away(cast: Cast, at: datetime) -> None:
    lead = cast.curriculum_lead
    published, away = a_reading(cast, at=at), a_reading(cast, at=at, code="AWAY")
    publish_whole(published, by=lead, at=at)
    discard_reading(away, why="A better copy came.", by=lead, at=at)

    for ref in (published, away):
        item = review_page(ref, by=lead).items[0]
        assert code_of(lambda i=item: accept_item(i.ref, version=i.version, by=lead, at=at)) == "not_under_review"
        assert code_of(lambda r=ref: discard_reading(r, why="", by=lead, at=at)) == "not_under_review"
    assert AuditEntry.objects.get(did="frameworks.discard").why == "A better copy came."


@pytest.mark.parametrize("who", ["programme_manager", "partner_manager", "participant", "outsider"])
def test_nobody_else_reads_or_reviews(cast: Cast, at: datetime, who: str) -> None:
    ref, by = a_reading(cast, at=at), getattr(cast, who)
    item = review_page(ref, by=cast.curriculum_lead).items[0]
    before = AuditEntry.objects.count()

    assert code_of(lambda: read_pasted("Words.", about=an_about(), by=by, at=at)) == "not_a_curriculum_lead"
    for work in (
        lambda: review_page(ref, by=by),
        lambda: accept_item(item.ref, version=1, by=by, at=at),
        lambda: accept_clear(ref, by=by, at=at),
        lambda: settle_doubt(uuid4(), by=by, at=at),
    ):
        with pytest.raises(ObjectDoesNotExist):
            work()
    assert row(item).version == 1
    assert AuditEntry.objects.count() == before


def test_a_reading_with_no_statements_is_not_published(cast: Cast, at: datetime) -> None:
    lead = cast.curriculum_lead
    ref = read_pasted("Dear all, the meeting is at four.", about=an_about(), by=lead, at=at)
    settle_doubt(review_page(ref, by=lead).doubts[0].ref, by=lead, at=at)

    with pytest.raises(Refused, match="no statements to publish"):
        publish_reading(ref, by=lead, at=at)
