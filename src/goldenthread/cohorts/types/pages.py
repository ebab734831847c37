"""What pages and lists show of cohorts, sessions and people."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

from goldenthread.cohorts.types.engagement import Engagement, KeptFigure
from goldenthread.cohorts.types.plans import CohortDetails, SessionDetails
from goldenthread.cohorts.types.registers import CheckInLine, ClaimLine
from goldenthread.cohorts.types.words import (
    COMES,
    CohortRef,
    EnrolmentRef,
    Mark,
    Role,
    SessionRef,
    State,
)
from goldenthread.ground.types import Refusal
from goldenthread.people.types import OrganisationRef, PersonRef
from goldenthread.programmes.types import ComponentFacts, ComponentKind, ComponentRef, ReleaseRef, Route


class Stage(StrEnum):
    """Where a cohort stands today, by its dates."""

    COMING = "coming"
    RUNNING = "running"
    ENDED = "ended"


@dataclass(frozen=True)
class CohortLine:
    """A cohort as a list names it."""

    ref: CohortRef
    id: int
    title: str
    programme: str
    release: ReleaseRef
    partner: str
    partner_ref: OrganisationRef
    starts_on: date
    ends_on: date
    capacity: int
    stage: Stage


@dataclass(frozen=True)
class CohortRow:
    """A cohort on the board, with what needs doing. ``short`` counts active people below the policy's figure,
    ``at_risk`` those who will miss it if nothing changes, ``unled`` the sessions to come whose facilitator has left.

    ``unplanned``: live components without a session. ``unnamed``: sessions within a month that nobody is named to lead.
    ``disputed``: people of whom two sheets of a register say different things.
    """

    line: CohortLine
    states: Mapping[State, int]
    short: int
    mean_percent: int | None
    registers_due: int
    next_at: datetime | None
    at_risk: int = 0
    unled: int = 0
    unplanned: int = 0
    unnamed: int = 0
    disputed: int = 0

    @property
    def placed(self) -> int:
        """How many of its places are taken."""
        return sum(n for state, n in self.states.items() if state is not State.WITHDRAWN)

    @property
    def free(self) -> int:
        """How many places are left."""
        return max(self.line.capacity - self.placed, 0)

    @property
    def is_waiting(self) -> bool:
        """Whether people have accepted a place on a cohort that runs, but have not been started."""
        return bool(self.waiting)

    @property
    def waiting(self) -> int:
        """How many have accepted a place on a cohort that runs, and have not been started."""
        return self.states.get(State.ACCEPTED, 0) if self.line.stage is Stage.RUNNING else 0

    @property
    def needs(self) -> bool:
        """Whether anything is to be done."""
        return any((self.registers_due, self.disputed, self.waiting, self.unplanned, self.unnamed, self.unled))


@dataclass(frozen=True)
class LeftOpen:
    """What the end of a duty leaves open: sessions to come, and how many people by what somebody is to them."""

    sessions: int
    people: Mapping[Role, int]


@dataclass(frozen=True)
class CohortBoard:
    """A page of the board. ``counts`` says how many cohorts each stage has, whatever is shown."""

    rows: tuple[CohortRow, ...]
    counts: Mapping[Stage, int]
    total: int
    stage: Stage | None
    page: int = 1
    pages: int = 1


@dataclass(frozen=True)
class SessionRow:
    """A session in a timetable. ``marked`` of ``expected`` people have a mark in its register.

    ``by_place``: people come by a place there, ``waiting`` more would like one. ``anyway`` says why it is at an unusual
    hour or on a holiday. ``lead_left``: it is to come, and its facilitator has left the partner.
    """

    ref: SessionRef
    component: ComponentRef
    title: str
    kind: ComponentKind
    routes: frozenset[Route]
    starts_at: datetime
    ends_at: datetime
    venue: str
    room: str
    online_link: str
    facilitator: str
    facilitator_ref: PersonRef | None
    cohort: str
    cohort_ref: CohortRef
    is_past: bool
    marked: int = 0
    expected: int = 0
    is_mine: bool = False
    others: tuple[str, ...] = ()
    other_refs: tuple[PersonRef, ...] = ()
    capacity: int | None = None
    by_place: bool = False
    waiting: int = 0
    anyway: str = ""
    lead_left: bool = False

    @property
    def details(self) -> SessionDetails:
        """What can be changed about it."""
        return SessionDetails(
            self.starts_at,
            self.ends_at,
            self.venue,
            self.room,
            self.online_link,
            self.facilitator_ref,
            self.other_refs,
            self.capacity,
            self.anyway,
        )

    @property
    def facilitators(self) -> tuple[str, ...]:
        """Everybody who facilitates it, the one who leads it first."""
        return (*((self.facilitator,) if self.facilitator else ()), *self.others)

    @property
    def is_full(self) -> bool:
        """Whether every place is taken."""
        return self.capacity is not None and self.by_place and self.expected >= self.capacity

    @property
    def needs_register(self) -> bool:
        """Whether it is over, somebody was expected, and nobody has a mark."""
        return self.is_past and not self.marked and self.expected > 0

    @property
    def place(self) -> str:
        """Where people meet, in one line; empty online."""
        return ", ".join(part for part in (self.room, self.venue) if part)


@dataclass(frozen=True)
class PersonRow:
    """Somebody on a cohort's board."""

    ref: EnrolmentRef
    name: str
    school: str
    route: Route
    state: State
    figure: KeptFigure
    sponsors: tuple[str, ...] = ()
    coaches: tuple[str, ...] = ()
    returns_on: date | None = None


@dataclass(frozen=True)
class CohortPage:
    """A cohort: what it is, its timetable and its people. ``why_not_run`` says why the asker cannot change it."""

    line: CohortLine
    details: CohortDetails
    states: Mapping[State, int]
    short: int
    sessions: tuple[SessionRow, ...]
    people: tuple[PersonRow, ...]
    people_total: int
    page: int
    pages: int
    unplanned: int
    why_not_run: Refusal | None
    variant: str = ""

    @property
    def placed(self) -> int:
        """How many of its places are taken."""
        return sum(n for state, n in self.states.items() if state is not State.WITHDRAWN)


@dataclass(frozen=True)
class MarkLine:
    """One mark as it was given; a corrected one says why."""

    mark: Mark
    at: datetime
    by: str
    why: str = ""


@dataclass(frozen=True)
class RegisterLine:
    """Somebody expected at a session: the mark that stands, those it replaced, and what else was said about them.

    ``disputed``: the claims that say otherwise than the mark that stands, which nobody has settled yet.
    ``arrived``: when they checked themselves in, while no register says anything about them.
    """

    enrolment: EnrolmentRef
    name: str
    school: str
    route: Route
    mark: Mark | None
    history: tuple[MarkLine, ...] = ()
    claims: tuple[ClaimLine, ...] = ()
    disputed: tuple[ClaimLine, ...] = ()
    arrived: ClaimLine | None = None


@dataclass(frozen=True)
class RegisterPage:
    """The register of a session. ``why_not`` says why the asker cannot take it now."""

    session: SessionRow
    lines: tuple[RegisterLine, ...]
    why_not: Refusal | None
    check_in: CheckInLine | None = None

    @property
    def disputed(self) -> tuple[RegisterLine, ...]:
        """Those about whom two sheets, or a sheet and they themselves, say different things."""
        return tuple(line for line in self.lines if line.disputed)

    @property
    def unmarked(self) -> tuple[RegisterLine, ...]:
        """Those still without a mark."""
        return tuple(line for line in self.lines if line.mark is None)


@dataclass(frozen=True)
class SessionPage:
    """A session with its joining details, for those who come to it. ``mark``: the asker's own, if they have one.
    ``remark``: what is unusual about its day, for whoever runs the cohort.

    ``facilitator_email`` is empty while nobody is named to lead it; then the partner is asked.
    """

    session: SessionRow
    partner: str
    facilitator_email: str
    mark: Mark | None
    why_not_change: Refusal | None
    why_not_take: Refusal | None
    remark: str = ""


@dataclass(frozen=True)
class MyEnrolment:
    """An enrolment as its participant lists it."""

    ref: EnrolmentRef
    state: State
    route: Route
    cohort: CohortRef
    cohort_title: str
    programme: str
    starts_on: date
    ends_on: date
    figure: KeptFigure

    def is_asked(self, *, on: date) -> bool:
        """Whether something is asked of its participant now: not before they are back, and not once it is over."""
        return self.state in COMES and on <= self.ends_on


@dataclass(frozen=True)
class MyPlace:
    """An enrolment of one's own, with what other rooms need to find what is around it."""

    id: int
    mine: MyEnrolment
    cohort_id: int
    programme_id: int
    release: UUID
    variant: UUID | None


@dataclass(frozen=True)
class NextThing:
    """Something ahead for somebody: a session with its time, or a component to do in one's own time."""

    component: ComponentFacts
    starts_at: datetime | None = None
    ends_at: datetime | None = None
    session: SessionRef | None = None
    place: str = ""
    due_on: date | None = None


@dataclass(frozen=True)
class MyPage:
    """A participant's own page: the figure with its explanation, and what is ahead.

    ``missed``: sessions that they were not, or only partly, at by the register, and of which something is missing.
    ``since``: from when they have paused, left or completed; ``returns_on``: until when they have paused.
    """

    mine: MyEnrolment
    engagement: Engagement
    ahead: tuple[NextThing, ...]
    others: tuple[MyEnrolment, ...] = ()
    missed: tuple[NextThing, ...] = ()
    since: date | None = None
    returns_on: date | None = None


@dataclass(frozen=True)
class ComponentChoice:
    """A live component that a session can be added for, with how many it has already."""

    ref: UUID
    title: str
    sessions: int
