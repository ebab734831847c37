"""Scripts and assessors, as those who hand scripts out see them."""

from __future__ import annotations

from dataclasses import dataclass

from goldenthread.assessment.types.words import ScriptRef, State, WindowRef
from goldenthread.ground.types import Refusal
from goldenthread.people.types import PersonRef


@dataclass(frozen=True)
class AssessorLine:
    """An assessor who could be given a script. ``load``: scripts they have and have not finished."""

    ref: PersonRef
    name: str
    load: int


@dataclass(frozen=True)
class Place:
    """One seat at a script: who has it, who is suggested, and who could take it instead."""

    seat: int
    holder: AssessorLine | None
    is_finished: bool
    suggested: AssessorLine | None
    possible: tuple[AssessorLine, ...]


@dataclass(frozen=True)
class AllocationRow:
    """A script to be marked. ``why_not``: why its seats stay; ``conflicts``: whom it cannot have, and why."""

    ref: ScriptRef
    number: str
    state: State
    places: tuple[Place, ...]
    why_not: Refusal | None
    unplaced: str = ""
    conflicts: tuple[tuple[str, str], ...] = ()

    @property
    def is_full(self) -> bool:
        """Whether every seat is taken."""
        return all(place.holder for place in self.places)


@dataclass(frozen=True)
class AllocationPage:
    """The scripts of one window and who marks them."""

    window: WindowRef
    cohort: str
    brief: str
    seats: int
    assessors: tuple[AssessorLine, ...]
    rows: tuple[AllocationRow, ...]
    why_not: Refusal | None

    @property
    def empty(self) -> int:
        """How many seats nobody has."""
        return sum(place.holder is None for row in self.rows for place in row.places)
