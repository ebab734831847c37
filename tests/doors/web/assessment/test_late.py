"""A piece that comes after the close: offered, kept, told, and decided about, by door."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from goldenthread.assessment.actions.projects import keep_details
from goldenthread.assessment.actions.submitting import open_brief
from goldenthread.assessment.models import LatePiece, Script
from goldenthread.ground.models import NoticeRow
from goldenthread.ground.types import Notice
from goldenthread.jobs.late import write_about_late_piece, write_that_late_is_decided
from goldenthread.programmes.models import AssessmentPolicy
from tests.makers.assessment import SCRIPT, make_window
from tests.makers.documents import docx, paragraph
from tests.makers.projects import DETAILS, begin, make_project_window

WHY = "<b>My train</b> stood for three hours."
ANSWER = "The railway confirmed it."
JOBS = {
    "assessment.late_offered": write_about_late_piece,
    "assessment.late_accepted": write_that_late_is_decided,
    "assessment.late_refused": write_that_late_is_decided,
}


@pytest.fixture
def missed(cast, at, now):
    """A script for which nothing was handed in until the window closed an hour ago."""
    opens_at = now - timedelta(days=8)
    planned = make_window(cast, at=at, opens_at=opens_at, closes_at=now - timedelta(hours=1))
    for row in AssessmentPolicy.objects.all():
        row.body |= {"late_days": 5}
        row.save()
    return planned, open_brief(planned.window, by=cast.participant, at=opens_at + timedelta(days=1))


def work(mailoutbox, now) -> list[str]:
    before = len(mailoutbox)
    for row in NoticeRow.objects.filter(kind__in=JOBS).order_by("pk"):
        for _ in range(2):
            JOBS[row.kind](Notice(row.kind, row.facts), now)
    return [letter.subject for letter in mailoutbox[before:]]


def a_file() -> SimpleUploadedFile:
    return SimpleUploadedFile("script.docx", docx(paragraph(SCRIPT)))


@pytest.mark.parametrize("accepts", [True, False])
def test_a_late_piece_is_offered_told_of_and_decided(cast, missed, now, enter, mailoutbox, accepts) -> None:
    planned, script = missed
    participant = enter(cast.participant)
    address = reverse("assessment:late", args=[script])
    assert address in participant.get(reverse("assessment:script", args=[script])).content.decode()
    first = participant.get("/").content.decode()
    assert ("Offer your script late" in first, address in first) == (True, True)
    assert address in participant.get(reverse("assessment:mine")).content.decode()
    page = participant.get(address).content.decode()
    assert "does not hand it in" in page
    refused = participant.post(address, {"why": WHY, "declared": "on"})
    assert (refused.status_code, "Choose your script" in refused.content.decode()) == (422, True)
    assert "&lt;b&gt;My train" in refused.content.decode()
    assert participant.post(address, {"why": WHY, "file": a_file()}).status_code == 422

    assert participant.post(address, {"why": WHY, "file": a_file(), "declared": "on"}).status_code == 303

    piece = LatePiece.objects.get()
    mine = participant.get(address).content.decode()
    assert piece.receipt in mine
    assert "It is not handed in." in mine
    assert f"{cast.participant.name} offered a piece late" in (letters := work(mailoutbox, now))
    assert "Your late piece is here" in letters
    assert f"{cast.partner_manager.name}" not in "".join(letter.body for letter in mailoutbox)
    assert "Decide about 1 piece that came after the close" in enter(cast.quality_lead).get("/").content.decode()
    manager = enter(cast.programme_manager)
    board = reverse("assessment:late_pieces", args=[planned.window])
    there = reverse("assessment:decide_late", args=[piece.ref])
    file = reverse("assessment:late_piece", args=[piece.ref])
    assert board in manager.get(reverse("assessment:window", args=[planned.window])).content.decode()
    assert there in manager.get(board).content.decode()
    assert "&lt;b&gt;My train" in manager.get(there).content.decode()
    assert b"".join(manager.get(file)) == docx(paragraph(SCRIPT))
    for who in (cast.assessor, cast.moderator, cast.inspector, cast.partner_manager, cast.outside_participant):
        for place in (there, board, file):
            assert enter(who).get(place).status_code in {403, 404}
    manager = enter(cast.programme_manager)
    assert manager.post(there, {"decision": "accept", "answer": ""}).status_code == 422

    said = {"decision": "accept" if accepts else "refuse", "answer": ANSWER}
    assert manager.post(there, said).status_code == 303

    told = "Your late piece counts" if accepts else "Your late piece does not count"
    assert told in work(mailoutbox, now)
    assert not any("train" in letter.body or "railway" in letter.body for letter in mailoutbox)
    assert ANSWER in enter(cast.participant).get(address).content.decode()


def test_one_that_was_taken_back_leaves_the_way_open_for_another(cast, missed, enter) -> None:
    _, script = missed
    participant = enter(cast.participant)
    address = reverse("assessment:late", args=[script])
    participant.post(address, {"why": WHY, "file": a_file(), "declared": "on"})
    back = reverse("assessment:take_late_back", args=[LatePiece.objects.get().ref])

    assert [participant.post(back).status_code for _ in range(2)] == [303, 303]

    assert LatePiece.objects.get().state == "taken_back"
    assert "Why is it late?" in participant.get(address).content.decode()


def test_a_project_is_offered_late_as_it_stands_and_its_files_are_read_by_who_decides(
    cast, at, now, enter, mailoutbox
) -> None:
    opens_at, closes_at = now - timedelta(days=8), now - timedelta(hours=1)
    planned = make_project_window(cast, at=at, opens_at=opens_at, closes_at=closes_at)
    for row in AssessmentPolicy.objects.all():
        row.body |= {"late_days": 5}
        row.save()
    script = begin(cast, planned, at=opens_at)
    participant, address = enter(cast.participant), reverse("assessment:late", args=[script])
    project = reverse("assessment:project", args=[script])
    assert address in participant.get(project).content.decode()
    assert "Something on the list stops it" in participant.get(address).content.decode()
    assert "Offer it late" in participant.get(reverse("assessment:hand_in", args=[script])).content.decode()
    keep_details(script, DETAILS, by=cast.participant, at=now)
    file = {"place": "whole", "file": a_file()}
    assert participant.post(reverse("assessment:project_account", args=[script]), file).url == project
    said = {"why": WHY, "declared": "on"}
    refused = participant.post(address, said)
    assert (refused.status_code, "tick that you offer it as it is" in refused.content.decode()) == (422, True)
    assert "&lt;b&gt;My train" in refused.content.decode()

    assert participant.post(address, {**said, "knows": "on"}).status_code == 303

    piece = LatePiece.objects.get()
    assert "What you offered: 2 pieces" in participant.get(address).content.decode()
    assert "What you offered late" in participant.get(project).content.decode()
    assert "Your late piece is here" in work(mailoutbox, now)
    there = reverse("assessment:decide_late", args=[piece.ref])
    account = reverse("assessment:late_project_file", args=[piece.ref, 1])
    for who in (cast.assessor, cast.moderator, cast.inspector, cast.outside_participant):
        assert enter(who).get(account).status_code in {403, 404}
    manager = enter(cast.programme_manager)
    assert account in manager.get(there).content.decode()
    assert Script.objects.get(ref=script).number not in manager.get(there).content.decode()
    assert b"".join(manager.get(account)) == docx(paragraph(SCRIPT))
    assert manager.post(there, {"decision": "accept", "answer": ANSWER}).status_code == 303
    assert "Your late piece counts" in work(mailoutbox, now)
    assert (
        "Account of the whole task"
        in enter(cast.participant).get(reverse("assessment:receipt", args=[script, 1])).content.decode()
    )
