"""What a policy lets a catch-up credit, and how many there may be."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

import pytest

from goldenthread.cohorts.rules.catching_up import terms
from goldenthread.programmes.types import CatchUpRule
from tests.rules.cohorts.made import POLICY


@pytest.mark.parametrize(
    ("word", "rule", "used", "code"),
    [
        ("all of it, as often as needed", CatchUpRule(), 9, None),
        ("nothing at all", CatchUpRule(share=0), 0, "no_catch_up"),
        ("once, and not yet", CatchUpRule(most=1), 0, None),
        ("once, and it was", CatchUpRule(most=1), 1, "caught_up_enough"),
        ("twice, and it was", CatchUpRule(most=2), 2, "caught_up_enough"),
    ],
)
def test_how_many_sessions_can_be_caught_up(word, rule, used, code) -> None:
    told = terms(replace(POLICY, catch_up=rule), used=used)

    assert (told.why_not.code if told.why_not else None) == code, word
    assert told.share == Fraction(rule.share, 100)
