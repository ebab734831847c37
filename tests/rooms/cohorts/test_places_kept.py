"""What the tables hold of places, and what their pages ask."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from django.db import IntegrityError, transaction

from goldenthread.cohorts.actions.seating import (
    join_waiting_list,
    take_seat,
)
from goldenthread.cohorts.actions.timetabling import add_session
from goldenthread.cohorts.models import Enrolment, Seat, Session
from goldenthread.cohorts.queries.expected import expected_at
from goldenthread.cohorts.queries.seating import my_sessions, seats_page, swap_page
from goldenthread.cohorts.types import SessionDetails
from goldenthread.people.queries.acting import actor_by_email
from tests.makers.cohorts import enrol_many, make_enrolment
from tests.makers.counting import statements_of

MORNING = datetime(2026, 7, 7, 8, 0, tzinfo=UTC)
AGAIN = SessionDetails(MORNING, MORNING + timedelta(hours=3), "Town Hall", "Blue")


@pytest.fixture
def enrolled(cast, at):
    return make_enrolment(cast, at=at)


@pytest.fixture
def event(enrolled):
    """A session to come, at which two more people are expected."""
    return enrolled.cohort.session("Event 3")


def add(cast, at, enrolled, **changed):
    component = enrolled.cohort.built.component("Event 3").ref
    return add_session(enrolled.cohort.ref, component, replace(AGAIN, **changed), by=cast.partner_manager, at=at)


def person(n: int):
    return actor_by_email(f"person{n:02d}@castlehill.example")


def test_the_database_gives_one_place_and_one_turn_for_a_component(cast, at, enrolled, event) -> None:
    again = Session.objects.get(ref=add(cast, at, enrolled))
    row = Enrolment.objects.get(ref=enrolled.ref)

    for is_waiting in (False, True):
        row.seats.all().delete()
        place = {"component_id": again.component_id, "enrolment": row, "is_waiting": is_waiting, "since": at}
        Seat.objects.create(session=again, **place)
        with pytest.raises(IntegrityError), transaction.atomic():
            Seat.objects.create(session=Session.objects.get(ref=event), **place)


def test_pages_of_many_places_take_as_many_statements_as_of_few(cast, at, enrolled, event) -> None:
    again = add(cast, at, enrolled, capacity=1)
    take_seat(again, enrolled.ref, by=cast.participant, at=at)

    def each() -> list[int]:
        return [
            statements_of(lambda: seats_page(again, by=cast.partner_manager, at=at)),
            statements_of(lambda: swap_page(again, by=cast.participant, at=at)),
            statements_of(lambda: my_sessions(by=cast.participant, at=at)),
            statements_of(lambda: expected_at(Session.objects.select_related("component").get(ref=again)).count()),
        ]

    few = each()
    for number, ref in enumerate(enrol_many(cast, enrolled.cohort, 4, at=at), 1):
        take_seat(event, ref, by=person(number), at=at)
        join_waiting_list(again, ref, by=person(number), at=at)

    assert each() == few
    assert max(few) <= 12
