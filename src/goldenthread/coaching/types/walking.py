"""Who walks beside whom: pairings, meetings and agreed actions, as values."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from types import MappingProxyType
from typing import NewType
from uuid import UUID

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
    """What somebody said they would do, and by when."""

    words: str
    due_on: date | None = None


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


@dataclass(frozen=True)
class CoachLoad:
    """A coach who could be chosen, and how many they coach already; ``why_not`` says what speaks against them."""

    person: PersonRef
    name: str
    load: int
    why_not: str = ""


@dataclass(frozen=True)
class ActionLine:
    """One agreed action."""

    ref: ActionRef
    words: str
    due_on: date | None
    done_at: datetime | None
    is_overdue: bool


@dataclass(frozen=True)
class MeetingLine:
    """One meeting. ``private`` is empty for everyone but the coach who wrote it."""

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
    """What decides how soon a coach should turn to somebody."""

    share: float
    wanted: float
    days_since: int | None
    overdue: int
    is_booked: bool


@dataclass(frozen=True)
class CaseLine:
    """One participant in a coach's caseload."""

    pairing: PairingRef
    enrolment: UUID
    name: str
    school: str
    cohort: str
    state: str
    need: Need
    why: str
    met: int
    last_at: datetime | None
    next_at: datetime | None
    open_actions: int

    @property
    def is_pressing(self) -> bool:
        """Whether something about them is out of order."""
        return bool(self.why)


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
    def past(self) -> tuple[MeetingLine, ...]:
        """Every other meeting, the newest first."""
        return tuple(sorted((m for m in self.meetings if not m.is_booked), key=lambda m: m.at, reverse=True))

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
    """What a recorded meeting counted towards; nothing where every coaching component has its credit already."""

    meeting: MeetingRef
    component: str
