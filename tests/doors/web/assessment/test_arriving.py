"""Sending a file in the last hour, at the page: one step, a page that waits, and what came of it."""

from __future__ import annotations

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from goldenthread.assessment.models import Arrival, Script, ScriptVersion, Window
from goldenthread.ground.queries.clock import now
from goldenthread.integrations.reader import sync
from goldenthread.jobs.worker import carry_all
from tests.makers.documents import docx, paragraph


def a_script(text: str = "Our answer in six words here.", content: bytes = b"") -> SimpleUploadedFile:
    return SimpleUploadedFile("Parveen.docx", content or docx(paragraph(text)))


@pytest.fixture
def address(cast, open_window, enter):
    return enter(cast.participant).post(reverse("assessment:begin", args=[open_window.window])).url


@pytest.fixture
def busy():
    """Somebody else's file is being read."""
    sync._ARRIVING.acquire()
    yield
    sync._ARRIVING.release()


AT_ONCE = {"at_once": "yes", "declared": "on"}


def test_in_one_step_from_the_file_to_the_receipt(cast, enter, address) -> None:
    client = enter(cast.participant)
    silent = client.post(address, {"file": a_script(), "at_once": "yes"})

    done = client.post(address, {"file": a_script(), **AT_ONCE}, follow=True)

    assert (silent.status_code, "Confirm that this is your own work" in silent.content.decode()) == (422, True)
    version = ScriptVersion.objects.get()
    page = done.content.decode()
    for words in ("Your script is handed in", version.receipt, version.upload.file.sha256, "6 words"):
        assert words in page


@pytest.mark.usefixtures("busy")
def test_where_many_send_the_page_says_that_the_file_is_here_and_follows(cast, enter, address) -> None:
    client = enter(cast.participant)

    sent = client.post(address, {"file": a_script(), **AT_ONCE})

    arrival = Arrival.objects.get()
    assert (sent.status_code, sent.url) == (303, reverse("assessment:arrival", args=[arrival.ref]))
    page = client.get(sent.url).content.decode()
    for words in (
        "We have your file",
        arrival.file.sha256,
        arrival.receipt,
        'http-equiv="refresh" content="5"',
        "next to be read",
    ):
        assert words in page
    follow = reverse("assessment:arrival_now", args=[arrival.ref])
    assert "next to be read" in client.get(follow).content.decode()
    assert "We have your file" in client.get(address).content.decode()
    assert "Your file is here" in client.get(reverse("assessment:mine")).content.decode()

    carry_all(now)

    assert client.get(follow)["HX-Redirect"] == sent.url
    done = client.get(sent.url, follow=True)
    assert "Your script is handed in" in done.content.decode()
    assert client.get(reverse("assessment:arrived_file", args=[arrival.ref])).content.startswith(b"PK")


@pytest.mark.usefixtures("busy")
def test_a_file_that_cannot_be_read_says_so_with_what_to_do(cast, enter, address, open_window, mailoutbox) -> None:
    client = enter(cast.participant)
    broken = a_script(content=docx(more={"word/document.xml": "<w:document"}))
    sent = client.post(address, {"file": broken, **AT_ONCE})

    carry_all(now)

    page = client.get(sent.url).content.decode()
    for words in ("Your file cannot be taken", "Send another file"):
        assert words in page
    assert "cannot be taken" in client.get(address).content.decode()
    assert [letter.subject for letter in mailoutbox] == ["We have your file", "Your file could not be taken"]


@pytest.mark.usefixtures("busy")
def test_one_to_be_looked_at_leads_to_its_count(cast, enter, address) -> None:
    client = enter(cast.participant)
    sent = client.post(address, {"file": a_script()})
    assert "It is not handed in yet" in client.get(sent.url).content.decode()

    carry_all(now)

    assert "Check and hand in" in client.get(sent.url, follow=True).content.decode()


def test_one_read_in_its_request_that_cannot_be_taken_is_answered_in_the_form(cast, enter, address) -> None:
    broken = a_script(content=docx(more={"word/document.xml": "<w:document"}))

    answer = enter(cast.participant).post(address, {"file": broken, **AT_ONCE})

    assert answer.status_code == 422
    assert "There is a problem" in answer.content.decode()


def test_those_who_run_the_window_see_what_waits(cast, enter, address, open_window, busy) -> None:
    enter(cast.participant).post(address, {"file": a_script(), **AT_ONCE})

    page = enter(cast.quality_lead).get(reverse("assessment:arrivals", args=[open_window.window])).content.decode()

    assert "1 file that arrived in time waits" in page
    assert cast.participant.name not in page


@pytest.mark.parametrize("name", ["outside_participant", "assessor", "programme_manager", "outsider"])
def test_nobody_else_opens_it(cast, enter, address, name) -> None:
    enter(cast.participant).post(address, {"file": a_script(), **AT_ONCE})
    client, ref = enter(getattr(cast, name)), Arrival.objects.get().ref

    for page in ("arrival", "arrival_now", "arrived_file"):
        assert client.get(reverse(f"assessment:{page}", args=[ref])).status_code == 404


@pytest.mark.usefixtures("busy")
def test_what_turns_out_unreadable_after_the_close_is_told_to_both_sides_without_a_number(
    cast, enter, address, open_window, mailoutbox
) -> None:
    client = enter(cast.participant)
    broken = a_script(content=docx(more={"word/document.xml": "<w:document"}))
    sent = client.post(address, {"file": broken, **AT_ONCE})
    Window.objects.update(closes_at=now())

    carry_all(now)

    to = {letter.to[0]: letter.body for letter in mailoutbox if letter.subject != "We have your file"}
    assert len(to) == 2
    assert all(Script.objects.get().number not in body for body in to.values())
    page = client.get(sent.url).content.decode()
    assert "Tell your programme manager now" in page
    board = enter(cast.quality_lead).get(reverse("assessment:arrivals", args=[open_window.window])).content.decode()
    assert cast.participant.name in board
    assert "Nothing handed in" in board
