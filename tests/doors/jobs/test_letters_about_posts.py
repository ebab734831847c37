"""Posts reach people as letters: at once, once a day, with a way to answer and a way to stop."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta

from django.core import mail

from goldenthread.ground.actions.timing import keep_time
from goldenthread.jobs.timed import timings
from goldenthread.jobs.worker import carry_all
from goldenthread.learning.actions.following import follow_thread
from goldenthread.learning.actions.moderating import dismiss_report, hide_post, report_post
from goldenthread.learning.models import Follow, Report, Space, Thread
from goldenthread.learning.types.discussing import Level
from tests.makers.cohorts import make_cohort
from tests.makers.discussing import begin, make_prompt, make_talking, say


def to(email: str) -> list[mail.EmailMessage]:
    return [letter for letter in mail.outbox if email in letter.to[0] and "session" not in letter.subject]


def live(at: datetime) -> None:
    keep_time(timings(), at=at)
    carry_all(lambda: at)


def test_a_letter_comes_at_once_with_a_way_to_answer_and_a_way_to_stop(cast, client, at) -> None:
    talking = make_talking(cast, at=at)
    done = begin(talking.home, cast.participant, at=at)
    answer = say(done.thread, talking.rosa, at=at, text="We <b>swap</b>.")
    carry_all(lambda: at)
    carry_all(lambda: at)

    (letter,) = [sent for sent in to("parveen@") if "wrote in" in sent.subject]
    assert letter.subject == "Rosa Lind wrote in “Cover”"
    assert "We <b>swap</b>." in letter.body
    assert f"/learning/communities/threads/{done.thread}/reply/?answers={answer.ref}" in letter.body
    assert "We &lt;b&gt;swap&lt;/b&gt;." in letter.alternatives[0][0]
    stop = letter.extra_headers["List-Unsubscribe"].strip("<>")
    assert letter.extra_headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert stop in letter.body

    pressed = client.post(re.sub(r"^https?://[^/]+", "", stop), {"List-Unsubscribe": "One-Click"})
    assert pressed.status_code == 200
    assert Follow.objects.get().level == "none"
    say(done.thread, talking.rosa, at=at)
    carry_all(lambda: at)
    assert len([sent for sent in to("parveen@") if "wrote in" in sent.subject]) == 1


def test_what_is_new_comes_once_a_day_and_nothing_where_nothing_is_left(cast, at) -> None:
    talking = make_talking(cast, at=at)
    done = begin(talking.home, talking.rosa, at=at)
    live(at)
    follow_thread(done.thread, Level.DAILY, by=cast.participant, at=at)
    for _ in range(2):
        say(done.thread, talking.dan, at=at)
    carry_all(lambda: at)
    mail.outbox.clear()

    evening = datetime(2026, 1, 5, 17, 1, tzinfo=UTC)
    live(evening)
    live(evening + timedelta(minutes=5))

    (letter,) = to("parveen@")
    assert letter.subject == "2 new posts in your communities"
    assert "Cover, Autumn 2025: 2 new" in letter.body
    hidden = say(done.thread, talking.dan, at=evening)
    carry_all(lambda: evening)
    hide_post(hidden.ref, why="Because", by=cast.facilitator, at=evening)
    live(evening + timedelta(days=1))
    live(evening + timedelta(days=2))
    assert len(to("parveen@")) == 1


def test_who_reported_a_post_gets_the_answer(cast, at) -> None:
    talking = make_talking(cast, at=at)
    done = begin(talking.home, cast.participant, at=at)
    report_post(done.ref, why="It names a pupil.", by=talking.rosa, at=at)
    dismiss_report(Report.objects.get().ref, answer="It names nobody.", by=cast.facilitator, at=at)
    carry_all(lambda: at)

    (letter,) = to("rosa@")
    assert "The post you reported stays as it is." in letter.body
    assert "It names nobody." in letter.body


def test_communities_and_prompts_open_by_themselves(cast, at) -> None:
    make_cohort(cast, at=at)
    carry_all(lambda: at)
    assert sorted(Space.objects.values_list("kind", flat=True)) == ["cohort", "programme"]


def test_a_prompt_opens_by_the_clock(cast, at) -> None:
    talking = make_talking(cast, at=at)
    make_prompt(cast, talking, at=at)
    Thread.objects.all().delete()

    live(at)
    live(at + timedelta(minutes=20))

    assert Thread.objects.filter(space__ref=talking.home).count() == 1
