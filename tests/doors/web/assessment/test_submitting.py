"""A participant's assessment in the browser's door."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from goldenthread.assessment.models import Script, ScriptUpload, ScriptVersion
from tests.makers.assessment import INSIDE, hand_in, make_window
from tests.makers.counting import statements_of
from tests.makers.documents import docx, paragraph


def a_script(text: str = "Our answer in six words here.", name: str = "Parveen.docx") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, docx(paragraph(text)))


def begun(client, planned) -> str:
    return client.post(reverse("assessment:begin", args=[planned.window])).url


def test_from_the_brief_to_the_receipt_and_back(cast, open_window, enter) -> None:
    client = enter(cast.participant)
    page = client.get(reverse("assessment:mine")).content.decode()
    assert "Open the brief" in page
    assert "Brookside" not in page

    address = begun(client, open_window)
    page = client.get(address).content.decode()
    for words in ("Brookside Academy", "What is the problem?", "attendance.csv", "days", "2,000 words"):
        assert words in page
    answer = client.post(address, {"file": a_script()})
    assert answer.status_code == 303
    check = client.get(answer.url).content.decode()
    for words in ("6 words", "How the words were counted", "This is my own work", "Not handed in yet"):
        assert words in check

    silent = client.post(answer.url, {})
    assert silent.status_code == 422
    assert "Confirm that this is your own work" in silent.content.decode()
    done = client.post(answer.url, {"declared": "on"})

    assert done.status_code == 303
    page = client.get(done.url).content.decode()
    version = ScriptVersion.objects.get()
    for words in (version.receipt, version.upload.file.sha256, "Your script is handed in", "6 words"):
        assert words in page


def test_a_refresh_or_a_second_click_hands_in_once(cast, open_window, enter) -> None:
    client = enter(cast.participant)
    check = client.post(begun(client, open_window), {"file": a_script()}).url

    first, second = (client.post(check, {"declared": "on"}) for _ in range(2))

    assert (first.status_code, second.status_code, first.url) == (303, 303, second.url)
    assert ScriptVersion.objects.count() == 1
    assert "You have handed this in" in client.get(check).content.decode()


def test_a_replacement_stands_and_the_first_is_kept(cast, open_window, enter) -> None:
    client = enter(cast.participant)
    address = begun(client, open_window)
    for text in ("First answer.", "A second, better answer."):
        client.post(client.post(address, {"file": a_script(text)}).url, {"declared": "on"})

    page = client.get(address).content.decode()

    for words in ("Version 2 stands", "Version 1, replaced", "Replace what you handed in"):
        assert words in page
    file = client.get(reverse("assessment:version_file", args=[Script.objects.get().ref, 1]))
    assert file["Content-Disposition"] == 'attachment; filename="Parveen.docx"'
    assert file["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in file["Content-Security-Policy"]


@pytest.mark.parametrize(
    ("content", "name", "says"),
    [
        (docx(more={"word/vbaProject.bin": b"x"}), "a.docx", "macros"),
        (b"MZ\x90", "a.docx", "whatever its name says"),
        (b"", "a.docx", "nothing in it"),
        (docx(), "a.exe", "Choose a file of one of these kinds"),
        (docx(more={"word/media/a.bmp": b"\x00" * 4_000_000}), "a.docx", "unpacks to far more"),
    ],
)
def test_a_hostile_file_is_answered_with_a_clear_sentence(cast, open_window, enter, content, name, says) -> None:
    client = enter(cast.participant)

    answer = client.post(begun(client, open_window), {"file": SimpleUploadedFile(name, content)})

    assert answer.status_code == 422
    assert says in answer.content.decode()
    assert ScriptUpload.objects.count() == 0


def test_a_script_in_a_name_is_shown_harmlessly(cast, open_window, enter) -> None:
    client = enter(cast.participant)

    check = client.post(begun(client, open_window), {"file": a_script(name="<script>alert(1)</script>\u202e.docx")}).url

    assert "<script>alert" not in client.get(check).content.decode()


def test_a_closed_gate_says_why(cast, at, now, enter) -> None:
    planned = make_window(
        cast, at=at, engaged=False, opens_at=now - timedelta(days=1), closes_at=now + timedelta(days=1)
    )
    client = enter(cast.participant)

    page = client.get(reverse("assessment:mine")).content.decode()
    answer = client.post(reverse("assessment:begin", args=[planned.window]), follow=True)

    for said in (page, answer.content.decode()):
        assert "The brief opens at 90 %" in said
    assert Script.objects.count() == 0


def test_after_the_close_nothing_is_taken_and_that_is_said(cast, script, enter) -> None:
    client = enter(cast.participant)
    address = reverse("assessment:script", args=[script])

    page = client.get(address).content.decode()
    answer = client.post(address, {"file": a_script("Too late, alas.")})

    assert "The window has closed" in page
    assert answer.status_code == 422
    assert ScriptUpload.objects.count() == 1
    assert "Being marked" in client.get(reverse("assessment:mine")).content.decode()
    check = reverse("assessment:check", args=[ScriptUpload.objects.get().ref])
    assert client.get(check).status_code == 200


def test_before_any_window_there_is_a_next_step(cast, enter) -> None:
    assert "No assessment is planned yet" in enter(cast.participant).get(reverse("assessment:mine")).content.decode()


@pytest.mark.parametrize("name", ["outside_participant", "outsider", "assessor", "sponsor", "programme_manager"])
def test_an_outsider_finds_nothing(cast, planned, script, enter, name: str) -> None:
    client, upload = enter(getattr(cast, name)), ScriptUpload.objects.get().ref

    for address in (
        reverse("assessment:script", args=[script]),
        reverse("assessment:receipt", args=[script, 1]),
        reverse("assessment:version_file", args=[script, 1]),
        reverse("assessment:data_file", args=[script]),
        reverse("assessment:check", args=[upload]),
        reverse("assessment:result", args=[script]),
    ):
        assert client.get(address).status_code == 404
    for address in (
        reverse("assessment:begin", args=[planned.window]),
        reverse("assessment:check", args=[upload]),
    ):
        assert client.post(address, {"declared": "on"}).status_code == 404
    assert ScriptVersion.objects.count() == 1


def test_the_data_comes_with_the_brief(cast, script, enter) -> None:
    answer = enter(cast.participant).get(reverse("assessment:data_file", args=[script]))

    assert answer.content.startswith(b"year,attendance")


def test_the_script_page_asks_a_fixed_number_of_questions(cast, planned, script, enter) -> None:
    client = enter(cast.participant)
    address = reverse("assessment:script", args=[script])
    client.get(address)
    one = statements_of(lambda: client.get(address))
    for text in ("Second.", "Third."):
        hand_in(planned, cast.participant, at=INSIDE, content=docx(paragraph(text)))

    assert statements_of(lambda: client.get(address)) == one
