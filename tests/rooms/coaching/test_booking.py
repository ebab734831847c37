"""A time is suggested, answered, moved, called off and missed; calendars and letters follow."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from uuid import uuid4

import pytest
from django.core import mail

from goldenthread.coaching.actions.booking import (
    accept_meeting,
    decline_instead,
    miss_meeting,
    move_meeting,
    propose_meeting,
    suggest_instead,
    withdraw_instead,
)
from goldenthread.coaching.actions.meeting import book_meeting, cancel_meeting, record_meeting
from goldenthread.coaching.actions.pairing import end_pairing
from goldenthread.coaching.models import Meeting, MeetingStep, Pairing
from goldenthread.coaching.queries.ahead import coaching_ahead
from goldenthread.coaching.queries.caseload import caseload, caseload_page
from goldenthread.coaching.queries.meetings import meeting_page
from goldenthread.coaching.queries.records import coach_record
from goldenthread.coaching.types import Place
from goldenthread.coaching.types.meetings import Appointment
from goldenthread.cohorts.actions.feeding import open_feed
from goldenthread.cohorts.actions.timetabling import add_session
from goldenthread.cohorts.types import SessionDetails
from goldenthread.ground.models import AuditEntry
from goldenthread.ground.types import NoSuchStep, Refused
from goldenthread.jobs import meeting as jobs
from goldenthread.jobs.worker import carry_all
from goldenthread.people.models import Person
from goldenthread.reporting.queries.calendars import calendar_behind, my_timetable
from tests.makers.coaching import enrol_more, make_enrolled, make_meeting, make_pairing, notes_of
from tests.makers.counting import statements_of


@pytest.fixture
def place(cast, at):
    return make_enrolled(cast, at=at)


@pytest.fixture
def pairing(cast, place, at):
    return make_pairing(cast, place.enrolment, at=at)


@pytest.fixture
def wanted(at):
    return Appointment(at + timedelta(days=3), 45, Place.ONLINE, "https://meet.example/colin")


def refused(work) -> str:
    """The code of a refusal."""
    with pytest.raises(Refused) as found:
        work()
    return found.value.refusal.code


def letters(at) -> list[tuple[str, str]]:
    """Address and subject of what has gone out since the last look."""
    carry_all(lambda: at)
    found = [(message.to[0].rpartition("<")[2].strip(">"), message.subject) for message in mail.outbox]
    mail.outbox.clear()
    return found


COLIN, PARVEEN = "colin@harbour.example", "parveen@castlehill.example"


def test_a_participant_suggests_the_coach_suggests_another_and_it_is_booked(cast, pairing, wanted, at) -> None:
    letters(at)
    ref = propose_meeting(pairing, wanted, by=cast.participant, at=at)
    assert propose_meeting(pairing, wanted, by=cast.participant, at=at) == ref
    assert letters(at) == [(COLIN, "Parveen Begum suggests that you meet on Thursday 8 January 2026")]
    assert caseload(by=cast.coach, at=at)[0].reasons[0] == "a time they suggested waits for your answer"
    assert refused(lambda: accept_meeting(ref, by=cast.participant, at=at)) == "own_suggestion"

    later = replace(wanted, starts_at=wanted.starts_at + timedelta(days=1))
    for _ in range(2):
        suggest_instead(ref, later, why="I teach then", by=cast.coach, at=at)
    assert letters(at) == [(PARVEEN, "Colin Marsh suggests that you meet on Friday 9 January 2026")]
    accept_meeting(ref, by=cast.participant, at=at)

    row = Meeting.objects.get()
    assert (row.state, row.starts_at, row.minutes, row.proposed_by_id) == ("booked", later.starts_at, 45, None)
    assert list(MeetingStep.objects.order_by("pk").values_list("event", "starts_at", "why")) == [
        ("suggest", later.starts_at, "I teach then"),
        ("accept", later.starts_at, ""),
    ]
    assert letters(at) == [(COLIN, "You meet Parveen Begum on Friday 9 January 2026")]
    assert refused(lambda: accept_meeting(ref, by=cast.participant, at=at)) == "nothing_to_answer"
    done = AuditEntry.objects.filter(did__startswith="coaching.", did__contains="_meeting").values_list(
        "did", flat=True
    )
    assert list(done.order_by("pk")) == ["coaching.propose_meeting", "coaching.accept_meeting"]


def test_a_coach_moves_and_a_participant_suggests_another_time(cast, pairing, wanted, at) -> None:
    ref = book_meeting(pairing, starts_at=wanted.starts_at, place=Place.PHONE, by=cast.coach, at=at)
    assert book_meeting(pairing, starts_at=wanted.starts_at, place=Place.PHONE, by=cast.coach, at=at) == ref
    letters(at)

    for _ in range(2):
        move_meeting(ref, wanted, why="Online instead", by=cast.coach, at=at)

    row = Meeting.objects.get()
    assert (row.state, row.sequence, row.where) == ("booked", 1, "https://meet.example/colin")
    assert letters(at) == [(PARVEEN, "You meet Colin Marsh on Thursday 8 January 2026")]
    assert refused(lambda: move_meeting(ref, wanted, by=cast.participant, at=at)) == "not_your_pairing"
    assert refused(lambda: cancel_meeting(ref, why=" ", by=cast.participant, at=at)) == "no_reason"
    cancel_meeting(ref, why="Ill", by=cast.participant, at=at)
    assert Meeting.objects.get().state == "cancelled"
    assert letters(at) == [(COLIN, "Called off: your meeting with Parveen Begum on Thursday 8 January 2026")]


def test_what_is_booked_stands_until_the_other_accepts_another_time(cast, pairing, wanted, at) -> None:
    """It is in both calendars and homes, and reminded of, whoever suggested what meanwhile."""
    ref = book_meeting(pairing, starts_at=wanted.starts_at, place=Place.ONLINE, by=cast.coach, at=at)
    booked = replace(wanted, minutes=60, where="")
    feed = open_feed(by=cast.coach, at=at)
    letters(at)

    def suggest(days: int, who, **more) -> None:
        other = replace(booked, starts_at=booked.starts_at + timedelta(days=days), **more)
        suggest_instead(ref, other, why="I teach then", by=who, at=at)

    def stands() -> tuple[str, object, object]:
        row = Meeting.objects.get()
        return row.state, row.starts_at, row.instead_at

    assert refused(lambda: suggest(0, cast.participant)) == "changes_nothing"
    assert refused(lambda: decline_instead(ref, by=cast.coach, at=at)) == "nothing_to_answer"
    for _ in range(2):
        suggest(1, cast.participant, where="Room 4")
    later = booked.starts_at + timedelta(days=1)
    assert stands() == ("booked", booked.starts_at, later)
    assert letters(at) == [(COLIN, "Parveen Begum suggests that you meet on Friday 9 January 2026")]
    assert [(e.starts_at, e.is_tentative) for e in calendar_behind(feed, at=at)] == [(booked.starts_at, False)]
    assert caseload(by=cast.coach, at=at)[0].next_at == booked.starts_at
    assert caseload(by=cast.coach, at=at)[0].reasons == ("a time they suggested waits for your answer",)
    line = meeting_page(ref, by=cast.coach, at=at).line
    assert (line.suggested_by, line.instead.at, line.instead.where) == ("Parveen Begum", later, "Room 4")
    assert refused(lambda: suggest(1, cast.coach, where="Room 4")) == "suggested_already"
    assert refused(lambda: accept_meeting(ref, by=cast.participant, at=at)) == "own_suggestion"
    assert refused(lambda: withdraw_instead(ref, by=cast.coach, at=at)) == "nothing_to_take_back"
    assert jobs.remind(at + timedelta(days=2)) == "1 meeting"
    assert len(letters(at + timedelta(days=2))) == 2

    decline_instead(ref, by=cast.coach, at=at)
    assert stands() == ("booked", booked.starts_at, None)
    assert letters(at) == [(PARVEEN, "As booked: you meet Colin Marsh on Thursday 8 January 2026")]

    suggest(2, cast.coach)
    [mine] = coaching_ahead(by=cast.participant, at=at)
    assert ([m.at for m in mine.booked], [m.at for m in mine.instead], mine.suggested) == (
        [booked.starts_at],
        [booked.starts_at + timedelta(days=2)],
        (),
    )
    withdraw_instead(ref, by=cast.coach, at=at)
    assert stands() == ("booked", booked.starts_at, None)
    assert letters(at) == [(PARVEEN, "As booked: you meet Colin Marsh on Thursday 8 January 2026")]

    suggest(3, cast.coach, minutes=30)
    accept_meeting(ref, by=cast.participant, at=at)
    assert stands() == ("booked", booked.starts_at + timedelta(days=3), None)
    assert Meeting.objects.get().minutes == 30
    suggest(4, cast.participant)
    cancel_meeting(ref, why="Ill", by=cast.coach, at=at)
    assert stands() == ("cancelled", booked.starts_at + timedelta(days=3), None)
    done = MeetingStep.objects.order_by("pk").values_list("event", flat=True)
    assert list(done) == ["suggest", "decline", "suggest", "withdraw", "suggest", "accept", "suggest", "cancel"]
    said = AuditEntry.objects.filter(did__endswith="_instead").order_by("pk").values_list("did", flat=True)
    assert [did.removeprefix("coaching.").removesuffix("_instead") for did in said] == [
        "suggest", "decline", "suggest", "withdraw", "suggest", "suggest",
    ]  # fmt: skip
    suggested = propose_meeting(pairing, wanted, by=cast.participant, at=at)
    for work, who in ((decline_instead, cast.coach), (withdraw_instead, cast.participant)):
        with pytest.raises(NoSuchStep):
            work(suggested, by=who, at=at)


def test_strangers_and_managers_have_no_say(cast, pairing, wanted, at) -> None:
    ref = propose_meeting(pairing, wanted, by=cast.coach, at=at)
    works = (
        lambda who: propose_meeting(pairing, wanted, by=who, at=at),
        lambda who: accept_meeting(ref, by=who, at=at),
        lambda who: suggest_instead(ref, wanted, by=who, at=at),
        lambda who: decline_instead(ref, by=who, at=at),
        lambda who: withdraw_instead(ref, by=who, at=at),
        lambda who: cancel_meeting(ref, why="No", by=who, at=at),
        lambda who: miss_meeting(ref, why="No", by=who, at=at),
    )
    for work in works:
        assert refused(lambda work=work: work(cast.programme_manager)) == "not_your_pairing"
        for stranger in (cast.outsider, cast.outside_participant, cast.sponsor):
            with pytest.raises((Pairing.DoesNotExist, Meeting.DoesNotExist)):
                work(stranger)
    assert refused(lambda: book_meeting(pairing, starts_at=wanted.starts_at, place=Place.PHONE, by=cast.participant,
                                        at=at)) == "not_your_pairing"  # fmt: skip
    end_pairing(pairing, why="Left", by=cast.programme_manager, at=at)
    assert refused(lambda: accept_meeting(ref, by=cast.participant, at=at)) == "pairing_over"


def test_nobody_is_in_two_places_at_once(cast, place, pairing, wanted, at) -> None:
    other = make_pairing(cast, enrol_more(place, cast, many=1, at=at)[0], at=at)
    book_meeting(other, starts_at=wanted.starts_at, place=Place.PHONE, by=cast.coach, at=at)
    suggested = propose_meeting(
        other, replace(wanted, starts_at=at + timedelta(days=9)), by=cast.coach, at=at
    )  # keeps nobody
    event = place.built.component("Event 1").ref
    starts = at + timedelta(days=5)
    details = SessionDetails(starts, starts + timedelta(hours=6), "Hall", "Blue", facilitator=cast.facilitator.person)
    add_session(place.cohort, event, details, by=cast.partner_manager, at=at)

    with pytest.raises(Refused) as found:
        propose_meeting(pairing, wanted, by=cast.participant, at=at)
    assert found.value.refusal.says.startswith("Colin Marsh is somewhere else from")
    during = starts + timedelta(hours=1)
    with pytest.raises(Refused) as found:
        book_meeting(pairing, starts_at=during, place=Place.PHONE, by=cast.coach, at=at)
    assert found.value.refusal.says.startswith("Parveen Begum is somewhere else from")
    with pytest.raises(Refused) as found:
        propose_meeting(pairing, replace(wanted, starts_at=during), by=cast.participant, at=at)
    assert "You have “Event 1" in found.value.refusal.says
    assert refused(lambda: record_meeting(pairing, notes_of(at, next_at=wanted.starts_at), key=uuid4(), by=cast.coach,
                                          at=at)) == "is_busy"  # fmt: skip
    book_meeting(pairing, starts_at=at + timedelta(days=9), place=Place.PHONE, by=cast.coach, at=at)
    assert refused(lambda: accept_meeting(suggested, by=cast.coach, at=at)) == "own_suggestion"
    assert Meeting.objects.filter(pairing__ref=pairing).count() == 1


def test_a_missed_meeting_stays_credits_nothing_and_stands_in_the_caseload(cast, pairing, wanted, at) -> None:
    make_meeting(cast, pairing, key=uuid4(), at=at)
    ref = book_meeting(pairing, starts_at=wanted.starts_at, place=Place.PHONE, by=cast.coach, at=at)
    assert refused(lambda: miss_meeting(ref, why="Nobody came", by=cast.coach, at=at)) == "not_yet"
    after = wanted.starts_at + timedelta(hours=1)
    assert refused(lambda: miss_meeting(ref, why="I waited", by=cast.participant, at=after)) == "not_your_pairing"

    assert caseload(by=cast.coach, at=after)[0].reasons[0] == "a meeting that is over waits for its record"
    miss_meeting(ref, why="Parveen did not come; I called.", by=cast.coach, at=after)

    record = coach_record(pairing, by=cast.coach, at=after)
    assert [(line.state, line.why) for line in record.past] == [
        ("missed", "Parveen did not come; I called."),
        ("held", ""),
    ]
    [line] = caseload(by=cast.coach, at=after)
    assert (line.reasons, line.met) == (("missed the last meeting", "no meeting is booked"), 1)


def test_both_are_reminded_once_for_each_day(cast, pairing, wanted, at) -> None:
    ref = book_meeting(pairing, starts_at=wanted.starts_at, place=Place.PHONE, by=cast.coach, at=at)
    letters(at)
    assert jobs.remind(at) == ""
    near = at + timedelta(days=2)

    assert jobs.remind(near) == "1 meeting"
    assert jobs.remind(near) == ""

    subject = "Soon: you meet {} on Thursday 8 January 2026"
    assert sorted(letters(near)) == [(COLIN, subject.format("Parveen Begum")), (PARVEEN, subject.format("Colin Marsh"))]
    move_meeting(ref, replace(wanted, starts_at=wanted.starts_at + timedelta(days=1)), by=cast.coach, at=near)
    letters(near)
    assert jobs.remind(near + timedelta(days=1)) == "1 meeting"
    cancel_meeting(ref, why="Ill", by=cast.coach, at=near)
    Person.objects.filter(pk=cast.participant.person_id).update(is_active=False)
    assert letters(near) == []


def test_calendars_follow_and_keep_the_number_of_the_entry(cast, pairing, wanted, at) -> None:
    mine, theirs = (open_feed(by=who, at=at) for who in (cast.participant, cast.coach))
    ref = propose_meeting(pairing, wanted, by=cast.participant, at=at)

    [entry] = calendar_behind(theirs, at=at)
    assert (entry.ref, entry.is_tentative, entry.sequence) == (ref, True, 0)
    assert entry.title == "Suggested: Coaching meeting with P. B."
    accept_meeting(ref, by=cast.coach, at=at)
    move_meeting(ref, replace(wanted, where="Room 4"), by=cast.coach, at=at)
    [entry] = calendar_behind(mine, at=at)
    assert (entry.ref, entry.title, entry.place, entry.link) == (ref, "Coaching meeting", "Room 4", "")
    assert (entry.sequence, entry.is_cancelled, entry.ends_at - entry.starts_at) == (2, False, timedelta(minutes=45))
    [line] = my_timetable(by=cast.participant, at=at).ahead
    assert (line.meeting.ref, line.title, line.place) == (ref, "Coaching meeting with Colin Marsh", "Room 4")
    cancel_meeting(ref, why="Ill", by=cast.coach, at=at)
    assert my_timetable(by=cast.participant, at=at).ahead == ()
    assert [entry.is_cancelled for entry in calendar_behind(mine, at=at)] == [True]
    assert calendar_behind(mine, at=at + timedelta(days=61)) == ()
    one = statements_of(lambda: calendar_behind(mine, at=at))
    for day in range(1, 4):
        starts = wanted.starts_at + timedelta(days=day)
        book_meeting(pairing, starts_at=starts, place=Place.PHONE, by=cast.coach, at=at)
    assert statements_of(lambda: calendar_behind(mine, at=at)) == one == 6


def test_a_caseload_has_pages_of_thirty(cast, place, pairing, at) -> None:
    page = caseload_page(by=cast.coach, at=at, page=7)

    assert (page.total, page.pressing, page.page, page.pages, len(page.lines)) == (1, 1, 1, 1, 1)
    assert caseload_page(by=cast.outsider, at=at).lines == ()
