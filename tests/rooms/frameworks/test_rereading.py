"""Reading a document again: only the comparison is kept, and a person takes it up or leaves it."""

from __future__ import annotations

from datetime import datetime

import pytest
from django.core.exceptions import ObjectDoesNotExist
from django.db import IntegrityError, transaction

from goldenthread.frameworks.actions.correcting import correct_item
from goldenthread.frameworks.actions.extracting import read_content
from goldenthread.frameworks.actions.rereading import (
    ask_rereading,
    give_up_rereading,
    keep_comparison,
    leave_rereading,
    note_rereading,
    take_rereading,
)
from goldenthread.frameworks.models import Reading, ReadingDoubt, ReadingItem, Rereading
from goldenthread.frameworks.queries.rereading import (
    is_by_earlier_reader,
    reading_of_edition,
    rereading_page,
    waiting_rereading,
)
from goldenthread.frameworks.queries.reviewing import review_page
from goldenthread.frameworks.queries.versions import reader_version
from goldenthread.frameworks.types import Change, Correction, DocumentRead, Progress, ReadingRef, Stage
from goldenthread.frameworks.types.rereading import RereadingState
from goldenthread.ground.models import AuditEntry, NoticeRow
from goldenthread.ground.types import NoSuchStep, Refusal, Refused
from tests.makers.additions import STEM, with_its_stem
from tests.makers.cast import Cast
from tests.makers.counting import statements_of
from tests.makers.frameworks import a_framework, a_reading, an_about, an_edition, as_markdown, read_here, read_pasted
from tests.makers.pages import as_page

pytestmark = pytest.mark.django_db
MADE = a_framework(sections=2, seed=1)


def read_once_more(ref) -> DocumentRead:
    """What the present reader makes of what waits."""
    waiting = waiting_rereading(ref)
    assert waiting is not None
    return read_content(waiting.content, media_type=waiting.media_type, tell=lambda _: None)


def compared(reading: ReadingRef, cast: Cast, at: datetime):
    ref = ask_rereading(reading, by=cast.curriculum_lead, at=at)
    assert keep_comparison(ref, read_once_more(ref), at=at)
    return rereading_page(ref, by=cast.curriculum_lead)


def test_the_same_reader_would_change_nothing(cast: Cast, at: datetime) -> None:
    ref = a_reading(cast, at=at, framework=MADE)

    page = compared(ref, cast, at)

    items = len(review_page(ref, by=cast.curriculum_lead).items)
    assert (page.state, page.has_changes, page.is_reliable) == (RereadingState.COMPARED, False, True)
    assert page.counts == dict.fromkeys(Change, 0) | {Change.SAME: items}
    assert Reading.objects.get().reader == Rereading.objects.get().reader == reader_version()


def test_what_people_added_stands_and_is_not_called_lost(cast: Cast, at: datetime) -> None:
    ref, made = with_its_stem(cast, at)

    page = compared(ref, cast, at)

    assert (page.has_changes, page.changes, page.counts[Change.REMOVED], page.counts[Change.MOVED]) == (False, (), 0, 0)
    assert [(line.said.old_text, line.said.old_place) for line in page.additions] == [(STEM, "2.HT.1")]
    assert ReadingItem.objects.filter(ref=made, is_out=False).exists()


def test_what_another_reader_read_otherwise_is_shown_item_by_item(cast: Cast, at: datetime) -> None:
    ref = a_reading(cast, at=at, framework=MADE)
    one, two, *_ = review_page(ref, by=cast.curriculum_lead).items
    correction = Correction(f"Certainly {one.text}", one.kind, one.number, one.section)
    correct_item(one.ref, correction, version=one.version, by=cast.curriculum_lead, at=at)
    row = ReadingItem.objects.get(ref=two.ref)
    ReadingDoubt.objects.create(reading=row.reading, item=row, code="cut_short", says="Cut?", lines=[1])
    ReadingDoubt.objects.create(reading=row.reading, code="old", says="An old doubt.", lines=[])
    ReadingItem.objects.filter(reading=row.reading).order_by("-position").first().delete()

    page = compared(ref, cast, at)

    reworded, doubted, found = page.lines
    assert (reworded.said.change, reworded.said.was_corrected) == (Change.REWORDED, True)
    assert reworded.runs[0].words == "Certainly"
    assert (doubted.said.change, doubted.said.lost, doubted.runs) == (Change.SAME, ("Cut?",), ())
    assert (found.said.change, found.said.old_place) == (Change.ADDED, "")
    assert (page.gained, page.lost) == ((), ("An old doubt.",))
    assert (page.counts[Change.REWORDED], page.counts[Change.ADDED]) == (1, 1)


def test_it_may_be_taken_up_as_a_new_reading_beside_the_one_that_stands(cast: Cast, at: datetime) -> None:
    edition = an_edition(cast, at=at, framework=MADE)
    ref = reading_of_edition(edition, by=cast.curriculum_lead)
    page = compared(ref, cast, at)

    made = take_rereading(page.ref, by=cast.curriculum_lead, at=at)

    row, old = Reading.objects.get(ref=made), Reading.objects.get(ref=ref)
    assert (row.file_id, row.code, row.title, row.state) == (old.file_id, old.code, old.title, "waiting")
    assert (old.state, old.edition.ref) == ("published", edition)
    read_here(made, at=at)
    assert len(review_page(made, by=cast.curriculum_lead).items) == sum(page.counts.values())
    page = rereading_page(page.ref, by=cast.curriculum_lead)
    assert (page.state, page.taken_as) == (RereadingState.TAKEN, made)
    with pytest.raises(NoSuchStep):
        take_rereading(page.ref, by=cast.curriculum_lead, at=at)


def test_it_may_be_left(cast: Cast, at: datetime) -> None:
    page = compared(a_reading(cast, at=at, framework=MADE), cast, at)

    leave_rereading(page.ref, by=cast.curriculum_lead, at=at)

    assert rereading_page(page.ref, by=cast.curriculum_lead).state is RereadingState.LEFT
    assert Reading.objects.count() == 1
    with pytest.raises(NoSuchStep):
        leave_rereading(page.ref, by=cast.curriculum_lead, at=at)


def test_it_waits_once_tells_how_far_it_is_and_is_compared_once(cast: Cast, at: datetime) -> None:
    reading = a_reading(cast, at=at, framework=MADE)
    ref = ask_rereading(reading, by=cast.curriculum_lead, at=at)

    assert ask_rereading(reading, by=cast.curriculum_lead, at=at) == ref
    assert NoticeRow.objects.filter(kind="frameworks.rereading_asked").count() == 1
    note_rereading(ref, Progress(Stage.FINDING, 1, 2))
    page = rereading_page(ref, by=cast.curriculum_lead)
    assert (page.state, page.progress) == (RereadingState.WAITING, Progress(Stage.FINDING, 1, 2))
    document = read_once_more(ref)
    assert keep_comparison(ref, document, at=at)
    assert not keep_comparison(ref, document, at=at)
    assert not give_up_rereading(ref, Refusal("late", "Too late."), at=at)
    assert waiting_rereading(ref) is None
    assert AuditEntry.objects.filter(did="frameworks.compare_rereading", by="jobs").count() == 1


def test_why_it_could_not_be_read_again_is_kept(cast: Cast, at: datetime) -> None:
    ref = ask_rereading(a_reading(cast, at=at, framework=MADE), by=cast.curriculum_lead, at=at)

    assert give_up_rereading(ref, Refusal("slow", "It took too long.", "Try again."), at=at)

    page = rereading_page(ref, by=cast.curriculum_lead)
    assert (page.state, page.why_unreadable) == (
        RereadingState.UNREADABLE, Refusal("slow", "It took too long.", "Try again."),
    )  # fmt: skip
    with pytest.raises(IntegrityError, match="rereading_unreadable_says_why"), transaction.atomic():
        Rereading.objects.update(unread_says="")


def test_a_page_and_what_was_never_read_are_refused_and_nobody_else_asks(cast: Cast, at: datetime) -> None:
    page = read_pasted(as_page(MADE), about=an_about("PAGE"), by=cast.curriculum_lead, at=at)
    reading = a_reading(cast, at=at, framework=MADE)
    asked = ask_rereading(reading, by=cast.curriculum_lead, at=at)

    with pytest.raises(Refused, match="provider’s page"):
        ask_rereading(page, by=cast.curriculum_lead, at=at)
    with pytest.raises(ObjectDoesNotExist):
        ask_rereading(reading, by=cast.participant, at=at)
    for look in (rereading_page, reading_of_edition):
        with pytest.raises(ObjectDoesNotExist):
            look(asked, by=cast.participant)
    for deed in (take_rereading, leave_rereading):
        with pytest.raises(ObjectDoesNotExist):
            deed(asked, by=cast.participant, at=at)


def test_it_costs_the_same_for_few_and_for_many(cast: Cast, at: datetime) -> None:
    costs = []
    for sections in (1, 3):
        made = read_pasted(
            as_markdown(a_framework(sections=sections)), about=an_about(), by=cast.curriculum_lead, at=at
        )
        ref = ask_rereading(made, by=cast.curriculum_lead, at=at)
        document = read_once_more(ref)
        keeping = statements_of(lambda ref=ref, document=document: keep_comparison(ref, document, at=at))
        costs.append((keeping, statements_of(lambda ref=ref: rereading_page(ref, by=cast.curriculum_lead))))

    assert costs[0] == costs[1]
    assert costs[0][1] == 2


def test_another_reader_has_another_version() -> None:
    assert len(reader_version()) == 12


def test_an_edition_knows_whether_its_document_was_read_by_an_earlier_reader(cast: Cast, at: datetime) -> None:
    edition, lead = an_edition(cast, at=at), cast.curriculum_lead

    now = is_by_earlier_reader(edition, by=lead)
    Reading.objects.update(reader="earlier")

    assert (now, is_by_earlier_reader(edition, by=lead)) == (False, True)
    assert not is_by_earlier_reader(edition, by=cast.participant)
