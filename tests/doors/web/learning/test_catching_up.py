"""Catching up in the browser's door, and what there is to catch up with."""

from __future__ import annotations

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from goldenthread.learning.models import CatchUp, Material
from goldenthread.web.learning.home import part
from tests.makers.cohorts import make_enrolment
from tests.makers.tasks import EVENT, REFLECTION, catch_up, miss


@pytest.fixture
def enrolled(cast, at):
    return make_enrolment(cast, at=at)


@pytest.fixture
def session(cast, enrolled, at):
    return miss(cast, enrolled, at=at)


def text(answer) -> str:
    return answer.content.decode()


def test_a_participant_catches_up(cast, session, enter) -> None:
    client = enter(cast.participant)
    assert "Event 1: leading culture" in text(client.get(reverse("learning:tasks")))
    assert "Catch up on it" in text(client.get(reverse("cohorts:session", args=[session])))
    here, save = reverse("learning:catch-up", args=[session]), reverse("learning:save-catch-up", args=[session])
    assert "Nothing has been put here yet" in text(client.get(here))
    words = {"words": REFLECTION.words, "references": REFLECTION.references, "revision": "0"}
    assert client.post(save, {**words, "words": "Begun"}).status_code == 204
    assert client.post(save, words).status_code == 409
    assert client.post(save, {**words, "revision": "no"}).status_code == 422
    both = client.post(here, {**words, "words": "Mine"})
    assert (both.status_code, "Begun" in text(both), "Mine" in text(both)) == (422, True, True)
    check = reverse("learning:check-catch-up", args=[session])
    assert "of the 150 that are asked for" in text(client.get(check))
    assert client.post(here, {**words, "revision": "1"}).url == here
    assert client.post(here, {**words, "revision": "2", "check": "yes"}).url == check
    assert REFLECTION.references in text(client.get(check))
    client.post(check, {"revision": "no"})
    assert CatchUp.objects.get().state == "drafted"
    assert client.post(check, {"revision": "2"}).url == here
    assert "You have handed this in" in text(client.get(here))
    assert client.post(save, {**words, "words": "Late"}).status_code == 409


def test_a_reviewer_checks_an_answer_before_it_is_sent(cast, session, at, enter) -> None:
    ref = catch_up(session, cast.participant, at=at)
    assert [thing.title for thing in part(cast.facilitator, at=at).things] == ["Review 1 catch-up"]
    client = enter(cast.partner_manager)
    assert "Parveen Begum" in text(client.get(reverse("learning:catch-up-board")))
    here = reverse("learning:review-catch-up", args=[ref])
    assert REFLECTION.references in text(client.get(here))
    assert client.post(here, {}).status_code == 422
    again = {"answer": "again", "why": "Say what you will do."}
    assert "Check your answer" in text(client.post(here, again))
    assert CatchUp.objects.get().state == "submitted"
    assert client.post(here, {"answer": "again", "why": "", "sure": "yes"}).status_code == 422
    assert client.post(here, again | {"sure": "yes"}).url == here
    assert CatchUp.objects.get().state == "returned"
    assert part(cast.participant, at=at).things[0].title == "Add to your reflection on Event 1: leading culture"
    reopen = reverse("learning:reopen-catch-up", args=[ref])
    assert "not done without a reason" in text(client.post(reopen, {}, follow=True))
    client.post(reopen, {"why": "It is enough."})
    assert CatchUp.objects.get().state == "submitted"
    assert "came back" not in text(enter(cast.participant).get(reverse("learning:catch-up", args=[session])))


def test_materials_are_added_had_and_taken_away(cast, enrolled, session, at, enter) -> None:
    here = reverse("learning:session-materials", args=[session])
    client = enter(cast.facilitator)
    assert "Recording and materials" in text(client.get(reverse("cohorts:session", args=[session])))
    assert client.post(here, {"kind": "recording", "title": "Day", "link": "http://video.example"}).status_code == 422
    assert client.post(here, {"kind": "recording", "title": "Day", "link": "https://video.example"}).url == here
    slides = {"kind": "slides", "title": "Slides", "file": SimpleUploadedFile("slides.txt", b"Shown")}
    assert client.post(here, slides).status_code == 303
    page = text(client.get(here))
    file, link = Material.objects.get(title="Slides"), Material.objects.get(title="Day")
    assert page.index("Day") < page.index("Slides")
    took = enter(cast.participant).get(reverse("learning:material-file", args=[file.ref]))
    assert (took.content, took["Content-Disposition"]) == (b"Shown", 'attachment; filename="slides.txt"')
    for stranger in (cast.outsider, cast.outside_participant, cast.headteacher):
        assert enter(stranger).get(reverse("learning:material-file", args=[file.ref])).status_code == 404
    assert enter(cast.outsider).get(here).status_code == 404
    client = enter(cast.facilitator)
    client.post(reverse("learning:remove-session-material", args=[session, link.ref]))
    assert "https://video.example" not in text(client.get(here))

    event = enrolled.cohort.built.component(EVENT).ref
    there = reverse("learning:component-materials", args=[event])
    client = enter(cast.curriculum_lead)
    assert client.post(there, {"kind": "reading", "title": "Paper", "link": "https://read.example"}).url == there
    paper = Material.objects.get(title="Paper").ref
    drop = reverse("learning:remove-component-material", args=[event, paper])
    assert client.post(drop).url == there
    assert "Nothing yet" in text(client.get(there))
    assert client.post(reverse("learning:remove-component-material", args=[event, file.ref])).status_code == 303
    assert Material.objects.filter(removed_at=None).count() == 1


def test_strangers_find_nothing(cast, session, at, enter) -> None:
    ref = catch_up(session, cast.participant, at=at)

    for who, name, args in (
        (cast.outside_participant, "learning:catch-up", [session]),
        (cast.outsider, "learning:review-catch-up", [ref]),
        (cast.coach, "learning:catch-up-board", []),
    ):
        assert enter(who).get(reverse(name, args=args)).status_code == 404
