"""Those who mark, as they and those who hand scripts out see what is recorded of them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from types import MappingProxyType
from uuid import UUID

from goldenthread.assessment.types.words import AwayRef, ConflictRef, TrainingRef, WindowRef
from goldenthread.people.types import PHASE_NAMES, PersonRef, Phase


class Tie(StrEnum):
    """What lies between a marker and somebody, a school or a partner, so that they should not mark there."""

    FAMILY = "family"
    WORK = "work"
    GOVERNOR = "governor"
    TAUGHT = "taught"
    OTHER = "other"


TIE_NAMES: Mapping[Tie, str] = MappingProxyType(
    {
        Tie.FAMILY: "Family or close friends",
        Tie.WORK: "They work together, or did lately",
        Tie.GOVERNOR: "Governor or trustee",
        Tie.TAUGHT: "Taught, trained or helped them with this work",
        Tie.OTHER: "Something else",
    }
)


class HandOn(StrEnum):
    """What becomes of the scripts of somebody who cannot mark. What is finished stays theirs in any case.

    ``all``: others mark whatever they have not finished. ``untouched``: they finish what they have begun. ``none``:
    they finish what they have, and get nothing more.
    """

    ALL = "all"
    UNTOUCHED = "untouched"
    NONE = "none"


HAND_ON_NAMES: Mapping[HandOn, str] = MappingProxyType(
    {
        HandOn.ALL: "Others mark everything that is not finished",
        HandOn.UNTOUCHED: "They finish what they have begun, others mark the rest",
        HandOn.NONE: "They finish what they have, and get nothing more",
    }
)


@dataclass(frozen=True)
class Takes:
    """How many scripts of a window somebody takes, and which phases of schooling they know."""

    capacity: int
    phases: frozenset[Phase] = frozenset()

    @property
    def phase_names(self) -> tuple[str, ...]:
        """The phases in words, in the order of schooling."""
        return tuple(name for phase, name in PHASE_NAMES.items() if phase in self.phases)


@dataclass(frozen=True)
class NewConflict:
    """A conflict as it is declared: with a person by e-mail, a school by number, or a delivery partner."""

    tie: Tie
    words: str
    email: str = ""
    urn: str = ""
    partner: UUID | None = None


@dataclass(frozen=True)
class NewAbsence:
    """That somebody cannot mark from a day on, until and on another if that is known."""

    from_on: date
    until_on: date | None
    why: str
    hand_on: HandOn = HandOn.NONE


@dataclass(frozen=True)
class TakesLine:
    """What holds, or held, for a window or for every window: since when, on whose word."""

    takes: Takes
    window: WindowRef | None
    title: str
    by: str
    at: datetime


@dataclass(frozen=True)
class TrainingLine:
    """A training. ``holds``: today."""

    ref: TrainingRef
    qualification: str
    from_on: date
    until_on: date | None
    by: str
    holds: bool
    ended_at: datetime | None
    why_ended: str


@dataclass(frozen=True)
class AbsenceLine:
    """Days on which they cannot mark. ``stands``: they are to come, or now."""

    ref: AwayRef
    from_on: date
    until_on: date | None
    why: str
    by: str
    stands: bool


@dataclass(frozen=True)
class ConflictLine:
    """A conflict of interest; ``subject`` says with whom, to those who may know it."""

    ref: ConflictRef
    tie: str
    subject: str
    words: str
    by: str
    at: datetime
    ended_at: datetime | None
    why_ended: str


@dataclass(frozen=True)
class MarkerLine:
    """A marker in the list: what they have to do, what they take, and what stands in the way."""

    person: PersonRef
    name: str
    to_do: int
    capacity: int | None
    trained_for: tuple[str, ...]
    conflicts: int
    is_away: bool


@dataclass(frozen=True)
class MarkerPage:
    """Everything recorded of one marker. ``is_own``: they look at themselves; ``runs``: whoever looks may change it."""

    person: PersonRef
    name: str
    is_own: bool
    runs: bool
    is_assessor: bool
    to_do: int
    begun: int
    finished: int
    takes: Takes | None
    by_window: tuple[TakesLine, ...]
    before: tuple[TakesLine, ...]
    trainings: tuple[TrainingLine, ...]
    absences: tuple[AbsenceLine, ...]
    conflicts: tuple[ConflictLine, ...]

    @property
    def standing(self) -> tuple[ConflictLine, ...]:
        """The conflicts that hold now."""
        return tuple(line for line in self.conflicts if line.ended_at is None)

    @property
    def away(self) -> tuple[AbsenceLine, ...]:
        """The absences of now and to come."""
        return tuple(line for line in self.absences if line.stands)
