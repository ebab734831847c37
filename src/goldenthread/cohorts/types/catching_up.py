"""What a catch-up may credit."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from goldenthread.ground.types import Refusal


@dataclass(frozen=True)
class CatchUpTerms:
    """What a reviewed catch-up for a component credits one person, by their policy.

    ``used`` of at most ``most`` components were caught up before; ``why_not`` says why no more is credited.
    """

    share: Fraction
    most: int | None
    used: int
    why_not: Refusal | None
