"""Who is concerned by a session that changes hears of it, each once."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core import mail

from goldenthread.cohorts.actions.enrolling import accept, enrol, withdraw
from goldenthread.cohorts.actions.timetabling import add_session, change_session, remove_session
from goldenthread.cohorts.models import Seat, Session
from goldenthread.cohorts.types import NewEnrolment, SessionDetails
from goldenthread.ground.types import Notice
from goldenthread.jobs.timetabling import write_about_move, write_about_removal, write_about_seat
from goldenthread.jobs.worker import carry_all
from goldenthread.programmes.types import Route
from tests.makers.cohorts import enrol_many, make_enrolment


@pytest.fixture
def enrolled(cast, at):
    made = make_enrolment(cast, at=at)
    carry_all(lambda: at)
    mail.outbox.clear()
    return made


def details(ref, **changed) -> SessionDetails:
    row = Session.objects.get(ref=ref)
    return SessionDetails(
        **{"starts_at": row.starts_at, "ends_at": row.ends_at, "venue": row.venue, "room": row.room, **changed}
    )


def by_name() -> dict[str, mail.EmailMessage]:
    return {letter.to[0].split(" <")[0]: letter for letter in mail.outbox}


def test_who_comes_and_who_facilitates_hear_that_a_session_moved(cast, at, enrolled) -> None:
    ref = enrolled.cohort.session("Event 3")
    row = Session.objects.get(ref=ref)
    moved = details(
        ref,
        starts_at=row.starts_at + timedelta(days=1),
        ends_at=row.ends_at + timedelta(days=1),
        facilitator=cast.facilitator.person,
    )

    change_session(ref, moved, by=cast.partner_manager, at=at)
    carry_all(lambda: at)
    carry_all(lambda: at)

    told = by_name()
    assert (len(mail.outbox), set(told)) == (2, {"Parveen Begum", "Farah Aziz"})
    assert "You are expected at this session" in told["Parveen Begum"].body
    assert "You facilitate this session" in told["Farah Aziz"].body
    assert f"/cohorts/sessions/{ref}/" in told["Parveen Begum"].body


def test_a_letter_that_has_become_needless_is_not_sent(cast, at, enrolled) -> None:
    ref = enrolled.cohort.session("Event 3")
    row = Session.objects.get(ref=ref)
    for days in (1, 2):
        shifted = {"starts_at": row.starts_at + timedelta(days=days), "ends_at": row.ends_at + timedelta(days=days)}
        change_session(ref, details(ref, **shifted), by=cast.partner_manager, at=at)

    carry_all(lambda: at)
    assert len(mail.outbox) == 1

    mail.outbox.clear()
    write_about_removal(Notice("cohorts.session_removed", {"session": str(ref)}), at)
    write_about_seat(Notice("cohorts.seat_given", {"session": str(ref), "enrolment": str(enrolled.ref)}), at)
    write_about_move(Notice("cohorts.session_moved", {"session": str(ref), "sequence": "99"}), at)
    assert mail.outbox == []


def test_who_was_to_come_hears_that_a_session_is_no_more_and_what_there_is_instead(cast, at, enrolled) -> None:
    first = enrolled.cohort.session("Event 3")
    change_session(first, details(first, facilitator=cast.facilitator.person), by=cast.partner_manager, at=at)
    (second,) = enrol_many(cast, enrolled.cohort, 1, at=at)
    carry_all(lambda: at)
    row = Session.objects.get(ref=first)
    again = details(first, starts_at=row.starts_at + timedelta(14), ends_at=row.ends_at + timedelta(14), capacity=1)
    add_session(enrolled.cohort.ref, row.component.ref, again, by=cast.partner_manager, at=at)
    mail.outbox.clear()

    remove_session(first, by=cast.partner_manager, at=at)
    carry_all(lambda: at)

    told = by_name()
    assert len(mail.outbox) == 3
    assert "You have a place at the session on" in told["Parveen Begum"].body
    assert Seat.objects.waiting().get().enrolment.ref == second
    assert "You are on the waiting list of the session on" in told["Person 01"].body
    assert "/cohorts/sessions/" in told["Farah Aziz"].body
    assert "/cohorts/my-sessions/" in told["Parveen Begum"].body


def test_a_place_that_becomes_free_goes_to_who_waits_with_a_letter(cast, at, enrolled) -> None:
    ref = enrolled.cohort.session("Event 3")
    change_session(ref, details(ref, capacity=1), by=cast.partner_manager, at=at)
    who = NewEnrolment(cast.outside_participant.person, cast.other_school.ref, Route.BLENDED)
    late = enrol(enrolled.cohort.ref, who, by=cast.programme_manager, at=at)
    accept(late, by=cast.programme_manager, at=at)
    carry_all(lambda: at)
    assert Seat.objects.waiting().get().enrolment.ref == late
    mail.outbox.clear()

    withdraw(enrolled.ref, reason="other", why="Moved", by=cast.programme_manager, at=at)
    carry_all(lambda: at)

    letters = [letter for letter in mail.outbox if "You have a place" in letter.subject]
    assert [letter.to for letter in letters] == [["Olga Novak <olga@torview.example>"]]
    assert "choose another session before it begins" in letters[0].body
