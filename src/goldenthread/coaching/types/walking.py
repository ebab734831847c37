"""Who walks beside whom: pairings, meetings and agreed actions, as values."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from types import MappingProxyType
from typing import NewType
from uuid import UUID

from goldenthread.frameworks.types import StatementLine
from goldenthread.people.types import PersonRef

PairingRef = NewType("PairingRef", UUID)
MeetingRef = NewType("MeetingRef", UUID)
ActionRef = NewType("ActionRef", UUID)


class Place(StrEnum):
    """How a meeting takes place."""

    ONLINE = "online"
    PHONE = "phone"
    IN_PERSON = "in_person"


PLACE_NAMES: Mapping[Place, str] = MappingProxyType(
    {Place.ONLINE: "Online", Place.PHONE: "By phone", Place.IN_PERSON: "In person"}
)


@dataclass(frozen=True)
class AgreedAction:
    """What somebody said they would do, and by when; the participant, or the coach where ``is_coachs``."""

    words: str
    due_on: date | None = None
    is_coachs: bool = False


@dataclass(frozen=True)
class MeetingNotes:
    """What a coach writes after a meeting. ``shared`` is read by both; ``private`` by the coach alone.

    ``held_at`` is when it began; ``minutes`` how long it took. ``component`` is what it counts towards; without one,
    the next coaching component that is not credited yet.
    """

    held_at: datetime
    minutes: int
    place: Place
    shared: str
    private: str = ""
    actions: tuple[AgreedAction, ...] = ()
    component: UUID | None = None
    next_at: datetime | None = None

    @property
    def agreed(self) -> tuple[AgreedAction, ...]:
        """The actions that say something."""
        return tuple(action for action in self.actions if action.words.strip())


@dataclass(frozen=True)
class CoachLoad:
    """A coach who could be chosen, and how many they coach already; ``why_not`` says what speaks against them."""

    person: PersonRef
    name: str
    load: int
    why_not: str = ""


@dataclass(frozen=True)
class ActionLine:
    """One agreed action, with whose it is by name, and the newest that was said of it. ``from_coach``: the coach who
    agreed to do it, where it went over to the one who came next."""

    ref: ActionRef
    words: str
    due_on: date | None
    done_at: datetime | None
    is_overdue: bool
    owner: str = ""
    is_coachs: bool = False
    dropped_at: datetime | None = None
    note: str = ""
    from_coach: str = ""

    @property
    def is_open(self) -> bool:
        """Whether it is still to be done."""
        return self.done_at is None and self.dropped_at is None


@dataclass(frozen=True)
class EarlierVersion:
    """What the record of a meeting said before it was corrected, and why it was."""

    number: int
    shared: str
    held_at: datetime
    minutes: int
    focus: tuple[str, ...]
    at: datetime
    why: str


@dataclass(frozen=True)
class Instead:
    """Another time that one of the two suggests for a meeting that is booked."""

    at: datetime
    minutes: int
    place: str
    where: str = ""

    @property
    def is_link(self) -> bool:
        """Whether where they would meet is an address that can be opened."""
        return self.where.startswith(("https://", "http://"))


@dataclass(frozen=True)
class MeetingLine:
    """One meeting, in one ``pairing``. ``private`` is empty for everyone but the coach who wrote it.

    ``why``: why it was called off, missed or corrected last. ``earlier``: what its record said before. ``answer``: what
    the participant says of the record, and whether they agree. ``instead``: the time that ``suggested_by`` suggests in
    place of the booked one, which stands until the other accepts.
    """

    ref: MeetingRef
    state: str
    at: datetime
    minutes: int
    place: str
    coach: str
    shared: str
    private: str
    component: str
    taken_back: str
    actions: tuple[ActionLine, ...]
    where: str = ""
    suggested_by: str = ""
    why: str = ""
    focus: tuple[StatementLine, ...] = ()
    earlier: tuple[EarlierVersion, ...] = ()
    is_agreed: bool | None = None
    answer: str = ""
    has_begun: bool = False
    instead: Instead | None = None
    pairing: PairingRef | None = None

    @property
    def is_link(self) -> bool:
        """Whether where they meet is an address that can be opened."""
        return self.where.startswith(("https://", "http://"))

    @property
    def is_ahead(self) -> bool:
        """Whether it is booked, or suggested and not answered."""
        return self.state in {"booked", "proposed"}

    @property
    def is_held(self) -> bool:
        """Whether it took place and counts."""
        return self.state == "held"

    @property
    def is_booked(self) -> bool:
        """Whether it is still to come."""
        return self.state == "booked"


@dataclass(frozen=True)
class Need:
    """What decides how soon a coach should turn to somebody. ``risk``: why they will miss the gate, as the cohort says
    it; ``asked_at``: since when they ask for help; ``is_unrecorded``: a booked meeting is over and nobody
    said what became of it; ``days_since``: the last meeting that took place; ``is_finished``: their cohort is over,
    everything that counts is credited and nothing is booked."""

    asked_at: datetime | None = None
    waits_for_answer: bool = False
    risk: str = ""
    overdue: int = 0
    is_unrecorded: bool = False
    was_missed: bool = False
    days_since: int | None = None
    is_booked: bool = False
    is_prepared: bool = False
    is_finished: bool = False


@dataclass(frozen=True)
class CaseLine:
    """One participant in a coach's caseload. ``reasons`` say in words why they stand where they stand."""

    pairing: PairingRef
    enrolment: UUID
    name: str
    school: str
    cohort: str
    state: str
    share: float
    need: Need
    reasons: tuple[str, ...]
    met: int
    last_at: datetime | None
    next_at: datetime | None
    next_meeting: UUID | None
    open_actions: int

    @property
    def why(self) -> str:
        """The reasons in one line."""
        return "; ".join(self.reasons)

    @property
    def is_pressing(self) -> bool:
        """Whether something about them is out of order."""
        return bool(self.reasons)

    @property
    def is_finished(self) -> bool:
        """Whether they have finished and nothing is left to do about them."""
        return self.need.is_finished and not self.is_pressing


@dataclass(frozen=True)
class Caseload:
    """A page of a coach's caseload. ``pressing``: how many of all of them need something; ``finished``: how many have
    finished; ``is_all``: whether more than those who need something are on it."""

    lines: tuple[CaseLine, ...]
    total: int
    pressing: int
    page: int
    pages: int
    finished: int = 0
    is_all: bool = True

    @property
    def others(self) -> int:
        """How many need nothing now."""
        return self.total - self.pressing

    @property
    def under_way(self) -> tuple[CaseLine, ...]:
        """Those of this page who have not finished, or need something still."""
        return tuple(line for line in self.lines if not line.is_finished)

    @property
    def over(self) -> tuple[CaseLine, ...]:
        """Those of this page who have finished."""
        return tuple(line for line in self.lines if line.is_finished)


@dataclass(frozen=True)
class ComponentChoice:
    """A coaching component of the programme, and whether this participant has its credit."""

    ref: UUID
    title: str
    minutes: int
    is_credited: bool


@dataclass(frozen=True)
class Record:
    """One participant as their coach sees them, or the pairing as its participant sees it."""

    pairing: PairingRef
    enrolment: UUID
    participant: str
    coach: str
    coach_email: str
    school: str
    cohort: str
    programme: str
    began_at: datetime
    hand_over: str
    is_active: bool
    meetings: tuple[MeetingLine, ...]
    open_actions: tuple[ActionLine, ...]
    components: tuple[ComponentChoice, ...]

    @property
    def booked(self) -> tuple[MeetingLine, ...]:
        """Meetings still to come, the nearest first."""
        return tuple(sorted((m for m in self.meetings if m.is_booked), key=lambda m: m.at))

    @property
    def ahead(self) -> tuple[MeetingLine, ...]:
        """Meetings that are booked or suggested, the nearest first."""
        return tuple(sorted((m for m in self.meetings if m.is_ahead), key=lambda m: m.at))

    @property
    def past(self) -> tuple[MeetingLine, ...]:
        """Every other meeting, the newest first."""
        return tuple(sorted((m for m in self.meetings if not m.is_ahead), key=lambda m: m.at, reverse=True))

    @property
    def next_component(self) -> ComponentChoice | None:
        """What the next meeting counts towards, unless the coach says otherwise."""
        return next((c for c in self.components if not c.is_credited), None)


@dataclass(frozen=True)
class PairLine:
    """One enrolment on the pairing page."""

    enrolment: UUID
    name: str
    school: str
    state: str
    coach: str
    coach_ref: PersonRef | None
    since: datetime | None
    pairing: PairingRef | None = None


@dataclass(frozen=True)
class PairingPage:
    """A cohort's participants with their coaches, and the coaches who could be chosen."""

    cohort: UUID
    title: str
    lines: tuple[PairLine, ...]
    coaches: tuple[CoachLoad, ...]

    @property
    def unpaired(self) -> int:
        """How many still have no coach."""
        return sum(line.coach_ref is None for line in self.lines)


@dataclass(frozen=True)
class Credited:
    """What a recorded meeting counted towards; nothing where every coaching component has its credit already.
    ``overdue``: how many of the actions agreed in it should be done by now."""

    meeting: MeetingRef
    component: str
    overdue: int = 0
