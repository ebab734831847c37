"""A page that several rooms put together reads the same thing once, and the next page reads it anew."""

from __future__ import annotations

import pytest

from goldenthread.ground.queries.once import read_once, reading_once


@pytest.fixture
def asked() -> list[tuple[str, int]]:
    return []


@pytest.fixture
def ask(asked):
    @read_once
    def ask(what: str, *, times: int = 1) -> str:
        asked.append((what, times))
        return what * times

    return ask


def test_the_same_question_is_asked_once_while_a_page_is_put_together_and_again_for_the_next(ask, asked) -> None:
    for _ in range(2):
        with reading_once():
            assert [ask("a"), ask("a"), ask("a", times=2), ask("b")] == ["a", "a", "aa", "b"]

    assert asked == [("a", 1), ("a", 2), ("b", 1)] * 2


def test_outside_of_a_page_it_is_asked_each_time(ask, asked) -> None:
    with pytest.raises(ZeroDivisionError), reading_once():
        raise ZeroDivisionError

    assert [ask("a"), ask("a")] == ["a", "a"]
    assert asked == [("a", 1)] * 2
