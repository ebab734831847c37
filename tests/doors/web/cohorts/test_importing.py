"""A webinar's attendance file: chosen, asked about, looked at, entered."""

from __future__ import annotations

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from goldenthread.cohorts.models import AttendanceImport, RegisterEntry
from tests.doors.web.cohorts.test_cohorts import enter, text
from tests.makers.cohorts import make_enrolment
from tests.makers.counting import statements_of

HOSTILE = '"=HYPERLINK(""http://x"")<script>"'


@pytest.fixture
def event(cast, at):
    return make_enrolment(cast, at=at).cohort.session("Event 1")


def send(client, event, *rows, name="report.csv", **figures):
    content = "\n".join(["Name,Email,Duration", *rows]).encode()
    file = SimpleUploadedFile(name, content, content_type="text/csv")
    return client.post(reverse("cohorts:import", args=[event]), {"table": file, "present": 80, "partly": 25, **figures})


def test_a_file_is_entered_in_three_steps(client, cast, event) -> None:
    enter(client, cast.facilitator)
    assert "attendance file" in text(client.get(reverse("cohorts:register", args=[event])))
    assert "Illustrative" in text(client.get(reverse("cohorts:import", args=[event])))

    answer = send(client, event, "Begum P,,400", f"{HOSTILE},,30", ",,3")
    where = answer.url
    asked = client.get(where, follow=True)
    assert "Nobody is marked by a guess" in text(asked)
    assert "<script>" not in text(asked).replace('<script type="module"', "").replace("<script src", "")
    names = asked.redirect_chain[-1][0]
    assert client.post(names, {}).status_code == 422
    assert client.post(names, {"line_2": asked.context["page"].asked[0].candidates[0].enrolment}).url == where

    page = text(client.get(where))
    assert "1 person will be marked" in page
    assert "It has no name." in page
    assert "chosen by you" in page
    assert not RegisterEntry.objects.exists()
    assert client.post(where).status_code == 303
    assert "The file is entered: 1 person marked." in text(client.get(reverse("cohorts:register", args=[event])))
    assert "What a file said" in text(client.get(where))
    assert "This file was entered" in text(client.get(names))
    assert client.post(names, {"line_2": "nobody"}).status_code == 422
    client.post(where)
    assert "has been entered for this session" in text(client.get(where))
    assert RegisterEntry.objects.count() == 1


def test_a_file_that_cannot_be_read_says_why(client, cast, event) -> None:
    enter(client, cast.facilitator)

    assert "headings for a name" in text(_bare(client, event))
    assert send(client, event, "Begum,,400", name="report.xlsx").status_code == 422
    assert "cannot ask for less" in text(send(client, event, "Begum,,400", partly=90))
    assert not AttendanceImport.objects.exists()


def _bare(client, event):
    file = SimpleUploadedFile("notes.txt", b"Ann\nBen\n", content_type="text/plain")
    return client.post(reverse("cohorts:import", args=[event]), {"table": file, "present": 80, "partly": 25})


def test_what_others_may_not_see_is_not_there(client, cast, event) -> None:
    enter(client, cast.facilitator)
    where = send(client, event, "Parveen Begum,,400").url

    for actor in (cast.outsider, cast.participant, cast.inspector):
        enter(client, actor)
        for address in (where, f"{where}names/", reverse("cohorts:import", args=[event])):
            assert client.get(address).status_code == 404


def test_the_pages_take_the_same_statements_for_one_as_for_many(client, cast, at, event) -> None:
    enter(client, cast.facilitator)
    few = send(client, event, "Parveen Begum,,400").url
    one = statements_of(lambda: client.get(few))
    many = send(client, event, "Parveen Begum,,400", *(f"Passer By{n},,{n}" for n in range(60))).url

    assert statements_of(lambda: client.get(many)) == one <= 12
    assert statements_of(lambda: client.get(f"{many}names/")) <= 12


def test_registers_that_wait_are_listed_for_managers_and_facilitators(client, cast, event) -> None:
    where = reverse("cohorts:registers")
    waiting = text(enter(client, cast.partner_manager).get(where))
    assert reverse("cohorts:register", args=[event]) in waiting
    assert "Nothing waits" in text(enter(client, cast.outsider).get(where))
    assert enter(client, cast.participant).get(where).status_code == 404

    # Nothing for one of them, several sessions for the other.
    none = statements_of(lambda: enter(client, cast.outsider).get(where))
    assert statements_of(lambda: enter(client, cast.partner_manager).get(where)) == none
