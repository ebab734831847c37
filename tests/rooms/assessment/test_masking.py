"""Passages that give somebody away: reported, masked for all who judge, and whole for whoever wrote them."""

from __future__ import annotations

from dataclasses import asdict, replace
from datetime import timedelta

import pytest
from django.core.exceptions import ObjectDoesNotExist
from django.db import IntegrityError
from django.db.transaction import atomic

from goldenthread.assessment.actions.cases import look_into
from goldenthread.assessment.actions.marking import save_draft
from goldenthread.assessment.actions.masking import (
    leave_passage,
    mask_passage,
    report_passage,
    report_passage_at_seat,
)
from goldenthread.assessment.actions.pinning import pin_comment
from goldenthread.assessment.actions.submitting import open_brief
from goldenthread.assessment.actions.suspecting import report_at_seat
from goldenthread.assessment.models import Allocation, Case, Mask, MaskSeen, PassageReport, Script, ScriptUpload, Want
from goldenthread.assessment.queries.cases import case_page
from goldenthread.assessment.queries.counting import recount_page
from goldenthread.assessment.queries.documents import documents_of, marked_piece
from goldenthread.assessment.queries.marking import marked_file, marking_page
from goldenthread.assessment.queries.masking import passage_queue
from goldenthread.assessment.queries.moderating import comparison_page, moderated_file
from goldenthread.assessment.queries.releasing import result_page
from goldenthread.assessment.queries.waiting import to_do
from goldenthread.assessment.types.marking import MarkSheet
from goldenthread.assessment.types.masking import NewPassage, ReportState
from goldenthread.assessment.types.pinning import NewPin
from goldenthread.ground.models import AuditEntry, NoticeRow, StoredFile
from goldenthread.ground.types import NoSuchStep, Refused
from tests.makers.assessment import (
    AFTER,
    INSIDE,
    full_sheet,
    hand_in,
    mark_both,
    seat_both,
    seat_of,
    settle_and_release,
)
from tests.makers.cases import suspect
from tests.makers.counting import statements_of
from tests.makers.documents import docx, paragraph
from tests.makers.projects import hand_in_all, make_project_window

TEXT = ("Our school is Castle Hill, and we begin.", "Nobody knows Castle Hill as we do.")
HILL = NewPassage("The name of a school", "Castle Hill", paragraph=1)
LATER = AFTER + timedelta(days=1)


@pytest.fixture
def seated(cast, planned):
    content = docx("".join(paragraph(words) for words in TEXT))
    script = hand_in(planned, cast.participant, at=INSIDE, content=content).script
    seat_both(cast, planned, script, at=AFTER)
    return script


@pytest.fixture
def seat(cast, seated):
    return seat_of(seated, cast.assessor)


def reported(cast, seat, asked=HILL):
    report_passage_at_seat(seat, asked, by=cast.assessor, at=AFTER)
    return PassageReport.objects.order_by("pk").last().ref


def test_a_report_is_kept_once_and_waits(cast, seat, seated) -> None:
    for _ in range(2):
        reported(cast, seat)
    report_passage(seated, NewPassage("A paragraph", paragraph=2), by=cast.moderator, at=AFTER)

    first, second = passage_queue(by=cast.quality_lead).waiting
    assert (first.quote, first.paragraph, first.why, first.by, first.knows) == (
        *("Castle Hill", 1, HILL.why, "Agnes Doyle", False),
    )
    assert (second.quote, second.paragraph) == (TEXT[1], 2)
    assert to_do(by=cast.quality_lead, at=AFTER).passages == 2
    assert to_do(by=cast.assessor, at=AFTER).passages == 0
    assert AuditEntry.objects.filter(did="assessment.report_passage").count() == 2
    assert NoticeRow.objects.filter(kind="assessment.passage_reported").count() == 2


def test_nobody_who_judges_reads_masked_words_and_their_writer_reads_all(cast, planned, seat, seated, scheme) -> None:
    pin_comment(seat, NewPin(2, "Say why.", "Nobody knows Castle Hill"), MarkSheet(), by=cast.assessor, at=AFTER)
    before = ScriptUpload.objects.get().blocks
    counted = marking_page(seat, by=cast.assessor, at=AFTER).text.count

    assert mask_passage(reported(cast, seat), by=cast.quality_lead, at=LATER) == 2

    mark_both(cast, seated, scheme, at=LATER)
    pages = (
        marking_page(seat, by=cast.assessor, at=LATER),
        comparison_page(seated, by=cast.moderator),
        recount_page(seated, by=cast.moderator),
    )
    said = str([asdict(page) for page in pages])
    assert "Castle" not in said
    assert pages[0].pins[0].passage.quote == "Nobody knows [masked]"
    assert pages[0].text.count == counted
    for file in (marked_file(seat, by=cast.assessor), moderated_file(seated, by=cast.moderator)):
        assert (file.name, b"Castle" in file.content) == (pages[0].text.file_name, False)
        assert file.content.startswith(b"Our school is [masked], and")
    settle_and_release(cast, planned, seated, at=LATER)
    mine = result_page(seated, by=cast.participant)
    assert mine.pins[0].passage.quote == "Nobody knows Castle Hill"
    assert "Castle Hill" in str(mine.lines)
    assert ScriptUpload.objects.get().blocks == before


def test_who_had_begun_is_noted(cast, seat, seated, scheme) -> None:
    save_draft(seat, full_sheet(scheme), by=cast.assessor, at=AFTER)
    report = reported(cast, seat)

    mask_passage(report, by=cast.quality_lead, at=LATER)

    assert [each.seat.ref for each in MaskSeen.objects.all()] == [seat]
    (row,) = passage_queue(by=cast.quality_lead).done
    assert (row.state, row.saw, row.decided_by, row.decided_at) == (ReportState.MASKED, 1, "Quentin Adeyemi", LATER)
    assert AuditEntry.objects.get(did="assessment.mask_passage").facts == {"places": "2"}


@pytest.mark.parametrize("decide", [mask_passage, leave_passage])
def test_whoever_knows_gives_up_their_seat_and_it_is_marked_anew(cast, seat, seated, scheme, decide) -> None:
    mark_both(cast, seated, scheme, at=AFTER)
    report = reported(cast, seat, NewPassage("I know them", "Castle Hill", 1, knows=True))

    decide(report, by=cast.quality_lead, at=LATER)

    gone = Allocation.objects.get(ref=seat)
    assert (gone.ended_at, gone.why_ended) == (LATER, "conflict")
    assert Want.objects.get().reason == "identity"


def test_a_seat_that_is_not_finished_only_becomes_free(cast, seat) -> None:
    leave_passage(
        reported(cast, seat, NewPassage("I know them", "Hill", 1, knows=True)), by=cast.quality_lead, at=LATER
    )

    assert Allocation.objects.get(ref=seat).why_ended == "conflict"
    assert (Want.objects.count(), Mask.objects.count()) == (0, 0)
    assert NoticeRow.objects.filter(kind="assessment.seats_given_up").count() == 1


def test_a_result_waits_while_somebody_who_marked_it_can_tell_whose_it_is(cast, planned, seat, seated, scheme) -> None:
    mark_both(cast, seated, scheme, at=AFTER)
    report = reported(cast, seat, NewPassage("I know them", "Hill", 1, knows=True))
    with pytest.raises(Refused) as held:
        settle_and_release(cast, planned, seated, at=LATER)
    assert "can tell whose it is" in held.value.refusal.says

    leave_passage(report, by=cast.quality_lead, at=LATER)

    assert Want.objects.get().reason == "identity"


def test_after_release_a_seat_stays(cast, planned, seat, seated, scheme) -> None:
    mark_both(cast, seated, scheme, at=AFTER)
    settle_and_release(cast, planned, seated, at=LATER)
    report = reported(cast, seat, NewPassage("I know them", "Hill", 1, knows=True))

    mask_passage(report, by=cast.quality_lead, at=LATER)

    assert (Allocation.objects.get(ref=seat).ended_at, Want.objects.count()) == (None, 0)


def test_what_cannot_be_reported_or_decided_changes_nothing(cast, planned, seat, seated) -> None:
    for asked in (NewPassage("Why", "Elsewhere", 1), NewPassage("Why"), NewPassage(" ", "Hill", 1)):
        with pytest.raises(Refused):
            reported(cast, seat, asked)
    with pytest.raises(ObjectDoesNotExist):
        report_passage_at_seat(seat, HILL, by=cast.second_assessor, at=AFTER)
    with pytest.raises(Refused):
        report_passage(seated, HILL, by=cast.inspector, at=AFTER)
    assert PassageReport.objects.count() == 0
    report = reported(cast, seat)
    for does in (mask_passage, leave_passage):
        with pytest.raises(Refused):
            does(report, by=cast.moderator, at=LATER)
    with pytest.raises(Refused):
        passage_queue(by=cast.assessor)
    leave_passage(report, by=cast.quality_lead, at=LATER)
    with pytest.raises(NoSuchStep):
        mask_passage(report, by=cast.quality_lead, at=LATER)
    assert Mask.objects.count() == 0
    with pytest.raises(IntegrityError), atomic():
        PassageReport.objects.update(decided_at=None)


def test_a_report_on_a_text_that_is_nobodys_looks_like_any_other(cast, seat, seated) -> None:
    Script.objects.filter(ref=seated).update(standard="seed", enrolment=None)

    report_passage_at_seat(seat, HILL, by=cast.assessor, at=AFTER)
    report_at_seat(seat, "The second section is in another hand.", by=cast.assessor, at=AFTER)

    assert (PassageReport.objects.count(), Case.objects.count()) == (0, 0)
    assert AuditEntry.objects.filter(did="assessment.report_on_standard").count() == 2
    for code, report in (
        (
            "not_in_paragraph",
            lambda: report_passage_at_seat(seat, replace(HILL, quote="No"), by=cast.assessor, at=AFTER),
        ),
        ("no_passage", lambda: report_passage_at_seat(seat, NewPassage("A name"), by=cast.assessor, at=AFTER)),
        ("nothing_said", lambda: report_at_seat(seat, "x", by=cast.assessor, at=AFTER)),
    ):
        with pytest.raises(Refused) as refused:
            report()
        assert refused.value.refusal.code == code


def test_nothing_is_reported_of_nothing(cast, planned) -> None:
    script = open_brief(planned.window, by=cast.participant, at=INSIDE)

    with pytest.raises(ObjectDoesNotExist):
        report_passage(script, HILL, by=cast.quality_lead, at=INSIDE)


def test_the_queue_takes_as_many_statements_for_many_as_for_one(cast, seat) -> None:
    reported(cast, seat)
    few = statements_of(lambda: passage_queue(by=cast.quality_lead))
    for number in range(3):
        reported(cast, seat, NewPassage(f"Why {number}", "Hill", 2))

    assert statements_of(lambda: passage_queue(by=cast.quality_lead)) == few == 2


def test_in_documents_of_a_project_the_same_words_are_hidden_and_their_text_is_all_there_is(cast, at) -> None:
    taking = make_project_window(cast, at=at)
    script = hand_in_all(cast, taking, at=INSIDE).script
    seat_both(cast, taking, script, at=AFTER)
    seat, before = seat_of(script, cast.assessor), documents_of(script)
    word = next(each.text for each in before if each.text).split()[0]

    mask_passage(reported(cast, seat, NewPassage("A word", word)), by=cast.quality_lead, at=LATER)

    after = documents_of(script)
    assert word not in " ".join(each.text for each in after)
    assert {each.file_name.rpartition("-")[2] for each in after if each.file_name} == {"masked.txt"}
    assert marked_piece(seat, 1, by=cast.assessor).media_type == "text/plain; charset=utf-8"
    case = suspect(cast, script, at=LATER)
    look_into(case, by=cast.quality_lead, at=LATER)
    files = case_page(case, by=cast.quality_lead).context.files
    assert (len(files) > len([each for each in after if each.file_name]), {each.is_as_kept for each in files}) == (
        True,
        {True},
    )
    StoredFile.objects.filter(ref=files[0].file.ref).update(erased_at=LATER)
    assert files[0].file.ref not in {each.file.ref for each in case_page(case, by=cast.quality_lead).context.files}
