"""References: laid out with their doubts, corrected by name, published with the edition."""

from __future__ import annotations

from datetime import datetime
from uuid import uuid4

import pytest
from django.core.exceptions import ObjectDoesNotExist
from django.db import IntegrityError
from django.db.transaction import atomic

from goldenthread.frameworks.actions.publishing import publish_reading
from goldenthread.frameworks.actions.referencing import correct_reference, restore_reference, take_out_reference
from goldenthread.frameworks.actions.reviewing import accept_clear, accept_item, settle_doubt
from goldenthread.frameworks.models import ReadingDoubt, ReadingReference, Reference
from goldenthread.frameworks.queries.editions import edition_outline, statement_page
from goldenthread.frameworks.queries.reviewing import reading_of_reference, reference_view, review_page
from goldenthread.ground.models import AuditEntry
from goldenthread.ground.types import Refused
from tests.makers.cast import Cast
from tests.makers.counting import statements_of as statements_sent
from tests.makers.frameworks import a_framework, a_reading, an_about, publish_whole, read_pasted, with_references

pytestmark = pytest.mark.django_db
MADE = a_framework(sections=2, seed=1)


def reading(cast: Cast, at: datetime):
    return read_pasted(with_references(MADE), about=an_about(), by=cast.curriculum_lead, at=at)


def entries(ref, cast: Cast):
    return review_page(ref, by=cast.curriculum_lead).references


def code_of(work) -> str:
    with pytest.raises(Refused) as refused:
        work()
    return refused.value.refusal.code


def test_entries_are_laid_out_under_their_sections_with_their_doubts(cast: Cast, at: datetime) -> None:
    ref = reading(cast, at)

    found = entries(ref, cast)

    assert [(e.section, e.group, [d.code for d in e.open_doubts]) for e in found] == [
        (1, MADE.sections[0].title, []),
        (1, MADE.sections[0].title, ["address_gaps"]),
        (2, MADE.sections[1].title, ["joined"]),
    ]
    page = review_page(ref, by=cast.curriculum_lead)
    assert page.doubts == ()
    assert [e.text for e in page.doubtful_references] == [found[1].text, found[2].text]
    assert page.reading.open_doubts == 2 + sum(len(item.open_doubts) for item in page.items)


def test_a_correction_settles_the_doubts_by_name_and_keeps_what_was_read(cast: Cast, at: datetime) -> None:
    ref, lead = reading(cast, at), cast.curriculum_lead
    _, doubtful, _ = entries(ref, cast)
    mended = "Bell, B. (2018). On staff. See  https://made.example/a_report_on_staff.pdf."

    correct_reference(doubtful.ref, text=mended, section=2, version=1, by=lead, at=at)

    view = reference_view(doubtful.ref, by=lead).entry
    assert (view.text, view.section, view.version) == (mended.replace("  ", " "), 2, 2)
    assert (view.original, view.was_changed, view.changed_by) == (doubtful.text, True, "Callum Reid")
    assert [(doubt.settled_by, doubt.settled_at) for doubt in view.doubts] == [("Callum Reid", at)]
    entry = AuditEntry.objects.get(did="frameworks.correct_reference")
    assert (entry.by, entry.to, entry.facts["reference"]) == (str(lead), str(ref), str(doubtful.ref))
    correct_reference(doubtful.ref, text=mended, section=None, version=2, by=lead, at=at)
    assert reference_view(doubtful.ref, by=lead).entry.section is None


def test_what_is_no_entry_is_taken_out_and_can_be_put_back(cast: Cast, at: datetime) -> None:
    ref, lead = reading(cast, at), cast.curriculum_lead
    _, _, last = entries(ref, cast)

    take_out_reference(last.ref, version=1, by=lead, at=at)

    assert [(e.is_out, bool(e.open_doubts)) for e in entries(ref, cast)] == [
        (False, False),
        (False, True),
        (True, False),
    ]
    restore_reference(last.ref, version=2, by=lead, at=at)
    again = entries(ref, cast)[2]
    assert (again.is_out, again.text, again.section, again.version) == (False, last.text, 2, 3)
    assert [doubt.code for doubt in again.open_doubts] == ["joined"]
    assert (
        AuditEntry.objects.filter(did__in=["frameworks.take_out_reference", "frameworks.restore_reference"]).count()
        == 2
    )


def test_a_reading_with_doubtful_references_is_not_published(cast: Cast, at: datetime) -> None:
    ref, lead = reading(cast, at), cast.curriculum_lead
    accept_clear(ref, by=lead, at=at)
    for item in review_page(ref, by=lead).doubtful:
        accept_item(item.ref, version=item.version, by=lead, at=at)

    with pytest.raises(Refused) as refused:
        publish_reading(ref, by=lead, at=at)

    assert refused.value.refusal.says == "2 references carry doubts that nobody has settled."
    for entry in entries(ref, cast)[1:2]:
        settle_doubt(entry.open_doubts[0].ref, by=lead, at=at)
    assert review_page(ref, by=lead).why_not_publish == ("1 reference carries doubts that nobody has settled.",)
    assert Reference.objects.count() == 0


def test_published_entries_stand_with_the_edition_and_with_the_statements_of_their_section(cast: Cast, at) -> None:
    ref, lead = reading(cast, at), cast.curriculum_lead
    take_out_reference(entries(ref, cast)[1].ref, version=1, by=lead, at=at)

    edition = publish_whole(ref, by=lead, at=at)

    outline = edition_outline(edition, by=cast.participant)
    assert [(group, len(found)) for group, found in outline.groups] == [
        (MADE.sections[0].title, 1),
        (MADE.sections[1].title, 1),
    ]
    assert [run.address for run in outline.references[0].runs if run.address] == ["https://made.example/plans.pdf"]
    first, *_, last = outline.statements
    assert [e.text for e in statement_page(first.ref, by=cast.participant).references] == [outline.references[0].text]
    assert [e.section for e in statement_page(last.ref, by=cast.participant).references] == [2]


def test_an_entry_without_a_section_is_published_without_one(cast: Cast, at: datetime) -> None:
    ref, lead = reading(cast, at), cast.curriculum_lead
    first, *_ = entries(ref, cast)
    correct_reference(first.ref, text=first.text, section=None, version=1, by=lead, at=at)

    edition = publish_whole(ref, by=lead, at=at)

    assert edition_outline(edition, by=lead).references[0].section is None


def test_a_published_entry_never_changes(cast: Cast, at: datetime) -> None:
    publish_whole(reading(cast, at), by=cast.curriculum_lead, at=at)

    with pytest.raises(IntegrityError), atomic():
        Reference.objects.update(text="Another.")


@pytest.mark.parametrize(
    ("changed", "code"),
    [({"text": "  "}, "no_text"), ({"section": 9}, "no_section"), ({"version": 4}, "changed_meanwhile")],
)
def test_a_correction_that_is_none_changes_nothing(cast: Cast, at: datetime, changed, code) -> None:
    ref, lead = reading(cast, at), cast.curriculum_lead
    before = entries(ref, cast)
    given = {"text": "Words.", "section": 1, "version": 1} | changed

    assert code_of(lambda: correct_reference(before[1].ref, **given, by=lead, at=at)) == code

    assert entries(ref, cast) == before
    assert not AuditEntry.objects.filter(did="frameworks.correct_reference").exists()


def test_who_changed_it_meanwhile_is_named(cast: Cast, at: datetime) -> None:
    ref, lead = reading(cast, at), cast.curriculum_lead
    first, *_ = entries(ref, cast)
    take_out_reference(first.ref, version=1, by=lead, at=at)

    with pytest.raises(Refused) as refused:
        take_out_reference(first.ref, version=1, by=lead, at=at)

    assert refused.value.refusal.says.startswith("Callum Reid changed this")


def test_an_entry_of_a_published_reading_stays_as_it_is(cast: Cast, at: datetime) -> None:
    ref, lead = reading(cast, at), cast.curriculum_lead
    publish_whole(ref, by=lead, at=at)
    first, *_ = entries(ref, cast)

    assert code_of(lambda: take_out_reference(first.ref, version=first.version, by=lead, at=at)) == "not_under_review"


def test_nobody_but_a_curriculum_lead_finds_an_entry(cast: Cast, at: datetime) -> None:
    ref = reading(cast, at)
    first, *_ = entries(ref, cast)

    for who in (cast.outsider, cast.participant, cast.programme_manager):
        for work in (
            lambda who=who: take_out_reference(first.ref, version=1, by=who, at=at),
            lambda who=who: reference_view(first.ref, by=who),
            lambda who=who: reading_of_reference(first.ref, by=who),
        ):
            with pytest.raises(ObjectDoesNotExist):
                work()
    with pytest.raises(ObjectDoesNotExist):
        reference_view(uuid4(), by=cast.curriculum_lead)
    assert reading_of_reference(first.ref, by=cast.curriculum_lead) == ref
    assert ReadingReference.objects.filter(version=1).count() == 3


def test_a_doubt_is_about_one_thing_at_most(cast: Cast, at: datetime) -> None:
    ref = reading(cast, at)
    doubt = ReadingDoubt.objects.exclude(reference=None).first()
    item = review_page(ref, by=cast.curriculum_lead).items[0]

    with pytest.raises(IntegrityError), atomic():
        ReadingDoubt.objects.filter(pk=doubt.pk).update(
            item=ReadingDoubt.item.field.related_model.objects.get(ref=item.ref)
        )


def test_a_review_takes_as_many_statements_without_references_as_with(cast: Cast, at: datetime) -> None:
    lead = cast.curriculum_lead
    none, some = a_reading(cast, at=at, code="NONE"), reading(cast, at)

    counts = {statements_sent(lambda ref=ref: review_page(ref, by=lead)) for ref in (none, some)}
    entry = entries(some, cast)[0]

    assert counts == {6}
    assert statements_sent(lambda: reference_view(entry.ref, by=lead)) == 4
