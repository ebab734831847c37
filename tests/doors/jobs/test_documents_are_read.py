"""What is sent in is read by the worker, well or not, and the worker goes on."""

from __future__ import annotations

from datetime import timedelta

import pytest

from goldenthread.frameworks.actions.reading import read_again
from goldenthread.frameworks.actions.rereading import ask_rereading
from goldenthread.frameworks.actions.reviewing import discard_reading
from goldenthread.frameworks.actions.uploading import upload_document, upload_pasted
from goldenthread.frameworks.models import Reading, ReadingItem
from goldenthread.frameworks.queries.rereading import rereading_page
from goldenthread.frameworks.queries.reviewing import reading_line, review_page
from goldenthread.frameworks.types import ReadingState, Stage
from goldenthread.frameworks.types.rereading import RereadingState
from goldenthread.ground.models import AuditEntry, Delivery
from goldenthread.ground.types import Notice, Refused
from goldenthread.integrations.reader.sync import read_again_to_compare, read_waiting
from goldenthread.jobs.notices import job_named
from goldenthread.jobs.worker import carry_all
from tests.makers import portables
from tests.makers.frameworks import a_framework, a_reading, an_about, as_markdown

ENDLESS = "One – Here\nLearn that…\n" + "some words and Words that end by:\n" * 7900


@pytest.fixture
def carry(at):
    """Let the worker carry what is due."""
    return lambda: carry_all(lambda: at + timedelta(minutes=1))


def test_a_real_pdf_is_read_for_review(cast, at, carry) -> None:
    framework, lead = a_framework(sections=3, seed=5), cast.curriculum_lead
    ref = upload_document(portables.as_pdf(framework, points=16), name="made.pdf", about=an_about(), by=lead, at=at)

    carry()

    page = review_page(ref, by=lead)
    assert [section.title for section in page.sections] == [section.title for section in framework.sections]
    assert [view.text for view in page.items][: len(framework.sections[0].learn_that)] == list(
        framework.sections[0].learn_that
    )
    assert page.reading.progress.stage is Stage.WRITING
    assert Delivery.objects.get().state == "done"


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (portables.scanned(), "its pages are pictures"),
        (portables.without_its_last_pages(), "Page 2 of 3 cannot be read"),
    ],
    ids=["scanned", "last pages lost"],
)
def test_a_pdf_that_says_nothing_is_unreadable_and_says_why(cast, at, carry, content: bytes, says: str) -> None:
    ref = upload_document(content, name="bad.pdf", about=an_about(), by=cast.curriculum_lead, at=at)

    carry()

    line = reading_line(ref, by=cast.curriculum_lead)
    assert line.state is ReadingState.UNREADABLE
    assert says in line.why_unreadable.says
    assert Delivery.objects.get().state == "done"


def test_a_pdf_that_is_cut_short_is_turned_away_before_anybody_waits_for_it(cast, at) -> None:
    cut = portables.cut_short(a_framework())

    with pytest.raises(Refused) as refused:
        upload_document(cut, name="bad.pdf", about=an_about(), by=cast.curriculum_lead, at=at)

    assert "there is no document in it" in refused.value.refusal.says
    assert not Delivery.objects.exists()


def test_a_document_without_end_does_not_hold_up_the_next(cast, at, carry, settings) -> None:
    settings.READING_PROCESSOR_SECONDS = 1
    lead = cast.curriculum_lead
    endless = upload_pasted(ENDLESS, about=an_about("ENDLESS"), by=lead, at=at)
    after = upload_pasted(as_markdown(a_framework(sections=1)), about=an_about("AFTER"), by=lead, at=at)

    carry()

    stopped = reading_line(endless, by=lead)
    assert (stopped.state, stopped.why_unreadable.code) == (ReadingState.UNREADABLE, "reading_too_slow")
    # How far it came is still there for whoever asks why.
    assert stopped.progress.stage is Stage.FINDING
    assert reading_line(after, by=lead).state is ReadingState.REVIEWED


def test_a_higher_limit_lets_it_be_read_after_all(cast, at, carry, settings) -> None:
    lead = cast.curriculum_lead
    ref = upload_document(portables.bomb(1), name="heavy.pdf", about=an_about(), by=lead, at=at)
    settings.READING_MEMORY_MB = 50
    carry()
    assert reading_line(ref, by=lead).why_unreadable.code in {"reading_too_big", "reading_broken"}
    settings.READING_MEMORY_MB = 1024

    read_again(ref, by=lead, at=at)
    carry()

    assert reading_line(ref, by=lead).state is ReadingState.REVIEWED


def test_the_notice_delivered_twice_writes_the_items_once(cast, at, carry) -> None:
    ref = upload_pasted(as_markdown(a_framework(sections=1)), about=an_about(), by=cast.curriculum_lead, at=at)
    carry()
    before = list(ReadingItem.objects.values_list("pk", "version"))
    assert before

    job_named("goldenthread.jobs.frameworks.read_uploaded")(Notice("frameworks.uploaded", {"reading": str(ref)}), at)
    read_waiting(ref, at=at)

    assert list(ReadingItem.objects.values_list("pk", "version")) == before
    assert AuditEntry.objects.filter(did="frameworks.read").count() == 1


def test_what_was_put_away_before_its_turn_is_not_read(cast, at, carry) -> None:
    ref = upload_pasted(as_markdown(a_framework(sections=1)), about=an_about(), by=cast.curriculum_lead, at=at)
    discard_reading(ref, why="The wrong file.", by=cast.curriculum_lead, at=at)

    carry()

    assert Reading.objects.get().state == "discarded"
    assert not ReadingItem.objects.exists()
    assert Delivery.objects.get().state == "done"


def test_a_document_is_read_again_to_compare_and_one_without_end_says_why(cast, at, carry, settings) -> None:
    reading = a_reading(cast, at=at, framework=a_framework(sections=2, seed=1))
    first = ask_rereading(reading, by=cast.curriculum_lead, at=at)
    carry()
    assert rereading_page(first, by=cast.curriculum_lead).state is RereadingState.COMPARED
    read_again_to_compare(first, at=at)

    settings.READING_SECONDS = 0
    second = ask_rereading(reading, by=cast.curriculum_lead, at=at)
    carry()

    page = rereading_page(second, by=cast.curriculum_lead)
    assert page.state is RereadingState.UNREADABLE
    assert page.why_unreadable is not None
    assert page.why_unreadable.code == "reading_too_slow"
