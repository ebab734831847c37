"""Uploads, applications and sponsors' answers in the browser."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from goldenthread.admissions.actions.sponsoring import ask_sponsors, letter_for, record_answer
from goldenthread.admissions.actions.uploading import upload
from goldenthread.admissions.models import Application, SponsorConfirmation, Upload
from goldenthread.admissions.types import Answer
from goldenthread.cohorts.models import Enrolment
from tests.doors.web.cohorts.test_cohorts import enter, text
from tests.makers.admissions import good_row, good_rows, table
from tests.makers.clock import stop_the_clock
from tests.makers.cohorts import make_cohort
from tests.makers.counting import statements_of

BAD = "=cmd|calc,<script>alert(1)</script>,1,100001,Castle Hill Primary,blended,Samir Patel,samir@castlehill.example"


@pytest.fixture
def cohort(cast, at):
    return make_cohort(cast, at=at)


@pytest.fixture
def one(cast, at, cohort) -> Application:
    upload(cohort.ref, table(good_row(1)), name="one.csv", by=cast.partner_manager, at=at)
    return Application.objects.get()


def file(*rows: str, name: str = "autumn.csv") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, table(*rows), content_type="text/csv")


def test_a_table_is_uploaded_and_its_rows_to_mend_come_back(client, cast, cohort) -> None:
    enter(client, cast.partner_manager)
    send = reverse("admissions:upload", args=[cohort.ref])
    assert "30 places of 30 left" in text(client.get(send))

    answer = client.post(send, {"table": file(good_row(1), BAD)})

    ref = Upload.objects.get().ref
    assert (answer.status_code, answer.url) == (303, reverse("admissions:uploaded", args=[ref]))
    page = text(client.get(answer.url))
    assert "1 of 2 rows entered" in page
    assert "TRN has seven digits." in page
    assert "<script>alert(1)</script>" not in page
    back = client.get(reverse("admissions:bad_rows", args=[ref]))
    assert back["Content-Disposition"] == 'attachment; filename="rows-to-mend.csv"'
    assert "'=cmd|calc" in back.content.decode("utf-8-sig")


def test_a_double_click_shows_the_same_result(client, cast, cohort) -> None:
    enter(client, cast.partner_manager)
    send = reverse("admissions:upload", args=[cohort.ref])

    first = client.post(send, {"table": file(*good_rows(2))})
    second = client.post(send, {"table": file(*good_rows(2))})

    assert first.url == second.url
    assert Application.objects.count() == 2
    assert "All 2 rows entered" in text(client.get(first.url))


def test_the_same_file_uploaded_again_is_said_to_be_with_the_earlier_result(
    client, cast, at, cohort, monkeypatch
) -> None:
    enter(client, cast.partner_manager)
    send = reverse("admissions:upload", args=[cohort.ref])
    first = text(client.post(send, {"table": file(*good_rows(2))}, follow=True))
    stop_the_clock(monkeypatch, at + timedelta(days=1))

    again = text(client.post(send, {"table": file(*good_rows(2), name="copy.csv")}, follow=True))

    assert "This same file" not in first
    says = "This same file was uploaded on Monday 5 January 2026, 10am by Harriet Boyd, as autumn.csv."
    assert f"{says} Nothing entered again; this is what came of it." in again
    assert "All 2 rows entered" in again
    assert Application.objects.count() == 2


@pytest.mark.parametrize(
    ("sent", "says"),
    [
        ({}, "Choose a file"),
        ({"table": SimpleUploadedFile("a.xlsx", b"PK\x03\x04")}, "Choose a file of one of these kinds"),
        ({"table": SimpleUploadedFile("a.csv", b"PK\x03\x04")}, "This is not a CSV file"),
        ({"table": SimpleUploadedFile("a.csv", b"x" * 2_000_001)}, "Choose a smaller file"),
        ({"table": SimpleUploadedFile("a.csv", b"Name,Email\na,b\n")}, "These columns are missing: School URN"),
    ],
)
def test_a_file_that_is_no_table_is_refused_in_a_sentence(client, cast, cohort, sent, says) -> None:
    answer = enter(client, cast.partner_manager).post(reverse("admissions:upload", args=[cohort.ref]), sent)

    assert answer.status_code == 422
    assert says in text(answer)
    assert not Upload.objects.exists()


def test_the_template_is_a_table_to_fill_in(client, cast) -> None:
    answer = enter(client, cast.partner_manager).get(reverse("admissions:template"))

    assert answer.content.decode("utf-8-sig").startswith("Name,Email,TRN,School URN")


def test_the_way_from_application_to_enrolment(client, cast, one) -> None:
    enter(client, cast.partner_manager)
    here = reverse("admissions:application", args=[one.ref])
    page = text(client.get(here))
    assert "Why it cannot be accepted yet" in page
    assert "The sponsor has not confirmed yet." in page
    early = client.post(reverse("admissions:accept", args=[one.ref]), follow=True)
    assert "The sponsor has not confirmed yet." in text(early)

    answer = reverse("admissions:answer", args=[one.ref])
    assert client.get(answer).status_code == 200
    assert client.post(answer, {"answer": "confirmed", "why": ""}).status_code == 422
    assert client.post(answer, {"answer": "confirmed", "why": "By telephone"}).url == here
    assert "The sponsor has confirmed already." in text(client.post(answer, {"answer": "declined", "why": "Oh"}))

    accepted = client.post(reverse("admissions:accept", args=[one.ref]))
    enrolment = Enrolment.objects.get()
    assert accepted.url == reverse("cohorts:record", args=[enrolment.ref])
    assert "Open the enrolment" in text(client.get(here))


@pytest.mark.parametrize(
    ("name", "wrong", "right", "state"),
    [
        ("reject", {"reason": ""}, {"reason": "rejected_by_provider", "why": "No vacancy"}, "rejected"),
        ("withdraw", {"why": ""}, {"why": "Changed school"}, "withdrawn"),
    ],
)
def test_an_application_is_closed_with_a_reason(client, cast, one, name, wrong, right, state) -> None:
    enter(client, cast.partner_manager)
    where = reverse(f"admissions:{name}", args=[one.ref])
    assert "The record of it is kept." in text(client.get(where))

    assert client.post(where, wrong).status_code == 422
    assert client.post(where, right).status_code == 303

    one.refresh_from_db()
    assert one.state == state
    assert client.post(where, right).status_code == 422


def test_several_are_accepted_from_the_board(client, cast, at, cohort) -> None:
    upload(cohort.ref, table(*good_rows(3)), name="three.csv", by=cast.partner_manager, at=at)
    rows = list(Application.objects.order_by("name"))
    for row in rows[:2]:
        record_answer(row.ref, Answer.CONFIRMED, why="By letter", by=cast.partner_manager, at=at)
    enter(client, cast.partner_manager)
    board = reverse("admissions:board", args=[cohort.ref])
    page = text(client.get(board))
    assert "Accept those chosen" in page
    assert "Ask 1 sponsor by e-mail" in page

    sent = {"application": [str(row.ref) for row in rows] + ["nonsense"]}
    told = text(client.post(reverse("admissions:accept_chosen", args=[cohort.ref]), sent, follow=True))

    assert "2 applications accepted." in told
    assert "Applicant 003: The sponsor has not confirmed yet." in told
    assert Enrolment.objects.count() == 2
    asked = text(client.post(reverse("admissions:ask", args=[cohort.ref]), follow=True))
    assert "1 sponsor will get a letter, about 1 participant." in asked
    assert "Ask 1 sponsor by e-mail" not in asked
    assert "1 sponsor has not answered yet" in asked
    again = text(client.post(reverse("admissions:ask", args=[cohort.ref]), follow=True))
    assert "Nobody is left to ask" in again
    assert "Ask again: 1 sponsor" in again
    reminded = client.post(reverse("admissions:remind", args=[cohort.ref]), follow=True)
    assert "1 sponsor will get a letter, about 1 participant." in text(reminded)
    assert "Hidden: applications that are not accepted." in text(client.get(board, {"state": "accepted"}))
    assert "No application is withdrawn" in text(client.get(board, {"state": "withdrawn"}))
    assert "Nobody is ready to be accepted" in text(client.get(board, {"state": "ready"}))
    assert "No application has these words" in text(client.get(board, {"words": "zebra"}))
    none = text(client.post(reverse("admissions:accept_chosen", args=[cohort.ref]), {}, follow=True))
    assert "No application was chosen." in none


def test_an_empty_board_says_how_to_begin(client, cast, cohort) -> None:
    board = reverse("admissions:board", args=[cohort.ref])

    assert "Upload a table of participants to begin." in text(enter(client, cast.partner_manager).get(board))
    inspector = enter(client, cast.inspector)
    assert "You can see this cohort but not change it." in text(inspector.get(board))
    assert inspector.post(reverse("admissions:ask", args=[cohort.ref])).status_code == 404


def test_the_quality_lead_who_may_not_ask_is_told_why(client, cast, cohort) -> None:
    assert enter(client, cast.quality_lead).post(reverse("admissions:ask", args=[cohort.ref])).status_code == 404


def test_the_board_counts_sponsors_not_letters(client, cast, at, cohort) -> None:
    upload(cohort.ref, table(*good_rows(3)), name="three.csv", by=cast.partner_manager, at=at)

    page = text(enter(client, cast.partner_manager).get(reverse("admissions:board", args=[cohort.ref])))

    assert "Ask 1 sponsor by e-mail" in page
    assert "1 sponsor has not been asked yet, about 3 participants." in page
    with_refusal = enter(client, cast.inspector).post(reverse("admissions:remind", args=[cohort.ref]))
    assert with_refusal.status_code == 404


def link(cast, at, one) -> str:
    ask_sponsors(one.cohort.ref, by=cast.partner_manager, at=at)
    return reverse("admissions:sponsor", args=[letter_for(SponsorConfirmation.objects.get().ref).about[0].token])


def test_a_sponsor_answers_without_an_account_once(client, cast, at, one) -> None:
    where = link(cast, at, one)
    first = client.get(where)
    page = text(first)
    assert "Will you sponsor Applicant 001?" in page
    assert one.email not in page
    assert one.trn not in page
    assert (first["Referrer-Policy"], "no-store" in first["Cache-Control"]) == ("same-origin", True)

    assert client.post(where, {}).status_code == 422
    assert client.post(where, {"answer": "confirmed"}).url == where
    assert "You have said that you will sponsor" in text(client.get(where))
    spent = client.post(where, {"answer": "declined"})

    assert spent.status_code == 422
    assert SponsorConfirmation.objects.get().answer == "confirmed"


def test_a_made_up_link_is_not_there_and_a_decided_one_says_so(client, cast, at, one) -> None:
    where = link(cast, at, one)
    Application.objects.update(state="withdrawn")

    assert "This link cannot be used" in text(client.get(where))
    assert client.post(where, {"answer": "confirmed"}).status_code == 422
    assert client.get(reverse("admissions:sponsor", args=["0" * 64])).status_code == 404


def test_an_outsider_finds_nothing_here(client, cast, at, cohort, one) -> None:
    of_cohort = [reverse(f"admissions:{n}", args=[cohort.ref]) for n in ("board", "upload")]
    ref = Upload.objects.get().ref
    of_upload = [reverse(f"admissions:{n}", args=[ref]) for n in ("uploaded", "bad_rows")]
    of_one = [reverse(f"admissions:{n}", args=[one.ref]) for n in ("application", "answer", "reject", "withdraw")]
    posts = [reverse(f"admissions:{n}", args=[cohort.ref]) for n in ("ask", "remind")]
    posts += [reverse("admissions:accept", args=[one.ref])]
    take = {"application": [str(one.ref)]}

    for where in (*of_cohort, *of_upload, *of_one):
        assert enter(client, cast.partner_manager).get(where).status_code == 200
        for stranger in (cast.outsider, cast.facilitator, cast.participant):
            assert enter(client, stranger).get(where).status_code == 404
    enter(client, cast.outsider)
    assert [client.post(where).status_code for where in posts] == [404, 404, 404]
    assert client.post(reverse("admissions:accept_chosen", args=[cohort.ref]), take).status_code == 404
    one.refresh_from_db()
    assert one.state == "pending"


def test_the_board_takes_the_same_few_statements_for_one_as_for_forty(client, cast, at, cohort, one) -> None:
    enter(client, cast.partner_manager)
    where = reverse("admissions:board", args=[cohort.ref])

    few = statements_of(lambda: client.get(where))
    upload(cohort.ref, table(*good_rows(40)), name="forty.csv", by=cast.partner_manager, at=at)

    assert statements_of(lambda: client.get(where)) == few <= 16
