"""Times of one's own within a window, and incidents that give them to many at once."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from types import MappingProxyType
from typing import NewType
from uuid import UUID

from goldenthread.assessment.types.submitting import Stage, WindowFacts
from goldenthread.assessment.types.words import WindowRef
from goldenthread.ground.types import Refusal

OwnTimeRef = NewType("OwnTimeRef", UUID)
IncidentRef = NewType("IncidentRef", UUID)


class TimeKind(StrEnum):
    """How a time of one's own differs from the window's.

    ``extra_minutes``: so many minutes more, on top of everything else. ``later_close``: not before this moment.
    """

    EXTRA_MINUTES = "extra_minutes"
    LATER_CLOSE = "later_close"


@dataclass(frozen=True)
class TimeEntry:
    """One entry that makes somebody's window longer: minutes on top, or a later close. It never makes it shorter."""

    minutes: int = 0
    closes_at: datetime | None = None

    @property
    def more(self) -> str:
        """The minutes in the largest measure that says them whole."""
        sizes = ((24 * 60, "day"), (60, "hour"), (1, "minute"))
        size, name = next(each for each in sizes if self.minutes % each[0] == 0)
        number = self.minutes // size
        return f"{number:,} {name}" if number == 1 else f"{number:,} {name}s"


@dataclass(frozen=True)
class NewTime:
    """More time for one person, as somebody gives it. ``why`` is for those who decide, and for nobody else."""

    entry: TimeEntry
    why: str


class Affected(StrEnum):
    """Whom an incident affected: everybody in the window, or whoever had a script open between two moments."""

    ALL = "all"
    HAD_IT_OPEN = "had_it_open"
    CHOSEN = "chosen"


AFFECTED_NAMES: Mapping[Affected, str] = MappingProxyType(
    {
        Affected.ALL: "Everybody who takes part in this window",
        Affected.HAD_IT_OPEN: "Whoever had the brief open between the two moments",
        Affected.CHOSEN: "The people I choose below",
    }
)


@dataclass(frozen=True)
class NewIncident:
    """A technical incident as it is recorded: what happened, from when until when, whom, and how many minutes."""

    what: str
    began_at: datetime
    ended_at: datetime
    affected: Affected
    minutes: int
    chosen: frozenset[UUID] = frozenset()


@dataclass(frozen=True)
class Sitting:
    """Somebody in a window as rules see them: their own window, when they opened the brief, and whether it is late.

    ``is_past_handing_in``: their script is with assessors or beyond, or was taken out, so that time is of no use.
    ``handed_in_at``: when they handed in last. ``no_part``: why they take no part in the window, in words, where they
    do not; ``is_booked``: they have it, where it has to be booked.
    """

    enrolment_id: int
    enrolment: UUID
    name: str
    window: WindowFacts
    begun_at: datetime | None
    is_past_handing_in: bool = False
    handed_in_at: datetime | None = None
    no_part: str = ""
    is_booked: bool = True

    @property
    def may_hand_in(self) -> bool:
        """Whether time could still be of use to them."""
        return not self.is_past_handing_in and not self.no_part


@dataclass(frozen=True)
class TakesPart:
    """Who of a cohort has passed by another window or was put off in this one, by enrolment id, and who has booked it;
    ``None`` where it need not be booked.
    """

    passed: frozenset[int]
    put_off: frozenset[int]
    booked: frozenset[int] | None


@dataclass(frozen=True)
class EffectLine:
    """What an incident does to one person's close. ``left_out``: why it does nothing for them."""

    enrolment: UUID
    enrolment_id: int
    name: str
    before: datetime
    after: datetime
    left_out: str = ""


@dataclass(frozen=True)
class IncidentPreview:
    """What an incident would do, person by person, and why it cannot be recorded so.

    ``key`` stands for all that was shown: whoever confirms gives it back, so that nothing else is confirmed.
    """

    effects: tuple[EffectLine, ...]
    why_not: Refusal | None
    key: str = ""

    @property
    def gains(self) -> tuple[EffectLine, ...]:
        """Those who get more time."""
        return tuple(each for each in self.effects if not each.left_out)

    @property
    def left_out(self) -> tuple[EffectLine, ...]:
        """Those who were there and get none."""
        return tuple(each for each in self.effects if each.left_out)


@dataclass(frozen=True)
class TakenBack:
    """That time was taken back: by whom, when, and why. For those who decide, and for nobody else."""

    by: str
    at: datetime
    why: str


@dataclass(frozen=True)
class IncidentLine:
    """An incident as the window's page tells it. ``stands``: whether anybody still has the time that it gave."""

    ref: IncidentRef
    what: str
    began_at: datetime
    ended_at: datetime
    affected: Affected
    minutes: int
    people: int
    by: str
    at: datetime
    stands: bool = True
    why_not_end: Refusal | None = None
    taken_back: TakenBack | None = None


@dataclass(frozen=True)
class GivenTime:
    """A time that was given to somebody. ``why`` is empty for whoever does not decide; ``incident``: what it is for."""

    ref: OwnTimeRef
    entry: TimeEntry
    why: str
    incident: str
    by: str
    at: datetime
    why_not_end: Refusal | None = None
    taken_back: TakenBack | None = None


@dataclass(frozen=True)
class OwnTimesLine:
    """Somebody whose window is not the others': until when it is theirs, and what was agreed."""

    enrolment: UUID
    name: str
    closes_at: datetime
    stage: Stage
    given: tuple[GivenTime, ...]
    formats: tuple[str, ...] = ()

    @property
    def stands(self) -> bool:
        """Whether anything that was given to them still holds."""
        return any(not each.taken_back for each in self.given)


@dataclass(frozen=True)
class PersonChoice:
    """Somebody who takes part in a window, to be chosen."""

    enrolment: UUID
    name: str
    closes_at: datetime


@dataclass(frozen=True)
class OwnTimesPage:
    """The times of a window: the window's own, those of single people, and incidents."""

    window: WindowRef
    cohort: str
    brief: str
    opens_at: datetime
    closes_at: datetime
    lines: tuple[OwnTimesLine, ...]
    incidents: tuple[IncidentLine, ...]
    people: tuple[PersonChoice, ...]
    why_not: Refusal | None

    @property
    def longer(self) -> tuple[OwnTimesLine, ...]:
        """Those who have a time of their own now."""
        return tuple(each for each in self.lines if each.stands)

    @property
    def as_before(self) -> tuple[OwnTimesLine, ...]:
        """Those from whom all that they were given was taken back: they have the window's own times again."""
        return tuple(each for each in self.lines if not each.stands)

    @property
    def has_everybody(self) -> bool:
        """Whether nobody is left to whom the window's own close applies."""
        return bool(self.people) and all(each.closes_at > self.closes_at for each in self.people)


@dataclass(frozen=True)
class DecisionTold:
    """What a letter says of an assessment that was put off, or of help before a next attempt. Never a reason.

    ``stands``: whether help is arranged, done or waived.
    """

    key: UUID
    enrolment: UUID
    name: str
    address: str
    programme: str
    is_withdrawn: bool = False
    opens_at: datetime | None = None
    stands: str = ""
    window: UUID | None = None
    """Of which window it is the answer, where its reader asked for something in one."""


@dataclass(frozen=True)
class MoveTold:
    """What a letter says to one person whose window was given other times."""

    key: str
    name: str
    address: str
    programme: str
    opens_at: datetime
    closes_at: datetime
    has_handed_in: bool


@dataclass(frozen=True)
class TimesTold:
    """What a letter says to one person whose times changed. ``what``: what happened, where an incident gave it."""

    key: str
    name: str
    address: str
    programme: str
    closes_at: datetime
    minutes: int
    what: str
    has_handed_in: bool = False
