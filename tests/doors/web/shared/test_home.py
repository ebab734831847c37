"""A person's first page."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from django.contrib.auth import get_user_model
from django.test import Client

from goldenthread.web.shared import home
from goldenthread.web.shared.next_things import HomePart, NextThing, in_order

SOON, LATER = datetime(2026, 1, 6, tzinfo=UTC), datetime(2026, 2, 6, tzinfo=UTC)


@pytest.fixture
def signed_in(client: Client, cast) -> Client:
    """The programme manager's browser."""
    client.force_login(get_user_model().objects.get(pk=cast.programme_manager.person_id))
    return client


def test_what_is_soon_stands_first_then_what_has_no_time_then_what_is_far_off() -> None:
    whenever, soon, later = (
        NextThing("C", "/c/"),
        NextThing("A", "/a/", by=SOON),
        NextThing("B", "/b/", by=LATER, is_set=True),
    )
    own_time, reported = NextThing("E", "/e/", by=LATER + timedelta(days=300)), NextThing("F", "/f/", presses=True)
    late = NextThing("D", "/d/", by=SOON - timedelta(days=40))

    assert in_order([HomePart((whenever, later, own_time)), HomePart((soon, late, reported))], at=SOON) == (
        *(reported, late, soon),
        *(own_time, whenever, later),
    )


def test_what_is_due_says_by_when_and_once_its_day_has_passed_that_it_was() -> None:
    thing, today = NextThing("A", "/a/"), SOON.date()
    late, on_the_day = thing.due_on(today - timedelta(days=1), at=SOON), thing.due_on(today, at=SOON, more="An hour")

    assert (late.meta, late.is_overdue) == ("It was due on Monday 5 January 2026", True)
    assert (on_the_day.meta, on_the_day.is_overdue) == ("By Tuesday 6 January 2026. An hour", False)
    assert in_order([HomePart((thing.due_on(None, at=SOON), on_the_day, late))], at=SOON)[0] is late
    assert thing.due_on(None, at=SOON) == thing


def test_three_things_are_shown_and_the_rest_are_kept_behind(signed_in: Client, monkeypatch) -> None:
    things = tuple(NextThing(f"Thing {n}", f"/{n}/", "Words", "When", is_overdue=n % 2 == 1) for n in range(5))
    monkeypatch.setattr(home, "parts_of_rooms", lambda: (lambda actor, at: HomePart(things), lambda actor, at: None))

    html = signed_in.get("/").content.decode()

    assert html.count('class="gt-next__thing"') == 3
    assert "2 more things after that" in html
    # One among the first and one among those behind.
    assert html.count(">Overdue</strong>") == 2


def test_nothing_waiting_says_so(signed_in: Client, monkeypatch) -> None:
    monkeypatch.setattr(home, "parts_of_rooms", tuple)

    assert "Nothing is waiting for you" in signed_in.get("/").content.decode()


def test_a_stranger_is_sent_to_the_way_in(client: Client, db, settings) -> None:
    assert client.get("/").headers["Location"] == "/demo/"

    settings.DEMONSTRATION = False

    assert client.get("/").headers["Location"] == "/account/login/"


def test_what_two_rooms_name_stands_once_and_two_reasons_of_one_room_stay() -> None:
    first, second = NextThing("Register", "/x/"), NextThing("People wait", "/x/")

    assert in_order([HomePart((first, second)), HomePart((NextThing("Take the register", "/x/"),))], at=SOON) == (
        first,
        second,
    )
