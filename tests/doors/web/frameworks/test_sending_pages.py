"""Several files at once in the browser: each has its place, its progress and its reason on one page."""

from __future__ import annotations

from uuid import uuid4

import pytest
from django.core.cache import cache
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from goldenthread.frameworks.actions.reading import note_progress
from goldenthread.frameworks.models import Reading
from goldenthread.frameworks.types import Progress, Stage
from goldenthread.jobs.worker import carry_all
from goldenthread.people.models import Person
from tests.doors.web.frameworks.test_framework_pages import ABOUT, words
from tests.makers.frameworks import a_framework, as_markdown

MADE = as_markdown(a_framework(sections=1)).encode()
OF_ALL = ABOUT | {"code": "", "title": ""}
READ = "frameworks:read"


@pytest.fixture
def enter(client):
    def as_(actor):
        cache.clear()
        client.force_login(Person.objects.get(pk=actor.person_id))
        return client

    return as_


def a_file(name: str, content: bytes = MADE) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content)


def test_several_files_are_sent_read_and_shown_together(cast, enter) -> None:
    client = enter(cast.curriculum_lead)
    files = [a_file("one.md"), a_file("letter.txt", b"Dear all."), a_file("two.png", b"\x89PNG\r\n")]
    assert "multiple" in words(client.get(reverse(READ)))

    posted = client.post(reverse(READ), OF_ALL | {"file": files})

    first, second = Reading.objects.order_by("pk")
    address = reverse("frameworks:sent", args=[first.sent_with])
    assert posted.url == address
    note_progress(first.ref, Progress(Stage.EXTRACTING, 3, 40))
    page, now = words(client.get(address)), words(client.get(reverse("frameworks:sent-now", args=[first.sent_with])))
    assert "two.png: not taken." in page
    assert "page 3 of 40" in page
    assert "page 3 of 40" in now
    assert "Waiting" in now
    assert f'href="{reverse("frameworks:progress", args=[second.ref])}"' in now
    assert "hx-get" in page
    assert "None" not in page
    note_progress(first.ref, Progress())
    carry_all()
    done = words(client.get(address))
    assert "ONE (2026)" in done
    assert "Ready to review" in done
    assert "No framework, list of standards or provider’s page was found in it." in done
    assert "hx-get" not in done
    over = client.get(reverse("frameworks:sent-now", args=[first.sent_with]))
    assert over.headers["HX-Redirect"] == address
    assert "letter.txt" in words(client.get(reverse("frameworks:progress", args=[second.ref])))
    assert "letter.txt" in words(client.get(reverse("frameworks:index")))


def test_where_none_is_taken_the_form_says_why_of_each(cast, enter) -> None:
    client = enter(cast.curriculum_lead)
    files = [a_file("one.png", b"\x89PNG\r\n"), a_file("none.txt", b"")]

    answer = client.post(reverse(READ), OF_ALL | {"file": files})

    assert answer.status_code == 422
    assert "one.png: not taken." in words(answer)
    assert "none.txt: not taken." in words(answer)
    assert not Reading.objects.exists()


@pytest.mark.parametrize(
    ("said", "number", "reason"),
    [
        ({"code": "MADE"}, 2, "Leave this empty"),
        ({"title": "One title for all"}, 2, "Leave this empty"),
        ({"text": "Words"}, 2, "Choose files or paste the text, not both"),
        ({}, 21, "At most 20 are taken at once"),
        ({}, 1, "Enter a code"),
        ({"code": "MADE", "title": "Made", "year": ""}, 1, "Enter the year of this edition"),
        ({"year": "last year"}, 2, "Enter the year as four digits"),
    ],
)
def test_what_does_not_go_together_is_answered_and_nothing_kept(cast, enter, said, number, reason) -> None:
    files = [a_file(f"{n}.md") for n in range(number)]

    answer = enter(cast.curriculum_lead).post(reverse(READ), OF_ALL | said | {"file": files})

    assert answer.status_code == 422
    assert reason in words(answer)
    assert not Reading.objects.exists()


def test_several_need_no_year_and_files_that_hold_too_much_together_are_refused(cast, enter, settings) -> None:
    client = enter(cast.curriculum_lead)

    taken = client.post(reverse(READ), OF_ALL | {"year": "", "file": [a_file("one.md"), a_file("two.md")]})
    settings.UPLOAD_LIMIT = len(MADE) + 10
    refused = client.post(reverse(READ), OF_ALL | {"file": [a_file("three.md"), a_file("four.md")]})

    assert taken.status_code == 302
    assert (refused.status_code, "Send fewer at a time" in words(refused)) == (413, True)
    assert [row.year for row in Reading.objects.all()] == [0, 0]


def test_nobody_else_sees_what_was_sent_in(cast, enter) -> None:
    enter(cast.curriculum_lead).post(reverse(READ), OF_ALL | {"file": [a_file("one.md"), a_file("two.md")]})
    together = Reading.objects.first().sent_with

    for who, ref in ((cast.curriculum_lead, uuid4()), (cast.participant, together), (cast.outsider, together)):
        client = enter(who)
        assert client.get(reverse("frameworks:sent", args=[ref])).status_code == 404
        assert client.get(reverse("frameworks:sent-now", args=[ref])).status_code == 404
