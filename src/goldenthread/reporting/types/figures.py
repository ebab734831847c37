"""Cohorts in numbers: the provider’s figures and the evidence pack."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID


@dataclass(frozen=True)
class CohortLine:
    """One cohort with its counts. ``spread`` is how many active participants stand in each tenth of engagement."""

    ref: UUID
    title: str
    programme: str
    partner: str
    starts_on: date
    ends_on: date
    capacity: int
    states: Mapping[str, int]
    spread: tuple[int, ...]
    met: int

    @property
    def people(self) -> int:
        """Everybody who has or had a place."""
        return sum(self.states.values())

    @property
    def placed(self) -> int:
        """Everybody who has a place."""
        return self.people - self.states.get("withdrawn", 0)


@dataclass(frozen=True)
class Figures:
    """Every cohort somebody may see."""

    cohorts: tuple[CohortLine, ...]

    @property
    def spread(self) -> tuple[int, ...]:
        """How many active participants stand in each tenth of engagement, over all cohorts."""
        return tuple(sum(line.spread[n] for line in self.cohorts) for n in range(10))

    @property
    def active(self) -> int:
        """How many are active, over all cohorts."""
        return sum(line.states.get("active", 0) for line in self.cohorts)

    @property
    def met(self) -> int:
        """How many of the active have reached the policy's figure."""
        return sum(line.met for line in self.cohorts)


@dataclass(frozen=True)
class SessionLine:
    """One session of a timetable."""

    starts_at: datetime
    ends_at: datetime
    title: str
    module: str
    venue: str
    facilitator: str
    expected: int
    marked: int


@dataclass(frozen=True)
class StudyLine:
    """One component of a curriculum."""

    module: str
    title: str
    kind: str
    minutes: int
    routes: str
    is_required: bool


@dataclass(frozen=True)
class Pack:
    """What an inspector is handed about one cohort, dated."""

    cohort: CohortLine
    venue: str
    routes: Mapping[str, int]
    schools: int
    sessions: tuple[SessionLine, ...]
    curriculum: tuple[StudyLine, ...]
    made_at: datetime
