"""How many words the work may have, what is counted, and what follows where there are more."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType


class OverLimit(StrEnum):
    """What follows where a script has more words than are allowed.

    ``flag``: whoever marks sees it, and nothing else follows. ``penalty``: said before handing in, and applied when the
    marks are settled. ``stop``: it cannot be handed in.
    """

    FLAG = "flag"
    PENALTY = "penalty"
    STOP = "stop"


class AllowanceUnit(StrEnum):
    """In what an allowance above the limit is given."""

    PER_CENT = "per_cent"
    WORDS = "words"


class PenaltyWay(StrEnum):
    """What a penalty is. ``marks``: marks are taken off. ``not_marked``: what stands beyond is not marked."""

    MARKS = "marks"
    NOT_MARKED = "not_marked"


@dataclass(frozen=True)
class PenaltyBand:
    """How many marks are taken off from more than ``above`` per cent over the limit."""

    above: int
    marks: int


@dataclass(frozen=True)
class PartLimit:
    """A limit of one named piece of the work, such as a task. A heading with this name opens the piece in a file."""

    name: str
    limit: int


@dataclass(frozen=True)
class WordRule:
    """The word limit, and what is counted towards it.

    ``limit`` is in words over all of the work; where ``limits`` name pieces of it, it is their sum and each piece is
    held to its own. ``allowance`` is what may stand above a limit before anything follows.
    """

    limit: int
    counts_headings: bool = True
    counts_tables: bool = True
    counts_footnotes: bool = True
    counts_references: bool = False
    counts_annexes: bool = False
    counts_captions: bool = True
    limits: tuple[PartLimit, ...] = ()
    over: OverLimit = OverLimit.FLAG
    allowance: int = 0
    allowance_unit: AllowanceUnit = AllowanceUnit.PER_CENT
    way: PenaltyWay = PenaltyWay.MARKS
    bands: tuple[PenaltyBand, ...] = ()

    def most(self, limit: int) -> int:
        """How many words are allowed where this is the limit."""
        extra = limit * self.allowance // 100 if self.allowance_unit is AllowanceUnit.PER_CENT else self.allowance
        return limit + extra


OVER_NAMES: Mapping[OverLimit, str] = MappingProxyType(
    {
        OverLimit.FLAG: "Whoever marks is told",
        OverLimit.PENALTY: "A penalty",
        OverLimit.STOP: "It cannot be handed in",
    }
)
