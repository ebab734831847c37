"""How dates, periods and numbers are said."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest

from goldenthread.web.shared import words

AT = datetime(2026, 11, 24, 23, 59, tzinfo=UTC)


@pytest.mark.parametrize(
    ("given", "name", "was_there", "said"),
    [
        ("plan.txt", "plan.txt", False, "The file is attached."),
        ("pl/an.TXT", "pl-an.TXT", False, "The file is attached as “pl-an.TXT”."),
        (
            "fake.pdf", "fake.pdf.txt", False,
            "The file is attached as “fake.pdf.txt”: by what is in it, it is a .txt file, whatever its name said.",
        ),
        ("b.txt", "a.txt", True, "This file stands here already, as “a.txt”. The same file is kept once."),
    ],
)  # fmt: skip
def test_what_became_of_a_file_is_said(given, name, was_there, said) -> None:
    assert words.attached(given, name, was_there=was_there) == said


@pytest.mark.parametrize(
    ("value", "said"),
    [
        (AT, "Tuesday 24 November 2026, 11:59pm"),
        (datetime(2026, 7, 1, 23, 30, tzinfo=UTC), "Thursday 2 July 2026, 12:30am"),
        (datetime(2026, 1, 5, 12, 0, tzinfo=UTC), "Monday 5 January 2026, midday"),
        (datetime(2026, 1, 5, 0, 0, tzinfo=UTC), "Monday 5 January 2026, midnight"),
        (datetime(2026, 1, 5, 9, 0), "Monday 5 January 2026, 9am"),  # noqa: DTZ001  a moment without a zone is UTC
        (None, ""),
        ("", ""),
    ],
)
def test_a_moment_is_said_in_uk_time(value, said: str) -> None:
    assert words.moment(value) == said


def test_a_day_is_said_long_and_short() -> None:
    assert (words.day(date(2026, 10, 5)), words.short_day(date(2026, 10, 5))) == ("Monday 5 October 2026", "5 Oct 2026")
    assert (words.day(AT), words.short_day(AT)) == ("Tuesday 24 November 2026", "24 Nov 2026")
    assert (words.day(None), words.short_day(None), words.clock(None)) == ("", "", "")


@pytest.mark.parametrize(
    ("minutes", "said"),
    [(2790, "46 hours 30 minutes"), (60, "1 hour"), (45, "45 minutes"), (0, "0 hours"), (1, "1 minute"), (None, "")],
)
def test_minutes_are_said_as_hours(minutes, said: str) -> None:
    assert words.hours(minutes) == said


def test_numbers_come_with_their_noun() -> None:
    assert words.count(4000, "participant") == "4,000 participants"
    assert words.count(1, "person", "people") == "1 person"
    assert words.count(2, "person", "people") == "2 people"
    assert words.count(1480) == "1,480"
    assert words.count(None, "person") == ""


def test_a_share_is_never_said_to_be_reached_before_it_is() -> None:
    assert words.share(4589, 5100) == 89
    assert words.percent(89.99) == "89\N{NO-BREAK SPACE}%"
    assert words.percent(Decimal("90.0")) == "90\N{NO-BREAK SPACE}%"
    assert words.share(3, 0) == 0
    assert words.percent(None) == ""


@pytest.mark.parametrize(("bytes_", "said"), [(812, "812 bytes"), (24_600, "24 kB"), (3_250_000, "3.1 MB"), (None, "")])
def test_sizes_are_said_short(bytes_, said: str) -> None:
    assert words.size(bytes_) == said


@pytest.mark.parametrize(
    ("gap", "said"),
    [
        (timedelta(days=8, hours=3), "8 days"),
        (timedelta(hours=30), "30 hours"),
        (timedelta(minutes=100), "100 minutes"),
        (timedelta(minutes=-5), "0 minutes"),
    ],
)
def test_a_period_is_said_in_the_largest_honest_unit(gap: timedelta, said: str) -> None:
    assert words.period(AT, AT + gap) == said


def test_a_deadline_that_is_none_is_nothing() -> None:
    assert words.deadline(None) == ""


@pytest.mark.parametrize(
    ("value", "said"), [(0.666, "0.67"), (-0.42, "−0.42"), (-0.001, "0.00"), (Decimal("1.5"), "1.50"), (None, "")]
)
def test_a_figure_below_nought_has_the_sign_of_minus(value, said: str) -> None:
    assert words.decimal(value) == said
