"""Whole numbers that add up to what was shared out."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goldenthread.programmes.rules.sharing import shared_out


@pytest.mark.parametrize(
    ("parts", "shares"),
    [
        ([24, 12], (67, 33)),
        ([1, 35], (3, 97)),
        ([1, 1, 1], (34, 33, 33)),
        ([1, 1, 1, 1, 1, 1], (17, 17, 17, 17, 16, 16)),
        ([0, 5], (0, 100)),
        ([0, 0], (0, 0)),
        ([], ()),
        ([0.1, 0.2, 0.7], (10, 20, 70)),
    ],
)
def test_shares_are_rounded_and_add_up(parts, shares) -> None:
    assert shared_out(parts, total=100) == shares


@given(st.lists(st.integers(0, 6000), min_size=1, max_size=30), st.integers(0, 6000))
def test_nothing_is_lost_and_nobody_gets_more_than_one_too_many(parts, total) -> None:
    numbers = shared_out(parts, total=total)

    whole = sum(parts)
    assert sum(numbers) == (total if whole else 0)
    assert all(abs(n - total * part / whole) < 1 for n, part in zip(numbers, parts, strict=True) if whole)
