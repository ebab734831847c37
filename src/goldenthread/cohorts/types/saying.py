"""An engagement figure in words, the same wherever it is said: *14 hours 30 minutes of 51 hours, 28 %*."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction

from goldenthread.cohorts.types.engagement import Figure, KeptFigure
from goldenthread.programmes.types import Measure

Number = Fraction | Decimal | float
# Within so much below the figure that is asked for, a tenth is said too.
CLOSE = 1


def amount(size: Number, measure: Measure) -> str:
    """A size: hours and minutes, points of weight, or components. What is less than a minute or a tenth is dropped."""
    if measure is not Measure.MINUTES:
        noun = "point" if measure is Measure.WEIGHT else "component"
        return f"{_tenths(size)} {noun if size == 1 else noun + 's'}"
    hours, minutes = divmod(int(size), 60)
    words = [f"{hours} {'hour' if hours == 1 else 'hours'}"] if hours else []
    if minutes or not hours:
        words.append(f"{minutes} {'minute' if minutes == 1 else 'minutes'}")
    return " ".join(words)


def of_due(figure: Figure | KeptFigure) -> str:
    """What is credited of what is due: *46 of 51 hours* where both are whole, *2.5 of 5 points*."""
    if figure.measure is not Measure.MINUTES:
        return f"{_tenths(figure.credited)} of {amount(figure.due, figure.measure)}"
    credited = int(figure.credited)
    if credited % 60 == 0 and figure.due % 60 == 0 and figure.due != 60:
        return f"{credited // 60} of {figure.due // 60} hours"
    return f"{amount(credited, Measure.MINUTES)} of {amount(figure.due, Measure.MINUTES)}"


def per_cent(figure: Figure | KeptFigure) -> str:
    """The share, never rounded up: *40 %*; with a tenth just below what is asked for (*89.6 %* of 90), where a whole
    per cent would hide how near it is."""
    near = figure.threshold is not None and figure.threshold - CLOSE <= figure.percent < figure.threshold
    return f"{_tenths(figure.percent) if near else int(figure.percent)} %"


def in_words(figure: Figure | KeptFigure) -> str:
    """The figure with its base: *46 of 51 hours, 90 %*; with those of its parts where each has a threshold."""
    if is_each(figure):
        return "; ".join(f"{part.name} {of_due(part)}, {per_cent(part)}" for part in figure.parts)
    return f"{of_due(figure)}, {per_cent(figure)}"


def is_each(figure: Figure | KeptFigure) -> bool:
    """Whether every part of a figure has a threshold of its own."""
    return any(part.threshold is not None for part in figure.parts)


def listed(words: Sequence[str]) -> str:
    """*one*, *one and two*, *one, two and three*."""
    return " and ".join(filter(None, [", ".join(words[:-1]), *words[-1:]]))


def _tenths(number: Number) -> str:
    """One decimal, rounded down; none where it is nothing."""
    tenths = int(Fraction(number) * 10)
    return str(tenths // 10) if tenths % 10 == 0 else str(Decimal(tenths) / 10)
