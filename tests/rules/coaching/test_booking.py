"""Finding a time: whose it is to answer, and who is somewhere else."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from goldenthread.coaching.rules.booking import (
    initials,
    is_near,
    is_same_minute,
    one_of_two,
    side_of,
    why_not_accept,
    why_not_at,
    why_not_book,
    why_not_miss,
    why_not_suggest,
    why_not_take_over,
    why_not_withdraw,
)
from goldenthread.coaching.types.meetings import Appointment, Engaged, Side
from goldenthread.cohorts.types import BusyHour
from goldenthread.ground.types import Refused

AT = datetime(2026, 1, 5, 10, 0, tzinfo=UTC)
WANTED = Appointment(AT + timedelta(days=1))


def busy(*, starts: int, minutes: int = 60, is_mine: bool = True, title: str = "") -> Engaged:
    """Somewhere else from so many minutes after the wanted hour."""
    start = WANTED.starts_at + timedelta(minutes=starts)
    return Engaged(BusyHour(start, start + timedelta(minutes=minutes), title), is_mine)


@pytest.mark.parametrize(
    ("person", "is_active", "wanted"),
    [(1, True, Side.COACH), (2, True, Side.PARTICIPANT), (3, True, "not_your_pairing"), (1, False, "pairing_over")],
)
def test_the_two_and_nobody_else_have_a_say_while_it_lasts(person, is_active, wanted) -> None:
    try:
        got = one_of_two(side_of(person, coach=1, participant=2), is_active=is_active)
    except Refused as refused:
        got = refused.refusal.code

    assert got == wanted
    assert side_of(None, coach=1, participant=2) is None


@pytest.mark.parametrize(
    ("engaged", "is_refused"),
    [
        ((), False),
        ((busy(starts=15),), True),
        ((busy(starts=15, is_mine=False),), False),
        ((busy(starts=300),), False),
    ],
)
def test_a_coach_who_comes_next_is_at_one_meeting_at_a_time(engaged, is_refused) -> None:
    refusal = why_not_take_over(WANTED, engaged, coach="Dana Reeve", participant="Parveen Begum")

    assert getattr(refusal, "code", "") == ("next_coach_is_busy" if is_refused else "")
    assert refusal is None or str(refusal).startswith("Dana Reeve is somewhere else from ")


def test_the_coach_books_and_the_participant_suggests() -> None:
    assert why_not_book(Side.COACH) is None
    assert getattr(why_not_book(Side.PARTICIPANT), "code", "") == "not_your_pairing"


@pytest.mark.parametrize(
    ("wanted", "engaged", "says"),
    [
        pytest.param(WANTED, (), "", id="free"),
        pytest.param(replace(WANTED, starts_at=AT), (), "This moment has passed.", id="now"),
        pytest.param(replace(WANTED, minutes=0), (), "A meeting takes between 1 and 480 minutes.", id="no time"),
        pytest.param(replace(WANTED, minutes=481), (), "A meeting takes between 1 and 480 minutes.", id="a day"),
        pytest.param(WANTED, (busy(starts=60),), "", id="right after"),
        pytest.param(WANTED, (busy(starts=-60),), "", id="right before"),
        pytest.param(
            WANTED,
            (busy(starts=59),),
            "You have another meeting from 10:59am to 11:59am on 6 January 2026.",
            id="one minute over",
        ),
        pytest.param(
            WANTED,
            (busy(starts=-30, title="Event 1"),),
            "You have “Event 1” from 9:30am to 10:30am on 6 January 2026.",
            id="a session of mine",
        ),
        pytest.param(
            WANTED,
            (busy(starts=0, is_mine=False, title="Event 1"),),
            "Colin Marsh is somewhere else from 10am to 11am on 6 January 2026.",
            id="what the other does is not named",
        ),
    ],
)
def test_an_hour_is_taken_with_its_reason(wanted, engaged, says) -> None:
    refusal = why_not_at(wanted, at=AT, busy=engaged, other="Colin Marsh")

    assert (refusal.says if refusal else "") == says


@pytest.mark.parametrize(
    ("suggested_by", "code"),
    [(None, "nothing_to_answer"), (Side.COACH, "own_suggestion"), (Side.PARTICIPANT, None)],
)
def test_the_other_one_accepts(suggested_by, code) -> None:
    refusal = why_not_accept(Side.COACH, suggested_by=suggested_by)

    assert (refusal.code if refusal else None) == code


@pytest.mark.parametrize(
    ("wanted", "code"),
    [
        pytest.param(replace(WANTED, minutes=45), None, id="another length"),
        pytest.param(replace(WANTED, where=" Room 4 "), "changes_nothing", id="what is booked"),
        pytest.param(
            replace(WANTED, where="Room 4", starts_at=WANTED.starts_at + timedelta(seconds=59)),
            "changes_nothing",
            id="the same minute",
        ),
        pytest.param(replace(WANTED, minutes=30), "suggested_already", id="what the other suggests"),
    ],
)
def test_another_time_is_another_time(wanted, code) -> None:
    stands, waits = replace(WANTED, where="Room 4"), replace(WANTED, minutes=30)

    refusal = why_not_suggest(wanted, stands=stands, waits=waits)

    assert (refusal.code if refusal else None) == code
    assert why_not_suggest(wanted, stands=None, waits=None) is None


def test_a_minute_is_as_long_as_pages_show_it() -> None:
    assert is_same_minute(AT, AT + timedelta(seconds=59))
    assert not is_same_minute(AT, AT + timedelta(seconds=60))


def test_whoever_suggested_takes_it_back() -> None:
    assert why_not_withdraw(Side.COACH, suggested_by=Side.COACH) is None
    for other in (None, Side.PARTICIPANT):
        assert getattr(why_not_withdraw(Side.COACH, suggested_by=other), "code", "") == "nothing_to_take_back"


def test_a_meeting_is_missed_once_it_has_begun_and_with_a_word() -> None:
    assert why_not_miss(starts_at=AT, why="Ill", at=AT) is None
    assert getattr(why_not_miss(starts_at=AT, why=" ", at=AT), "code", "") == "no_reason"
    assert getattr(why_not_miss(starts_at=AT + timedelta(minutes=1), why="Ill", at=AT), "code", "") == "not_yet"


def test_near_is_at_most_two_days_ahead() -> None:
    night = datetime(2026, 1, 7, 23, 30, tzinfo=UTC)

    assert [is_near(when, at=AT) for when in (AT, night, night + timedelta(hours=1))] == [False, True, False]


def test_a_calendar_has_initials() -> None:
    assert [initials(name) for name in ("Parveen Begum", "zoë  O’Hara Li", "")] == ["P. B.", "Z. O. L.", ""]
