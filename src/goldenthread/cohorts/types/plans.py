"""What somebody asks for: a cohort, a session, a timetable, a register."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time
from uuid import UUID

from goldenthread.cohorts.types.words import CohortRef, EnrolmentRef, Mark, SessionRef
from goldenthread.ground.types import Refusal
from goldenthread.people.types import OrganisationRef, PersonRef
from goldenthread.programmes.types import ReleaseRef, Route


@dataclass(frozen=True)
class CohortDetails:
    """What can be changed about a cohort after it is opened. ``capacity`` is a number of people."""

    title: str
    starts_on: date
    ends_on: date
    capacity: int
    venue: str = ""


@dataclass(frozen=True)
class NewCohort:
    """A cohort to be opened."""

    release: ReleaseRef
    partner: OrganisationRef
    details: CohortDetails


@dataclass(frozen=True)
class SessionDetails:
    """When and where a session is, and who leads it."""

    starts_at: datetime
    ends_at: datetime
    venue: str = ""
    room: str = ""
    online_link: str = ""
    facilitator: PersonRef | None = None


@dataclass(frozen=True)
class Rhythm:
    """How a first timetable is laid out: one session, then the next after so many weeks, at the same local time."""

    first_on: date
    weeks_between: int = 4
    starts: time = time(9, 30)


@dataclass(frozen=True)
class PlannedSession:
    """A session that a timetable proposes."""

    component_id: int
    starts_at: datetime
    ends_at: datetime
    venue: str = ""


@dataclass(frozen=True)
class BusyHour:
    """When somebody already leads something. ``title`` is empty where the asker may not know what."""

    starts_at: datetime
    ends_at: datetime
    title: str = ""


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
