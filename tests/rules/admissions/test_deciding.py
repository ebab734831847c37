"""Applications are accepted once their sponsor has confirmed."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from goldenthread.admissions.rules.deciding import after, answer_by, why_not_answer, why_not_ask, why_not_step
from goldenthread.admissions.types import Answer, Event, State
from goldenthread.ground.types import Refused

AT = datetime(2026, 1, 5, 10, tzinfo=UTC)
P = State.PENDING


@pytest.mark.parametrize(
    ("word", "state", "event", "how", "expected"),
    [
        ("confirmed", P, Event.ACCEPT, {"answer": Answer.CONFIRMED}, State.ACCEPTED),
        ("not asked", P, Event.ACCEPT, {}, "not_sponsored"),
        ("asked", P, Event.ACCEPT, {"answer": Answer.NONE}, "not_sponsored"),
        ("declined", P, Event.ACCEPT, {"answer": Answer.DECLINED}, "not_sponsored"),
        ("rejected for a reason", P, Event.REJECT, {"reason": "registration_expired"}, State.REJECTED),
        ("rejected for none", P, Event.REJECT, {}, "no_reason"),
        ("withdrawn in words", P, Event.WITHDRAW, {"why": "Changed school"}, State.WITHDRAWN),
        ("withdrawn without", P, Event.WITHDRAW, {}, "no_words"),
        ("decided already", State.REJECTED, Event.ACCEPT, {"answer": Answer.CONFIRMED}, "no_such_step"),
    ],
)
def test_decisions(word, state, event, how, expected) -> None:
    try:
        reached = after(state, event, **how)
    except Refused as refused:
        reached = refused.refusal.code

    assert reached == expected, word


def test_a_page_can_ask_what_is_possible() -> None:
    assert why_not_step(P, Event.REJECT, answer=None) is None
    assert why_not_step(P, Event.ACCEPT, answer=Answer.DECLINED).says == "The sponsor has declined."


@pytest.mark.parametrize(
    ("state", "answer", "code"),
    [
        (P, None, None),
        (P, Answer.NONE, None),
        (P, Answer.DECLINED, None),
        (P, Answer.CONFIRMED, "confirmed_already"),
        (State.ACCEPTED, Answer.CONFIRMED, "not_pending"),
    ],
)
def test_a_sponsor_is_asked_until_they_confirm(state, answer, code) -> None:
    refusal = why_not_ask(state, answer=answer)

    assert (refusal.code if refusal else None) == code


@pytest.mark.parametrize(
    ("word", "state", "answer", "left", "code"),
    [
        ("in time", P, Answer.NONE, timedelta(seconds=1), None),
        ("too late", P, Answer.NONE, timedelta(0), "link_expired"),
        ("a second time", P, Answer.DECLINED, timedelta(days=1), "link_is_spent"),
        ("after the decision", State.REJECTED, Answer.NONE, timedelta(days=1), "not_pending"),
    ],
)
def test_a_link_answers_once(word, state, answer, left, code) -> None:
    refusal = why_not_answer(state, answer=answer, expires_at=AT + left, at=AT)

    assert (refusal.code if refusal else None) == code, word


@pytest.mark.parametrize(
    ("word", "asked", "begins", "by"),
    [
        ("long before", date(2026, 9, 1), date(2026, 12, 1), date(2026, 9, 29)),
        ("shortly before", date(2026, 11, 22), date(2026, 12, 1), date(2026, 11, 30)),
        ("the day before", date(2026, 11, 30), date(2026, 12, 1), date(2026, 11, 30)),
        ("on the first day", date(2026, 12, 1), date(2026, 12, 1), None),
        ("after it began", date(2026, 12, 20), date(2026, 12, 1), None),
    ],
)
def test_an_answer_is_asked_for_before_the_first_day(word, asked, begins, by) -> None:
    assert answer_by(asked, begins) == by, word
