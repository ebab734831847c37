"""An engagement figure is said in one way, and never as more than it is."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest

from goldenthread.cohorts.types import Figure, KeptFigure
from goldenthread.cohorts.types.saying import amount, in_words, per_cent
from goldenthread.programmes.types import Measure


@pytest.mark.parametrize(
    ("figure", "words"),
    [
        (Figure(Fraction(2760), 3060, 90), "46 of 51 hours, 90 %"),
        (Figure(Fraction(870), 2160, 90), "14 hours 30 minutes of 36 hours, 40 %"),
        (KeptFigure(901_960, True, Decimal(2760), 3060, 90), "46 of 51 hours, 90 %"),
        (KeptFigure(899_999, False, Decimal("2753.99"), 3060, 90), "45 hours 53 minutes of 51 hours, 89.9 %"),
        (KeptFigure(500_000, False, Decimal(30), 60, 90), "30 minutes of 1 hour, 50 %"),
        (KeptFigure(500_000, False, Decimal(50), 100, 90, Measure.WEIGHT), "50 of 100 points, 50 %"),
        (KeptFigure(500_000, False, Decimal("2.5"), 5, 90, Measure.WEIGHT), "2.5 of 5 points, 50 %"),
        (KeptFigure(), "0 of 0 hours, 0 %"),
    ],
)
def test_a_figure_is_said_with_its_base(figure, words) -> None:
    assert in_words(figure) == words


@pytest.mark.parametrize(
    ("millionths", "threshold", "words"),
    [
        (402_777, 90, "40 %"),
        (889_999, 90, "88 %"),
        (890_000, 90, "89 %"),
        (896_000, 90, "89.6 %"),
        (899_999, 90, "89.9 %"),
        (900_000, 90, "90 %"),
        (906_000, 90, "90 %"),
        (999_999, None, "99 %"),
        (1_000_000, 100, "100 %"),
    ],
)
def test_a_tenth_is_said_only_just_below_what_is_asked_for(millionths, threshold, words) -> None:
    assert per_cent(KeptFigure(millionths, threshold=threshold)) == words


@pytest.mark.parametrize(
    ("size", "measure", "words"),
    [
        (0, Measure.MINUTES, "0 minutes"),
        (1, Measure.MINUTES, "1 minute"),
        (60, Measure.MINUTES, "1 hour"),
        (150, Measure.MINUTES, "2 hours 30 minutes"),
        (Fraction(119, 2), Measure.MINUTES, "59 minutes"),
        (1, Measure.WEIGHT, "1 point"),
        (7, Measure.WEIGHT, "7 points"),
    ],
)
def test_amounts_in_words(size, measure, words) -> None:
    assert amount(size, measure) == words
