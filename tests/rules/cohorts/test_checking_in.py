"""A code holds for a few minutes, for one session; who comes late came partly."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from goldenthread.cohorts.rules.checking_in import (
    CODE_LASTS,
    adds_nothing,
    changes_at,
    code_at,
    is_code,
    mark_at,
    why_not_open,
)
from goldenthread.cohorts.types import Mark

AT = datetime(2026, 1, 5, 10, tzinfo=UTC)
ENDS = AT + timedelta(hours=3)


@pytest.mark.parametrize(
    ("word", "minutes", "code"),
    [
        ("an hour before", -60, "too_early"),
        ("half an hour before", -30, None),
        ("in its middle", 90, None),
        ("at its end", 180, "session_over"),
    ],
)
def test_a_check_in_opens_around_its_session(word, minutes, code) -> None:
    refusal = why_not_open(starts_at=AT, ends_at=ENDS, at=AT + timedelta(minutes=minutes))

    assert (refusal.code if refusal else None) == code, word


def test_a_code_is_six_digits_and_changes_with_time_and_secret() -> None:
    codes = {code_at("one", AT + n * CODE_LASTS) for n in range(20)} | {code_at("two", AT)}

    assert all(len(code) == 6 and code.isdigit() for code in codes)
    assert len(codes) == 21
    assert changes_at(AT) == AT + CODE_LASTS
    assert changes_at(AT + timedelta(seconds=299)) == AT + CODE_LASTS


@pytest.mark.parametrize(
    ("word", "typed", "minutes", "is_right"),
    [
        ("as shown", "{}", 0, True),
        ("with a space", " {:.3} {:.3}", 0, True),
        ("one turn later", "{}", 5, True),
        ("two turns later", "{}", 10, False),
        ("before it is shown", "{}", -5, False),
        ("nothing", "", 0, False),
        ("letters of another script that look like digits", "٤٨٢٩١٣", 0, False),
    ],
)
def test_which_code_is_right(word, typed, minutes, is_right) -> None:
    code = code_at("one", AT)
    said = f" {code[:3]} {code[3:]}" if ".3" in typed else typed.format(code)

    assert is_code(said, "one", AT + timedelta(minutes=minutes)) is is_right, word
    assert not is_code(said, "another", AT + timedelta(minutes=minutes)), word


def test_who_comes_late_came_partly() -> None:
    def came(minutes):
        return mark_at(AT + timedelta(minutes=minutes), starts_at=AT, partly_after=20)

    assert [came(-5), came(20), came(21)] == [Mark.PRESENT, Mark.PRESENT, Mark.PARTLY]


def test_a_check_in_adds_nothing_to_a_register_that_says_as_much() -> None:
    assert adds_nothing(Mark.PRESENT, Mark.PARTLY)
    assert adds_nothing(Mark.PARTLY, Mark.PARTLY)
    assert not adds_nothing(Mark.ABSENT, Mark.PRESENT)
    assert not adds_nothing(None, Mark.PRESENT)
