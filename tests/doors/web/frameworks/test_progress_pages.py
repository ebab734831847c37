"""The page of a document that waits: honest about where it stands, and on its way when there is something to review."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core.cache import cache
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from goldenthread.frameworks.actions.reading import give_up_reading, note_progress
from goldenthread.frameworks.actions.uploading import upload_pasted
from goldenthread.frameworks.models import Reading
from goldenthread.frameworks.types import Progress, Stage
from goldenthread.ground.actions.notices import say_alive
from goldenthread.ground.models import StoredFile
from goldenthread.ground.queries.clock import now
from goldenthread.ground.types import Refusal
from tests.doors.web.frameworks.test_framework_pages import ABOUT, words
from tests.makers import portables
from tests.makers.counting import statements_of
from tests.makers.frameworks import a_framework, an_about, as_markdown, read_here

WHY = Refusal("too_slow", "It took too long.", "Send in less.")


@pytest.fixture
def waits(cast, at):
    """A document that waits."""
    cache.clear()
    text = as_markdown(a_framework(sections=1))
    return upload_pasted(text, about=an_about(), by=cast.curriculum_lead, at=at)


def address(name: str, ref) -> str:
    return reverse(f"frameworks:{name}", args=[ref])


def test_it_says_that_it_waits_and_can_be_asked_again(cast, enter, waits) -> None:
    say_alive(at=now())

    page = words(enter(cast.curriculum_lead).get(address("progress", waits)))

    assert "Waiting for its turn." in page
    assert "made-2026.txt" in page
    assert f'href="{address("progress", waits)}"' in page
    assert f'hx-get="{address("progress-now", waits)}"' in page
    assert "http-equiv" not in page
    assert "No worker" not in page
    assert "worker is quiet" not in page


@pytest.mark.parametrize(
    ("progress", "said"),
    [
        (Progress(Stage.EXTRACTING), "Taking out the words."),
        (Progress(Stage.EXTRACTING, 3, 40), "page 3 of 40"),
        (Progress(Stage.FINDING), "Finding statements."),
        (Progress(Stage.FINDING, 4, 10), "section 4 of 10"),
        (Progress(Stage.WRITING), "Laying out for review."),
    ],
)
def test_it_says_how_far_the_reading_has_come(cast, enter, waits, progress: Progress, said: str) -> None:
    client = enter(cast.curriculum_lead)
    note_progress(waits, progress)

    assert said in words(client.get(address("progress", waits)))
    part = words(client.get(address("progress-now", waits)))
    assert said in part
    assert "<html" not in part
    assert "Being read" in words(client.get(reverse("frameworks:index")))


def test_it_says_when_no_worker_is_there(cast, enter, waits) -> None:
    client = enter(cast.curriculum_lead)
    assert "No worker has been seen" in words(client.get(address("progress", waits)))

    say_alive(at=now() - timedelta(minutes=5))

    assert "The worker is quiet" in words(client.get(address("progress-now", waits)))
    # While it reads this document it cannot give a sign of life, and need not.
    note_progress(waits, Progress(Stage.FINDING, 1, 3))
    assert "The worker is quiet" not in words(client.get(address("progress-now", waits)))


def test_when_it_is_ready_it_leads_to_the_review(cast, at, enter, waits) -> None:
    client = enter(cast.curriculum_lead)
    assert client.get(address("review", waits)).url == address("progress", waits)

    read_here(waits, at=at)

    assert client.get(address("progress", waits)).url == address("review", waits)
    assert client.get(address("progress-now", waits))["HX-Redirect"] == address("progress", waits)
    assert "Ready to review" in words(client.get(reverse("frameworks:index")))


def test_why_it_cannot_be_read_is_said_with_what_would_change_it(cast, at, enter, waits) -> None:
    client = enter(cast.curriculum_lead)
    give_up_reading(waits, WHY, at=at)

    assert client.get(address("review", waits)).url == address("progress", waits)
    assert client.get(address("progress-now", waits))["HX-Redirect"] == address("progress", waits)
    page = words(client.get(address("progress", waits)))
    assert WHY.says in page
    assert WHY.mend in page
    assert "Could not be read" in words(client.get(reverse("frameworks:index")))


def test_it_is_tried_again_and_put_away(cast, at, enter, waits) -> None:
    client = enter(cast.curriculum_lead)
    give_up_reading(waits, WHY, at=at)

    client.post(address("again", waits))
    assert Reading.objects.get().state == "waiting"
    twice = client.post(address("again", waits), follow=True)
    assert "There is a problem" in words(twice)
    client.post(address("discard", waits), {"why": "A better copy came."})

    assert Reading.objects.get().state == "discarded"
    assert client.get(address("again", waits)).status_code == 405


def test_a_locked_pdf_is_refused_at_once(cast, enter) -> None:
    file = SimpleUploadedFile("locked.pdf", portables.locked())

    answer = enter(cast.curriculum_lead).post(reverse("frameworks:read"), {**ABOUT, "file": file})

    assert answer.status_code == 422
    assert "locked with a password" in words(answer)
    assert not StoredFile.objects.exists()


def test_nobody_else_sees_it(cast, at, enter, waits) -> None:
    give_up_reading(waits, WHY, at=at)

    for who in (cast.programme_manager, cast.participant, cast.outsider):
        client = enter(who)
        assert client.get(address("progress", waits)).status_code == 404
        assert client.get(address("progress-now", waits)).status_code == 404
        assert client.post(address("again", waits)).status_code == 404
        assert "made-2026" not in words(client.get(reverse("frameworks:index")))
    assert Reading.objects.get().state == "unreadable"


def test_looking_costs_the_same_whatever_waits(cast, at, enter, waits) -> None:
    client = enter(cast.curriculum_lead)
    index, progress = reverse("frameworks:index"), address("progress-now", waits)
    client.get(index)
    one = [statements_of(lambda to=to: client.get(to)) for to in (index, progress)]

    for code in ("TWO", "THREE"):
        give_up_reading(upload_pasted("W.", about=an_about(code), by=cast.curriculum_lead, at=at), WHY, at=at)
        upload_pasted("W.", about=an_about(f"{code}B"), by=cast.curriculum_lead, at=at)

    assert [statements_of(lambda to=to: client.get(to)) for to in (index, progress)] == one
