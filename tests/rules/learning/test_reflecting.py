"""When a reflection counts, and when its words are a version of their own."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from goldenthread.learning.rules.reflecting import LONGEST, continues, is_enough, why_not_write

AT = datetime(2026, 1, 5, 19, tzinfo=UTC)


@pytest.mark.parametrize(("words", "code"), [("A word", None), (" \n", "no_words"), ("x" * (LONGEST + 1), "too_long")])
def test_words_are_kept_or_it_says_why_not(words, code) -> None:
    refusal = why_not_write(words)

    assert (refusal.code if refusal else None) == code


@pytest.mark.parametrize(
    ("words", "least", "enough"), [("one two", 2, True), ("one", 2, False), ("one", 0, True), ("", 0, False)]
)
def test_it_counts_once_it_has_the_words_asked_for(words, least, enough) -> None:
    assert is_enough(words, least=least) is enough


@pytest.mark.parametrize(
    ("words", "minutes", "goes_on"),
    [("one two three", 9, True), ("one two three", 10, False), ("one", 1, False), ("uno due", 1, True)],
)
def test_typing_goes_on_within_a_sitting_and_nothing_is_lost_by_deleting(words, minutes, goes_on) -> None:
    assert continues("one two", words, began_at=AT, at=AT + timedelta(minutes=minutes)) is goes_on
