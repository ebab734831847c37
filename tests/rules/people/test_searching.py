"""Pages of a long list."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goldenthread.people.rules.searching import ROWS, page_within, pages_of


@pytest.mark.parametrize(("total", "pages"), [(0, 1), (1, 1), (ROWS, 1), (ROWS + 1, 2), (10 * ROWS, 10)])
def test_a_list_fills_as_many_pages_as_it_needs_and_an_empty_one_has_its_first(total, pages) -> None:
    assert pages_of(total) == pages


@pytest.mark.parametrize(
    ("word", "asked", "shown"),
    [
        ("a page there is", "2", 2),
        ("beyond the last", "9", 3),
        ("before the first", "0", 1),
        ("nothing", "", 1),
        ("a word", "two", 1),
        ("below nought", "-1", 1),
        ("a digit of another script", "٢", 1),
        ("a number nobody can mean", "9" * 5000, 1),
    ],
)
def test_the_page_asked_for_is_the_nearest_there_is(word, asked, shown) -> None:
    assert page_within(asked, 3) == shown, word


@given(asked=st.text(), total=st.integers(0, 10_000))
def test_whatever_is_asked_there_is_a_page_to_show(asked, total) -> None:
    assert 1 <= page_within(asked, pages_of(total)) <= pages_of(total)
