"""When schools are told how their people are getting on, and of what: a plan, dated and versioned."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from hashlib import sha256
from types import MappingProxyType
from uuid import UUID

from goldenthread.reporting.types.updates import Cause, Reader


class Rhythm(StrEnum):
    """How often regular updates go out."""

    NEVER = "never"
    MONTHLY = "monthly"
    HALF_TERMLY = "half_termly"
    TERMLY = "termly"
    DATES = "dates"


RHYTHM_NAMES: Mapping[Rhythm, str] = MappingProxyType(
    {
        Rhythm.NEVER: "No regular updates",
        Rhythm.MONTHLY: "Every month but August",
        Rhythm.HALF_TERMLY: "Every half term",
        Rhythm.TERMLY: "Every term",
        Rhythm.DATES: "On dates of your choice",
    }
)
# The months in which an update goes out. Illustrative: no source says how often schools are told.
MONTHS: Mapping[Rhythm, frozenset[int]] = MappingProxyType(
    {
        Rhythm.MONTHLY: frozenset(range(1, 13)) - {8},
        Rhythm.HALF_TERMLY: frozenset({10, 12, 2, 3, 5, 7}),
        Rhythm.TERMLY: frozenset({12, 3, 7}),
    }
)


class Part(StrEnum):
    """One part of what is told about somebody."""

    ENGAGEMENT = "engagement"
    NEXT = "next"
    DONE = "done"
    HELP = "help"
    OUTCOME = "outcome"


PART_NAMES: Mapping[Part, str] = MappingProxyType(
    {
        Part.ENGAGEMENT: "How your engagement stands, with its explanation",
        Part.NEXT: "What is next, so that you are kept free for it",
        Part.DONE: "What you have done since the last update",
        Part.HELP: "What help you want, in your own words or your coach’s",
        Part.OUTCOME: "Once your result is out: whether you have passed, and so completed the programme",
    }
)
# Whether what came of an assessment is told is a matter of the assessment policy, and otherwise of the participant: no
# plan says it.
PLANNED: tuple[Part, ...] = tuple(part for part in Part if part is not Part.OUTCOME)
# What can be told when it happens. That a result is out is always told, so it is not on the list.
EVENTS: tuple[Cause, ...] = (
    Cause.BEHIND,
    Cause.DEFERRED,
    Cause.RESUMED,
    Cause.WITHDRAWN,
    Cause.ROUTE,
    Cause.CATCH_UP,
    Cause.COMPLETED,
)


@dataclass(frozen=True)
class Plan:
    """When schools are told and of what, from a day on. ``day`` is the day of the month; ``optional`` are the parts
    that a participant may keep back: the rest is part of what the provider and the school have agreed."""

    in_force_from: date
    rhythm: Rhythm = Rhythm.NEVER
    day: int = 1
    dates: tuple[date, ...] = ()
    events: frozenset[Cause] = frozenset()
    optional: frozenset[Part] = frozenset()
    version: int = 0

    @property
    def rhythm_name(self) -> str:
        """How often, in words."""
        return RHYTHM_NAMES[self.rhythm]

    @property
    def event_names(self) -> tuple[str, ...]:
        """Of what, in words, in the usual order."""
        return tuple(cause.words for cause in EVENTS if cause in self.events)

    @property
    def optional_names(self) -> tuple[str, ...]:
        """What a participant may keep back, in words."""
        return tuple(PART_NAMES[part] for part in Part if part in self.optional)

    @property
    def is_shipped(self) -> bool:
        """Whether nobody has decided yet, so that the shipped plan holds. It is illustrative."""
        return self.version == 0


SHIPPED = Plan(
    in_force_from=date(2017, 1, 1),
    events=frozenset({Cause.BEHIND}),
    optional=frozenset({Part.DONE, Part.HELP}),
)


@dataclass(frozen=True)
class PlanLine:
    """One plan as it was set."""

    plan: Plan
    set_by: str
    set_at: datetime


@dataclass(frozen=True)
class PlanPage:
    """The plan of a cohort, or the provider's for all: what holds today, what was set before, what comes.

    ``is_own`` is false where a cohort follows the provider's plan, or all the shipped one. ``readers`` would get the
    next regular update; ``silent`` have chosen not to.
    """

    cohort: UUID | None
    title: str
    now: Plan
    is_own: bool
    coming: tuple[date, ...]
    history: tuple[PlanLine, ...]
    readers: tuple[Reader, ...]
    silent: tuple[str, ...]


@dataclass(frozen=True)
class DueTelling:
    """Cohorts of one partner for which a regular update is due, each with the day it was due."""

    partner_id: int
    partner: UUID
    cohorts: tuple[tuple[int, date], ...]
    enrolments: tuple[int, ...]

    @property
    def occasion(self) -> str:
        """What this telling goes by: the same cohorts for the same days are told of once."""
        days = ",".join(f"{cohort}:{day}" for cohort, day in sorted(self.cohorts))
        return f"planned:{sha256(days.encode()).hexdigest()[:40]}"
