"""Who is told of a post, how, and how they stop it."""

from __future__ import annotations

from uuid import UUID, uuid4

import pytest

from goldenthread.cohorts.actions.enrolling import withdraw
from goldenthread.ground.models import AuditEntry, NoticeRow
from goldenthread.ground.types import Refused
from goldenthread.learning.actions.following import (
    ask_for_digests,
    follow_mentions,
    follow_space,
    follow_thread,
    stop_by_letter,
    tell_of_post,
    told,
)
from goldenthread.learning.actions.moderating import hide_post, report_post
from goldenthread.learning.models import Follow, Post, Report, Space, Telling, Thread
from goldenthread.learning.queries.discussing import thread_page
from goldenthread.learning.queries.telling import (
    answer_to_send,
    digest_to_send,
    digest_token,
    digests_due,
    letter_to_send,
    mentions_level,
    unfollow_token,
    what_stops,
)
from goldenthread.learning.types.discussing import Because, Level
from goldenthread.people.actions.privacy import erase
from tests.makers.counting import statements_of
from tests.makers.discussing import begin, make_talking, say


@pytest.fixture
def talking(cast, at):
    return make_talking(cast, at=at)


@pytest.fixture
def done(cast, talking, at):
    return begin(talking.home, cast.participant, at=at)


def tellings() -> set[tuple[str, str, str]]:
    return set(Telling.objects.values_list("person__name", "because", "level"))


def one_telling(post, at) -> UUID:
    tell_of_post(post, at=at)
    return Telling.objects.get().ref


def test_people_are_told_once_as_they_chose(cast, talking, done, at) -> None:
    follow_space(talking.home, Level.AT_ONCE, by=cast.facilitator, at=at)
    follow_thread(done.thread, Level.DAILY, by=talking.dan, at=at)
    answer = say(done.thread, talking.rosa, at=at, text="Ask @Colin Marsh")

    assert [tell_of_post(answer.ref, at=at) for _ in range(2)] == [4, 0]

    assert tellings() == {
        ("Parveen Begum", "own", "at_once"),
        ("Farah Aziz", "space", "at_once"),
        ("Dan Lind", "thread", "daily"),
        ("Colin Marsh", "mention", "at_once"),
    }
    assert NoticeRow.objects.filter(kind="learning.telling_made").count() == 3
    assert [thread_page(done.thread, by=who, at=at).level for who in (cast.participant, talking.dan, talking.rosa)] == [
        Level.AT_ONCE, Level.DAILY, Level.NONE,
    ]  # fmt: skip


def test_how_many_follow_does_not_change_how_many_statements_find_them(cast, talking, done, at) -> None:
    answer = say(done.thread, talking.rosa, at=at)
    few = statements_of(lambda: tell_of_post(answer.ref, at=at))
    for who in (talking.dan, cast.coach, cast.facilitator):
        follow_thread(done.thread, Level.DAILY, by=who, at=at)
    other = say(done.thread, talking.rosa, at=at)

    assert statements_of(lambda: tell_of_post(other.ref, at=at)) == few


def test_a_letter_says_what_was_written_until_it_is_needless(cast, talking, done, at) -> None:
    ref = one_telling(say(done.thread, talking.rosa, at=at, text="We swap.").ref, at)

    ready = letter_to_send(ref, at=at)

    assert ready is not None
    assert (ready.address, ready.author, ready.title, ready.space, ready.text, ready.because) == (
        "parveen@castlehill.example", "Rosa Lind", "Cover", "Autumn 2025", "We swap.", Because.OWN,
    )  # fmt: skip
    told([ref], at=at)
    assert letter_to_send(ref, at=at) is None


@pytest.mark.parametrize("what", ["hidden", "author erased", "reader left", "reader erased"])
def test_no_letter_goes_where_it_has_become_needless(cast, talking, done, at, what) -> None:
    answer = say(done.thread, talking.rosa, at=at)
    ref = one_telling(answer.ref, at)
    {
        "hidden": lambda: hide_post(answer.ref, why="Because", by=cast.facilitator, at=at),
        "author erased": lambda: erase(talking.rosa.person, why="Asked", by=cast.administrator, at=at),
        "reader left": lambda: withdraw(
            talking.enrolments["participant"], reason="change-in-career", by=cast.programme_manager, at=at
        ),
        "reader erased": lambda: erase(cast.participant.person, why="Asked", by=cast.administrator, at=at),
    }[what]()

    assert letter_to_send(ref, at=at) is None


def test_what_is_new_in_a_day_is_told_thread_by_thread(cast, talking, done, at) -> None:
    follow_thread(done.thread, Level.DAILY, by=talking.dan, at=at)
    posts = [say(done.thread, talking.rosa, at=at) for _ in range(3)]
    for post in posts:
        tell_of_post(post.ref, at=at)
    hide_post(posts[0].ref, why="Because", by=cast.facilitator, at=at)

    assert ask_for_digests(at=at) == 1
    assert digests_due() == (talking.dan.person,)
    ready = digest_to_send(talking.dan.person, at=at)
    assert ready is not None
    assert (ready.lines, len(ready.tellings)) == (((done.thread, "Cover", "Autumn 2025", 2),), 3)
    told(ready.tellings, at=at)
    assert digest_to_send(talking.dan.person, at=at) is None
    assert digests_due() == ()


def test_mentions_can_be_heard_of_otherwise(cast, talking, done, at) -> None:
    assert mentions_level(by=talking.dan) is Level.AT_ONCE
    for level in (Level.DAILY, Level.NONE):
        follow_mentions(level, by=talking.dan, at=at)

    assert mentions_level(by=talking.dan) is Level.NONE
    tell_of_post(say(done.thread, talking.rosa, at=at, text="Ask @Dan Lind").ref, at=at)
    assert {name for name, *_ in tellings()} == {"Parveen Begum"}


@pytest.mark.parametrize(
    ("because", "says"),
    [
        (Because.MENTION, "e-mails about mentions of you"),
        (Because.SPACE, "e-mails about every post in this community"),
        (Because.OWN, "e-mails about “Cover”"),
    ],
)
def test_a_link_in_a_letter_stops_one_thing_for_one_person(cast, talking, done, at, because, says) -> None:
    follow_space(talking.home, Level.AT_ONCE, by=cast.participant, at=at)
    token = unfollow_token(person=cast.participant.person, because=because, thread=done.thread)

    assert what_stops(token) == says
    for _ in range(2):
        stop_by_letter(token, at=at)

    stopped = Follow.objects.get(level="none")
    expected = {
        Because.MENTION: (None, None),
        Because.SPACE: (talking.home, None),
        Because.OWN: (None, done.thread),
    }[because]
    assert (stopped.space and stopped.space.ref, stopped.thread and stopped.thread.ref) == expected
    assert stopped.person_id == cast.participant.person_id
    assert AuditEntry.objects.filter(did="learning.stop_by_letter").count() == 2


def test_the_link_in_the_e_mail_of_the_day_stops_all_of_it_and_what_waits_is_put_away(cast, talking, done, at) -> None:
    follow_space(talking.home, Level.DAILY, by=cast.participant, at=at)
    follow_thread(done.thread, Level.DAILY, by=cast.participant, at=at)
    row = Post.objects.filter(thread__ref=done.thread).first()
    person = cast.participant.person_id
    Telling.objects.filter(person_id=person).delete()
    Telling.objects.create(person_id=person, post=row, because="space", level="daily", made_at=at)
    assert digest_to_send(cast.participant.person, at=at).lines
    token = digest_token(person=cast.participant.person)

    assert what_stops(token) == "the one e-mail a day about communities"
    for _ in range(2):
        stop_by_letter(token, at=at)

    assert set(Follow.objects.values_list("level", flat=True)) == {"none"}
    assert digest_to_send(cast.participant.person, at=at).lines == ()
    stopped = AuditEntry.objects.filter(did="learning.stop_digest").order_by("pk")
    assert [entry.facts["stopped"] for entry in stopped] == ["2", "0"]


def test_a_link_that_was_not_made_here_stops_nothing(cast, talking, done, at) -> None:
    token = unfollow_token(person=cast.participant.person, because=Because.OWN, thread=done.thread)

    with pytest.raises(Refused):
        stop_by_letter(token[:-2] + "xx", at=at)

    assert not Follow.objects.exists()


def test_nobody_follows_what_they_may_not_enter(cast, talking, done, at) -> None:
    with pytest.raises(Space.DoesNotExist):
        follow_space(talking.home, Level.AT_ONCE, by=cast.outsider, at=at)
    with pytest.raises(Thread.DoesNotExist):
        follow_thread(done.thread, Level.AT_ONCE, by=cast.outsider, at=at)
    with pytest.raises(Thread.DoesNotExist):
        follow_thread(uuid4(), Level.AT_ONCE, by=cast.participant, at=at)

    assert not Follow.objects.exists()


def test_who_reported_a_post_is_told_what_was_decided(cast, talking, done, at) -> None:
    report_post(done.ref, why="It names a pupil.", by=talking.rosa, at=at)
    hide_post(done.ref, why="A pupil is named.", by=cast.facilitator, at=at)
    ref = Report.objects.get().ref

    ready = answer_to_send(ref)
    assert ready is not None
    assert (ready.address, ready.is_hidden, ready.answer) == ("rosa@castlehill.example", True, "A pupil is named.")
    erase(talking.rosa.person, why="Asked", by=cast.administrator, at=at)
    assert answer_to_send(ref) is None
