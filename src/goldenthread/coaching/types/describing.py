"""What is known of a coach beside their name: how many, which schools, where and how; and with whom they conflict."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from types import MappingProxyType
from typing import NewType
from uuid import UUID

from goldenthread.people.types import PHASE_NAMES, PersonRef, Phase

ConflictRef = NewType("ConflictRef", UUID)


class Meets(StrEnum):
    """How a coach meets those they coach."""

    ONLINE = "online"
    IN_PERSON = "in_person"


MEETS_NAMES: Mapping[Meets, str] = MappingProxyType({Meets.ONLINE: "Online", Meets.IN_PERSON: "In person"})


class Tie(StrEnum):
    """What lies between a coach and somebody, or a school, so that they should not coach there."""

    LINE_MANAGER = "line_manager"
    FAMILY = "family"
    WORK = "work"
    GOVERNOR = "governor"
    OTHER = "other"


TIE_NAMES: Mapping[Tie, str] = MappingProxyType(
    {
        Tie.LINE_MANAGER: "One manages the other, or did lately",
        Tie.FAMILY: "Family or close friends",
        Tie.WORK: "They work together, or did lately",
        Tie.GOVERNOR: "Governor or trustee",
        Tie.OTHER: "Something else",
    }
)


@dataclass(frozen=True)
class CoachDetails:
    """How many somebody can coach, which phases they know, where and how they meet people; from a day on.

    ``areas`` are names of places as people write them: *Norfolk*, *Great Yarmouth*.
    """

    capacity: int
    phases: frozenset[Phase] = frozenset()
    areas: tuple[str, ...] = ()
    meets: frozenset[Meets] = frozenset({Meets.ONLINE})

    @property
    def phase_names(self) -> str:
        """The phases in words."""
        return ", ".join(name for phase, name in PHASE_NAMES.items() if phase in self.phases)

    @property
    def meets_names(self) -> str:
        """How they meet, in words."""
        return ", ".join(name for how, name in MEETS_NAMES.items() if how in self.meets)


@dataclass(frozen=True)
class DetailsLine:
    """Details as they were recorded once: from which day, by whom and when."""

    details: CoachDetails
    from_on: date
    by: str
    at: datetime


@dataclass(frozen=True)
class NewConflict:
    """A conflict to declare: with somebody, known by their e-mail, or with a school, known by its number."""

    tie: Tie
    email: str = ""
    urn: str = ""
    words: str = ""


@dataclass(frozen=True)
class ConflictLine:
    """A declared conflict, as far as its reader may know of it."""

    ref: ConflictRef
    tie: Tie
    subject: str
    words: str
    by: str
    at: datetime
    ended_at: datetime | None
    why_ended: str

    @property
    def tie_name(self) -> str:
        """What lies between them, in words."""
        return TIE_NAMES[self.tie]


@dataclass(frozen=True)
class CoachedLine:
    """Somebody a coach walks beside now, on the page about the coach."""

    pairing: UUID
    enrolment: UUID
    name: str
    school: str
    cohort: str
    state: str
    counts: bool
    is_finished: bool
    since: datetime
    against: bool
    """Whether a conflict of interest was declared since."""


@dataclass(frozen=True)
class CoachPage:
    """Everything that is kept of a coach for whoever pairs, or for themselves."""

    person: PersonRef
    name: str
    details: CoachDetails
    is_recorded: bool
    still_coaches: bool
    load: int
    is_own: bool
    history: tuple[DetailsLine, ...]
    to_come: tuple[DetailsLine, ...]
    conflicts: tuple[ConflictLine, ...]
    people: tuple[CoachedLine, ...]

    @property
    def is_over(self) -> bool:
        """Whether they coach more than they can."""
        return self.load > self.details.capacity

    @property
    def standing(self) -> tuple[ConflictLine, ...]:
        """The conflicts that hold now."""
        return tuple(line for line in self.conflicts if line.ended_at is None)

    @property
    def over(self) -> tuple[ConflictLine, ...]:
        """The conflicts that ended."""
        return tuple(line for line in self.conflicts if line.ended_at is not None)


@dataclass(frozen=True)
class CoachLine:
    """One coach in the list of those who can be paired with."""

    person: PersonRef
    name: str
    load: int
    details: CoachDetails
    is_recorded: bool
    conflicts: int
    still_coaches: bool = True

    @property
    def is_over(self) -> bool:
        """Whether they coach more than they can."""
        return self.load > self.details.capacity

    @property
    def room(self) -> int:
        """How many more they can coach."""
        return max(self.details.capacity - self.load, 0)
