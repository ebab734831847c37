"""Two who plan at the same moment never book the same person, room or place twice."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from threading import Barrier

import pytest
from django.db import connection, connections

from goldenthread.cohorts.actions.seating import take_seat
from goldenthread.cohorts.actions.timetabling import add_session
from goldenthread.cohorts.models import Seat, Session
from goldenthread.cohorts.types import SessionDetails
from goldenthread.ground.types import Refused
from goldenthread.people.queries.acting import actor_by_email
from tests.makers.cast import make_cast
from tests.makers.cohorts import DETAILS, enrol_many, make_cohort

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite lets one write at a time by itself"),
]
MORNING = datetime(2026, 7, 7, 8, 0, tzinfo=UTC)
WHEN = SessionDetails(MORNING, MORNING + timedelta(hours=3), "Town Hall", "Blue")


def at_once(*works: Callable[[], object]) -> list[str]:
    """What became of each: *done*, or the code of its refusal."""
    ready = Barrier(len(works))

    def run(work: Callable[[], object]) -> str:
        try:
            ready.wait(timeout=20)
            work()
        except Refused as refused:
            return refused.refusal.code
        finally:
            connections.close_all()
        return "done"

    with ThreadPoolExecutor(len(works)) as pool:
        return sorted(pool.map(run, works))


def test_one_of_two_gets_the_facilitator_one_the_room_and_one_the_last_place(at) -> None:
    cast = make_cast(at=at)
    cohort = make_cohort(cast, at=at)
    far = make_cohort(cast, at=at, built=cohort.built, partner=cast.partner.ref, details=replace(DETAILS, title="Far"))
    component = cohort.built.component("Event 3").ref

    def add(where, details: SessionDetails) -> Callable[[], object]:
        return lambda: add_session(where.ref, component, details, by=cast.programme_manager, at=at)

    leads = replace(WHEN, room="", facilitator=cast.facilitator.person)
    assert at_once(add(cohort, leads), add(far, leads)) == ["done", "facilitator_is_busy"]
    day_after = replace(WHEN, starts_at=WHEN.starts_at + timedelta(1), ends_at=WHEN.ends_at + timedelta(1))
    assert at_once(add(cohort, day_after), add(far, day_after)) == ["done", "room_is_taken"]

    later = replace(WHEN, starts_at=WHEN.starts_at + timedelta(2), ends_at=WHEN.ends_at + timedelta(2), capacity=1)
    last = add_session(cohort.ref, component, later, by=cast.programme_manager, at=at)
    people = enrol_many(cast, cohort, 2, at=at)

    def take(number: int) -> Callable[[], object]:
        who = actor_by_email(f"person{number:02d}@castlehill.example")
        return lambda: take_seat(last, people[number - 1], by=who, at=at)

    assert at_once(take(1), take(2)) == ["done", "session_full"]
    assert Seat.objects.held().filter(session__ref=last).count() == 1
    assert Session.objects.filter(starts_at=WHEN.starts_at).count() == 1
