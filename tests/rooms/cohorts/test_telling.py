"""What letters about sessions say, and to whom, when they go out."""

from __future__ import annotations

from datetime import timedelta

import pytest

from goldenthread.cohorts.actions.seating import join_waiting_list, take_seat
from goldenthread.cohorts.actions.timetabling import add_session, change_session, remove_session
from goldenthread.cohorts.models import Seat, Session
from goldenthread.cohorts.queries.telling import news_of_move, news_of_removal, news_of_seat
from goldenthread.cohorts.types import SessionDetails
from goldenthread.people.models import Person
from goldenthread.people.types import Duty
from tests.makers.cohorts import enrol_many, make_enrolment
from tests.makers.counting import statements_of
from tests.makers.leaving import leave


@pytest.fixture
def enrolled(cast, at):
    return make_enrolment(cast, at=at)


@pytest.fixture
def event(enrolled):
    return enrolled.cohort.session("Event 3")


def test_a_move_is_told_to_who_comes_and_who_facilitates_while_it_is_news(cast, at, enrolled, event) -> None:
    enrol_many(cast, enrolled.cohort, 2, at=at)
    Person.objects.filter(email="person02@castlehill.example").update(is_active=False)
    row = Session.objects.get(ref=event)

    news = news_of_move(event, sequence=row.sequence, at=at)

    assert sorted((to.name, to.leads) for to in news.letters) == [
        ("Farah Aziz", True),
        ("Parveen Begum", False),
        ("Person 01", False),
    ]
    assert (news.cohort, news.starts_at, news.place) == ("Autumn 2025", row.starts_at, "Harbour Hall, Quayside")
    assert statements_of(lambda: news_of_move(event, sequence=row.sequence, at=at)) == 4
    leave(cast.facilitator, Duty.FACILITATOR, cast, at=at)
    assert not any(to.leads for to in news_of_move(event, sequence=row.sequence, at=at).letters)
    assert news_of_move(event, sequence=row.sequence + 1, at=at) is None
    assert news_of_move(event, sequence=row.sequence, at=row.ends_at) is None


def test_a_session_nobody_leads_is_told_to_those_who_come(cast, at, enrolled, event) -> None:
    row = Session.objects.get(ref=event)
    change_session(event, SessionDetails(row.starts_at, row.ends_at), by=cast.partner_manager, at=at)

    (only,) = news_of_move(event, sequence=row.sequence + 1, at=at).letters

    assert (only.name, only.leads) == ("Parveen Begum", False)


def test_a_removal_says_what_there_is_instead(cast, at, enrolled, event) -> None:
    (late,) = enrol_many(cast, enrolled.cohort, 1, at=at)
    row = Session.objects.get(ref=event)
    again = SessionDetails(row.starts_at + timedelta(14), row.ends_at + timedelta(14), capacity=1)
    add_session(enrolled.cohort.ref, row.component.ref, again, by=cast.partner_manager, at=at)

    remove_session(event, by=cast.partner_manager, at=at)

    news = news_of_removal(event, at=at)
    assert {to.name: (to.leads, to.note.split(" the session")[0]) for to in news.letters} == {
        "Farah Aziz": (True, ""),
        "Parveen Begum": (False, "You have a place at"),
        "Person 01": (False, "You are on the waiting list of"),
    }
    assert Seat.objects.waiting().get().enrolment.ref == late
    assert news_of_removal(event, at=row.ends_at) is None
    assert statements_of(lambda: news_of_removal(event, at=at)) <= 4


def test_a_place_is_told_while_it_is_held_and_to_come(cast, at, enrolled, event) -> None:
    row = Session.objects.get(ref=event)
    again = SessionDetails(row.starts_at + timedelta(14), row.ends_at + timedelta(14), capacity=1)
    ref = add_session(enrolled.cohort.ref, row.component.ref, again, by=cast.partner_manager, at=at)
    assert news_of_seat(ref, enrolled.ref, at=at) is None
    take_seat(ref, enrolled.ref, by=cast.participant, at=at)

    (only,) = news_of_seat(ref, enrolled.ref, at=at).letters

    assert (only.name, only.address) == ("Parveen Begum", "parveen@castlehill.example")
    assert news_of_seat(ref, enrolled.ref, at=row.ends_at + timedelta(14)) is None
    (late,) = enrol_many(cast, enrolled.cohort, 1, at=at)
    join_waiting_list(ref, late, by=cast.partner_manager, at=at)
    assert news_of_seat(ref, late, at=at) is None
