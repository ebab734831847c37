"""What the clock starts reaches people as letters, each once."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from django.core import mail

from goldenthread.cohorts.actions.timetabling import change_session
from goldenthread.cohorts.types import SessionDetails
from goldenthread.ground.actions.timing import keep_time
from goldenthread.ground.queries.timing import timed_jobs
from goldenthread.jobs.timed import TIMED, timings
from goldenthread.jobs.worker import carry_all
from tests.makers.assessment import OPENS, hand_in, make_window
from tests.makers.cohorts import make_enrolment
from tests.makers.projects import make_project_window


def live(at: datetime) -> None:
    """What a worker does when it looks at the clock at this moment."""
    keep_time(timings(), at=at)
    carry_all(lambda: at)


def letters(*words: str) -> list[mail.EmailMessage]:
    return [letter for letter in mail.outbox if all(word in letter.subject for word in words)]


def test_a_participant_hears_of_the_window_and_is_reminded_before_its_end(cast, at) -> None:
    make_window(cast, at=at)
    live(at)
    assert letters("window") == []

    for minutes in (0, 5, 10, 20):
        live(OPENS + timedelta(minutes=minutes))
    (opened,) = letters("Your assessment window is open")
    assert opened.to == ["Parveen Begum <parveen@castlehill.example>"]
    assert "Window closes: Monday 9 February 2026, 11:59pm" in opened.body
    assert "/assessment/" in opened.body
    assert "not open to you" not in opened.body

    for hours in (0, 1, 24):
        live(datetime(2026, 2, 7, 20, 0, tzinfo=UTC) + timedelta(hours=hours))
    (closing,) = letters("Your window closes on Monday 9 February 2026")
    assert "You have not handed in a script" in closing.body
    lines = {line.name: line for line in timed_jobs()}
    assert set(lines) == set(TIMED)
    assert not [line for line in lines.values() if line.trouble]


def test_a_window_that_has_to_be_booked_is_offered_to_all_and_opens_for_those_who_booked(cast, at) -> None:
    make_project_window(cast, at=at, books_until=OPENS)
    live(at)
    live(at + timedelta(days=1))
    (invited,) = letters("Book your project window")
    assert "Booking closes: Monday 2 February 2026, 9am" in invited.body
    assert "/assessment/" in invited.body

    live(OPENS)
    assert letters("window is open") == []


def test_who_is_kept_out_by_the_gate_is_told_why(cast, at) -> None:
    make_window(cast, at=at, engaged=False)
    live(at)

    live(OPENS)

    (opened,) = letters("window is open")
    assert "The brief is not open to you yet. Your engagement is" in " ".join(opened.body.split())


def test_who_hands_in_before_the_letter_goes_out_gets_none(cast, at) -> None:
    planned = make_window(cast, at=at)
    nearly = datetime(2026, 2, 7, 20, 0, tzinfo=UTC)
    assert TIMED["remind_before_a_window_closes"].does(nearly) == "1 letter"
    hand_in(planned, cast.participant, at=nearly)

    carry_all(lambda: nearly)

    assert letters("closes") == []
    assert TIMED["remind_before_a_window_closes"].does(nearly) == ""


def test_a_session_is_announced_with_its_place_or_its_link(cast, at) -> None:
    enrolled = make_enrolment(cast, at=at)
    live(at)
    for title, room, link in (("Event 2", "Room 2", ""), ("Webinar", "", "https://meet.example/leading")):
        starts = datetime(2026, 7, 3, 8, 30, tzinfo=UTC)
        details = SessionDetails(starts, starts + timedelta(hours=2), "", room, link, anyway="Both on one day")
        change_session(enrolled.cohort.session(title), details, by=cast.programme_manager, at=at)

    live(datetime(2026, 7, 1, 7, 0, tzinfo=UTC))
    live(datetime(2026, 7, 2, 7, 0, tzinfo=UTC))

    event, webinar = sorted(letters("is on Friday 3 July 2026"), key=lambda letter: letter.subject)
    assert "When: Friday 3 July 2026, 9:30am to 11:30am" in event.body
    assert "Where: Room 2" in event.body
    assert "Online:" not in event.body
    assert "Online: https://meet.example/leading" in webinar.body


def test_a_school_hears_that_somebody_has_fallen_behind_on_a_working_day(cast, at) -> None:
    make_enrolment(cast, at=at)
    live(at)
    mail.outbox.clear()

    live(datetime(2026, 6, 6, 9, 0, tzinfo=UTC))
    assert {
        letter.to[0].split(" <")[0] for letter in letters("How Parveen Begum is getting on, and what would help")
    } == {
        "Samir Patel",
        "Megan Price",
        "Helen Carter",
    }
    mail.outbox.clear()
    live(datetime(2026, 6, 8, 9, 0, tzinfo=UTC))

    assert letters("getting on") == []
