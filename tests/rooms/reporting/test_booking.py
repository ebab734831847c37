"""Letters about windows for projects: to book one, and about an open one to those alone who booked it."""

from __future__ import annotations

from datetime import datetime, timedelta
from functools import partial
from unittest.mock import patch

import pytest

from goldenthread.assessment.actions.booking_windows import book_window, give_back_window
from goldenthread.assessment.actions.handing_in_project import hand_in_project
from goldenthread.assessment.actions.task_forms import set_terms
from goldenthread.assessment.types.booking import NewTerms
from goldenthread.cohorts.models import Enrolment
from goldenthread.ground.types import Refusal
from goldenthread.people.queries.acting import actor_by_email
from goldenthread.reporting.actions.reminding import remind_of_bookings, remind_of_closings, remind_of_openings
from goldenthread.reporting.models import Reminder
from goldenthread.reporting.queries import booking
from goldenthread.reporting.queries.booking import bookings_due
from goldenthread.reporting.queries.reminding import reminder_to_send
from goldenthread.reporting.types import Kind
from tests.makers.assessment import OPENS, make_window
from tests.makers.cohorts import enrol_many
from tests.makers.counting import statements_of
from tests.makers.projects import begin, form_ref, hand_in_all, make_project_window, put_together

UNTIL = OPENS - timedelta(days=14)
# 48 hours before 9am.
NEARLY = UNTIL - timedelta(hours=48)
CLOSING = datetime(2026, 2, 7, 20, 0, tzinfo=OPENS.tzinfo)


@pytest.fixture
def morning(at):
    """8am on the day after the terms were set."""
    return (at + timedelta(days=1)).replace(hour=8, minute=0)


@pytest.fixture
def planned(cast, at):
    return make_project_window(cast, at=at, books_until=UNTIL, places=2)


def told(kind: Kind) -> list[str]:
    rows = Reminder.objects.filter(kind=kind.value).order_by("pk")
    return list(rows.values_list("enrolment__participant__name", flat=True))


def test_whoever_can_book_is_invited_once_from_the_next_morning_on(cast, at, planned, morning) -> None:
    assert remind_of_bookings(at=morning - timedelta(minutes=1)) == 0

    assert [remind_of_bookings(at=morning + timedelta(hours=n)) for n in (0, 1)] == [1, 0]
    enrol_many(cast, planned.enrolled.cohort, 1, at=at)
    assert remind_of_bookings(at=morning + timedelta(days=1)) == 1

    assert told(Kind.BOOKING) == ["Parveen Begum", "Person 01"]
    row = Reminder.objects.earliest("pk")
    letter = reminder_to_send(row.ref, at=morning)
    assert (letter.kind, letter.address, letter.books_until, letter.left, letter.why_not) == (
        Kind.BOOKING, "parveen@castlehill.example", UNTIL, 2, None,
    )  # fmt: skip
    book_window(planned.window, by=cast.participant, at=morning)
    assert reminder_to_send(row.ref, at=morning) is None


def test_whoever_has_not_booked_is_reminded_before_booking_closes(cast, at, planned, morning) -> None:
    remind_of_bookings(at=morning)
    enrol_many(cast, planned.enrolled.cohort, 1, at=at)
    book_window(planned.window, by=cast.participant, at=morning)

    assert [remind_of_bookings(at=NEARLY + timedelta(minutes=n)) for n in (0, 10)] == [1, 0]

    row = Reminder.objects.get(kind=Kind.BOOK_ENDS.value)
    assert (told(Kind.BOOK_ENDS), reminder_to_send(row.ref, at=NEARLY).left) == (["Person 01"], 1)
    assert reminder_to_send(row.ref, at=UNTIL) is None
    later = NewTerms(form_ref(), UNTIL + timedelta(days=2), 2)
    set_terms(planned.window, later, by=cast.quality_lead, at=NEARLY)
    assert reminder_to_send(row.ref, at=NEARLY) is None
    assert remind_of_bookings(at=UNTIL) == 1


def test_a_full_window_invites_nobody_and_the_next_one_does(cast, at, planned, morning) -> None:
    enrol_many(cast, planned.enrolled.cohort, 2, at=at)
    for n in (1, 2):
        book_window(planned.window, by=actor_by_email(f"person{n:02d}@castlehill.example"), at=at)
    assert bookings_due(at=morning) == ()
    opens, closes = OPENS + timedelta(days=60), OPENS + timedelta(days=67)
    second = make_window(cast, at=at, enrolled=planned.enrolled, opens_at=opens, closes_at=closes)
    make_project_window(cast, at=at, planned=second, books_until=opens)

    (due,) = bookings_due(at=morning)

    assert (due.kind, due.subject) == (Kind.BOOKING, second.window)
    remind_of_bookings(at=morning)
    letter = reminder_to_send(Reminder.objects.get().ref, at=morning)
    assert (letter.left, letter.opens_at) == (None, opens)


def test_whoever_waits_for_a_result_is_invited_nowhere(cast, at, morning) -> None:
    planned = make_project_window(cast, at=at)
    hand_in_all(cast, planned, at=OPENS)
    opens, closes = OPENS + timedelta(days=60), OPENS + timedelta(days=67)
    second = make_window(cast, at=at, enrolled=planned.enrolled, opens_at=opens, closes_at=closes)
    make_project_window(cast, at=at, planned=second, books_until=opens)

    assert remind_of_bookings(at=morning) == 0
    row = Reminder.objects.create(
        kind="booking", enrolment=Enrolment.objects.get(), subject=second.window, day=opens.date(), made_at=OPENS
    )
    assert reminder_to_send(row.ref, at=OPENS) is None


def test_what_else_comes_first_is_said_and_what_closes_the_window_tells_nothing(cast, at, planned, morning) -> None:
    remind_of_bookings(at=morning)
    row = Reminder.objects.get()
    says = partial(Refusal, says="S.", mend="M.")
    with patch.object(booking, "why_not_now", return_value=says("help_comes_first")):
        assert reminder_to_send(row.ref, at=morning).why_not.code == "help_comes_first"
    with patch.object(booking, "why_not_now", return_value=says("no_attempts_left")):
        assert reminder_to_send(row.ref, at=morning) is None


def test_an_open_window_is_told_of_to_those_alone_who_booked_it_and_till_it_is_in(cast, at, planned) -> None:
    enrol_many(cast, planned.enrolled.cohort, 1, at=at)
    script = begin(cast, planned, at=at, books=True)

    assert [remind_of_openings(at=OPENS + timedelta(hours=n)) for n in (0, 1)] == [1, 0]
    assert told(Kind.OPENED) == ["Parveen Begum"]
    letter = reminder_to_send(Reminder.objects.get().ref, at=OPENS)
    assert (letter.is_project, letter.limit, letter.why_not) == (True, 4500, None)

    put_together(cast, script, at=at)
    assert remind_of_closings(at=CLOSING) == 1
    hand_in_project(script, signed=1, knows=True, by=cast.participant, at=CLOSING)
    assert reminder_to_send(Reminder.objects.latest("pk").ref, at=CLOSING) is None
    Reminder.objects.all().delete()
    assert (remind_of_openings(at=CLOSING), remind_of_closings(at=CLOSING)) == (0, 0)


def test_a_booking_that_is_given_back_ends_the_letters_about_it(cast, at, planned) -> None:
    late = NewTerms(form_ref(), OPENS + timedelta(days=1), 2)
    set_terms(planned.window, late, by=cast.quality_lead, at=at)
    book_window(planned.window, by=cast.participant, at=at)
    remind_of_openings(at=OPENS)
    row = Reminder.objects.get(kind=Kind.OPENED.value)
    give_back_window(planned.window, by=cast.participant, at=OPENS)

    assert reminder_to_send(row.ref, at=OPENS) is None


def test_finding_them_takes_the_same_number_of_statements(cast, at, planned, morning) -> None:
    few = statements_of(lambda: bookings_due(at=morning))
    enrol_many(cast, planned.enrolled.cohort, 4, at=at)
    book_window(planned.window, by=cast.participant, at=at)
    many = statements_of(lambda: bookings_due(at=morning))

    assert few == many
    assert many <= 8
