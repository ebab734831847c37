"""Who may do what with a review, and when it counts."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from goldenthread.coaching.rules.reviewing import (
    answers_from,
    is_credited,
    reflection_from,
    reminders_due,
    what_to_do,
    why_not_send,
)
from goldenthread.coaching.types.reviews import Answers, GroupCount, ReviewState
from tests.makers.instruments import RATERS, make_instrument

INSTRUMENT = make_instrument()
CLOSES = datetime(2026, 2, 1, tzinfo=UTC)


def test_only_what_is_asked_is_kept_of_what_was_sent() -> None:
    sent = {"drive-1": "1", "drive-2": "9", "respect-1": "cannot_say", "honesty-1": "", "other": "2"}

    assert answers_from(INSTRUMENT, sent, {"drive": " Good. ", "other": "x", "respect": " "}) == Answers(
        {"drive-1": 1, "respect-1": None}, {"drive": "Good."}
    )
    assert answers_from(make_instrument(asks_comments=False), {}, {"drive": "x"}).comments == {}
    assert answers_from(INSTRUMENT, {}, {"drive": "x" * 3000}).comments == {"drive": "x" * 2000}
    assert reflection_from(INSTRUMENT, {"drive": "4", "respect": "cannot_say"}, {"drive": "Why"}) == Answers(
        {"drive": 4}, {"drive": "Why"}
    )


def test_a_rater_may_be_unable_to_say_and_oneself_not() -> None:
    answers = Answers({"drive-1": 1, "drive-2": None, "respect-1": 2, "honesty-1": 3})

    assert why_not_send(answers, INSTRUMENT, is_own=False) is None
    refusal = why_not_send(answers, INSTRUMENT, is_own=True)
    assert refusal is not None
    assert refusal.says == "Question 2 not answered yet."


@pytest.mark.parametrize(
    ("own", "answered", "over", "counts"),
    [(True, 3, False, True), (True, 2, False, False), (True, 0, True, True), (False, 9, True, False)],
)
def test_when_it_counts(own: bool, answered: int, over: bool, counts: bool) -> None:
    assert is_credited(own_sent=own, answered=answered, is_over=over, instrument=INSTRUMENT) is counts


@pytest.mark.parametrize(("days", "due"), [(8, 0), (7, 1), (3, 1), (2, 2), (0, 2)])
def test_how_many_reminders_there_should_have_been(days: int, due: int) -> None:
    assert reminders_due(INSTRUMENT, closes_at=CLOSES, at=CLOSES - timedelta(days=days)) == due


@pytest.mark.parametrize(
    ("state", "own", "says"),
    [
        (ReviewState.NOMINATING, False, "own part and name"),
        (ReviewState.NOMINATING, True, "Name who"),
        (ReviewState.OPEN, False, "still to be sent"),
        (ReviewState.OPEN, True, ""),
    ],
)
def test_what_is_next(state: ReviewState, own: bool, says: str) -> None:
    assert says in what_to_do(state, own_sent=own)
    assert bool(says) == bool(what_to_do(state, own_sent=own))


def test_a_group_with_too_few_named_is_known_beforehand() -> None:
    assert [GroupCount(RATERS[1], named, 0).will_be_joined for named in (0, 1, 2, 3)] == [False, True, True, False]
