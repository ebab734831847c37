"""Whole first pages through the browser's door: how many statements they take, and what they say of those who have
left, paused or completed."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, timedelta

import pytest
from django.test import Client
from django.urls import reverse

from goldenthread.coaching.actions.meeting import book_meeting
from goldenthread.coaching.actions.pairing import pair
from goldenthread.coaching.models import Pairing
from goldenthread.coaching.types import Place
from goldenthread.cohorts.actions.enrolling import complete, defer, withdraw
from goldenthread.cohorts.models import Session
from goldenthread.cohorts.types import DEFERRAL_REASONS, WITHDRAWAL_REASONS
from goldenthread.learning.actions.catching_up import answer_catch_up
from goldenthread.learning.actions.practising import hand_in, save_work
from goldenthread.learning.models import CatchUp
from goldenthread.learning.queries.practising import my_tasks
from goldenthread.people.actions.membership import bring_in
from goldenthread.people.models import Person
from goldenthread.people.queries.acting import actor_by_email
from goldenthread.people.types import Actor, Duty
from goldenthread.web.shared.words import day
from tests.makers.cast import Cast
from tests.makers.clock import stop_the_clock
from tests.makers.cohorts import enrol_many
from tests.makers.counting import statements_of
from tests.makers.surrounded import make_surrounded

# Everything is counted: the way in, the frame and the page.
MOST = 15
# Whoever wears several hats waits for their pages together; the frame, and what the hats share, is read once.
MOST_OF_THREE = 25

ASKED = "0 of 1 post, 0 of 2 replies: write your post and reply to two others"
Enter = Callable[[Actor], Client]


@pytest.fixture
def around(cast: Cast, at, monkeypatch):
    stop_the_clock(monkeypatch, at)
    return make_surrounded(cast, at=at)


def text(client: Client, path: str = "/") -> str:
    answer = client.get(path)
    assert answer.status_code == 200
    return answer.content.decode()


def statements(client: Client, path: str = "/") -> int:
    """Of a page that was opened before, so that what a process finds out once is not counted."""
    text(client, path)
    return statements_of(lambda: text(client, path))


@pytest.mark.parametrize(
    "who", ["participant", "coach", "facilitator", "programme_manager", "headteacher", "sponsor", "quality_lead"]
)
def test_a_first_page_takes_at_most_fifteen_statements_with_few_rows_and_with_many(
    cast, around, enter, at, who
) -> None:
    client = enter(getattr(cast, who))
    few = statements(client)
    for ref in enrol_many(cast, around.enrolled.cohort, 6, at=at):
        pair(ref, cast.coach.person, by=cast.programme_manager, at=at)

    assert few <= MOST
    assert statements(client) <= MOST


def test_somebody_with_two_hats_waits_for_both_pages_together_and_no_longer(cast, around, enter, at) -> None:
    email = Person.objects.get(pk=cast.participant.person_id).email
    for duty in (Duty.COACH, Duty.FACILITATOR):
        bring_in(name="Parveen Begum", email=email, duty=duty, place=cast.partner.ref, by=cast.administrator, at=at)

    assert statements(enter(actor_by_email(email))) <= MOST_OF_THREE


def main_of(page: str) -> str:
    return page[page.index("<main") :]


def test_a_programmes_page_leads_to_where_each_thing_is_done_and_says_how_it_stands(cast, around, enter, at) -> None:
    pairing = Pairing.objects.get(enrolment__ref=around.enrolled.ref)
    book_meeting(pairing.ref, starts_at=at + timedelta(days=3), place=Place.ONLINE, by=cast.coach, at=at)
    (task,) = my_tasks(by=cast.participant, at=at)
    client = enter(cast.participant)
    few = statements(client, "/cohorts/mine/")

    page = main_of(text(client, "/cohorts/mine/"))

    own = page[page.index("In your own time") : page.index("How your engagement stands")]
    lines = [" ".join(re.sub("<[^>]+>", " ", f"<{line}").split()) for line in own.split("<li")[1:]]
    assert lines == [
        "How culture is built Online study, 1 hour. Due Sunday 28 February 2027 Not begun",
        f"Community 1: routines that last Community, 30 minutes. {ASKED}. Due Sunday 28 February 2027 Open",
        "Describe a culture you lead Formative task, 1 hour. Due Sunday 28 February 2027 Not begun",
        "Planning an implementation Online study, 1 hour. Due Sunday 28 February 2027 Not ready yet",
        "Plan a change in your school Formative task, 1 hour. Due Sunday 28 February 2027 To do in your school",
        "Community 2: what got in the way Community, 30 minutes. Due Sunday 28 February 2027 Not open yet",
        "Coaching 2 Coaching, 1 hour. Booked for Thursday 8 January 2026, 10am Booked",
    ]
    # The same day stands wherever the task does.
    assert all(day(task.due_on) in text(client, path) for path in ("/", "/learning/tasks/", "/cohorts/mine/"))

    save_work(task.task, "We greet every child at the door.", revision=0, by=cast.participant, at=at)
    hand_in(task.task, revision=1, by=cast.participant, at=at)

    assert ": 1 hour. Handed in on Monday 5 January 2026" in text(client, "/cohorts/mine/")
    assert statements(client, "/cohorts/mine/") == few <= MOST


@pytest.mark.parametrize("state", ["withdrawn", "completed", "ended"])
def test_who_is_through_is_told_so_first_and_sent_nowhere(cast, around, enter, at, monkeypatch, state) -> None:
    by, then = cast.programme_manager, at + timedelta(days=1)
    if state == "withdrawn":
        reason = next(iter(WITHDRAWAL_REASONS))
        withdraw(around.enrolled.ref, reason=reason, since=date(2026, 1, 5), by=by, at=then)
    elif state == "completed":
        complete(around.enrolled.ref, by=by, at=then)
    else:
        then = at + timedelta(days=500)
    stop_the_clock(monkeypatch, then)

    client = enter(cast.participant)
    page = main_of(text(client))

    said = {
        "withdrawn": "You left Senior leadership at Fenland on Monday 5 January 2026.",
        "completed": "You completed Senior leadership at Fenland on Tuesday 6 January 2026.",
        "ended": "Autumn 2025 ended on Sunday 28 February 2027.",
    }[state]
    assert page.index(said) < page.index("<h2")
    assert "Next for you" not in page
    assert statements(client) <= MOST
    if state == "withdrawn":
        for path in ("/learning/", "/learning/tasks/"):
            there = text(client, path)
            assert "You left Senior leadership at Fenland" in there
            assert "accepted onto" not in there


def test_who_has_paused_reads_until_when_and_only_what_comes_then(cast, around, enter, at, monkeypatch) -> None:
    reason, back = next(iter(DEFERRAL_REASONS)), date(2026, 6, 1)
    defer(around.enrolled.ref, reason=reason, returns_on=back, by=cast.programme_manager, at=at)
    client = enter(cast.participant)

    page = main_of(text(client))

    assert page.index("You have paused Senior leadership at Fenland until Monday 1 June 2026.") < page.index("<h2")
    coming = Session.objects.filter(cohort__ref=around.enrolled.cohort.ref, starts_at__gt=at).order_by("starts_at")
    assert [s.component.title in page for s in coming if s.component.is_blended] == [
        s.starts_at.date() >= back for s in coming if s.component.is_blended
    ]
    assert "Begin How culture" not in page
    assert statements(client) <= MOST


def test_what_was_reported_stands_before_everything_for_who_looks_after_a_community(cast, around, enter) -> None:
    page = main_of(text(enter(cast.facilitator)))

    first = page.index('class="gt-next__thing"')
    assert "Look at what was reported" in page[first : page.index("</li>", first)]


def test_a_missed_session_says_that_its_catch_up_waits_or_came_back(cast, around, enter, at) -> None:
    client = enter(cast.participant)

    for path in ("/cohorts/mine/", f"/cohorts/enrolments/{around.enrolled.ref}/"):
        said = re.sub("<[^>]+>", "", text(client, path))
        assert "missed: the catch-up waits for its review since Monday 5 January 2026" in said

    waiting = CatchUp.objects.get()
    answer_catch_up(waiting.ref, is_accepted=False, why="Say what you will do.", by=cast.facilitator, at=at)
    back = reverse("learning:catch-up", args=[around.caught])
    assert f'missed: <a class="govuk-link" href="{back}">the catch-up came back' in text(client, "/cohorts/mine/")


def test_an_installation_without_anything_says_the_first_steps_in_their_order(cast, enter) -> None:
    page = main_of(text(enter(cast.curriculum_lead)))

    assert "First steps, in this order" in page
    assert page.index("Read a framework") < page.index("Build a programme") < page.index("Open a cohort")
    assert 'href="/frameworks/"' in page
    assert "A programme manager does this" in page
    client = enter(cast.administrator)
    assert 'href="/cohorts/open/"' in main_of(text(client))
    lacking = main_of(text(client, "/cohorts/open/"))
    assert "No programme is published" in lacking
    assert "<form" not in lacking
