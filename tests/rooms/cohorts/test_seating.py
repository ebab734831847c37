"""Places where a component has several sessions or not room for everybody: given, waited for, swapped, passed on."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest

from goldenthread.cohorts.actions.enrolling import accept, defer, enrol, resume, withdraw
from goldenthread.cohorts.actions.registering import take_register
from goldenthread.cohorts.actions.seating import (
    join_waiting_list,
    leave_waiting_list,
    seat_everyone,
    settle_seats,
    take_seat,
)
from goldenthread.cohorts.actions.timetabling import add_session, change_session, remove_session
from goldenthread.cohorts.models import Enrolment, RemovedSession, Seat, Session
from goldenthread.cohorts.queries.board import cohort_board
from goldenthread.cohorts.queries.engagement import engagement_of, next_for
from goldenthread.cohorts.queries.expected import expected_at
from goldenthread.cohorts.queries.months import timetable_page
from goldenthread.cohorts.queries.record import follows_from
from goldenthread.cohorts.queries.seating import my_sessions, seats_page, swap_page
from goldenthread.cohorts.queries.timetable import register_page
from goldenthread.cohorts.types import Event, Mark, NewEnrolment, RegisterSheet, SessionDetails
from goldenthread.cohorts.types.timetables import Standing
from goldenthread.ground.models import AuditEntry, NoticeRow
from goldenthread.ground.types import Refused
from goldenthread.people.queries.acting import actor_by_email
from goldenthread.programmes.types import Route
from goldenthread.reporting.queries.supporting import one_of_mine
from tests.makers.cohorts import enrol_many, make_enrolment

MORNING = datetime(2026, 7, 7, 8, 0, tzinfo=UTC)
AGAIN = SessionDetails(MORNING, MORNING + timedelta(hours=3), "Town Hall", "Blue")


@pytest.fixture
def enrolled(cast, at):
    return make_enrolment(cast, at=at)


@pytest.fixture
def event(enrolled):
    """A session to come, at which two more people are expected."""
    return enrolled.cohort.session("Event 3")


@pytest.fixture
def others(cast, at, enrolled):
    return enrol_many(cast, enrolled.cohort, 2, at=at)


def details(ref, **changed) -> SessionDetails:
    row = Session.objects.get(ref=ref)
    return replace(SessionDetails(row.starts_at, row.ends_at, row.venue, row.room), **changed)


def add(cast, at, enrolled, **changed):
    component = enrolled.cohort.built.component("Event 3").ref
    return add_session(enrolled.cohort.ref, component, replace(AGAIN, **changed), by=cast.partner_manager, at=at)


def names(ref) -> list[str]:
    row = Session.objects.select_related("component").get(ref=ref)
    return sorted(expected_at(row).values_list("participant__name", flat=True))


def refused(code, work) -> None:
    before = sorted(Seat.objects.values_list("session_id", "enrolment_id", "is_waiting"))
    with pytest.raises(Refused) as found:
        work()
    assert found.value.refusal.code == code
    assert sorted(Seat.objects.values_list("session_id", "enrolment_id", "is_waiting")) == before


def given() -> int:
    return NoticeRow.objects.filter(kind="cohorts.seat_given").count()


def person(n: int):
    return actor_by_email(f"person{n:02d}@castlehill.example")


def test_with_a_second_session_everybody_keeps_a_place_at_the_first_until_they_swap(
    cast, at, enrolled, event, others
) -> None:
    assert names(event) == ["Parveen Begum", "Person 01", "Person 02"]

    again = add(cast, at, enrolled)
    assert (names(event), names(again)) == (["Parveen Begum", "Person 01", "Person 02"], [])
    take_seat(again, enrolled.ref, by=cast.participant, at=at)

    assert (names(event), names(again)) == (["Person 01", "Person 02"], ["Parveen Begum"])
    assert [line.name for line in register_page(again, by=cast.partner_manager, at=at).lines] == ["Parveen Begum"]
    assert [thing.session for thing in next_for(enrolled.ref, by=cast.participant, at=at, most=9)].count(event) == 0
    assert AuditEntry.objects.filter(did="cohorts.take_seat", to=str(enrolled.ref)).count() == 1
    assert given() == 0
    rows = {
        row.ref: (row.expected, row.by_place)
        for row in timetable_page(enrolled.cohort.ref, by=cast.facilitator, at=at).sessions
    }
    assert (rows[event], rows[again]) == ((2, True), (1, True))
    assert rows[enrolled.cohort.session("Event 2")] == (3, False)


def test_a_capacity_seats_the_first_and_lets_the_others_wait_in_order(cast, at, enrolled, event, others) -> None:
    change_session(event, details(event, capacity=2), by=cast.partner_manager, at=at)
    assert names(event) == ["Parveen Begum", "Person 01"]
    assert timetable_page(enrolled.cohort.ref, by=cast.partner_manager, at=at).unseated == 0
    refused("session_full", lambda: take_seat(event, others[1], by=person(2), at=at))
    refused("on_it_already", lambda: join_waiting_list(event, others[1], by=person(2), at=at))
    refused("too_few_places", lambda: change_session(event, details(event, capacity=1), by=cast.partner_manager, at=at))

    withdraw(enrolled.ref, reason="other", why="Moved", by=cast.programme_manager, at=at)
    settle_seats(enrolled.ref, at=at)
    settle_seats(enrolled.ref, at=at)

    assert names(event) == ["Person 01", "Person 02"]
    assert not Seat.objects.filter(is_waiting=True).exists()
    assert given() == 1
    assert AuditEntry.objects.filter(did="cohorts.give_seat", to=str(others[1])).count() == 1


def test_more_places_go_to_who_waits_and_no_limit_lets_everybody_come(cast, at, enrolled, event, others) -> None:
    change_session(event, details(event, capacity=1), by=cast.partner_manager, at=at)
    change_session(event, details(event, capacity=2), by=cast.partner_manager, at=at)
    assert names(event) == ["Parveen Begum", "Person 01"]

    change_session(event, details(event), by=cast.partner_manager, at=at)

    assert names(event) == ["Parveen Begum", "Person 01", "Person 02"]


def test_who_waits_keeps_their_place_elsewhere_and_a_swap_passes_it_on(cast, at, enrolled, event, others) -> None:
    again = add(cast, at, enrolled, capacity=1)
    take_seat(again, others[0], by=person(1), at=at)
    assert join_waiting_list(again, enrolled.ref, by=cast.participant, at=at) == 1
    assert join_waiting_list(again, others[1], by=cast.partner_manager, at=at) == 2
    page = seats_page(again, by=cast.partner_manager, at=at)
    assert [line.name for line in page.held] == ["Person 01"]
    assert [(line.turn, line.name, line.elsewhere) for line in page.waiting] == [
        (1, "Parveen Begum", True),
        (2, "Person 02", True),
    ]
    assert ([row.ref for row in page.others], page.without) == ([event], ())
    mine = my_sessions(by=cast.participant, at=at)
    told = {m.session.ref: (m.standing, m.turn) for m in mine.sessions if m.by_place}
    assert told == {event: (Standing.HELD, 0), again: (Standing.WAITING, 1)}

    take_seat(event, others[0], by=person(1), at=at)

    assert (names(again), names(event)) == (["Parveen Begum"], ["Person 01", "Person 02"])
    assert given() == 1
    leave_waiting_list(again, others[1], by=person(2), at=at)
    leave_waiting_list(again, others[1], by=person(2), at=at)
    assert AuditEntry.objects.filter(did="cohorts.leave_waiting_list").count() == 1


def test_who_waits_without_any_place_gets_one_at_a_new_session(cast, at, enrolled, event, others) -> None:
    change_session(event, details(event, capacity=1), by=cast.partner_manager, at=at)

    again = add(cast, at, enrolled, capacity=1)

    assert (names(event), names(again)) == (["Parveen Begum"], ["Person 01"])
    assert [seat.enrolment.ref for seat in Seat.objects.waiting()] == [others[1]]
    assert given() == 1


def test_places_are_refused_with_the_reason_and_nothing_changes(cast, at, enrolled, event, others) -> None:
    other = enrolled.cohort.session("Event 2")
    online = make_enrolment(
        cast, at=at, cohort=enrolled.cohort, route=Route.ONLINE, participant=cast.outside_participant
    )
    again = add(cast, at, enrolled)
    past = Session.objects.get(ref=again).starts_at + timedelta(hours=1)

    refused("no_places_here", lambda: take_seat(other, enrolled.ref, by=cast.participant, at=at))
    refused("has_the_place", lambda: take_seat(event, enrolled.ref, by=cast.participant, at=at))
    refused("not_expected", lambda: take_seat(again, online.ref, by=cast.outside_participant, at=at))
    refused("begun_already", lambda: take_seat(again, enrolled.ref, by=cast.participant, at=past))
    refused("has_room", lambda: join_waiting_list(again, enrolled.ref, by=cast.participant, at=at))
    refused("may_not_run", lambda: take_seat(again, enrolled.ref, by=cast.facilitator, at=at))
    refused("may_not_run", lambda: seat_everyone(again, by=cast.facilitator, at=at))
    for stranger in (cast.outsider, cast.headteacher):
        with pytest.raises(Session.DoesNotExist):
            take_seat(again, enrolled.ref, by=stranger, at=at)
        with pytest.raises(Session.DoesNotExist):
            seats_page(again, by=stranger, at=at)
    with pytest.raises(Enrolment.DoesNotExist):
        take_seat(again, others[0], by=cast.participant, at=at)
    with pytest.raises(Enrolment.DoesNotExist):
        swap_page(again, by=cast.facilitator, at=at, enrolment=enrolled.ref)
    with pytest.raises(Session.DoesNotExist):
        seats_page(again, by=cast.participant, at=at)


def test_who_was_marked_at_one_session_swaps_no_more_and_the_manager_puts_right_who_was_where(
    cast, at, enrolled, event, others
) -> None:
    again = add(cast, at, enrolled)
    late = Session.objects.get(ref=again).ends_at
    take_register(
        event, RegisterSheet(uuid4(), {enrolled.ref: Mark.PRESENT}), by=cast.facilitator, at=late + timedelta(30)
    )

    refused("marked_already", lambda: take_seat(again, enrolled.ref, by=cast.partner_manager, at=late))
    take_seat(again, others[0], by=cast.partner_manager, at=late)

    assert names(again) == ["Person 01"]
    assert given() == 1


def test_a_session_taken_out_leaves_a_trace_and_its_people_go_where_there_is_room(
    cast, at, enrolled, event, others
) -> None:
    again = add(cast, at, enrolled, capacity=2)

    remove_session(event, by=cast.partner_manager, at=at)

    assert names(again) == ["Parveen Begum", "Person 01"]
    assert [seat.enrolment.ref for seat in Seat.objects.waiting()] == [others[1]]
    gone = RemovedSession.objects.get(ref=event)
    assert gone.told.count() == 4
    assert NoticeRow.objects.filter(kind="cohorts.session_removed").count() == 1
    remove_session(again, by=cast.partner_manager, at=at)
    assert not Seat.objects.exists()
    assert names(add(cast, at, enrolled)) == ["Parveen Begum", "Person 01", "Person 02"]
    assert not Seat.objects.exists()


def test_who_accepts_later_gets_the_places_they_need_and_they_go_with_the_route(cast, at, enrolled, event) -> None:
    again = add(cast, at, enrolled)
    who = NewEnrolment(cast.outside_participant.person, cast.other_school.ref, Route.BLENDED)
    later = enrol(enrolled.cohort.ref, who, by=cast.programme_manager, at=at)
    settle_seats(later, at=at)
    assert not Seat.objects.filter(enrolment__ref=later).exists()
    accept(later, by=cast.programme_manager, at=at)

    settle_seats(later, at=at)
    settle_seats(later, at=at)
    assert names(again) == ["Olga Novak"]

    Enrolment.objects.filter(ref=later).update(route=Route.ONLINE.value)
    settle_seats(later, at=at)
    assert names(again) == []


def test_who_accepts_when_all_is_full_waits_and_after_the_last_session_nobody_does(cast, at, enrolled, event) -> None:
    change_session(event, details(event, capacity=1), by=cast.partner_manager, at=at)
    (late,) = enrol_many(cast, enrolled.cohort, 1, at=at)
    over = Session.objects.get(ref=event).ends_at

    settle_seats(late, at=over)
    assert not Seat.objects.filter(enrolment__ref=late).exists()
    settle_seats(late, at=at)

    assert [seat.enrolment.ref for seat in Seat.objects.waiting()] == [late]


def test_a_manager_seats_everybody_as_far_as_there_is_room(cast, at, enrolled, event, others) -> None:
    again = add(cast, at, enrolled, capacity=1)
    Seat.objects.all().delete()
    change_session(event, details(event, capacity=1), by=cast.partner_manager, at=at)
    page = seats_page(again, by=cast.partner_manager, at=at)
    assert [line.name for line in page.without] == ["Parveen Begum", "Person 01", "Person 02"]
    (unseated,) = my_sessions(by=cast.participant, at=at).unseated
    assert unseated.session in {event, again}

    assert seat_everyone(again, by=cast.partner_manager, at=at) == 2
    assert seat_everyone(again, by=cast.partner_manager, at=at) == 0

    assert Seat.objects.filter(is_waiting=True).count() == 1
    over = Session.objects.get(ref=again).ends_at + timedelta(days=90)
    Seat.objects.all().delete()
    assert seat_everyone(again, by=cast.partner_manager, at=over) == 0


def test_nobody_is_seated_while_they_are_elsewhere_if_there_is_another_session(cast, at, enrolled, event) -> None:
    elsewhere = Session.objects.get(ref=enrolled.cohort.session("Event 4"))
    again = add(cast, at, enrolled)
    Seat.objects.all().delete()
    then = details(again, starts_at=elsewhere.starts_at, ends_at=elsewhere.ends_at)
    change_session(again, then, by=cast.partner_manager, at=at)

    Seat.objects.all().delete()
    assert seat_everyone(again, by=cast.partner_manager, at=at) == 1
    assert Seat.objects.get().session.ref == event
    Seat.objects.all().delete()
    change_session(event, details(event, capacity=1), by=cast.partner_manager, at=at)
    (other,) = enrol_many(cast, enrolled.cohort, 1, at=at)
    Seat.objects.all().delete()
    assert seat_everyone(again, by=cast.partner_manager, at=at) == 2
    assert Seat.objects.get(enrolment__ref=other).session.ref == again


def test_who_pauses_passes_their_places_on_and_has_places_again_once_back(cast, at, enrolled, event, others) -> None:
    change_session(event, details(event, capacity=1), by=cast.partner_manager, at=at)
    assert names(event) == ["Parveen Begum"]
    over, parveen = Session.objects.get(ref=enrolled.cohort.session("Event 1")), Enrolment.objects.get(ref=enrolled.ref)
    Seat.objects.create(session=over, component=over.component, enrolment=parveen, is_waiting=False, since=at)
    says = " ".join(follows_from(enrolled.ref, Event.DEFER, by=cast.partner_manager, at=at))
    assert "Their place at one session is free for somebody else." in says

    defer(enrolled.ref, reason="other", why="Long illness", by=cast.partner_manager, at=at)
    settle_seats(enrolled.ref, at=at)

    assert names(event) == ["Person 01"]
    assert over.seats.count() == 1
    resume(enrolled.ref, by=cast.partner_manager, at=at)
    settle_seats(enrolled.ref, at=at)
    assert [seat.enrolment.ref for seat in Seat.objects.waiting()][-1] == enrolled.ref


def test_somebody_chooses_among_sessions_and_is_warned_of_what_is_at_the_same_time(cast, at, enrolled, event) -> None:
    busy = Session.objects.get(ref=enrolled.cohort.session("Event 4"))
    again = add(cast, at, enrolled, starts_at=busy.starts_at, ends_at=busy.ends_at)
    full = add(cast, at, enrolled, room="Red", capacity=1)
    enrol_many(cast, enrolled.cohort, 1, at=at)
    take_seat(full, Enrolment.objects.latest("pk").ref, by=cast.partner_manager, at=at)

    page = swap_page(event, by=cast.participant, at=at)

    told = {
        o.session.ref: (o.standing, o.why_not and o.why_not.code, o.can_wait, bool(o.clashes)) for o in page.options
    }
    assert told == {
        event: (Standing.HELD, "has_the_place", False, False),
        again: (Standing.NONE, None, False, True),
        full: (Standing.NONE, "session_full", True, False),
    }
    assert (page.held.session.ref, page.is_own) == (event, True)
    take_seat(again, enrolled.ref, by=cast.participant, at=at)
    clashes = {m.session.ref: m.clashes for m in my_sessions(by=cast.participant, at=at).sessions if m.clashes}
    assert set(clashes) == {again, enrolled.cohort.session("Event 4")}


def test_what_is_told_of_somebody_follows_the_session_at_which_they_have_a_place(cast, at, enrolled, event) -> None:
    again = add(cast, at, enrolled)
    first, second = (Session.objects.select_related("component").get(ref=ref) for ref in (event, again))
    assert first.ends_at < second.ends_at

    def told() -> tuple[datetime | None, str]:
        item = next(i for i in engagement_of(enrolled.ref, by=cast.sponsor, at=at).items if i.component.id == mine)
        line = one_of_mine(enrolled.ref, by=cast.sponsor, at=first.starts_at - timedelta(hours=1))
        return item.ends_at, line.following if line else ""

    mine = first.component_id
    assert told() == (first.ends_at, f"{first.component.title}, {first.starts_at:%A %-d %B %Y}")
    take_seat(again, enrolled.ref, by=cast.participant, at=at)
    assert told()[0] == second.ends_at
    assert first.component.title not in told()[1]


def test_the_board_waits_for_no_register_where_nobody_has_a_place(cast, at, enrolled) -> None:
    first = enrolled.cohort.session("Event 1")
    due = cohort_board(by=cast.partner_manager, at=at).rows[0].registers_due
    component = enrolled.cohort.built.component("Event 1").ref
    before = replace(AGAIN, starts_at=at - timedelta(days=5), ends_at=at - timedelta(days=5, hours=-2))

    add_session(enrolled.cohort.ref, component, before, by=cast.partner_manager, at=at)

    assert cohort_board(by=cast.partner_manager, at=at).rows[0].registers_due == due
    assert names(first) == ["Parveen Begum"]
