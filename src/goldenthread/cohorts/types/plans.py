"""What somebody asks for: a cohort, a session, a timetable, a register."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, time
from hashlib import sha256
from uuid import UUID

from goldenthread.cohorts.types.words import CohortRef, EnrolmentRef, Mark, SessionRef
from goldenthread.ground.types import Refusal
from goldenthread.ground.types.days import LONDON
from goldenthread.people.types import OrganisationRef, PersonRef
from goldenthread.programmes.types import ReleaseRef, Route


@dataclass(frozen=True)
class CohortDetails:
    """What can be changed about a cohort after it is opened. ``capacity`` is a number of people.

    ``only_route``: the one route on which it takes people; ``None`` where it takes both.
    """

    title: str
    starts_on: date
    ends_on: date
    capacity: int
    venue: str = ""
    only_route: Route | None = None


@dataclass(frozen=True)
class NewCohort:
    """A cohort to be opened."""

    release: ReleaseRef
    partner: OrganisationRef
    details: CohortDetails


@dataclass(frozen=True)
class SessionDetails:
    """When and where a session is, who leads it, and who stands beside them.

    ``capacity`` is a number of people, or nothing for as many as come. ``anyway`` says why it is at an unusual hour or
    on a holiday all the same.
    """

    starts_at: datetime
    ends_at: datetime
    venue: str = ""
    room: str = ""
    online_link: str = ""
    facilitator: PersonRef | None = None
    others: tuple[PersonRef, ...] = ()
    capacity: int | None = None
    anyway: str = ""

    @property
    def mark(self) -> str:
        """A word that changes with anything of it; who stands beside is the same in any order."""
        told = replace(self, others=tuple(sorted(self.others, key=str)))
        return sha256(repr(told).encode()).hexdigest()[:32]


@dataclass(frozen=True)
class Rhythm:
    """How a timetable is laid out, from one day to another; the last is the cohort's own unless given.

    Either so many weeks from one session to the next, or, with no weeks, spread evenly: each module gets an equal part
    of the time, and what stands in for one another on different routes shares a week. What happens in a room keeps to
    the weekday of the first day; what happens online may have a weekday (Monday is 0) and an hour of its own.
    """

    first_on: date
    weeks_between: int = 4
    starts: time = time(9, 30)
    last_on: date | None = None
    online_weekday: int | None = None
    online_starts: time | None = None


@dataclass(frozen=True)
class PlannedSession:
    """A session that a timetable proposes. ``moved`` says from which day it was moved, and why."""

    component_id: int
    starts_at: datetime
    ends_at: datetime
    venue: str = ""
    title: str = ""
    moved: str = ""


@dataclass(frozen=True)
class Taken:
    """A day that a cohort has already given to something, and for whom."""

    day: date
    title: str
    routes: frozenset[Route]


@dataclass(frozen=True)
class BusyHour:
    """When somebody already leads something, or a room is in use. ``title``: empty where the asker may not know."""

    starts_at: datetime
    ends_at: datetime
    title: str = ""

    @property
    def when(self) -> str:
        """*from 9:30am to midday on 29 December 2026*, as every refusal says an hour that is taken."""
        start, end = (moment.astimezone(LONDON) for moment in (self.starts_at, self.ends_at))
        if start.date() == end.date():
            return f"from {on_the_clock(start)} to {on_the_clock(end)} on {start:%-d %B %Y}"
        return f"from {on_the_clock(start)} on {start:%-d %B %Y} to {on_the_clock(end)} on {end:%-d %B %Y}"

    def overlaps(self, other: BusyHour) -> bool:
        """Whether nobody can be at both; one that begins as the other ends is no overlap."""
        return self.starts_at < other.ends_at and other.starts_at < self.ends_at


def on_the_clock(when: datetime | time) -> str:
    """*9:30am*, *midday*, *midnight*, as pages say it."""
    if when.minute == 0 and when.hour in {0, 12}:
        return "midday" if when.hour else "midnight"
    minutes = f":{when.minute:02d}" if when.minute else ""
    return f"{when.hour % 12 or 12}{minutes}{'am' if when.hour < 12 else 'pm'}"


@dataclass(frozen=True)
class RegisterSheet:
    """A register as it was filled in. ``key`` is made with the empty form: sent twice, it counts once.

    ``opened_at``: when the page was made on which it was filled in. Whoever filled it in had seen every mark given
    before that, and none given since. Without it, they had seen everything.
    """

    key: UUID
    marks: Mapping[EnrolmentRef, Mark]
    opened_at: datetime | None = None


@dataclass(frozen=True)
class NewEnrolment:
    """Somebody who is to have a place."""

    participant: PersonRef
    school: OrganisationRef
    route: str


@dataclass(frozen=True)
class RegisterTaken:
    """What taking a register did. ``is_new`` is false when the same sheet had arrived before.

    ``claimed``: how many marks differ from what somebody else had said meanwhile; each waits to be settled.
    """

    session: SessionRef
    marked: int
    is_new: bool
    claimed: int = 0


@dataclass(frozen=True)
class CohortToFill:
    """A cohort as admissions fills it. ``placed``: the e-mail addresses, in lower case, of those who have a place."""

    id: int
    ref: CohortRef
    title: str
    programme: str
    starts_on: date
    capacity: int
    routes: frozenset[Route]
    placed: frozenset[str]
    why_not_run: Refusal | None

    @property
    def free(self) -> int:
        """How many places are left."""
        return max(self.capacity - len(self.placed), 0)
