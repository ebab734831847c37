"""What waits is laid out once, or says why it cannot be read; however often the worker is told."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID, uuid4

import pytest
from django.core.exceptions import ObjectDoesNotExist
from django.db import IntegrityError, transaction

from goldenthread.frameworks.actions.extracting import read_content
from goldenthread.frameworks.actions.reading import (
    give_up_reading,
    keep_reading,
    lay_out_reading,
    note_progress,
    read_again,
)
from goldenthread.frameworks.actions.reviewing import discard_reading
from goldenthread.frameworks.actions.uploading import look_at, upload_pasted
from goldenthread.frameworks.models import Reading, ReadingDoubt, ReadingItem, ReadingSection
from goldenthread.frameworks.queries.reading import waiting_document
from goldenthread.frameworks.queries.reviewing import reading_line, readings, review_page
from goldenthread.frameworks.types import DocumentRead, Progress, ReadingRef, ReadingState, Stage
from goldenthread.ground.models import AuditEntry, NoticeRow, StoredFile
from goldenthread.ground.types import NoSuchStep, Refusal
from tests.makers.cast import Cast
from tests.makers.counting import statements_of
from tests.makers.frameworks import a_content_reading, a_framework, an_about, as_markdown, read_pasted

pytestmark = pytest.mark.django_db

TOO_SLOW = Refusal("too_slow", "It took too long.", "Send in less.")
SMALL = as_markdown(a_framework(sections=2))


def waits(cast: Cast, at: datetime, text: str = SMALL, code: str = "MADE") -> ReadingRef:
    """A document that waits."""
    return upload_pasted(text, about=an_about(code), by=cast.curriculum_lead, at=at)


def as_read(text: str = SMALL) -> DocumentRead:
    return read_content(text.encode(), media_type="text/plain; charset=utf-8", tell=lambda _: None)


def everything(ref: UUID) -> tuple[object, ...]:
    """All that a reading consists of."""
    row = Reading.objects.filter(ref=ref)
    return (
        row.values().get(),
        *(tuple(m.objects.filter(reading__ref=ref).values_list()) for m in (ReadingSection, ReadingItem, ReadingDoubt)),
    )


def test_what_waits_is_laid_out_for_review(cast: Cast, at: datetime) -> None:
    ref, document = waits(cast, at), as_read()

    assert lay_out_reading(ref, document, at=at)

    line = reading_line(ref, by=cast.curriculum_lead)
    row = Reading.objects.get(ref=ref)
    assert (line.state, line.items, line.is_reliable) == (ReadingState.REVIEWED, len(document.reading.items), True)
    assert line.is_settled
    assert row.source == SMALL
    assert len(row.account) == len(document.reading.account)
    entry = AuditEntry.objects.get(did="frameworks.read")
    assert (entry.by, entry.to, entry.facts) == ("jobs", str(ref), {"items": str(line.items)})


def test_a_doubt_about_a_section_is_told_with_the_section(cast: Cast, at: datetime) -> None:
    text = "# A Framework\n## First Things\nLearn that\n1. This is said.\n## Last Things\nLearn that\n1. So is this."
    ref = waits(cast, at, text)

    lay_out_reading(ref, as_read(text), at=at)

    doubts = ReadingDoubt.objects.filter(reading__ref=ref, code="heading_guessed").order_by("pk")
    assert [doubt.says.partition(":")[0] for doubt in doubts] == ["Section 1", "Section 2"]
    assert {doubt.item_id for doubt in doubts} == {None}


def test_the_notice_delivered_twice_writes_the_items_once(cast: Cast, at: datetime) -> None:
    ref, document = waits(cast, at), as_read()
    lay_out_reading(ref, document, at=at)
    once, audited = everything(ref), AuditEntry.objects.count()

    assert not lay_out_reading(ref, document, at=at)
    assert not give_up_reading(ref, TOO_SLOW, at=at)
    note_progress(ref, Progress(Stage.FINDING, 1, 2))

    assert everything(ref) == once
    assert AuditEntry.objects.count() == audited
    assert waiting_document(ref) is None


def test_a_document_that_was_put_away_meanwhile_stays_away(cast: Cast, at: datetime) -> None:
    ref = waits(cast, at)
    discard_reading(ref, why="The wrong file.", by=cast.curriculum_lead, at=at)

    assert not lay_out_reading(ref, as_read(), at=at)

    assert Reading.objects.get(ref=ref).state == "discarded"
    assert not ReadingItem.objects.exists()
    assert readings(by=cast.curriculum_lead) == ()


def test_writing_takes_a_handful_of_statements_for_few_items_and_for_many(cast: Cast, at: datetime) -> None:
    # A numeral is lost in each section, so that there are doubts to write, too.
    many = as_read(as_markdown(a_framework(sections=10, seed=2)).replace("\n3. ", "\n13. "))
    assert len(many.reading.items) > 120
    assert any(item.doubts for item in many.reading.items)
    few = as_read(as_markdown(a_framework(sections=1, seed=2)).replace("\n3. ", "\n13. "))

    taken = [
        statements_of(lambda ref=ref, read=read: lay_out_reading(ref, read, at=at))
        for ref, read in ((waits(cast, at, code="FEW"), few), (waits(cast, at, code="MANY"), many))
    ]

    # Lock, state, sections, items, doubts, audit, and the two ends of the transaction; SQLite takes items in bundles.
    assert taken[0] <= 8
    assert taken[1] <= 11


def test_why_a_document_cannot_be_read_is_kept_with_it(cast: Cast, at: datetime) -> None:
    ref = waits(cast, at)

    assert give_up_reading(ref, TOO_SLOW, at=at)

    line = reading_line(ref, by=cast.curriculum_lead)
    assert (line.state, line.why_unreadable) == (ReadingState.UNREADABLE, TOO_SLOW)
    assert AuditEntry.objects.get(did="frameworks.give_up").why == TOO_SLOW.says
    assert [found.ref for found in readings(by=cast.curriculum_lead)] == [ref]
    assert waiting_document(ref) is None


def test_what_could_not_be_read_is_tried_again_when_somebody_asks(cast: Cast, at: datetime) -> None:
    ref, lead = waits(cast, at), cast.curriculum_lead
    note_progress(ref, Progress(Stage.FINDING, 1, 2))
    give_up_reading(ref, TOO_SLOW, at=at)

    read_again(ref, by=lead, at=at)

    line = reading_line(ref, by=lead)
    assert (line.state, line.why_unreadable, line.progress) == (ReadingState.WAITING, None, Progress())
    assert NoticeRow.objects.filter(kind="frameworks.uploaded", facts={"reading": str(ref)}).count() == 2
    assert AuditEntry.objects.get(did="frameworks.read_again").by == str(lead)
    with pytest.raises(NoSuchStep):
        read_again(ref, by=lead, at=at)
    assert lay_out_reading(ref, as_read(), at=at)


def test_nobody_else_has_it_tried_again(cast: Cast, at: datetime) -> None:
    ref = waits(cast, at)
    give_up_reading(ref, TOO_SLOW, at=at)
    before = everything(ref)

    for who in (cast.programme_manager, cast.outsider):
        with pytest.raises(ObjectDoesNotExist):
            read_again(ref, by=who, at=at)

    assert everything(ref) == before
    assert NoticeRow.objects.count() == 1


def test_progress_is_noted_in_one_statement_while_it_waits(cast: Cast, at: datetime) -> None:
    ref = waits(cast, at)

    sent = statements_of(lambda: note_progress(ref, Progress(Stage.EXTRACTING, 3, 40)))

    assert sent == 1
    assert reading_line(ref, by=cast.curriculum_lead).progress == Progress(Stage.EXTRACTING, 3, 40)


def test_what_waits_is_handed_out_with_its_bytes(cast: Cast, at: datetime) -> None:
    waiting = waiting_document(waits(cast, at))

    assert waiting is not None
    assert (waiting.content, waiting.media_type) == (SMALL.encode(), "text/plain; charset=utf-8")
    with pytest.raises(ObjectDoesNotExist):
        waiting_document(uuid4())


def test_a_document_read_at_once_is_kept_with_its_reading_and_without_a_notice(cast: Cast, at: datetime) -> None:
    lead, content = cast.curriculum_lead, SMALL.encode()
    upload = look_at(content, name="made.md", about=an_about(), by=lead)

    ref = keep_reading(content, upload, as_read(), about=an_about(), by=lead, at=at)

    assert reading_line(ref, by=lead).state is ReadingState.REVIEWED
    assert StoredFile.objects.get().name == "made.md"
    assert not NoticeRow.objects.exists()
    assert AuditEntry.objects.get(did="frameworks.read").by == str(lead)


def test_the_list_of_readings_takes_one_statement(cast: Cast, at: datetime) -> None:
    lead = cast.curriculum_lead
    waits(cast, at)
    assert statements_of(lambda: readings(by=lead)) == 1
    give_up_reading(waits(cast, at, code="BAD"), TOO_SLOW, at=at)
    read_pasted(SMALL, about=an_about("GOOD"), by=lead, at=at)

    assert statements_of(lambda: readings(by=lead)) == 1
    assert [line.about.code for line in readings(by=lead)] == ["GOOD", "BAD", "MADE"]


@pytest.mark.parametrize(
    "wrong",
    [
        {"state": "unreadable"},
        {"unread_code": "x"},
        {"stage": "dreaming"},
        {"state": "asleep"},
    ],
)
def test_the_database_refuses_what_no_reading_can_be(cast: Cast, at: datetime, wrong: dict) -> None:
    ref = waits(cast, at)

    with pytest.raises(IntegrityError), transaction.atomic():
        Reading.objects.filter(ref=ref).update(**wrong)


def test_a_content_framework_is_laid_out_with_its_areas_and_behaviours(cast: Cast, at: datetime) -> None:
    ref = a_content_reading(cast, at=at)

    page = review_page(ref, by=cast.curriculum_lead)
    assert [section.title for section in page.sections] == ["Plans and Progress", "People and Places", "Behaviours"]
    assert page.tally == "3 learn how to, 3 learn about, 5 criteria, 2 behaviours"
    assert page.doubts == ()
    assert len(page.details) == 14
