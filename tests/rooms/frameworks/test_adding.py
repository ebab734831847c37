"""Adding what a document lost: on record, by name, with where it comes from; kept for good, and removed again."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

import pytest
from django.core.exceptions import ObjectDoesNotExist
from django.db import DatabaseError, transaction

from goldenthread.frameworks.actions.adding import add_item, remove_added
from goldenthread.frameworks.actions.correcting import correct_item, merge_item, move_item, restore_item, split_item
from goldenthread.frameworks.actions.publishing import publish_reading
from goldenthread.frameworks.models import AddedWords, Reading, ReadingItem, Statement
from goldenthread.frameworks.queries.editions import edition_outline, statement_page
from goldenthread.frameworks.queries.reviewing import item_view, review_page
from goldenthread.frameworks.types import Correction, ItemView, Kind, ReadingRef
from goldenthread.frameworks.types.adding import Addition, Way
from goldenthread.ground.models import AuditEntry
from goldenthread.ground.types import Refused
from tests.makers.additions import SOURCE, STEM, a_stem, lost, with_its_stem
from tests.makers.cast import Cast
from tests.makers.counting import statements_of
from tests.makers.frameworks import a_content_reading, a_reading, publish_whole

pytestmark = pytest.mark.django_db


def loose(ref: ReadingRef, cast: Cast) -> tuple[ItemView, ...]:
    return review_page(ref, by=cast.curriculum_lead).sections[1].loose


def code_of(work) -> str:
    with pytest.raises(Refused) as refused:
        work()
    return refused.value.refusal.code


def test_a_lost_stem_takes_its_bullets_under_it_in_one_step(cast: Cast, at: datetime) -> None:
    ref, lead = lost(cast, at), cast.curriculum_lead
    first, second = loose(ref, cast)
    before = review_page(ref, by=lead)

    made = add_item(ref, a_stem(way=Way.BEFORE, beside=first.ref), by=lead, at=at)

    page = review_page(ref, by=lead)
    added = next(item for item in page.items if item.ref == made)
    assert [item.ref for item in page.sections[1].items][1:4] == [made, first.ref, second.ref]
    assert page.sections[1].loose == ()
    assert [item.ref for item in before.doubtful] == [first.ref, second.ref]
    assert page.doubtful == ()
    assert [doubt.settled_by for item in page.sections[1].items[2:4] for doubt in item.doubts] == [lead.name] * 2
    assert not any(item.is_accepted for item in page.sections[1].items[2:4])
    assert (added.text, added.is_accepted, added.was_changed, added.lines) == (STEM, True, False, ())
    assert added.added is not None
    assert (added.added.by, added.added.at, added.added.source) == (lead.name, at, SOURCE)
    assert page.added == (added,)
    assert (page.account, page.source) == (before.account, before.source)
    entry = AuditEntry.objects.get(did="frameworks.add_item")
    assert entry.to == str(ref)
    assert entry.facts == {"item": str(made), "kind": "stem", "added": STEM, "source": SOURCE}
    _, view, _, source = item_view(made, by=lead)
    assert (view.added, source) == (added.added, ())


def test_a_published_statement_says_for_good_that_it_was_added(cast: Cast, at: datetime) -> None:
    ref, _ = with_its_stem(cast, at)
    lead = cast.curriculum_lead

    edition = publish_whole(ref, by=lead, at=at)

    stem, bullets = edition_outline(edition, by=lead).sections[1].learn_how_to[0]
    assert stem.added is not None
    assert (stem.text, stem.code, stem.added.source, stem.added.at) == (STEM, "MADE.2.HT.1", SOURCE, at)
    assert [bullet.added for bullet in bullets] == [None, None]
    assert statement_page(stem.ref, by=cast.participant).added_by == lead.name
    assert statement_page(bullets[0].ref, by=cast.participant).added_by == ""
    row = Statement.objects.get(ref=stem.ref)
    row.added = None
    with pytest.raises(DatabaseError), transaction.atomic():
        row.save()
    with pytest.raises(DatabaseError), transaction.atomic():
        AddedWords.objects.update(source="The document")


def test_strangers_read_that_it_was_added_and_no_name(cast: Cast, at: datetime) -> None:
    ref, _ = with_its_stem(cast, at)
    edition = publish_whole(ref, by=cast.curriculum_lead, at=at)
    row = Statement.objects.get(added__source=SOURCE)
    row.edition.opened_by_id, row.edition.opened_at = cast.curriculum_lead.person_id, at
    row.edition.save()

    page = statement_page(row.ref, by=None)

    assert page.edition.ref == edition
    assert page.statement.added is not None
    assert (page.statement.added.source, page.statement.added.by, page.added_by) == (SOURCE, "", "")


def test_who_added_words_under_review_is_never_written_over(cast: Cast, at: datetime) -> None:
    _, made = with_its_stem(cast, at)

    with pytest.raises(DatabaseError), transaction.atomic():
        ReadingItem.objects.filter(ref=made).update(added=None)
    with pytest.raises(DatabaseError), transaction.atomic():
        AddedWords.objects.update(source="The document")


@pytest.mark.parametrize(
    ("addition", "code"),
    [
        (a_stem(source="  "), "no_source"),
        (a_stem(section=9), "no_section"),
        (a_stem(way=Way.BEFORE, beside=UUID(int=1)), "no_place"),
    ],
)
def test_an_addition_that_is_none_changes_nothing(cast: Cast, at: datetime, addition: Addition, code: str) -> None:
    ref = lost(cast, at)
    items, entries = ReadingItem.objects.count(), AuditEntry.objects.count()

    assert code_of(lambda: add_item(ref, addition, by=cast.curriculum_lead, at=at)) == code
    assert (ReadingItem.objects.count(), AuditEntry.objects.count()) == (items, entries)


def test_a_statement_goes_where_its_number_says_and_a_bullet_last_under_its_stem(cast: Cast, at: datetime) -> None:
    ref, lead = lost(cast, at), cast.curriculum_lead
    stem = next(item for item in review_page(ref, by=lead).sections[0].items if item.kind is Kind.STEM)

    said = add_item(
        ref, Addition(Correction("Hens  sleep\nat dusk.", Kind.LEARN_THAT, 2, 1), SOURCE), by=lead, at=at
    )  # fmt: skip
    bullet = add_item(
        ref, Addition(Correction("Raking it.", Kind.PRACTICE, 7, 1), SOURCE, Way.UNDER, stem.ref), by=lead, at=at
    )

    section = review_page(ref, by=lead).sections[0]
    assert [item.ref for item in section.items][1] == said
    assert [item.ref for item in section.items][-1] == bullet
    assert (section.items[1].text, section.items[1].number, section.items[-1].number) == (
        "Hens sleep at dusk.",
        2,
        None,
    )


def test_what_was_added_is_removed_again_with_its_parts(cast: Cast, at: datetime) -> None:
    ref, made = with_its_stem(cast, at)
    lead = cast.curriculum_lead
    split_item(made, ("Keep beds and paths", "in order, by:"), version=1, by=lead, at=at)
    part = ReadingItem.objects.get(split_from__ref=made)
    assert part.added == ReadingItem.objects.get(ref=made).added

    remove_added(made, version=2, by=lead, at=at)

    assert [len(item.open_doubts) for item in loose(ref, cast)] == [1, 1]
    assert not ReadingItem.objects.exclude(added=None).exists()
    entry = AuditEntry.objects.get(did="frameworks.remove_item")
    assert entry.facts == {"item": str(made), "removed": "Keep beds and paths", "source": SOURCE}


def test_what_the_document_says_is_not_removed(cast: Cast, at: datetime) -> None:
    ref, made = with_its_stem(cast, at)
    lead = cast.curriculum_lead
    item = review_page(ref, by=lead).items[0]

    assert code_of(lambda: remove_added(item.ref, version=1, by=lead, at=at)) == "not_added"
    assert code_of(lambda: remove_added(made, version=7, by=lead, at=at)) == "changed_meanwhile"
    assert ReadingItem.objects.filter(ref__in=[item.ref, made]).count() == 2


def test_added_words_are_not_merged_into_the_documents_own(cast: Cast, at: datetime) -> None:
    ref, made = with_its_stem(cast, at)
    lead = cast.curriculum_lead
    first = review_page(ref, by=lead).sections[1].items[2]
    assert code_of(lambda: merge_item(first.ref, version=first.version, by=lead, at=at)) == "added_words"
    split_item(made, ("Keep beds and paths", "in order, by:"), version=1, by=lead, at=at)
    part = ReadingItem.objects.get(split_from__ref=made)

    merge_item(part.ref, version=1, by=lead, at=at)

    assert ReadingItem.objects.get(ref=made).text == STEM


def test_an_addition_is_corrected_moved_and_given_back_as_it_was_added(cast: Cast, at: datetime) -> None:
    ref, made = with_its_stem(cast, at)
    lead = cast.curriculum_lead
    correct_item(made, Correction("Other words, by:", Kind.STEM, None, 2), version=1, by=lead, at=at)
    move_item(made, "down", version=2, by=lead, at=at)

    restore_item(made, version=3, by=lead, at=at)

    item = next(item for item in review_page(ref, by=lead).items if item.ref == made)
    assert (item.text, item.was_changed, item.is_accepted) == (STEM, False, False)
    assert item.added is not None


def test_a_framework_of_2017_takes_what_it_lost(cast: Cast, at: datetime) -> None:
    ref, lead = a_content_reading(cast, at=at), cast.curriculum_lead
    page = review_page(ref, by=lead)
    section = next(s for s in page.sections if any(item.kind is Kind.LEARN_HOW_TO for item in s.items))
    deed = next(item for item in section.items if item.kind is Kind.LEARN_HOW_TO)
    topic = Correction("Rain and where it goes", Kind.LEARN_ABOUT, None, section.number)
    criterion = Correction("Shows it.", Kind.CRITERION, None, section.number, printed="1.9.1", part="A")

    about = add_item(ref, Addition(topic, SOURCE, Way.UNDER, deed.ref), by=lead, at=at)
    before = add_item(ref, Addition(topic, SOURCE, Way.BEFORE, about), by=lead, at=at)
    shown = add_item(ref, Addition(criterion, SOURCE), by=lead, at=at)
    nameless = Addition(Correction("Shows it.", Kind.CRITERION, None, section.number, printed=""), SOURCE)

    assert ReadingItem.objects.get(ref=about).under == ReadingItem.objects.get(ref=deed.ref)
    assert ReadingItem.objects.get(ref=before).under == ReadingItem.objects.get(ref=deed.ref)
    assert (ReadingItem.objects.get(ref=shown).printed, ReadingItem.objects.get(ref=shown).part) == ("1.9.1", "A")
    assert code_of(lambda: add_item(ref, nameless, by=lead, at=at)) == "no_code"
    edition = publish_whole(ref, by=lead, at=at)
    lines = edition_outline(edition, by=lead).statements
    assert [line.text for line in lines if line.added] == ["Rain and where it goes"] * 2 + ["Shows it."]


def test_nothing_is_added_by_others_or_once_it_is_published(cast: Cast, at: datetime) -> None:
    ref, made = with_its_stem(cast, at)
    items = ReadingItem.objects.count()

    for by in (cast.programme_manager, cast.participant, cast.outsider):
        with pytest.raises(ObjectDoesNotExist):
            add_item(ref, a_stem(), by=by, at=at)
        with pytest.raises(ObjectDoesNotExist):
            remove_added(made, version=1, by=by, at=at)
    publish_whole(ref, by=cast.curriculum_lead, at=at)
    assert code_of(lambda: add_item(ref, a_stem(), by=cast.curriculum_lead, at=at)) == "not_under_review"
    assert ReadingItem.objects.count() == items


def test_without_its_stem_it_is_not_published_and_says_what_would_help(cast: Cast, at: datetime) -> None:
    ref, lead = lost(cast, at), cast.curriculum_lead

    with pytest.raises(Refused, match="add the stem if the document lost it"):
        publish_whole(ref, by=lead, at=at)
    add_item(ref, a_stem(way=Way.BEFORE, beside=loose(ref, cast)[0].ref), by=lead, at=at)

    assert publish_reading(ref, by=lead, at=at)


def test_a_review_takes_the_same_number_of_statements_with_additions_as_without(cast: Cast, at: datetime) -> None:
    lead = cast.curriculum_lead
    without, with_one = a_reading(cast, at=at, code="PLAIN"), lost(cast, at)
    for _ in range(3):
        add_item(with_one, a_stem(), by=lead, at=at)

    of = [statements_of(lambda ref=ref: review_page(ref, by=lead)) for ref in (without, with_one)]

    assert of[0] == of[1]
    assert Reading.objects.count() == 2


def test_an_edition_takes_the_same_number_of_statements_with_additions_as_without(cast: Cast, at: datetime) -> None:
    lead = cast.curriculum_lead
    with_one, _ = with_its_stem(cast, at)
    editions = [publish_whole(ref, by=lead, at=at) for ref in (a_reading(cast, at=at, code="PLAIN"), with_one)]

    of = [statements_of(lambda ref=ref: edition_outline(ref, by=lead)) for ref in editions]

    assert of[0] == of[1]
