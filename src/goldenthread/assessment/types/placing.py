"""Who marks what as a question, and its answer; everything by its place in a list."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from goldenthread.assessment.types.marking import Marker
from goldenthread.assessment.types.submitting import ScriptFacts
from goldenthread.assessment.types.words import ScriptRef

Table = NDArray[np.float64]
Allowed = NDArray[np.bool_]
Whole = NDArray[np.int64]


@dataclass(frozen=True)
class Question:
    """``need``: empty seats of each script. ``may``: script by marker, whether this one can be put there.
    ``capacity`` and ``load``: of each marker, all they take and what they have. ``against``: what speaks against a pair
    that may be, 0 for nothing, in shares of a full load."""

    need: Whole
    may: Allowed
    capacity: Whole
    load: Whole
    against: Table


@dataclass(frozen=True)
class Answer:
    """``chosen``: the markers of each script. ``is_proved``: no other answer fills more seats, nor as many with less
    against it. ``missing``: so many more seats could be filled at most, as far as is known."""

    chosen: tuple[tuple[int, ...], ...]
    is_proved: bool
    missing: int = 0


@dataclass(frozen=True)
class Spread:
    """How the markers of scripts mix: how many of them there are, how many different pairs mark together, how often
    the most frequent pair does, and in how many groups they fall that share no script."""

    markers: int
    pairs: int
    most: int
    groups: int


@dataclass(frozen=True)
class Desk:
    """What a marker takes of a window, and what they have of it. ``is_recorded``: they or the quality lead said so."""

    capacity: int
    load: int = 0
    is_recorded: bool = False

    @property
    def room(self) -> int:
        """How many more they take."""
        return max(self.capacity - self.load, 0)


@dataclass(frozen=True)
class Wanted:
    """A script with empty seats, and who has its others."""

    script: ScriptFacts
    seats: tuple[int, ...]
    holders: frozenset[int] = frozenset()


@dataclass(frozen=True)
class Placed:
    """One script for one marker at a seat. ``others``: how many more could have had it, having room left."""

    script: ScriptRef
    person_id: int
    seat: int
    others: int = 0


@dataclass(frozen=True)
class Unplaced:
    """A script with seats that stay empty. ``left_out``: how many markers cannot have it, by why; ``possible``: how
    many could, but are full."""

    script: ScriptRef
    seats: int
    possible: int
    left_out: Mapping[str, int]

    @property
    def lacks_people(self) -> int:
        """How many more people it needs who may mark it, however much room everybody had."""
        return max(self.seats - self.possible, 0)


@dataclass(frozen=True)
class Proposed:
    """A whole proposal. ``would_do``: one more place of any of these (by id) fills one more seat."""

    placed: tuple[Placed, ...]
    unplaced: tuple[Unplaced, ...]
    spread: Spread
    is_proved: bool
    missing: int
    would_do: tuple[int, ...] = ()


Markers = Mapping[int, Marker]
