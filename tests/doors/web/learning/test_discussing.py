"""Communities in the browser's door, without a script."""

from __future__ import annotations

import re
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from goldenthread.learning.actions.moderating import report_post
from goldenthread.learning.models import Draft, Follow, Mention, Post, Prompt, Report, Seen, Space, Thread
from goldenthread.learning.queries.telling import unfollow_token
from goldenthread.learning.types.discussing import Because
from tests.makers.counting import statements_of
from tests.makers.discussing import begin, make_talking, say


@pytest.fixture
def talking(cast, at):
    return make_talking(cast, at=at)


@pytest.fixture
def done(cast, talking, at):
    return begin(talking.home, cast.participant, at=at, text="How do **you** do it?")


def shown(answer) -> str:
    return re.sub(r"\s+", " ", answer.content.decode())


def test_somebody_begins_a_thread_and_another_answers(cast, talking, enter) -> None:
    client = enter(cast.participant)
    new = reverse("learning:new-thread", args=[talking.home])
    page = shown(client.get(new))
    assert "nothing else about you is shown" in page
    assert "Dan Lind, Castle Hill Primary" in page
    key = re.search(r'name="key" value="([^"]+)"', page)[1]
    file = SimpleUploadedFile("plan.txt", b"Words.")

    refused = client.post(new, {"key": key, "text": "How do you *do* it?", "title": "", "attach": file})
    assert (refused.status_code, Thread.objects.count()) == (422, 0)
    assert "The thread has no title." in shown(refused)
    assert "plan.txt" in shown(refused)
    looked = client.post(new, {"key": key, "text": "How do you *do* it?", "title": "Cover", "preview": "yes"})
    assert "<em>do</em>" in shown(looked)
    sent = {"key": key, "text": "How do you *do* it?", "title": "Cover", "send": "yes"}
    there = [client.post(new, sent).url for _ in range(2)]

    thread = Thread.objects.get()
    assert there == [f"{reverse('learning:thread', args=[thread.ref])}?page=1#post-1"] * 2
    assert "plan.txt" in shown(client.get(there[0]))
    post = Post.objects.get()
    client = enter(talking.rosa)
    reply = reverse("learning:reply", args=[thread.ref])
    assert "Reply to Parveen Begum" in shown(client.get(f"{reply}?answers={post.ref}"))
    empty = client.post(reply, {"key": uuid4(), "text": " "})
    assert (empty.status_code, "There are no words" in shown(empty)) == (422, True)
    dan = re.search(r'value="([^"]+)">\s*<label[^>]+>Dan Lind', shown(empty))[1]
    client.post(reply, {"key": uuid4(), "text": "We swap.", "answers": post.ref, "mentions": [dan]})
    assert Mention.objects.get().person_id == talking.dan.person_id
    assert "In answer to Parveen Begum, post 1" in shown(client.get(reverse("learning:thread", args=[thread.ref])))


def test_what_is_typed_is_kept_while_it_is_typed(cast, talking, done, enter) -> None:
    client = enter(talking.rosa)
    keep = reverse("learning:keep-reply", args=[done.thread])
    key = uuid4()

    assert client.post(keep, {"key": key, "text": "Half a thou"}).status_code == 204
    assert client.post(keep, {"key": "nonsense"}).status_code == 422
    assert client.post(reverse("learning:keep-draft", args=[talking.home]), {"key": uuid4()}).status_code == 204

    thread = reverse("learning:thread", args=[done.thread])
    assert "Half a thou</textarea>" in shown(client.get(thread))
    assert "Half a thou</textarea>" in shown(client.get(reverse("learning:reply", args=[done.thread])))
    assert client.post(reverse("learning:forget-draft", args=[key])).status_code == 303
    assert Draft.objects.count() == 1


def test_reading_a_thread_marks_it_read(cast, talking, done, enter) -> None:
    client = enter(talking.rosa)
    space = reverse("learning:space", args=[talking.home])
    assert "1 unread" in shown(client.get(space))
    assert "1 unread" in shown(client.get(reverse("learning:communities")))

    client.head(reverse("learning:thread", args=[done.thread]))
    assert not Seen.objects.exists()
    page = client.get(reverse("learning:post", args=[done.ref]))
    assert "<strong>you</strong>" in shown(client.get(page.url.partition("#")[0]))

    assert "unread" not in shown(client.get(space))
    assert "Cover" in shown(client.get(f"{space}?order=unanswered"))
    found = shown(client.get(reverse("learning:search-communities"), {"words": "you do", "in": talking.home}))
    assert "1 post with “you do”" in found
    names = client.get(reverse("learning:people-here", args=[talking.home]), {"starts": "par"}).json()
    assert names == {"people": [{"name": "Parveen Begum", "stands": "Castle Hill Primary"}]}


def test_a_page_of_many_posts_takes_no_more_statements(cast, talking, done, enter, at) -> None:
    client = enter(talking.rosa)
    thread = reverse("learning:thread", args=[done.thread])
    client.get(thread)
    few = statements_of(lambda: client.get(thread))
    for _ in range(12):
        say(done.thread, cast.participant, at=at, answers=done.ref)
    client.get(thread)

    assert statements_of(lambda: client.get(thread)) == few


def test_what_is_of_others_is_not_there(cast, talking, done, enter) -> None:
    addresses = [
        reverse("learning:space", args=[talking.home]),
        reverse("learning:thread", args=[done.thread]),
        reverse("learning:post", args=[done.ref]),
        reverse("learning:edit-post", args=[done.ref]),
        reverse("learning:hide-post", args=[done.ref]),
        reverse("learning:cohort-community", args=[talking.cohort.ref]),
    ]
    client = enter(cast.programme_manager)
    assert [client.get(address).status_code for address in addresses] == [200, 200, 302, 200, 200, 200]
    client = enter(cast.outsider)

    assert [client.get(address).status_code for address in addresses] == [404] * len(addresses)


def test_a_post_is_edited_reported_hidden_and_restored(cast, talking, done, enter, at) -> None:
    client = enter(cast.participant)
    edit = reverse("learning:edit-post", args=[done.ref])
    assert client.post(edit, {"text": ""}).status_code == 422
    assert client.post(edit, {"text": "Other words"}).status_code == 303
    client = enter(talking.rosa)
    assert "You cannot edit this post" in shown(client.get(edit))
    assert client.post(edit, {"text": "Mine"}).status_code == 422
    report = reverse("learning:report-post", args=[done.ref])
    assert client.post(report, {"why": ""}).status_code == 422
    assert client.post(report, {"why": "It names a pupil."}).status_code == 303
    assert "already" in shown(client.post(report, {"why": "Again"}))

    client = enter(cast.facilitator)
    assert "Look at what was reported in Autumn 2025" in shown(client.get("/"))
    assert "It names a pupil." in shown(client.get(reverse("learning:reports", args=[talking.home])))
    assert "How do <strong>you</strong> do it?" in shown(client.get(reverse("learning:post-history", args=[done.ref])))
    dismiss = reverse("learning:dismiss-report", args=[Report.objects.get().ref])
    assert client.post(dismiss, {"why": "It names nobody."}).status_code == 303
    assert client.post(reverse("learning:hide-post", args=[done.ref]), {"why": "Changed my mind."}).status_code == 303
    thread = reverse("learning:thread", args=[done.thread])
    assert "Hidden by Farah Aziz" in shown(client.get(thread))
    assert client.post(reverse("learning:restore-post", args=[done.ref]), {"why": "Again."}).status_code == 303
    assert Post.objects.get().state == "shown"
    report_post(done.ref, why="Once more", by=talking.rosa, at=at)
    client = enter(talking.rosa)
    for name in ("hide-post", "post-history"):
        assert client.get(reverse(f"learning:{name}", args=[done.ref])).status_code == 404


def test_a_coach_is_no_moderator(cast, talking, done, enter) -> None:
    client = enter(cast.facilitator)
    wide = reverse("learning:hide-post", args=[done.ref])
    assert client.get(wide).status_code == 200
    Thread.objects.update(space=Space.objects.get(ref=talking.wide))

    for name, more in (("hide-post", ()), ("post-history", ())):
        assert client.get(reverse(f"learning:{name}", args=[done.ref, *more])).status_code == 404
    assert client.get(reverse("learning:look-after", args=[done.thread, "close"])).status_code == 404
    assert client.get(reverse("learning:reports", args=[talking.wide])).status_code == 404


def test_a_thread_is_looked_after(cast, talking, done, enter) -> None:
    client = enter(cast.facilitator)
    for deed in ("pin", "close", "reopen", "unpin"):
        address = reverse("learning:look-after", args=[done.thread, deed])
        assert client.post(address, {"why": ""}).status_code == 422
        assert client.post(address, {"why": "For everybody"}).status_code == 303
    assert client.get(reverse("learning:look-after", args=[done.thread, "burn"])).status_code == 404
    closed = client.post(reverse("learning:look-after", args=[done.thread, "reopen"]), {"why": "Again"})
    assert closed.status_code == 422
    move = reverse("learning:move-thread", args=[done.thread])
    assert "There is nowhere to move it" in shown(client.get(move))

    make = reverse("learning:make-group", args=[talking.cohort.ref])
    assert client.post(make, {"title": "", "members": []}).status_code == 422
    chosen = {"title": "Six", "members": list(talking.enrolments.values())}
    assert client.post(make, chosen).status_code == 303
    assert "of this name" in shown(client.post(make, chosen))
    group = Space.objects.get(title="Six")
    change = reverse("learning:change-group", args=[group.ref])
    assert client.post(change, chosen | {"title": "Seven"}).status_code == 303
    assert "Seven" in shown(client.get(reverse("learning:space", args=[group.ref])))
    assert client.post(move, {"to": group.ref, "why": "It is yours"}).status_code == 303
    assert Thread.objects.get().space_id == group.pk


def test_prompts_are_checked_before_they_are_kept(cast, talking, enter) -> None:
    component = talking.cohort.built.component("Community 1")
    client = enter(cast.curriculum_lead)
    write = reverse("learning:write-prompt", args=[component.ref])
    told = {
        "title": "Bring a problem", "text": "Tell **it**.", "where": "cohorts", "days_in": "30", "posts": "1",
        "replies": "2", "least_words": "50",
    }  # fmt: skip
    assert "illustrative" in shown(client.get(write))
    assert client.post(write, told | {"title": ""}).status_code == 422
    assert "Tell <strong>it</strong>." in shown(client.post(write, told))
    assert "Write a prompt</h1>" in shown(client.post(write, told | {"back": "yes"}))
    assert not Prompt.objects.exists()
    odd = client.post(write, told | {"posts": "0", "replies": "0", "checked": "yes"})
    assert (odd.status_code, "at least one post" in shown(odd)) == (422, True)
    kept = client.post(write, told | {"checked": "yes"})
    assert kept.url == reverse("learning:component-prompts", args=[component.ref])
    assert "Not open yet." in shown(client.get(kept.url))

    change = reverse("learning:change-prompt", args=[Prompt.objects.get().ref])
    assert "Take this prompt back" in shown(client.get(change))
    client.post(change, told | {"title": "Another", "checked": "yes"})
    assert Prompt.objects.get().title == "Another"
    client.post(reverse("learning:withdraw-prompt", args=[Prompt.objects.get().ref]))
    assert Prompt.objects.get().withdrawn_at

    client = enter(cast.facilitator)
    own = reverse("learning:cohort-prompt", args=[talking.cohort.ref])
    told = told | {"component": component.ref, "opens_on": "2026-12-01"}
    assert "Check the prompt" in shown(client.post(own, told))
    home = client.post(own, told | {"checked": "yes"}).url
    assert home == reverse("learning:cohort-community", args=[talking.cohort.ref])
    assert "opens on Tuesday 1 December 2026" in shown(client.get(home))
    again = reverse("learning:change-prompt", args=[Prompt.objects.get(withdrawn_at=None).ref])
    assert client.post(again, told | {"title": "Ours", "checked": "yes"}).url == home


def test_what_one_is_told_is_chosen_on_the_page_and_stopped_from_a_letter(cast, talking, done, enter, client) -> None:
    enter(cast.participant)
    for name, args in (("follow-mentions", ()), ("follow-space", (talking.home,)), ("follow-thread", (done.thread,))):
        address = reverse(f"learning:{name}", args=args)
        assert client.post(address, {"level": "daily"}).status_code == 303
        assert client.post(address, {"level": "hourly"}).status_code == 404
    assert Follow.objects.filter(level="daily").count() == 3
    client.logout()
    token = unfollow_token(person=cast.participant.person, because=Because.SPACE, thread=done.thread)
    stop = reverse("learning:stop", args=[token])

    assert "Stop them" in shown(client.get(stop))
    assert Follow.objects.filter(level="none").count() == 0
    assert "These e-mails stop" in shown(client.post(stop))
    assert Follow.objects.get(level="none").space.ref == talking.home
    assert client.get(reverse("learning:stop", args=["made-up"])).status_code == 404
