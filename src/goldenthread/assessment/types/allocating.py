"""Scripts and assessors, as those who hand scripts out see them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from goldenthread.assessment.types.proposing import LoadLine, ProposalLine
from goldenthread.assessment.types.words import ScriptRef, State, WindowRef
from goldenthread.ground.types import Refusal
from goldenthread.people.types import PersonRef


@dataclass(frozen=True)
class AssessorLine:
    """An assessor who could be given a script, with what they have of its window and how many they take."""

    ref: PersonRef
    name: str
    load: int
    capacity: int
    is_recorded: bool = False


@dataclass(frozen=True)
class Place:
    """One seat at a script: who has it, and how far they are. ``why_not``: why they may not mark it any more.

    ``is_held``: it is marked, and came back when its marker was stopped; nobody has decided yet whether it stands."""

    seat: int
    holder: str
    is_finished: bool = False
    is_begun: bool = False
    why_not: str = ""
    is_held: bool = False


@dataclass(frozen=True)
class AllocationRow:
    """A script to be marked. ``why_not``: why its seats stay as they are."""

    ref: ScriptRef
    number: str
    state: State
    places: tuple[Place, ...]
    why_not: Refusal | None

    @property
    def is_full(self) -> bool:
        """Whether every seat is taken."""
        return all(place.holder for place in self.places)


@dataclass(frozen=True)
class AllocationPage:
    """The scripts of one window and who marks them, a page at a time. ``empty``: seats that nobody has, of them all."""

    window: WindowRef
    cohort: str
    brief: str
    seats: int
    scripts: int
    empty: int
    due_on: date
    is_ours: bool
    needs_training: bool
    loads: tuple[LoadLine, ...]
    rows: tuple[AllocationRow, ...]
    page: int
    pages: int
    proposal: ProposalLine | None
    why_not: Refusal | None
    why_not_ask: Refusal | None
    run_out: tuple[str, ...] = ()
    """Assessors who have met every hidden script of the window's standard."""


@dataclass(frozen=True)
class SeatsPage:
    """One script: who has its seats, who could have them, and why nobody else. ``possible`` leaves nobody out but those
    in ``left_out``, each with the reason."""

    ref: ScriptRef
    number: str
    window: WindowRef
    cohort: str
    state: State
    places: tuple[Place, ...]
    possible: tuple[AssessorLine, ...]
    left_out: tuple[tuple[str, str], ...]
    holders: tuple[PersonRef | None, ...]
    why_not: Refusal | None
    why_not_ask: Refusal | None
    """Why one more marking cannot be asked for."""
