"""Tasks in the browser's door: written by an author, done by a participant, answered by a reviewer."""

from __future__ import annotations

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from goldenthread.learning.actions.tasking import open_task
from goldenthread.learning.models import Exemplar, Feedback, Task, TaskVersion, Work
from goldenthread.learning.types.practising import Verdict
from goldenthread.programmes.models import Component
from goldenthread.web.learning.home import part
from tests.makers.programmes import make_release
from tests.makers.tasks import TASK, answer, do_task, make_practice

WORDS = "We greet every child at the door, and I see it."


@pytest.fixture
def practice(cast, at):
    return make_practice(cast, at=at)


def text(answer) -> str:
    return answer.content.decode()


def test_an_author_writes_shows_and_publishes_a_task(cast, at, enter) -> None:
    component = make_release(cast, at=at).component(TASK)
    client = enter(cast.curriculum_lead)
    assert "Open its task" in text(client.get(reverse("programmes:component", args=[component.ref])))
    begin = reverse("learning:task-component", args=[component.ref])
    assert "not written yet" in text(client.get(begin))

    editor = client.post(begin)
    task = Task.objects.get()
    assert (editor.status_code, editor.url) == (303, reverse("learning:task-editor", args=[task.ref]))
    assert client.get(begin).url == editor.url
    statement = Component.objects.get(ref=component.ref).ties.first().statement.ref
    sent = {
        "asks": "Describe **one** routine.", "is_written": "on", "least_words": "5", "most_words": "0",
        "attaching": "may", "attach_what": "",
        "statements": [str(statement)], "labels": "Secure\nNot yet",
    }  # fmt: skip
    words = reverse("learning:edit-task", args=[task.ref])
    assert client.post(words, sent | {"labels": "Secure"}).status_code == 422
    assert client.post(words, sent).status_code == 303
    exemplar = {"title": "A secure answer", "body": "Every adult stands at the door.", "notes": "", "is_before": "on"}
    add = reverse("learning:add-exemplar", args=[task.ref])
    assert client.post(add, {"title": "", "body": ""}).status_code == 422
    assert client.post(add, exemplar).status_code == 303
    ref = Exemplar.objects.get().ref
    assert client.post(reverse("learning:edit-exemplar", args=[ref]), exemplar | {"notes": "Look"}).status_code == 303
    assert client.post(reverse("learning:edit-exemplar", args=[ref]), {"title": "x"}).status_code == 422
    assert "Publish version 1" in text(client.get(editor.url))
    client.post(reverse("learning:publish-task", args=[task.ref]))
    page = text(client.get(editor.url))
    assert "Version 1, published" in page
    assert "<strong>one</strong>" in page
    client.post(reverse("learning:publish-task", args=[task.ref]))
    assert "Nothing has changed" in text(client.get(editor.url))
    client.post(reverse("learning:remove-exemplar", args=[ref]))
    assert TaskVersion.objects.count() == 2


def test_what_is_no_task_and_what_makes_no_sense_is_said_on_the_page(cast, at, enter) -> None:
    built = make_release(cast, at=at)
    client = enter(cast.curriculum_lead)
    event = reverse("learning:task-component", args=[built.component("Event 1").ref])
    assert "There is no task here" in text(client.get(event))
    assert "not a formative task" in text(client.post(event, follow=True))
    task = open_task(built.component(TASK).ref, by=cast.curriculum_lead, at=at)
    crossed = {
        "asks": "x", "least_words": "9", "most_words": "8", "attaching": "may",
        "labels": "A\nB",
    }  # fmt: skip
    page = client.post(reverse("learning:edit-task", args=[task]), crossed)
    assert (page.status_code, "more words at least" in text(page)) == (422, True)
    page = client.post(reverse("learning:add-exemplar", args=[task]), {"title": "x", "body": "x" * 20_001})
    assert (page.status_code, "longer than 20,000" in text(page)) == (422, True)


def test_a_participant_writes_attaches_checks_and_hands_in(cast, practice, enter) -> None:
    client = enter(cast.participant)
    assert practice.component.title in text(client.get(reverse("learning:tasks")))
    here = reverse("learning:task", args=[practice.task])
    assert "Nothing saved yet" in text(client.get(here))
    save = reverse("learning:save-task", args=[practice.task])
    tab = "00000000-0000-4000-8000-000000000001"
    assert client.post(save, {"words": "We greet", "revision": "0", "tab": tab}).status_code == 204
    assert client.post(save, {"words": "We greet every", "revision": "0", "tab": tab}).status_code == 204
    assert client.post(save, {"words": "x", "revision": "no"}).status_code == 422
    other = client.post(save, {"words": "From another tab", "revision": "0"})
    assert (other.status_code, "another tab" in text(other)) == (409, True)

    both = client.post(here, {"words": "From another tab", "revision": "0", "save": "yes"})
    assert both.status_code == 422
    assert "From another tab" in text(both)
    assert "We greet every" in text(both)
    assert 'name="revision" value="2"' in text(both)
    checked = client.post(here, {"words": WORDS, "revision": "2", "check": "yes"})
    assert checked.url == reverse("learning:check-task", args=[practice.task])
    attach = reverse("learning:attach-file", args=[practice.task])
    assert client.post(attach).status_code == 422
    wrong = client.post(attach, {"file": SimpleUploadedFile("notes.pdf", b"MZ\x00")})
    assert (wrong.status_code, "whatever its name says" in text(wrong)) == (422, True)
    assert client.post(attach, {"file": SimpleUploadedFile("notes.txt", b"Notes")}).status_code == 303
    page = client.get(checked.url)
    assert WORDS in text(page)
    file = Work.objects.get().files.get().file.ref
    assert client.get(reverse("learning:own-file", args=[practice.task, file])).content == b"Notes"
    client.post(reverse("learning:detach-file", args=[practice.task, file]))
    assert client.post(checked.url, {"revision": "no"}).status_code == 303
    assert Work.objects.get().state == "drafted"
    assert client.post(checked.url, {"revision": "3"}).url == here
    assert "You have handed this in" in text(client.get(here))
    assert client.post(save, {"words": "x", "revision": "3"}).status_code == 409
    assert client.post(reverse("learning:detach-file", args=[practice.task, file])).status_code == 303


def test_a_reviewer_drafts_checks_sends_and_answers(cast, practice, at, enter) -> None:
    work = do_task(practice, cast.participant, at=at)
    client = enter(cast.coach)
    queue = reverse("learning:queue")
    assert "Parveen Begum" in text(client.get(queue))
    assert "Nothing waits for you" in text(client.get(queue + "?show=mine"))
    here = reverse("learning:review", args=[work])
    first, second = practice.statements
    sheet = {
        f"label_{first}": "0", f"comment_{first}": "You say who.", f"label_{second}": "", f"comment_{second}": "",
        "overall": "Clear.", "verdict": "do_again", "next_step": "Say when.",
    }  # fmt: skip
    save = reverse("learning:save-feedback", args=[work])
    assert client.post(save, sheet).status_code == 204
    assert client.post(save, sheet | {f"label_{first}": "9"}).status_code == 422
    assert client.post(here, sheet | {"save": "yes"}).url == here
    assert client.post(here, sheet | {f"label_{first}": "9"}).status_code == 422
    send = client.post(here, sheet | {"check": "yes"}).url
    assert "1 thing missing" in text(client.get(send))
    client.post(send)
    assert not Feedback.objects.exists()
    client.post(here, sheet | {f"label_{second}": "1"})
    assert "This is what Parveen Begum reads" in text(client.get(send))
    assert client.post(send).url == here
    given = Feedback.objects.get()
    assert "It does not wait for feedback" in text(client.get(send))
    reply = reverse("learning:reply", args=[work, given.ref])
    assert "Your answer is sent" in text(client.post(reply, {"words": "Ask me."}, follow=True))
    assert "nothing to read" in text(client.post(reply, {}, follow=True)).lower()
    client.post(reverse("learning:reopen-work", args=[work]), {"why": "Too strict."})
    assert Work.objects.get().state == "submitted"

    client = enter(cast.facilitator)
    assert "Colin Marsh has taken this" in text(client.get(here))
    assert client.post(save, sheet).status_code == 409
    assert client.post(here, sheet).status_code == 422
    client.post(reverse("learning:take-work", args=[work]), {"why": "He is ill."})
    over = reverse("learning:pass-work-on", args=[work])
    client.post(over, {"person": "", "why": ""})
    assert Work.objects.get().reviewer.name == "Farah Aziz"
    client.post(over, {"person": str(cast.coach.person), "why": "Back again."})
    assert Work.objects.get().reviewer.name == "Colin Marsh"


def test_what_came_back_is_read_asked_about_and_first_on_the_home(cast, practice, at, enter) -> None:
    work = do_task(practice, cast.participant, at=at)
    assert [thing.title for thing in part(cast.coach, at=at).things] == ["Review 1 task"]
    feedback = answer(practice, work, Verdict.DO_AGAIN, by=cast.coach, at=at)
    assert part(cast.coach, at=at) is None
    assert part(cast.participant, at=at).things[0].title == f"Do {practice.component.title} again"
    client = enter(cast.participant)
    page = text(client.get(reverse("learning:task", args=[practice.task])))
    assert "Say what changed." in page
    assert "Because of line 1." in page
    ask = reverse("learning:ask-about-feedback", args=[practice.task, feedback])
    assert "Your question is sent" in text(client.post(ask, {"words": "Which one?"}, follow=True))
    assert "nothing to read" in text(client.post(ask, {}, follow=True)).lower()

    do_task(practice, cast.participant, at=at, words="Now I saw it.")

    page = text(client.get(reverse("learning:task", args=[practice.task])))
    assert page.index("What you handed in, version 2") < page.index("What came back on version 1")


def test_nobody_else_opens_what_is_not_theirs(cast, practice, at, enter) -> None:
    work = do_task(practice, cast.participant, at=at)
    for who, addresses in (
        (cast.outsider, [reverse("learning:review", args=[work]), reverse("learning:send-feedback", args=[work])]),
        (cast.outside_participant, [reverse("learning:task", args=[practice.task])]),
        (cast.sponsor, [reverse("learning:review", args=[work]), reverse("learning:queue")]),
    ):
        for address in addresses:
            assert enter(who).get(address).status_code == 404
